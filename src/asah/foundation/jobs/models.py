"""What became of a job: the queue itself (Procrastinate's tables) holds ids only and is shared by all agencies."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.tenancy import AgencyModel


class JobRun(AgencyModel):
    """One run of a job as people see it in the Pekerjaan drawer. Kept for seven days after its end."""

    personal = frozenset({"title"})

    class Status(models.TextChoices):
        """Life of a run; the words stand in ux.md 2.4."""

        QUEUED = "queued", _("Antre")
        RUNNING = "running", _("Berjalan")
        DONE = "done", _("Selesai")
        REMARKS = "remarks", _("Selesai dengan catatan")
        FAILED = "failed", _("Gagal")
        CANCELLED = "cancelled", _("Dibatalkan")

    uid = models.UUIDField(unique=False)
    name = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    args = models.JSONField(default=dict, help_text="Ids only.")
    dedupe = models.CharField(
        max_length=120, blank=True, help_text="While a run with this key lives, no second starts."
    )
    again = models.BooleanField(default=False, help_text="News came while it ran: it runs once more.")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.QUEUED)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    remark = models.CharField(max_length=300, blank=True)
    result = models.JSONField(default=dict)
    link = models.CharField(max_length=200, blank=True, help_text="Where its result is seen (a path of Asah).")
    account = models.BigIntegerField(null=True)
    cancel_asked_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    queued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "uid"], name="jobs_run_uid"),
            models.UniqueConstraint(
                fields=["agency", "dedupe"],
                condition=models.Q(status__in=["queued", "running"]) & ~models.Q(dedupe=""),
                name="jobs_run_one_alive",
            ),
        ]
        indexes = [models.Index(fields=["agency", "account", "-id"], name="jobs_run_mine")]
