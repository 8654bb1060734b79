"""Traps 8 and 28 of docs/reference/traps.md: money that a decree forbids to spend, plans that change mid-year."""

from datetime import datetime
from typing import Any

import pytest

from asah.foundation.access.actor import Actor
from asah.foundation.access.scope import agency_scope
from asah.foundation.jobs import queue
from asah.stages.plan import services
from asah.stages.plan.models import Decision, PlanProgramme, PlanRun, Scenario, Submission
from tests.stages.plan.conftest import furnish

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("files")]
LIMITED = ("studi_banding", "seminar")


def _solve(agency: Any, maria: Actor, now: datetime, **settings: Any) -> PlanRun:
    """Another scenario of the year with these settings, computed."""
    with agency_scope(agency.pk):
        values = services.ScenarioInput(
            name="Pilihan", budget_rupiah=settings.pop("budget_rupiah", 150_000_000), **settings
        )
        scenario = services.open_scenario(actor=maria, now=now, year=2027, values=values)
        run = services.request_plan(actor=maria, now=now, scenario=scenario.uid)
    queue.execute(agency.pk, run.job or 0)
    with agency_scope(agency.pk):
        run.refresh_from_db()
        assert run.status == PlanRun.Status.DONE, run.reason
        return run


def _submit(maria: Actor, now: datetime, run: PlanRun) -> Submission:
    scenario = Scenario.objects.get(pk=run.scenario_id)
    return services.submit_plan(actor=maria, now=now, scenario=scenario.uid, note_text="")


def test_visits_and_seminars_stay_out_when_a_decree_limits_them(agency: Any, maria: Actor, now: datetime) -> None:
    """Trap 8: Inpres 1/2025 and its successors; the scenario bars kinds of programmes, and each one says why."""
    with agency_scope(agency.pk):
        furnish(maria, now)
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


def test_an_approved_plan_stays_and_the_mid_year_change_is_a_version_of_its_own(
    agency: Any, maria: Actor, head: Actor, now: datetime
) -> None:
    """Trap 28: usulan, penetapan, then APBD Perubahan; what was decided is never written over."""
    with agency_scope(agency.pk):
        furnish(maria, now)
    first = _solve(agency, maria, now)
    with agency_scope(agency.pk):
        submission = _submit(maria, now, first)
        scenario = Scenario.objects.get(pk=first.scenario_id)
        assert scenario.status == Scenario.Status.SUBMITTED
        services.approve_plan(actor=head, now=now, submission=submission.uid, seen=submission.digest, reason="Ya")
        scenario.refresh_from_db()
        assert scenario.status == Scenario.Status.APPROVED
        decided = (first.seats, first.cost_rupiah, submission.digest)
        values = services.ScenarioInput(name="Diubah", budget_rupiah=90_000_000)
        with pytest.raises(services.ScenarioLocked):
            services.edit_scenario(actor=maria, now=now, scenario=scenario.uid, version=scenario.version, values=values)
        with pytest.raises(services.ScenarioLocked):
            services.request_plan(actor=maria, now=now, scenario=scenario.uid)

    change = _solve(agency, maria, now, budget_rupiah=90_000_000)
    with agency_scope(agency.pk):
        second = _submit(maria, now, change)
        services.approve_plan(actor=head, now=now, submission=second.uid, seen=second.digest, reason="Perubahan")
        numbers = list(Decision.objects.order_by("decided_at", "pk").values_list("number", flat=True))
        assert numbers == ["RN-2027-01", "RN-2027-02"]
        assert list(Scenario.objects.order_by("number").values_list("number", "status")) == [
            (1, Scenario.Status.APPROVED), (2, Scenario.Status.APPROVED),
        ]  # fmt: skip
        first.refresh_from_db()
        submission.refresh_from_db()
        assert (first.seats, first.cost_rupiah, submission.digest) == decided
        assert change.cost_rupiah is not None
        assert change.cost_rupiah <= 90_000_000
