"""Computing all gaps anew."""

from asah.foundation.access.scope import agency_scope
from asah.foundation.jobs.handles import JobContext, body
from asah.stages.competencies.events import CONFIRM, REFRESH, Nothing, RefreshArgs
from asah.stages.competencies.services import follow_confirmation, refresh_gaps


@body(REFRESH)
def refresh(context: JobContext, args: RefreshArgs) -> None:
    """Compute every gap anew, in one transaction: readers see the old figures until all new ones are there."""
    with agency_scope(context.agency):
        context.result = {"changed": refresh_gaps(actor=context.actor, now=context.now())}


@body(CONFIRM)
def confirm(context: JobContext, args: Nothing) -> None:
    """Let starting standards follow the tables that the agency has confirmed."""
    with agency_scope(context.agency):
        context.result = {"confirmed": follow_confirmation(actor=context.actor, now=context.now())}
