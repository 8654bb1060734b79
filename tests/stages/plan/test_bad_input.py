"""What cannot be planned ends in a sentence, and nothing is half done."""

import os
import signal
import threading
import time
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

import psutil
import pytest
from django.core.management import CommandError, call_command

from asah.foundation.access.actor import Actor
from asah.foundation.access.scope import agency_scope
from asah.foundation.jobs import queue
from asah.foundation.jobs.models import JobRun
from asah.stages.people.models import Posting
from asah.stages.plan import engine, services
from asah.stages.plan.models import PlanPerson, PlanProgramme, PlanRun, PlanSeat, PlanWait
from asah.stages.plan.rules.settings import Settings, SettingsRefused
from tests.stages.plan.conftest import furnish

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("files")]


def requested(agency: Any, maria: Actor, now: datetime, **changes: Any) -> PlanRun:
    with agency_scope(agency.pk):
        values = services.ScenarioInput(**{"name": "Uji", "budget_rupiah": 200_000_000, **changes})
        scenario = services.open_scenario(actor=maria, now=now, year=2027, values=values)
        return services.request_plan(actor=maria, now=now, scenario=scenario.uid)


def ended(agency: Any, run: PlanRun) -> PlanRun:
    queue.execute(agency.pk, run.job or 0)
    with agency_scope(agency.pk):
        run.refresh_from_db()
    return run


def stored_rows() -> int:
    tables = (PlanSeat, PlanWait, PlanPerson, PlanProgramme)
    return sum(table.objects.count() for table in tables)


def test_a_budget_of_zero_is_refused_before_anything_is_queued(agency: Any, maria: Actor, now: datetime) -> None:
    with pytest.raises(SettingsRefused, match="Pagu skenario masih Rp0"):
        requested(agency, maria, now, budget_rupiah=0)
    with agency_scope(agency.pk):
        assert not PlanRun.objects.exists()
        assert not JobRun.objects.exists()


def test_nothing_to_plan_with_says_what_is_missing(agency: Any, maria: Actor, now: datetime) -> None:
    run = ended(agency, requested(agency, maria, now))
    assert run.status == PlanRun.Status.FAILED
    assert run.reason == "Belum ada pegawai. Impor daftar pegawai lebih dulu."
    with agency_scope(agency.pk):
        assert stored_rows() == 0


def test_a_programme_nobody_may_attend_and_a_unit_of_one(agency: Any, maria: Actor, now: datetime) -> None:
    with agency_scope(agency.pk):
        town = furnish(maria, now, size=40)
        lonely = town.units["Inspektorat"]
        keep = Posting.objects.filter(unit=lonely).order_by("pk").values_list("pk", flat=True)[:1]
        elsewhere = town.units["Dinas Kesehatan"]
        Posting.objects.filter(unit=lonely).exclude(pk__in=list(keep)).update(unit=elsewhere, is_head=False)
    run = ended(agency, requested(agency, maria, now))
    assert run.status == PlanRun.Status.DONE, run.reason
    with agency_scope(agency.pk):
        nobody = PlanProgramme.objects.get(run=run, code="PM-17")
        assert (nobody.state, nobody.reason, nobody.candidates) == ("tidak_masuk", "tanpa_calon", 0)
        assert PlanPerson.objects.filter(run=run, unit=lonely).count() == 1


def test_people_who_cannot_be_trained_are_left_out_with_the_reason(scope: Any, maria: Actor, now: datetime) -> None:
    furnish(maria, now, size=40)
    first, second, third, fourth = Posting.objects.order_by("person")[:4]
    Posting.objects.filter(pk=first.pk).update(legal_status="03")
    Posting.objects.filter(pk=second.pk).update(retires_on="2027-01-20")
    Posting.objects.filter(pk=third.pk).update(retires_on="2027-05-01")
    Posting.objects.filter(pk=fourth.pk).update(
        employment="PPPK", contract_from="2024-03-01", contract_until="2026-12-31"
    )
    found = {row.row.person: row for row in engine.gather(Settings(2027, 10**9), now.date()).people}
    assert found[first.person_id].barred == "kedudukan_hukum"
    assert found[second.person_id].barred == "pensiun"
    assert (found[third.person_id].barred, found[third.person_id].last_month) == ("", 4)
    assert found[fourth.person_id].barred == "kontrak"


def test_cancelled_while_it_waits_and_while_it_runs(agency: Any, maria: Actor, now: datetime) -> None:
    with agency_scope(agency.pk):
        furnish(maria, now, size=40)
    waiting = requested(agency, maria, now)
    with agency_scope(agency.pk):
        cancelled = services.cancel_run(actor=maria, now=now, run=waiting.pk)
        assert cancelled.status == PlanRun.Status.CANCELLED
    assert ended(agency, waiting).status == PlanRun.Status.CANCELLED
    running = requested(agency, maria, now)

    def ask() -> None:
        with agency_scope(agency.pk):
            JobRun.objects.filter(pk=running.job or 0).update(cancel_asked_at=now)

    with pytest.MonkeyPatch.context() as patch:
        solve = engine.solve_in_child

        def asked_meanwhile(problem: str, tell: Any) -> bytes:
            thread = threading.Thread(target=ask)
            thread.start()
            thread.join()
            return solve(problem, tell)

        patch.setattr(engine, "solve_in_child", asked_meanwhile)
        run = ended(agency, running)
    assert (run.status, run.reason) == (PlanRun.Status.CANCELLED, "Dibatalkan. Hasil sebelumnya tetap ada.")
    with agency_scope(agency.pk):
        assert JobRun.objects.get(pk=run.job or 0).status == "cancelled"
        assert stored_rows() == 0
    assert not [child for child in psutil.Process().children() if "asah_planner" in " ".join(child.cmdline())]


def test_a_killed_solver_fails_the_run_with_a_code_to_tell(agency: Any, maria: Actor, now: datetime) -> None:
    with agency_scope(agency.pk):
        furnish(maria, now, size=40)
    run = requested(agency, maria, now)
    stop = threading.Event()

    def kill() -> None:
        while not stop.wait(0.02):
            for child in psutil.Process().children():
                if "asah_planner" in " ".join(child.cmdline()):
                    os.kill(child.pid, signal.SIGKILL)
                    return

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        run = ended(agency, run)
    finally:
        stop.set()
        thread.join()
    assert run.status == PlanRun.Status.FAILED
    assert "Sebutkan kode" in run.reason
    with agency_scope(agency.pk):
        assert stored_rows() == 0


def test_a_run_whose_worker_died_is_done_by_the_next_one(agency: Any, maria: Actor, now: datetime) -> None:
    with agency_scope(agency.pk):
        furnish(maria, now, size=40)
    run = requested(agency, maria, now)
    with agency_scope(agency.pk):
        PlanRun.objects.filter(pk=run.pk).update(status=PlanRun.Status.RUNNING)
    assert ended(agency, run).status == PlanRun.Status.DONE


def test_the_command_line_prints_its_seven_lines(agency: Any, maria: Actor, now: datetime, tmp_path: Path) -> None:
    with agency_scope(agency.pk):
        furnish(maria, now, size=40)
    out, problem = StringIO(), tmp_path / "masalah.json"
    started = time.monotonic()
    call_command("plan", "--agency", "sorong", "--year", "2027", "--budget", "150 juta", "--out", problem, stdout=out)
    assert time.monotonic() - started < 60
    lines = dict(line.split(": ") for line in out.getvalue().strip().splitlines())
    assert list(lines) == ["value", "bound", "gap", "seats", "cost", "people", "below20"]
    assert 0 < int(lines["cost"]) <= 150_000_000
    assert float(lines["bound"]) >= float(lines["value"])
    assert problem.stat().st_size > 1000
    with pytest.raises(CommandError, match="Yang ada: sorong"):
        call_command("plan", "--agency", "binjai", "--year", "2027")
    with pytest.raises(CommandError, match="Pagu"):
        call_command("plan", "--agency", "sorong", "--year", "2027", "--budget", "0")
