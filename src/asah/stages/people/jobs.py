"""Bodies of the handles."""

from asah.foundation.access.actor import system_actor
from asah.foundation.access.scope import agency_scope
from asah.foundation.jobs.handles import JobContext, body
from asah.stages.people import services
from asah.stages.people.events import ERASE_DUE, REFRESH_SEARCH, Nothing


@body(REFRESH_SEARCH)
def refresh_search(context: JobContext, args: Nothing) -> None:
    """Write the search entries of all people and units anew."""
    now = context.now()
    with agency_scope(context.agency):
        worker = system_actor(context.agency, context.actor.zone)
        entries = services.refresh_search(actor=worker, now=now, today=worker.today(now))
        context.result = {"entries": entries}


@body(ERASE_DUE)
def erase_due(context: JobContext, args: Nothing) -> None:
    """Erase the personal data whose hold has ended."""
    with agency_scope(context.agency):
        worker = system_actor(context.agency, context.actor.zone)
        context.result = {"erased": services.erase_due(actor=worker, now=context.now())}
