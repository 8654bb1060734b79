"""What people said and what holds: importance of service, interviews, signals, study assignments."""

from decimal import Decimal

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.tenancy import AgencyKey, AgencyModel

EVERY_FAMILY = "*"


class ServiceWeight(AgencyModel):
    """How much a competency of a job family matters to the public, in a period. Without a row the factor is 1.

    `job_family` "*" stands for every family; a row of the family itself comes before it.
    """

    personal = frozenset()

    job_family = models.CharField(_("rumpun jabatan"), max_length=40)
    competency = AgencyKey("competencies.Competency")
    factor = models.DecimalField(_("faktor"), max_digits=4, decimal_places=2)
    reason = models.CharField(_("alasan"), max_length=300)
    valid = DateRangeField(_("berlaku"))
    edited_by = models.BigIntegerField(null=True)
    edited_at = models.DateTimeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="needs_weight_one_in_force",
                expressions=[
                    (F("agency"), RangeOperators.EQUAL),
                    (F("job_family"), RangeOperators.EQUAL),
                    (F("competency"), RangeOperators.EQUAL),
                    (F("valid"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(factor__gte=Decimal("0.5"), factor__lte=Decimal(2)), name="needs_weight_scale"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="needs_weight_has_reason"),
        ]


class Interview(AgencyModel):
    """A conversation about needs in a unit, along eight questions; saved while it is typed."""

    personal = frozenset({"interviewee", "interviewer_name", "answers"})

    class Status(models.TextChoices):
        """Only finished interviews count."""

        DRAFT = "draf", _("Draf")
        DONE = "selesai", _("Selesai")

    uid = models.UUIDField()
    year = models.IntegerField(_("tahun"))
    unit = AgencyKey("people.Unit")
    path = models.CharField(max_length=200, db_collation="C")
    interviewee = models.CharField(_("yang diwawancarai"), max_length=160)
    held_on = models.DateField(_("tanggal"))
    interviewer = models.BigIntegerField(null=True)
    interviewer_name = models.CharField(max_length=160)
    answers = models.JSONField(default=list, help_text="Eight texts, in the order of the guide.")
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.DRAFT)
    version = models.IntegerField(default=1)
    edited_by = models.BigIntegerField(null=True)
    edited_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "uid"], name="needs_interview_uid")]


class InterviewNote(AgencyModel):
    """A coded note: this unit needs that competency, in somebody's words."""

    personal = frozenset({"quote"})

    interview = AgencyKey(Interview, models.CASCADE)
    competency = AgencyKey("competencies.Competency")
    unit = AgencyKey("people.Unit")
    path = models.CharField(max_length=200, db_collation="C")
    quote = models.CharField(_("kutipan"), max_length=600)
    coded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(quote=""), name="needs_note_has_quote")]
        indexes = [models.Index(fields=["agency", "interview"], name="needs_note_interview")]


class NeedSignal(AgencyModel):
    """A finding of a later stage that returns as next year's need, for a subtree of units or one person."""

    personal = frozenset({"person"})

    competency = AgencyKey("competencies.Competency")
    person = AgencyKey("people.Person", null=True)
    path = models.CharField(max_length=200, db_collation="C", blank=True)
    points = models.DecimalField(_("poin"), max_digits=5, decimal_places=2)
    source = models.CharField(_("asal"), max_length=60)
    reason = models.CharField(_("alasan"), max_length=300)
    valid = DateRangeField(_("berlaku"))
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, path="") | (Q(person=None) & ~Q(path="")), name="needs_signal_of_one"
            ),
            models.CheckConstraint(
                condition=Q(points__gt=0, points__lte=5) & ~Q(reason=""), name="needs_signal_has_reason"
            ),
        ]


class StudyAssignment(AgencyModel):
    """Somebody sent to study (tugas belajar). Who is freed from his post is not planned for training meanwhile."""

    personal = frozenset({"degree", "field", "institution", "funding", "letter_number"})

    uid = models.UUIDField()
    person = AgencyKey("people.Person")
    degree = models.CharField(_("jenjang"), max_length=20)
    field = models.CharField(_("program studi"), max_length=120)
    institution = models.CharField(_("perguruan tinggi"), max_length=160)
    valid = DateRangeField(_("masa studi"))
    frees_from_post = models.BooleanField(_("dibebaskan dari jabatan"), default=True)
    funding = models.CharField(_("pembiayaan"), max_length=80, blank=True)
    letter_number = models.CharField(_("nomor keputusan"), max_length=80)
    letter_on = models.DateField(_("tanggal keputusan"))
    document = AgencyKey("documents.Document", null=True)
    recorded_by = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "uid"], name="needs_study_uid"),
            models.CheckConstraint(condition=~Q(letter_number=""), name="needs_study_has_letter"),
            ExclusionConstraint(
                name="needs_study_one_at_a_time",
                expressions=[
                    (F("agency"), RangeOperators.EQUAL),
                    (F("person"), RangeOperators.EQUAL),
                    (F("valid"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
