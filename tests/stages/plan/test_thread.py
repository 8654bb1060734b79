"""The thin thread: gaps of 40 people -> plan -> submission -> decree, through real jobs and a real child process."""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from asah.foundation.access.actor import Actor
from asah.foundation.access.scope import agency_scope
from asah.foundation.documents import files as stored
from asah.foundation.jobs import queue
from asah.stages.plan import services
from asah.stages.plan.models import (
    PlanGroup,
    PlanPerson,
    PlanProgramme,
    PlanRun,
    PlanSeat,
    PlanWait,
    Scenario,
)
from asah.stages.plan.rules.reasons import REASONS
from tests.stages.plan.conftest import enacted, furnish

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("files")]
LITTLE = 40_000_000


def solved(agency: Any, maria: Actor, now: datetime) -> PlanRun:
    with agency_scope(agency.pk):
        furnish(maria, now, size=40, budget_rupiah=LITTLE)
        scenario = services.open_scenario(actor=maria, now=now, year=2027)
        run = services.request_plan(actor=maria, now=now, scenario=scenario.uid)
        assert run.status == PlanRun.Status.QUEUED
        assert services.request_plan(actor=maria, now=now, scenario=scenario.uid).pk == run.pk
    queue.execute(agency.pk, run.job or 0)
    with agency_scope(agency.pk):
        run.refresh_from_db()
        assert run.status == PlanRun.Status.DONE, run.reason
        return run


def test_from_gaps_to_an_approved_plan(agency: Any, maria: Actor, now: datetime, tmp_path: Path) -> None:
    run = solved(agency, maria, now)
    with agency_scope(agency.pk):
        _figures_agree(run)
        _everybody_waits_for_a_reason(run)
        decision = enacted(agency, maria, now, Scenario.objects.get(pk=run.scenario_id))
        assert decision.number == "RN-2027-01"
        assert Scenario.objects.get().status == Scenario.Status.ENACTED
    _repeats_byte_for_byte(agency, run, tmp_path)


def _figures_agree(run: PlanRun) -> None:
    seats = PlanSeat.objects.filter(run=run)
    programmes = PlanProgramme.objects.filter(run=run)
    assert run.seats == seats.count() == sum(row.seats for row in programmes) > 20
    assert run.cost_rupiah == sum(row.cost_rupiah for row in programmes)
    assert 0 < (run.cost_rupiah or 0) <= LITTLE
    assert run.people == seats.values("person").distinct().count()
    assert run.value is not None
    assert run.bound is not None
    assert run.value <= run.bound
    assert programmes.count() == 60
    assert {row.state for row in programmes} >= {"masuk", "tidak_masuk"}
    assert all(bool(row.seats) == (row.state != "tidak_masuk") for row in programmes)
    assert run.figures["closed_levels"] <= run.figures["gap_levels"]
    assert sum(run.figures["money_by_kind"].values()) == run.cost_rupiah
    districts = PlanGroup.objects.filter(run=run, kind="distrik")
    assert sum(row.people for row in districts) == PlanPerson.objects.filter(run=run, barred="").count() == 40
    assert all(row.received <= row.attainable + 1e-6 for row in districts)


def _everybody_waits_for_a_reason(run: PlanRun) -> None:
    waiting = PlanWait.objects.filter(run=run)
    assert waiting.count() > 20
    assert {row.reason for row in waiting} <= set(REASONS)
    given = set(PlanSeat.objects.filter(run=run).values_list("person", "programme"))
    assert not given & set(waiting.values_list("person", "programme"))
    for person in PlanPerson.objects.filter(run=run)[:20]:
        chances = set(person.inputs["chances"])
        told = set(waiting.filter(person=person.person_id).values_list("programme__code", flat=True))
        got = set(PlanSeat.objects.filter(run=run, person=person.person_id).values_list("programme__code", flat=True))
        assert chances == told | got


def _repeats_byte_for_byte(agency: Any, run: PlanRun, folder: Path) -> None:
    problem, plan = folder / "problem.json", folder / "plan.json"
    problem.write_bytes(stored.read(run.problem_file))
    subprocess.run(
        [sys.executable, "-m", "asah_planner", "solve", str(problem), "--out", str(plan)],
        check=True,
        capture_output=True,
        env={"PYTHONPATH": "src"},
    )
    assert plan.read_bytes() == stored.read(run.plan_file)
    assert json.loads(problem.read_text())["name"] == "sorong 2027"
