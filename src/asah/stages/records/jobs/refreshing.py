"""Counting the recent years anew."""

from asah.foundation.access.scope import agency_scope
from asah.foundation.jobs.handles import JobContext, body
from asah.stages.records.events import REFRESH, RefreshArgs
from asah.stages.records.services import refresh_jp


@body(REFRESH)
def refresh(context: JobContext, args: RefreshArgs) -> None:
    """Count the recent years anew, in one transaction."""
    with agency_scope(context.agency):
        context.result = {"changed": refresh_jp(actor=context.actor, now=context.now())}
