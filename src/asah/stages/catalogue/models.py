"""Tables of the catalogue. A published curriculum version is written once: the application role may not change it.

The draft is one document (JSON in the shape of rules.Curriculum); publishing turns it into a version and its rows.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.tenancy import AgencyKey, AgencyModel


class Programme(AgencyModel):
    """A programme of development: the identity that outlives its versions."""

    personal = frozenset()

    code = models.CharField(_("kode"), max_length=20)
    name = models.CharField(_("nama"), max_length=160)
    draft = models.JSONField(null=True, help_text="The next version while somebody works on it.")
    draft_before = models.JSONField(null=True, help_text="What undo brings back: {draft: the draft before the change}.")
    latest = models.IntegerField(_("versi terbit"), default=0, help_text="Number of the newest published version.")
    archived_at = models.DateTimeField(null=True)
    is_sample = models.BooleanField(default=False)
    version = models.IntegerField(default=1)
    edited_by = models.BigIntegerField(null=True)
    edited_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "code"], name="catalogue_programme_code")]


class ProgrammeVersion(AgencyModel):
    """A published curriculum. `days` are days away from work; `audience` is a rule by keys of posts, never by titles.

    `quantity` and `measure` stand as the curriculum says them, `jp` is what the dated conversion row made of them.
    """

    personal = frozenset()

    append_only = True

    class Delivery(models.TextChoices):
        """Who runs it."""

        OWN = "sendiri", _("Kelas sendiri")
        SENDING = "kirim", _("Pengiriman peserta")

    programme = AgencyKey(Programme)
    number = models.IntegerField()
    name = models.CharField(max_length=160)
    summary = models.TextField(help_text="One sentence: why somebody would take it.")
    outcomes = models.JSONField(default=list, help_text="What participants can do afterwards.")
    form_id = models.SmallIntegerField(help_text="SIASN jenisDiklat, 1 to 25")
    method = models.CharField(max_length=20)
    scope = models.CharField(max_length=14, default="nasional")
    quantity = models.DecimalField(max_digits=7, decimal_places=2)
    measure = models.CharField(max_length=10)
    jp = models.DecimalField("JP", max_digits=7, decimal_places=2)
    rule_key = models.CharField(max_length=60)
    rule_from = models.DateField()
    rule_confirmed = models.BooleanField()
    days = models.SmallIntegerField()
    delivery = models.CharField(max_length=8, choices=Delivery.choices)
    class_min = models.IntegerField()
    class_max = models.IntegerField()
    most_classes = models.IntegerField(help_text="Per month.")
    months = models.JSONField(default=list)
    audience = models.JSONField(default=dict)
    mandatory_basis = models.CharField(
        max_length=200, blank=True, help_text="Set: mandatory for its audience, by this source."
    )
    again_after_months = models.IntegerField(null=True, help_text="Empty: once in a career is enough.")
    partner = AgencyKey("partners.Partner", null=True)
    recurrence = models.CharField(max_length=16, blank=True, default="", help_text="ISO 8601 duration; empty: once.")
    validity = models.CharField(
        max_length=16, blank=True, default="", help_text="ISO 8601 duration of its certificate."
    )
    duty = models.CharField(max_length=40, blank=True, default="", help_text="Key of kewajiban_pelatihan.")
    practice_percent = models.SmallIntegerField(null=True)
    legal_bases = models.JSONField(default=list, help_text="Codes of regulations its content rests on.")
    tags = models.JSONField(default=list, help_text="Policy tags such as studi_banding or seminar.")
    change_note = models.CharField(max_length=400, blank=True)
    digest = models.CharField(max_length=64)
    published_by = models.BigIntegerField(null=True)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "programme", "number"], name="catalogue_version_number"),
            models.CheckConstraint(condition=Q(jp__gt=0, quantity__gt=0, days__gte=0), name="catalogue_version_hours"),
            models.CheckConstraint(
                condition=Q(class_min__gte=1, class_max__gte=F("class_min"), most_classes__gte=1),
                name="catalogue_version_class",
            ),
            models.CheckConstraint(condition=Q(form_id__range=(1, 25)), name="catalogue_version_form"),
            models.CheckConstraint(
                condition=Q(practice_percent=None) | Q(practice_percent__range=(0, 100)),
                name="catalogue_version_practice",
            ),
        ]


class ProgrammeGain(AgencyModel):
    """What a version teaches: `lift` levels of a competency, never above level `up_to`."""

    personal = frozenset()

    append_only = True

    version = AgencyKey(ProgrammeVersion)
    competency = AgencyKey("competencies.Competency")
    lift = models.DecimalField(max_digits=3, decimal_places=2)
    up_to = models.SmallIntegerField(default=5)
    is_main = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "version", "competency"], name="catalogue_gain_once"),
            models.UniqueConstraint(
                fields=["agency", "version"], condition=Q(is_main=True), name="catalogue_gain_one_main"
            ),
            models.CheckConstraint(
                condition=Q(lift__gt=0, lift__lte=5, up_to__range=(1, 5)), name="catalogue_gain_scale"
            ),
        ]


class Prerequisite(AgencyModel):
    """Another programme that must be done before."""

    personal = frozenset()

    append_only = True

    version = AgencyKey(ProgrammeVersion)
    needs = AgencyKey(Programme)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "version", "needs"], name="catalogue_prerequisite_once")
        ]


class CostLine(AgencyModel):
    """A line of the cost of a version: so much of a standard item, per class, day, lesson hour, person ..."""

    personal = frozenset()

    append_only = True

    version = AgencyKey(ProgrammeVersion)
    number = models.SmallIntegerField()
    standard = models.CharField(_("kode standar biaya"), max_length=30)
    per = models.CharField(max_length=20)
    quantity = models.DecimalField(max_digits=9, decimal_places=2)
    note = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "version", "number"], name="catalogue_cost_number"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="catalogue_cost_positive"),
        ]


class Evidence(AgencyModel):
    """How much of its promised lift a programme delivers, by an evaluation; the newest row counts.

    Without any row the planner uses the dated prior of rules.PRIOR_EFFECT and says so.
    """

    personal = frozenset()

    append_only = True

    programme = AgencyKey(Programme)
    effect = models.DecimalField(max_digits=4, decimal_places=3)
    low = models.DecimalField(max_digits=4, decimal_places=3)
    high = models.DecimalField(max_digits=4, decimal_places=3)
    grade = models.CharField(max_length=2)
    source = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(low__lte=F("effect"), effect__lte=F("high")), name="catalogue_evidence_order"
            )
        ]
        indexes = [models.Index(fields=["agency", "programme", "-id"], name="catalogue_evidence_newest")]
