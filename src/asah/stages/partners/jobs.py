"""The body of the handle, and the caretaker's duty of this stage: the end of agreements is told in time."""

from asah.foundation.access.actor import system_actor
from asah.foundation.access.clock import now_for
from asah.foundation.access.models import Agency
from asah.foundation.access.scope import agency_scope
from asah.foundation.jobs.handles import JobContext, body
from asah.stages.partners import queries, services
from asah.stages.partners.events import REFRESH_SEARCH, Nothing


@body(REFRESH_SEARCH)
def refresh_search(context: JobContext, args: Nothing) -> None:
    """Write the search entries of all partners anew."""
    with agency_scope(context.agency):
        worker = system_actor(context.agency, context.actor.zone)
        context.result = {"entries": services.refresh_search(actor=worker, now=context.now())}


def remind_when_due(agency: Agency) -> int:
    """Tell of agreements that end soon; two small questions a round, and nothing is written while nothing is due."""
    now = now_for(agency)
    worker = system_actor(agency.pk, agency.zone)
    today = worker.today(now)
    with agency_scope(agency.pk):
        if not queries.due_reminders(today):
            return 0
        return services.remind_ending(actor=worker, now=now, today=today)
