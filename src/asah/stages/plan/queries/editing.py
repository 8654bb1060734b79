"""What the page of settings needs: caps of units by name, and the stack of undo."""

from datetime import date

from asah.foundation.access.actor import Actor, require
from asah.foundation.access.permissions import Permission
from asah.stages.people import queries as people
from asah.stages.plan.models import Scenario, ScenarioEdit
from asah.stages.plan.rules.settings import EVERY_UNIT


def last_edit(row: Scenario) -> ScenarioEdit | None:
    """The newest change that was not taken back, and is no taking back itself."""
    edits = ScenarioEdit.objects.filter(scenario=row)
    undone = edits.filter(undoes__isnull=False).values("undoes")
    return edits.filter(undoes=None).exclude(version__in=undone).order_by("-version").first()


def caps_of(actor: Actor, row: Scenario) -> list[tuple[str, int]]:
    """(unit, rupiah) of the units with a cap of their own, by name."""
    require(actor, Permission.PLAN_READ)
    own = {int(unit): amount for unit, amount in row.unit_caps.items() if unit != EVERY_UNIT}
    if not own:
        return []
    names = {unit.unit: unit.name for unit in people.units_on(row.edited_at.date())}
    return sorted((names.get(unit, str(unit)), amount) for unit, amount in own.items())


def unit_named(actor: Actor, words: str, on: date) -> int | None:
    """The unit of this name or short name, None when there is none or more than one."""
    require(actor, Permission.PLAN_EDIT)
    wanted = words.strip().casefold()
    found = [unit.unit for unit in people.units_on(on) if wanted in (unit.name.casefold(), unit.short_name.casefold())]
    return found[0] if len(found) == 1 else None
