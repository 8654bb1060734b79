"""Notices and what somebody does not want to hear again."""

from django.db import models

from asah.foundation.access.tenancy import AgencyModel


class Notice(AgencyModel):
    """One piece of news for one account: names the thing, the time with zone, one link."""

    personal = frozenset({"text"})

    account = models.BigIntegerField()
    topic = models.CharField(max_length=60)
    text = models.CharField(max_length=300)
    link = models.CharField(max_length=200)
    is_urgent = models.BooleanField(default=False, help_text="Today's class moved: does not wait for the digest.")
    by_email = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["agency", "account", "-id"], name="notices_notice_mine"),
            models.Index(
                fields=["agency"],
                condition=models.Q(by_email=True, sent_at=None),
                name="notices_notice_waiting",
            ),
        ]


class Muted(AgencyModel):
    """Somebody said "jangan ingatkan lagi tentang ini"."""

    personal = frozenset()

    account = models.BigIntegerField()
    topic = models.CharField(max_length=60)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "account", "topic"], name="notices_muted_once")]
