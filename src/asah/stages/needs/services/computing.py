"""Computing needs as a deed: by jobs after news, or asked for by the planner."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, note, use_case
from asah.stages.needs.engine import rebuild
from asah.stages.needs.events import NeedsRefreshed
from asah.stages.people import queries as people


@use_case(Permission.NEED_REFRESH, says=_("{actor} menghitung kebutuhan pengembangan kompetensi"))
def refresh_needs(*, actor: Actor, now: datetime, unit: int = 0, below: bool = False) -> int:
    """Compute needs as of today: everybody's, or those of the people of one unit (id), with `below` of its subtree.

    Returns how many rows changed; repeating it changes none.
    """
    today = actor.today(now)
    changed = rebuild(today, now, units=_units(today, unit, below) if unit else None)
    note(changed=changed, unit=unit)
    announce(NeedsRefreshed(unit))
    return changed


def _units(on: date, unit: int, below: bool) -> list[int]:
    rows = people.units_on(on)
    root = next((row.path for row in rows if row.unit == unit), None)
    return [row.unit for row in rows if row.path.startswith(root)] if below and root else [unit]
