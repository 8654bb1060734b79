"""Bodies of the handles."""

from asah.foundation.access.actor import system_actor
from asah.foundation.access.clock import now_for
from asah.foundation.access.models import Agency
from asah.foundation.access.scope import agency_scope
from asah.foundation.jobs.handles import JobContext, body
from asah.stages.people import queries, services
from asah.stages.people.events import REFRESH_SEARCH, Nothing


@body(REFRESH_SEARCH)
def refresh_search(context: JobContext, args: Nothing) -> None:
    """Write the search entries of all people and units anew."""
    now = context.now()
    with agency_scope(context.agency):
        worker = system_actor(context.agency, context.actor.zone)
        entries = services.refresh_search(actor=worker, now=now, today=worker.today(now))
        context.result = {"entries": entries}


def erase_when_due(agency: Agency) -> int:
    """The caretaker's duty: erase the personal data whose hold has ended; nothing is written while nothing is due."""
    now = now_for(agency)
    worker = system_actor(agency.pk, agency.zone)
    with agency_scope(agency.pk):
        if not queries.erasures_due(worker.today(now)):
            return 0
        return services.erase_due(actor=worker, now=now)
