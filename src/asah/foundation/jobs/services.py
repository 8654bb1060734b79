"""Stop a job."""

import uuid
from datetime import datetime

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import use_case
from asah.foundation.jobs.models import JobRun


def _subject_of_run(uid: uuid.UUID) -> Subject:
    row = JobRun.objects.select_for_update().filter(uid=uid).first()
    if row is None:
        raise NotThere("job")
    return Subject(account=row.account, label=row.title, kind="job", key=str(uid), row=row)


@use_case(Permission.JOB_CANCEL, on=_subject_of_run, says="{actor} membatalkan pekerjaan {label}")
def cancel_job(*, actor: Actor, now: datetime, uid: uuid.UUID) -> JobRun:
    """Ask a run to stop: a waiting one ends at once, a running one at its next step; an ended one stays as it is."""
    row = JobRun.objects.get(uid=uid)
    if row.status == JobRun.Status.QUEUED:
        row.status, row.ended_at, row.cancel_asked_at = JobRun.Status.CANCELLED, now, now
    elif row.status == JobRun.Status.RUNNING:
        row.cancel_asked_at = now
    row.save(update_fields=["status", "ended_at", "cancel_asked_at"])
    return row
