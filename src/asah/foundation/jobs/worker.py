"""A worker: takes tickets from the queue, and a caretaker thread for what recurs.

The caretaker seals audit events every few seconds, signs the day, takes over runs of dead workers and forgets results
older than seven days. Any number of workers may do so at once: each duty takes a lock or is harmless twice.
"""

import asyncio
import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app

from asah.foundation.access.clock import now_for, today_in
from asah.foundation.access.models import Agency
from asah.foundation.access.scope import agency_scope
from asah.foundation.audit import seals
from asah.foundation.jobs.models import JobRun
from asah.foundation.jobs.queue import take_over

log = logging.getLogger("asah.jobs")
SEAL_EVERY_SECONDS = 5.0
KEPT_FOR = timedelta(days=7)

Duty = Callable[[Agency], object]
_duties: list[Duty] = []


def every_round(duty: Duty) -> None:
    """Register a recurring duty of another part of the foundation (notices: quiet hours end, digests)."""
    if duty not in _duties:
        _duties.append(duty)


def care_for(agency: Agency) -> None:
    """One round of the caretaker for one agency."""
    now = now_for(agency)
    with agency_scope(agency.pk):
        seals.seal_waiting(agency.pk, now)
    with agency_scope(agency.pk):
        seals.sign_day(agency, today_in(agency, now) - timedelta(days=1))
    take_over(agency.pk)
    with agency_scope(agency.pk):
        JobRun.objects.filter(ended_at__lt=now - KEPT_FOR).delete()
    for duty in _duties:
        duty(agency)


def care_for_all() -> None:
    """One round for every agency; a fault in one does not stop the others."""
    for agency in Agency.objects.order_by("pk"):
        try:
            care_for(agency)
        except Exception:
            log.exception("caretaker failed for agency %s", agency.slug)


def _caretaker(stop: threading.Event) -> None:
    while not stop.wait(SEAL_EVERY_SECONDS):
        try:
            care_for_all()
        except Exception:
            log.exception("caretaker round failed")
            connection.close()
    connection.close()


async def _take_tickets(once: bool) -> None:
    # Requests defer through Django's connection; a worker listens on connections of its own.
    connector: Any = app.connector
    with app.replace_connector(connector.get_worker_connector()) as own:
        async with own.open_async():
            await own.run_worker_async(queues=["asah"], wait=not once, concurrency=1, install_signal_handlers=not once)


def run_worker(*, once: bool = False) -> None:
    """Run until SIGTERM; with `once`, empty the queue and return."""
    if once:
        care_for_all()
    stop = threading.Event()
    thread = threading.Thread(target=_caretaker, args=(stop,), daemon=True)
    if not once:
        thread.start()
    try:
        asyncio.run(_take_tickets(once))
    finally:
        stop.set()
