"""The body of this stage's handle."""

from asah.foundation.access.actor import system_actor
from asah.foundation.access.scope import agency_scope
from asah.foundation.jobs.handles import JobContext, body
from asah.stages.catalogue import services
from asah.stages.catalogue.events import REFRESH_SEARCH, Nothing


@body(REFRESH_SEARCH)
def refresh_search(context: JobContext, args: Nothing) -> None:
    """Write the search entries of all programmes anew."""
    with agency_scope(context.agency):
        worker = system_actor(context.agency, context.actor.zone)
        context.result = {"entries": services.refresh_search(actor=worker, now=context.now())}
