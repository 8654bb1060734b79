"""What was done: events without personal values, details that can be erased, seals and signed daily digests."""

from django.db import models

from asah.foundation.access.tenancy import AgencyKey, AgencyModel


class Event(AgencyModel):
    """One deed. Only inserted and read; the personal part stands in EventDetail, of which this row holds the hash."""

    personal = frozenset()

    append_only = True

    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    account = models.BigIntegerField(null=True, help_text="Who acted; empty for the worker and for anonymous deeds.")
    kind = models.CharField(max_length=60, blank=True)
    key = models.CharField(max_length=80, blank=True)
    parent = models.BigIntegerField(null=True, help_text="The deed of which this one is a consequence.")
    detail_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["agency", "kind", "key", "-id"], name="audit_event_object"),
            models.Index(fields=["agency", "-id"], name="audit_event_newest"),
        ]


class EventDetail(AgencyModel):
    """The sentence and the values of an event. Erasing it leaves the chain whole: the event keeps its salted hash."""

    personal = frozenset({"says", "values"})
    append_only = True

    event = AgencyKey(Event)
    salt = models.CharField(max_length=32)
    says = models.TextField()
    values = models.JSONField(default=dict)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["agency", "event"], name="audit_detail_event")]


class Seal(AgencyModel):
    """A link of the chain: hash of the previous seal and of the events up to `last_event`."""

    personal = frozenset()

    append_only = True

    number = models.BigIntegerField()
    first_event = models.BigIntegerField()
    last_event = models.BigIntegerField()
    events = models.IntegerField()
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "number"], name="audit_seal_number")]


class SealedEvent(AgencyModel):
    """Which seal holds which event: ids come from a sequence and may commit out of order."""

    personal = frozenset()

    append_only = True

    event = AgencyKey(Event)
    seal = AgencyKey(Seal)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "event"], name="audit_sealed_once")]


class Unsealed(AgencyModel):
    """Events waiting for their seal: written with the event, removed when sealed. Order of commit does not matter."""

    personal = frozenset()

    event = AgencyKey(Event)


class DailyDigest(AgencyModel):
    """The last seal of a day, signed with the installation's key; a copy is written outside the database."""

    personal = frozenset()

    append_only = True

    on = models.DateField()
    seal_number = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "on"], name="audit_digest_day")]
