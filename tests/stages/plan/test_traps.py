"""Traps 8 and 28 of docs/reference/traps.md: money that a decree forbids to spend, plans that change mid-year."""

from datetime import date, datetime
from typing import Any

import pytest

from asah.foundation.access.actor import Actor
from asah.foundation.access.scope import agency_scope
from asah.stages.plan import services
from asah.stages.plan.models import PlanProgramme, PlanRun, Scenario, Submission
from tests.stages.plan.conftest import enacted, furnish
from tests.stages.plan.quick import quick_run

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("files")]
LIMITED = ("studi_banding", "seminar")


def _solve(agency: Any, maria: Actor, now: datetime, **settings: Any) -> PlanRun:
    """Another scenario of the year with these settings, computed."""
    with agency_scope(agency.pk):
        values = services.ScenarioInput(
            name="Pilihan", budget_rupiah=settings.pop("budget_rupiah", 150_000_000), **settings
        )
        scenario = services.open_scenario(actor=maria, now=now, year=2027, values=values)
    return quick_run(agency, maria, now, scenario)


def test_visits_and_seminars_stay_out_when_a_decree_limits_them(agency: Any, maria: Actor, now: datetime) -> None:
    """Trap 8: Inpres 1/2025 and its successors; the scenario bars kinds of programmes, and each one says why."""
    with agency_scope(agency.pk):
        furnish(maria, now, size=40)
    free = _solve(agency, maria, now)
    limited = _solve(agency, maria, now, barred_tags=LIMITED)
    with agency_scope(agency.pk):
        rows = list(PlanProgramme.objects.filter(run=limited).select_related("version"))
        meant = [row for row in rows if set(row.version.tags) & set(LIMITED)]
        assert meant
        assert {(row.seats, row.cost_rupiah, row.reason) for row in meant} == {(0, 0, "kebijakan")}
        assert sum(row.reason == "kebijakan" for row in rows) == len(meant)
        assert not PlanProgramme.objects.filter(run=free, reason="kebijakan").exists()
        assert limited.seats


def test_an_enacted_plan_stays_and_the_mid_year_change_is_a_version_of_its_own(
    agency: Any, maria: Actor, now: datetime
) -> None:
    """Trap 28: usulan, penetapan, then APBD Perubahan; what was decided is never written over."""
    with agency_scope(agency.pk):
        furnish(maria, now, size=40)
    first = _solve(agency, maria, now)
    with agency_scope(agency.pk):
        scenario = Scenario.objects.get(pk=first.scenario_id)
        enacted(agency, maria, now, scenario)
        submission = Submission.objects.get()
        scenario.refresh_from_db()
        assert scenario.status == Scenario.Status.ENACTED
        decided = (first.seats, first.cost_rupiah, submission.digest)
        values = services.ScenarioInput(name="Diubah", budget_rupiah=90_000_000)
        with pytest.raises(services.ScenarioLocked):
            services.edit_scenario(actor=maria, now=now, scenario=scenario.uid, version=scenario.version, values=values)
        with pytest.raises(services.ScenarioLocked):
            services.request_plan(actor=maria, now=now, scenario=scenario.uid)
        do: dict[str, Any] = {"actor": maria, "now": now}
        change = services.open_change(**do, scenario=scenario.uid, from_on=date(2027, 9, 1))
        services.set_budget(**do, scenario=change.uid, budget_rupiah=160_000_000)
        change.refresh_from_db()
    run = quick_run(agency, maria, now, change)
    with agency_scope(agency.pk):
        services.submit_plan(**do, scenario=change.uid)
        first.refresh_from_db()
        submission.refresh_from_db()
        assert (first.seats, first.cost_rupiah, submission.digest) == decided
        assert Scenario.objects.get(pk=scenario.pk).status == Scenario.Status.ENACTED
        assert change.stage == Scenario.Stage.DPPA
        assert (run.cost_rupiah or 0) <= 160_000_000
