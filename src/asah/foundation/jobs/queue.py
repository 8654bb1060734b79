"""Between our runs and Procrastinate: defer, run, beat, cancel, take over.

One generic task carries (agency, run id). A run's row in jobs_jobrun is the truth for people; Procrastinate's row is
only the ticket. A worker that dies leaves a run without beats, or a waiting run whose ticket nobody holds any more:
`take_over` puts either into the queue again.
"""

import logging
import secrets
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import close_old_connections, connection
from procrastinate.contrib.django import app

from asah.foundation.access.actor import Actor, system_actor
from asah.foundation.access.clock import now_for
from asah.foundation.access.models import Agency
from asah.foundation.access.scope import agency_scope
from asah.foundation.jobs.handles import BODIES, Cancelled, Failed, JobContext
from asah.foundation.jobs.models import JobRun
from asah.foundation.jobs.tickets import QUEUE, TASK, defer, runs_with_ticket

log = logging.getLogger("asah.jobs")
SILENT_FOR = timedelta(seconds=60)
MOST_ATTEMPTS = 3
_ALIVE = ("queued", "running")


@app.task(name=TASK, queue=QUEUE)  # type: ignore[untyped-decorator,unused-ignore]
def run_task(agency: int, run: int) -> None:
    """The one task: do the work of a run."""
    execute(agency, run)


def execute(agency: int, run_id: int) -> None:
    """Run the body of one run and keep its end. Never raises: the end of a run is a row, not an exception."""
    close_old_connections()
    row = Agency.objects.get(pk=agency)

    def clock() -> datetime:
        return now_for(row)

    with agency_scope(agency):
        run = JobRun.objects.select_for_update().filter(pk=run_id).first()
        if run is None or run.status not in _ALIVE or (run.status == "running" and not _silent(run)):
            return
        if run.cancel_asked_at:
            run.status, run.ended_at = "cancelled", clock()
            run.save(update_fields=["status", "ended_at"])
            return
        run.status, run.started_at, run.beat_at, run.attempts = "running", clock(), datetime.now(UTC), run.attempts + 1
        run.save(update_fields=["status", "started_at", "beat_at", "attempts"])
    context = JobContext(agency=agency, run=run.pk, actor=_actor_of(run, row), clock=clock)
    stop = threading.Event()
    pulse = threading.Thread(target=_pulse, args=(agency, run.pk, stop), daemon=True)
    pulse.start()
    try:
        job, work = BODIES[run.name]
        work(context, job.args(**run.args))
        _end(context, "remarks" if context.remark else "done", context.remark)
    except Cancelled:
        _end(context, "cancelled", "")
    except Failed as error:
        _end(context, "failed", str(error))
    except Exception:
        code = reference()
        log.exception("job %s run %s failed, reference %s", run.name, run.pk, code)
        _end(context, "failed", f"Asah gagal menyelesaikan pekerjaan ini. Data Anda tidak berubah. Kode: {code}.")
    finally:
        stop.set()
        pulse.join()


def reference() -> str:
    """A number that can be read over the phone, such as K7F3-91."""
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    return "".join(secrets.choice(letters) for _ in range(4)) + f"-{secrets.randbelow(90) + 10}"


def take_over(agency: int) -> int:
    """Put runs of dead workers into the queue again; give up after three attempts. Returns how many were taken over."""
    taken = 0
    row = Agency.objects.get(pk=agency)
    with agency_scope(agency):
        limit = datetime.now(UTC) - SILENT_FOR
        for run in JobRun.objects.select_for_update(skip_locked=True).filter(status="running", beat_at__lt=limit):
            if run.attempts >= MOST_ATTEMPTS:
                run.status, run.ended_at = "failed", now_for(row)
                run.remark = "Pekerja berhenti tiga kali saat mengerjakan ini. Data Anda tidak berubah."
            else:
                run.status = "queued"
                defer(run)
                taken += 1
            run.save(update_fields=["status", "ended_at", "remark"])
        taken += _renew_lost_tickets(agency)
    return taken


def _renew_lost_tickets(agency: int) -> int:
    """A worker may die between taking a ticket and starting the run: such a run gets a new ticket.

    A run and its ticket are written in one transaction, so a waiting run that is seen without one has lost it.
    """
    waiting = list(JobRun.objects.select_for_update(skip_locked=True).filter(status="queued"))
    if not waiting:
        return 0
    held = runs_with_ticket(agency, SILENT_FOR)
    lost = [run for run in waiting if run.pk not in held]
    for run in lost:
        defer(run)
    return len(lost)


def _end(context: JobContext, status: str, remark: str) -> None:
    with agency_scope(context.agency):
        values: dict[str, Any] = {
            "status": status,
            "ended_at": context.now(),
            "remark": remark[:300],
            "result": context.result,
        }
        if context.link is not None:
            values["link"] = context.link
        row = JobRun.objects.select_for_update().get(pk=context.run)
        if row.again and status != "cancelled":
            values = {"status": "queued", "again": False, "attempts": 0}
            defer(row)
        JobRun.objects.filter(pk=context.run).update(**values)


def _pulse(agency: int, run: int, stop: threading.Event) -> None:
    """Beat while the body is busy in one long step, so that nobody takes the run over."""
    try:
        while not stop.wait(SILENT_FOR.total_seconds() / 4):
            with agency_scope(agency):
                JobRun.objects.filter(pk=run).update(beat_at=datetime.now(UTC))
    finally:
        connection.close()


def _silent(run: JobRun) -> bool:
    return run.beat_at is None or run.beat_at < datetime.now(UTC) - SILENT_FOR


_ACTOR_OF: list[Any] = []


def actors_from(builder: Any) -> None:
    """desks.shell registers how an account becomes an actor, so that a job acts with its starter's present rights."""
    _ACTOR_OF[:] = [builder]


def _actor_of(run: JobRun, agency: Agency) -> Actor:
    if run.account is None or not _ACTOR_OF:
        return system_actor(run.agency_id, agency.zone)
    with agency_scope(run.agency_id):
        built: Actor = _ACTOR_OF[0](run.account, agency, now_for(agency))
    return built
