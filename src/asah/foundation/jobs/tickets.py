"""Tickets: Procrastinate's rows that make a worker pick up a run. They hold ids only."""

from procrastinate.contrib.django import app

from asah.foundation.jobs.models import JobRun

TASK = "asah.run"
QUEUE = "asah"


def defer(run: JobRun) -> None:
    """Put the ticket of a run into the queue, inside the running transaction."""
    app.configure_task(TASK, queue=QUEUE).defer(agency=run.agency_id, run=run.pk)
