"""Tickets: Procrastinate's rows that make a worker pick up a run. They hold ids only."""

from datetime import timedelta

from django.db import connection
from procrastinate.contrib.django import app

from asah.foundation.jobs.models import JobRun

TASK = "asah.run"
QUEUE = "asah"


def defer(run: JobRun) -> None:
    """Put the ticket of a run into the queue, inside the running transaction."""
    app.configure_task(TASK, queue=QUEUE).defer(agency=run.agency_id, run=run.pk)


def runs_with_ticket(agency: int, silent_for: timedelta) -> set[int]:
    """Ids of the agency's runs whose ticket waits, or is in the hands of a worker that gave a sign of life lately."""
    with connection.cursor() as cursor:
        cursor.execute(_TICKETS, [TASK, agency, silent_for.total_seconds()])
        return {row[0] for row in cursor.fetchall()}


# A killed worker leaves its ticket at "doing"; after a while Procrastinate forgets the worker and the key is null.
_TICKETS = """
SELECT (job.args ->> 'run')::bigint
FROM procrastinate_jobs job LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
WHERE job.task_name = %s AND (job.args ->> 'agency')::bigint = %s
    AND (job.status = 'todo' OR (job.status = 'doing' AND worker.last_heartbeat > now() - make_interval(secs => %s)))
"""
