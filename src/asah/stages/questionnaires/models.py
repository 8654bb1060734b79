"""Tables of questionnaires: instruments, their published versions, surveys, invitations, and two kinds of answers.

Named answers hang on an invitation. Unnamed ones stand in a table of their own that has no key to a person, an
invitation, an account or to each other: a random id, the survey, the question, an office that is large enough, the day.
"""

import secrets
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.tenancy import AgencyKey, AgencyModel


def random_id() -> int:
    """An id that says nothing about order: 62 random bits."""
    return secrets.randbits(62) or 1


class About(models.TextChoices):
    """Whom an instrument asks about."""

    SELF = "diri", _("Diri sendiri")
    TEAM = "tim", _("Tim yang dipimpin")


class Instrument(AgencyModel):
    """A questionnaire that people edit: its draft. What was published stands in versions."""

    personal = frozenset()

    uid = models.UUIDField()
    code = models.CharField(_("kode"), max_length=40)
    title = models.CharField(_("judul"), max_length=120)
    about = models.CharField(_("tentang"), max_length=6, choices=About.choices)
    draft = models.JSONField(default=dict)
    is_active = models.BooleanField(default=True)
    edited_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "uid"], name="questionnaires_instrument_uid"),
            models.UniqueConstraint(fields=["agency", "code"], name="questionnaires_instrument_code"),
        ]


class InstrumentVersion(AgencyModel):
    """What was published: never changed, because answers are read by the words their question had."""

    personal = frozenset()

    append_only = True

    instrument = AgencyKey(Instrument)
    number = models.IntegerField()
    title = models.CharField(max_length=120)
    about = models.CharField(max_length=6, choices=About.choices)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "instrument", "number"], name="questionnaires_version_number")
        ]


class Survey(AgencyModel):
    """A round of a year: which version, whom it asks, from when to when."""

    personal = frozenset()

    class State(models.TextChoices):
        """Draft, open, closed."""

        DRAFT = "draf", _("Draf")
        OPEN = "dibuka", _("Dibuka")
        CLOSED = "ditutup", _("Ditutup")

    uid = models.UUIDField()
    year = models.IntegerField(_("tahun"))
    title = models.CharField(_("judul"), max_length=120)
    version = AgencyKey(InstrumentVersion)
    about = models.CharField(max_length=6, choices=About.choices)
    unit = AgencyKey("people.Unit", null=True, help_text="Only people of this subtree; empty: the whole agency.")
    employments = models.JSONField(_("status pegawai"), default=list)
    job_kinds = models.JSONField(_("jenis jabatan"), default=list)
    opens_on = models.DateField(_("dibuka"))
    closes_on = models.DateField(_("ditutup"), help_text="Last day on which answers are taken.")
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    mixed_on = models.DateField(null=True, help_text="Unnamed answers up to this day were put into random order.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "uid"], name="questionnaires_survey_uid"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="questionnaires_survey_dates"),
        ]
        indexes = [models.Index(fields=["agency", "year"], name="questionnaires_survey_year")]


class Invitation(AgencyModel):
    """Somebody is asked. `passed` names questions done without saying how: unnamed, unknown or skipped ones."""

    personal = frozenset({"person", "passed", "started_at", "finished_at"})

    survey = AgencyKey(Survey, models.CASCADE)
    person = AgencyKey("people.Person", models.CASCADE)
    unit = AgencyKey("people.Unit")
    opd = AgencyKey("people.Unit")
    path = models.CharField(max_length=200, db_collation="C")
    invited_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    reminders = models.SmallIntegerField(default=0)
    passed = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "survey", "person"], name="questionnaires_invitation_once")
        ]
        indexes = [
            models.Index(fields=["agency", "person"], name="questionnaires_invited_person"),
            models.Index(fields=["agency", "survey", "path"], name="questionnaires_invited_path"),
        ]


class Answer(AgencyModel):
    """A named answer about somebody: the person himself, or one of the superior's team.

    level: what a level question says, 1-5; offset: what a follow-up says, in levels relative to what the post asks
    (0 or below); both empty for other questions. One row for each device: answers of two devices that differ are both
    kept until the person chooses.
    """

    class State(models.TextChoices):
        """Answered, "tidak tahu", "lewati"."""

        GIVEN = "dijawab", _("Dijawab")
        UNKNOWN = "tidak_tahu", _("Tidak tahu")
        SKIPPED = "lewati", _("Lewati")

    personal = frozenset({"about", "state", "value", "level", "offset", "required", "device", "received_at"})

    invitation = AgencyKey(Invitation, models.CASCADE)
    question = models.CharField(max_length=40)
    about = AgencyKey("people.Person", models.CASCADE)
    competency = AgencyKey("competencies.Competency", null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.GIVEN)
    value = models.JSONField(null=True)
    level = models.DecimalField(max_digits=3, decimal_places=2, null=True)
    offset = models.DecimalField(max_digits=3, decimal_places=2, null=True)
    required = models.DecimalField(
        max_digits=3, decimal_places=2, null=True, help_text="What the post asked on the day of a follow-up."
    )
    device = models.CharField(max_length=36, default="")
    is_overruled = models.BooleanField(default=False)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "invitation", "question", "about", "competency", "device"],
                name="questionnaires_answer_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(level=None) | Q(level__gte=Decimal(0), level__lte=Decimal(5)),
                name="questionnaires_answer_scale",
            ),
        ]
        indexes = [models.Index(fields=["agency", "about", "competency"], name="questionnaires_answer_about")]


class UnnamedAnswer(AgencyModel):
    """An answer without any way to its author. `opd` is empty where fewer people were asked than the rule demands."""

    personal = frozenset()

    id = models.BigIntegerField(primary_key=True, default=random_id)
    survey = AgencyKey(Survey, models.CASCADE)
    question = models.CharField(max_length=40)
    opd = AgencyKey("people.Unit", null=True)
    value = models.JSONField()
    on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["agency", "survey", "question"], name="questionnaires_unnamed_q")]


class OpenTheme(AgencyModel):
    """Computed when a survey closes: what open answers are about. `words` most typical first; quotes are masked."""

    personal = frozenset()

    survey = AgencyKey(Survey, models.CASCADE)
    question = models.CharField(max_length=40)
    place = models.SmallIntegerField()
    words = models.JSONField()
    count = models.IntegerField()
    share = models.FloatField()
    quotes = models.JSONField()
    of_answers = models.IntegerField()
    computed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "survey", "question", "place"], name="questionnaires_theme_once")
        ]
