"""Computing all gaps anew."""

from asah.foundation.access.scope import agency_scope
from asah.foundation.jobs.handles import JobContext, body
from asah.stages.competencies.events import REFRESH, RefreshArgs
from asah.stages.competencies.services import refresh_gaps


@body(REFRESH)
def refresh(context: JobContext, args: RefreshArgs) -> None:
    """Compute every gap anew, in one transaction: readers see the old figures until all new ones are there."""
    with agency_scope(context.agency):
        context.result = {"changed": refresh_gaps(actor=context.actor, now=context.now())}
