"""What the Pekerjaan drawer shows."""

import uuid

from asah.foundation.access.actor import Actor, NotThere, Subject, allowed
from asah.foundation.access.permissions import Permission
from asah.foundation.jobs.models import JobRun


def my_runs(actor: Actor, most: int = 20) -> list[JobRun]:
    """Runs the actor started, newest first."""
    return list(JobRun.objects.filter(account=actor.account or 0).order_by("-pk")[:most])


def run_by_uid(actor: Actor, uid: uuid.UUID) -> JobRun:
    """One run that the actor started or may cancel; NotThere otherwise."""
    row = JobRun.objects.filter(uid=uid).first()
    if row is None or not allowed(actor, Permission.JOB_CANCEL, Subject(account=row.account)):
        raise NotThere("job")
    return row
