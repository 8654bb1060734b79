"""Bodies of the handles."""

from asah.foundation.access.actor import system_actor
from asah.foundation.access.clock import today_in
from asah.foundation.access.models import Agency
from asah.foundation.access.scope import agency_scope
from asah.foundation.jobs.handles import JobContext, body
from asah.stages.people import services
from asah.stages.people.events import ERASE_DUE, REFRESH_SEARCH, Nothing


@body(REFRESH_SEARCH)
def refresh_search(context: JobContext, args: Nothing) -> None:
    """Write the search entries of all people and units anew."""
    now = context.now()
    with agency_scope(context.agency):
        today = today_in(Agency.objects.get(pk=context.agency), now)
        context.result = {"entries": services.refresh_search(actor=system_actor(context.agency), now=now, today=today)}


@body(ERASE_DUE)
def erase_due(context: JobContext, args: Nothing) -> None:
    """Erase the personal data whose hold has ended."""
    with agency_scope(context.agency):
        context.result = {"erased": services.erase_due(actor=system_actor(context.agency), now=context.now())}
