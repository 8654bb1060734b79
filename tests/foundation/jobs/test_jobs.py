"""Jobs on the real queue: once only, progress, cancel, kept result, and the work of a dead worker taken over."""

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from asah.foundation.access.actor import Actor, Held
from asah.foundation.access.models import Agency
from asah.foundation.access.permissions import Permission
from asah.foundation.access.scope import agency_scope
from asah.foundation.audit.door import announce, use_case
from asah.foundation.jobs import queue
from asah.foundation.jobs.handles import BODIES, Failed, Job, JobContext, body, subscribe
from asah.foundation.jobs.models import JobRun
from asah.foundation.jobs.worker import run_worker

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Args:
    steps: int
    how: str = "well"


COUNT = Job("test.count", Args, "Menghitung")
done: list[int] = []


def count(context: JobContext, args: Args) -> None:
    for step in range(args.steps):
        context.progress(step, args.steps)
        if args.how == "cancel" and step == 1:
            with agency_scope(context.agency):
                JobRun.objects.filter(pk=context.run).update(cancel_asked_at=context.now())
    if args.how == "fail":
        raise Failed("Pagu nol tidak dapat dibagi.")
    if args.how == "crash":
        raise RuntimeError("unforeseen")
    done.append(args.steps)
    context.result = {"counted": args.steps}


@pytest.fixture
def town() -> Any:
    done.clear()
    BODIES.pop(COUNT.name, None)
    body(COUNT)(count)
    yield Agency.objects.create(slug="sorong", name="Kota Sorong", zone="Asia/Jayapura")
    BODIES.pop(COUNT.name, None)


@use_case(Permission.JOB_RUN, says="{actor} melihat hujan")
def rain(*, actor: Actor, now: datetime, steps: int) -> None:
    """A deed that announces."""
    announce(Rained(steps))


def start(town: Agency, now: datetime, args: Args, dedupe: str = "") -> JobRun:
    actor = Actor(town.pk, None, "Maria W.", roles=(Held("planner"),))
    with agency_scope(town.pk):
        return COUNT.enqueue(args, actor=actor, now=now, dedupe=dedupe)


def state(town: Agency, run: JobRun) -> JobRun:
    with agency_scope(town.pk):
        return JobRun.objects.get(pk=run.pk)


def test_runs_on_a_worker_and_keeps_the_result(town: Agency, now: datetime) -> None:
    run = start(town, now, Args(3))
    run_worker(once=True)
    row = state(town, run)
    assert (row.status, row.result, row.done, row.total) == ("done", {"counted": 3}, 2, 3)


@pytest.mark.parametrize(
    ("how", "status", "words"),
    [("cancel", "cancelled", ""), ("fail", "failed", "Pagu nol"), ("crash", "failed", "Kode: ")],
)
def test_other_ends(town: Agency, now: datetime, how: str, status: str, words: str) -> None:
    run = start(town, now, Args(4, how))
    queue.execute(town.pk, run.pk)
    row = state(town, run)
    assert row.status == status
    assert words in row.remark
    assert done == []


def test_same_job_twice_returns_the_running_one(town: Agency, now: datetime) -> None:
    runs: list[int] = []

    def claim() -> None:
        runs.append(start(town, now, Args(1), dedupe="k").pk)
        connection.close()

    threads = [threading.Thread(target=claim) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(runs) == 8
    assert len(set(runs)) == 1
    run_worker(once=True)
    assert done == [1]
    assert start(town, now, Args(1), dedupe="k").pk not in runs


def test_nothing_is_queued_when_the_deed_fails(town: Agency, now: datetime) -> None:
    with pytest.raises(RuntimeError), agency_scope(town.pk):  # noqa: PT012 the deed fails after enqueueing
        actor = Actor(town.pk, None, "Maria W.", roles=(Held("planner"),))
        COUNT.enqueue(Args(1), actor=actor, now=now)
        raise RuntimeError
    run_worker(once=True)
    assert done == []


def test_work_of_a_dead_worker_is_taken_over_then_given_up(town: Agency, now: datetime) -> None:
    run = start(town, now, Args(2))
    long_ago = datetime.now(UTC) - timedelta(minutes=10)
    with agency_scope(town.pk):
        JobRun.objects.filter(pk=run.pk).update(status="running", beat_at=long_ago, attempts=1)
    assert queue.take_over(town.pk) == 1
    run_worker(once=True)
    assert state(town, run).status == "done"
    assert done == [2]
    with agency_scope(town.pk):
        JobRun.objects.filter(pk=run.pk).update(status="running", beat_at=long_ago, attempts=3)
    assert queue.take_over(town.pk) == 0
    assert state(town, run).status == "failed"


def _ticket_states(run: JobRun) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select status::text from procrastinate_jobs where (args ->> 'run')::bigint = %s order by id", [run.pk]
        )
        return [row[0] for row in cursor.fetchall()]


def _worker_process() -> "subprocess.Popen[bytes]":
    """A real worker on the database of the test, in a process of its own."""
    settings = connection.settings_dict
    host = settings["HOST"] or "localhost"
    address = f"postgresql://{settings['USER']}:{settings['PASSWORD']}@{host}:{settings['PORT']}/{settings['NAME']}"
    environ = {**os.environ, "DJANGO_SETTINGS_MODULE": "asah.config.settings", "DATABASE_APP_URL": address}
    environ.pop("ASAH_DB_ROLE", None)
    return subprocess.Popen([sys.executable, "-m", "asah.config.manage", "work"], env=environ)


def _wait_until(condition: Any, seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


def test_a_worker_killed_before_the_run_began_loses_only_its_ticket(town: Agency, now: datetime) -> None:
    run = start(town, now, Args(2))
    with agency_scope(town.pk):
        JobRun.objects.select_for_update().get(pk=run.pk)  # the worker takes the ticket and then waits for this row
        worker = _worker_process()
        _wait_until(lambda: _ticket_states(run) == ["doing"])
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    assert state(town, run).status == "queued"
    assert queue.take_over(town.pk) == 0  # it may be alive: it gave a sign of life a moment ago
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_workers set last_heartbeat = now() - interval '10 minutes'")
    assert queue.take_over(town.pk) == 1
    assert queue.take_over(town.pk) == 0
    run_worker(once=True)
    assert (state(town, run).status, done) == ("done", [2])


def test_a_living_run_is_not_started_twice(town: Agency, now: datetime) -> None:
    run = start(town, now, Args(2))
    with agency_scope(town.pk):
        JobRun.objects.filter(pk=run.pk).update(status="running", beat_at=datetime.now(UTC))
    queue.execute(town.pk, run.pk)
    assert done == []


@dataclass(frozen=True)
class Rained:
    """A fact."""

    steps: int


def test_equal_news_make_one_run_and_news_during_the_run_make_it_run_again(town: Agency, now: datetime) -> None:
    subscribe(Rained, COUNT, lambda fact: Args(fact.steps))
    actor = Actor(town.pk, None, "Maria W.", roles=(Held("planner"),))
    with agency_scope(town.pk):
        for _ in range(5):
            rain(actor=actor, now=now, steps=1)
        run = JobRun.objects.get()
        JobRun.objects.update(status="running", beat_at=datetime.now(UTC))
        rain(actor=actor, now=now, steps=1)
        assert JobRun.objects.get().again
        JobRun.objects.update(status="queued")
    queue.execute(town.pk, run.pk)
    assert state(town, run).status == "queued"
    queue.execute(town.pk, run.pk)
    assert state(town, run).status == "done"
    assert done == [1, 1]


def test_cancelled_before_start(town: Agency, now: datetime) -> None:
    run = start(town, now, Args(2))
    with agency_scope(town.pk):
        JobRun.objects.filter(pk=run.pk).update(cancel_asked_at=now)
    run_worker(once=True)
    assert state(town, run).status == "cancelled"
    assert done == []
