"""Two planners at once, the stack of undo, caps of units, plans side by side."""

from datetime import datetime
from typing import Any

import pytest

from asah.foundation.access.actor import Actor, Held
from asah.foundation.access.models import Account
from asah.foundation.access.scope import agency_scope
from asah.stages.plan import queries, services
from asah.stages.plan.models import PlanSeat, Scenario, ScenarioEdit
from asah.stages.plan.rules.comparing import biggest_loser
from asah.stages.plan.services import ScenarioInput
from tests.stages.plan.conftest import furnish
from tests.stages.plan.quick import quick_run


def opened(maria: Actor, now: datetime) -> Scenario:
    values = ScenarioInput(name="Utama", budget_rupiah=400_000_000)
    return services.open_scenario(actor=maria, now=now, year=2027, values=values)


def test_only_what_both_changed_is_asked(scope: Any, maria: Actor, now: datetime) -> None:
    rudi = Actor(scope.pk, Account.objects.create(username="rudi", name="Rudi").pk, "Rudi", roles=(Held("planner"),))
    row = opened(maria, now)
    first = ScenarioInput(name="Satu", budget_rupiah=300_000_000)
    services.edit_scenario(actor=maria, now=now, scenario=row.uid, version=1, values=first)
    second = ScenarioInput(name="Utama", budget_rupiah=350_000_000, most_trainings=2)
    common: dict[str, Any] = {"actor": rudi, "now": now, "scenario": row.uid, "version": 1, "values": second}
    with pytest.raises(services.ScenarioChanged) as told:
        services.edit_scenario(**common)
    # The name is Maria's alone and stays hers; the number of trainings is Rudi's alone and is not asked about.
    assert [(one.field, one.theirs, one.yours) for one in told.value.conflicts] == [
        ("budget_rupiah", 300_000_000, 350_000_000)
    ]
    assert told.value.by == "Maria W."
    kept = services.edit_scenario(**common, choices={"budget_rupiah": "theirs"})
    assert (kept.name, kept.budget_rupiah, kept.most_trainings) == ("Satu", 300_000_000, 2)


def test_undo_takes_back_one_change_after_the_other(scope: Any, maria: Actor, now: datetime) -> None:
    row = opened(maria, now)
    do: dict[str, Any] = {"actor": maria, "now": now, "scenario": row.uid}
    services.set_budget(**do, budget_rupiah=300_000_000)
    services.lock_programme(**do, code="PM-17", lock="out")
    services.cap_unit(**do, unit=7, rupiah=5_000_000)
    assert services.undo_edit(**do).unit_caps == {}
    assert services.undo_edit(**do).locks == {}
    assert services.undo_edit(**do).budget_rupiah == 400_000_000
    with pytest.raises(services.ScenarioLocked, match="Tidak ada perubahan"):
        services.undo_edit(**do)
    assert ScenarioEdit.objects.count() == 6
    assert Scenario.objects.get().version == 7


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("files")
def test_side_by_side_only_differences_and_the_biggest_loser(agency: Any, maria: Actor, now: datetime) -> None:
    with agency_scope(agency.pk):
        furnish(maria, now, size=40)
        rich = services.open_scenario(actor=maria, now=now, year=2027, values=ScenarioInput("Cukup", 60_000_000))
        poor = services.open_scenario(
            actor=maria, now=now, year=2027, values=ScenarioInput("Hemat", 6_000_000, unit_cap_rupiah=2_000_000)
        )
    runs = [quick_run(agency, maria, now, row) for row in (rich, poor)]
    with agency_scope(agency.pk):
        page = queries.compared(maria, [rich.uid, poor.uid])
        assert page.letters == ("A", "B")
        assert {row.label for row in page.settings} == {"Pagu", "Unit dengan batas uang"}
        assert page.settings[0].values == ("Rp60.000.000", "Rp6.000.000")
        assert all(len(set(row.seats)) == 2 for row in page.programmes)
        assert page.same + len(page.programmes) == 60
        for row in page.programmes:
            counted = [PlanSeat.objects.filter(run=run, programme__code=row.code).count() for run in runs]
            assert list(row.seats) == counted
        worst = min(page.moves, key=lambda move: move.change)
        assert biggest_loser(page.moves) == worst
        assert worst.change < 0
        # The cap holds: nobody's unit is charged more than its two million of seats.
        charged: dict[int, int] = {}
        for seat in PlanSeat.objects.filter(run=runs[1]):
            charged[seat.unit_id] = charged.get(seat.unit_id, 0) + seat.cost_rupiah
        assert max(charged.values()) <= 2_000_000
