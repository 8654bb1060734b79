"""Needs computed anew after news, or because somebody asked."""

from asah.foundation.access.scope import agency_scope
from asah.foundation.jobs.handles import JobContext, body
from asah.stages.needs.events import REFRESH, RefreshArgs
from asah.stages.needs.services import refresh_needs


@body(REFRESH)
def refresh(context: JobContext, args: RefreshArgs) -> None:
    """Compute needs in one transaction: readers see the old ones until all new ones are there."""
    with agency_scope(context.agency):
        changed = refresh_needs(actor=context.actor, now=context.now(), unit=args.unit, below=args.below)
        context.result = {"changed": changed}
