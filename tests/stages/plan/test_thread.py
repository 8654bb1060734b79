"""The thin thread: gaps of 200 people -> plan -> submission -> approval, through real jobs and a real child process."""

import json
import subprocess
import sys
import uuid
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection

from asah.foundation.access.actor import Actor
from asah.foundation.access.scope import agency_scope
from asah.foundation.documents import files as stored
from asah.foundation.jobs import queue
from asah.stages.plan import services
from asah.stages.plan.models import (
    Decision,
    PlanGroup,
    PlanPerson,
    PlanProgramme,
    PlanRun,
    PlanSeat,
    PlanWait,
    Scenario,
    Submission,
)
from asah.stages.plan.rules.reasons import REASONS
from tests.stages.plan.conftest import furnish

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("files")]


def solved(agency: Any, maria: Actor, now: datetime) -> PlanRun:
    with agency_scope(agency.pk):
        furnish(maria, now)
        scenario = services.open_scenario(actor=maria, now=now, year=2027)
        run = services.request_plan(actor=maria, now=now, scenario=scenario.uid)
        assert run.status == PlanRun.Status.QUEUED
        assert services.request_plan(actor=maria, now=now, scenario=scenario.uid).pk == run.pk
    queue.execute(agency.pk, run.job or 0)
    with agency_scope(agency.pk):
        run.refresh_from_db()
        assert run.status == PlanRun.Status.DONE, run.reason
        return run


def test_from_gaps_to_an_approved_plan(agency: Any, maria: Actor, head: Actor, now: datetime, tmp_path: Path) -> None:
    run = solved(agency, maria, now)
    with agency_scope(agency.pk):
        _figures_agree(run)
        _everybody_waits_for_a_reason(run)
        submission = services.submit_plan(
            actor=maria, now=now, scenario=Scenario.objects.get(pk=run.scenario_id).uid, note_text="Untuk 2027"
        )
        decision = services.approve_plan(
            actor=head, now=now, submission=submission.uid, seen=submission.digest, reason="Sesuai pagu"
        )
        assert decision.number == "RN-2027-01"
        assert Scenario.objects.get().status == Scenario.Status.APPROVED
    _repeats_byte_for_byte(agency, run, tmp_path)
    _four_eyes_in_the_database(agency, run, maria, head)


def _figures_agree(run: PlanRun) -> None:
    seats = PlanSeat.objects.filter(run=run)
    programmes = PlanProgramme.objects.filter(run=run)
    assert run.seats == seats.count() == sum(row.seats for row in programmes) > 50
    assert run.cost_rupiah == sum(row.cost_rupiah for row in programmes)
    assert 0 < (run.cost_rupiah or 0) <= 400_000_000
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
    assert sum(row.people for row in districts) == PlanPerson.objects.filter(run=run, barred="").count() == 200
    assert all(row.received <= row.attainable + 1e-6 for row in districts)


def _everybody_waits_for_a_reason(run: PlanRun) -> None:
    waiting = PlanWait.objects.filter(run=run)
    assert waiting.count() > 100
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


def _four_eyes_in_the_database(agency: Any, run: PlanRun, maria: Actor, head: Actor) -> None:
    """Not even SQL as the application role gets round the second person, another requester or another digest."""
    one, two = maria.account or 0, head.account or 0
    with agency_scope(agency.pk):
        decision, row = Decision.objects.get(), Submission.objects.get()
        fresh = Submission.objects.create(
            agency=agency,
            uid=uuid.uuid4(),
            run=run,
            requester=one,
            requester_name=maria.name,
            last_editor=one,
            digest=row.digest,
            submitted_at=row.submitted_at,
        )
    attempts = {
        "same person": (one, one, row.digest, one),
        "another requester": (one + 999, one, row.digest, two),
        "another digest": (one, one, "0" * 64, two),
    }
    for what, values in attempts.items():
        with pytest.raises(IntegrityError):
            _decide_by_sql(agency.pk, fresh.pk, values, what)
    _decide_by_sql(agency.pk, fresh.pk, (one, one, row.digest, two), "as it should be")
    with pytest.raises(DatabaseError), agency_scope(agency.pk):
        Decision.objects.filter(pk=decision.pk).delete()


def _decide_by_sql(agency: int, submission: int, values: tuple[int, int, str, int], reason: str) -> None:
    with agency_scope(agency), connection.cursor() as cursor:
        cursor.execute(
            "insert into plan_decision (agency_id, submission_id, requester, last_editor, digest_seen, decider,"
            " decider_name, kind, reason, number, decided_at)"
            " values (%s, %s, %s, %s, %s, %s, 'x', 'dikembalikan', %s, '', now())",
            [agency, submission, *values, reason],
        )
