"""Tables of performance: predicates of people by period, surveys of satisfaction, and other figures of units."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.tenancy import AgencyKey, AgencyModel


class Period(models.TextChoices):
    """How a year is cut (SIASN periodik 1 bulanan, 2 triwulan; the yearly predicate closes the SKP)."""

    MONTH = "bulanan", _("Bulanan")
    QUARTER = "triwulan", _("Triwulan")
    HALF = "semester", _("Semester")
    YEAR = "tahunan", _("Tahunan")


class Rating(AgencyModel):
    """The predicate of somebody's performance in a period, as the superior gave it in the SKP.

    `unit` is the unit of his post on the last day of the period. `result` and `behaviour` are empty where the source
    gives the predicate alone. `predicate` is SIASN's kuadran: 1 the best word, 5 the worst.
    """

    personal = frozenset({"result", "behaviour", "predicate", "note"})

    person = AgencyKey("people.Person")
    unit = AgencyKey("people.Unit", null=True)
    path = models.CharField(max_length=200, db_collation="C", blank=True)
    period = models.CharField(_("periode"), max_length=10, choices=Period.choices)
    year = models.IntegerField(_("tahun"))
    part = models.SmallIntegerField(_("ke-"), default=1)
    first_on = models.DateField()
    last_on = models.DateField()
    result = models.CharField(_("hasil kerja"), max_length=8, blank=True)
    behaviour = models.CharField(_("perilaku"), max_length=8, blank=True)
    predicate = models.SmallIntegerField(_("predikat"))
    rule_from = models.DateField(help_text="First day of the matrix that was read.")
    note = models.CharField(_("catatan"), max_length=400, blank=True)
    batch = models.BigIntegerField(null=True, help_text="Import that brought it")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "person", "period", "year", "part"], name="performance_rating_once"
            ),
            models.CheckConstraint(condition=Q(predicate__range=(1, 5)), name="performance_rating_scale"),
            models.CheckConstraint(condition=Q(first_on__lte=F("last_on")), name="performance_rating_days"),
            # Both axes or neither: half a cell decides nothing.
            models.CheckConstraint(
                condition=Q(result="", behaviour="") | (~Q(result="") & ~Q(behaviour="")),
                name="performance_rating_cell",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "year", "path"], name="performance_rating_place"),
            models.Index(fields=["agency", "batch"], name="performance_rating_batch"),
        ]


class SatisfactionSurvey(AgencyModel):
    """A survey of citizens' satisfaction with a unit (or one of its services) in a period.

    `means` holds the mean of each element on the scale 1 to 4 as text ("U1": "3.6207"); the index is computed from it
    by rules.index_exact and never stored. `reported` is what the unit's own report printed, for comparison.
    """

    personal = frozenset()

    unit = AgencyKey("people.Unit")
    service = models.CharField(_("jenis layanan"), max_length=120, blank=True)
    first_on = models.DateField(_("mulai"))
    last_on = models.DateField(_("selesai"))
    respondents = models.IntegerField(_("responden"))
    population = models.IntegerField(_("populasi"), null=True)
    means = models.JSONField()
    reported = models.DecimalField(_("IKM menurut laporan"), max_digits=5, decimal_places=2, null=True)
    source = models.CharField(_("sumber"), max_length=200, blank=True)
    batch = models.BigIntegerField(null=True, help_text="Import that brought it")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "unit", "service", "first_on", "last_on"], name="performance_survey_once"
            ),
            models.CheckConstraint(
                condition=Q(first_on__lte=F("last_on"), respondents__gt=0), name="performance_survey_sane"
            ),
        ]
        indexes = [models.Index(fields=["agency", "unit", "last_on"], name="performance_survey_unit")]


class UnitFigure(AgencyModel):
    """A figure of a unit in a period: service time, punctuality, complaints. `n`: services that stand behind it."""

    personal = frozenset()

    unit = AgencyKey("people.Unit")
    indicator = models.CharField(_("indikator"), max_length=20)
    service = models.CharField(_("jenis layanan"), max_length=120, blank=True)
    first_on = models.DateField(_("mulai"))
    last_on = models.DateField(_("selesai"))
    value = models.DecimalField(_("nilai"), max_digits=12, decimal_places=4)
    n = models.IntegerField("n", null=True)
    target = models.DecimalField(_("target"), max_digits=12, decimal_places=4, null=True)
    source = models.CharField(_("sumber"), max_length=200, blank=True)
    batch = models.BigIntegerField(null=True, help_text="Import that brought it")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "unit", "indicator", "service", "first_on", "last_on"],
                name="performance_figure_once",
            ),
            models.CheckConstraint(condition=Q(first_on__lte=F("last_on")), name="performance_figure_days"),
        ]
        indexes = [models.Index(fields=["agency", "indicator", "last_on"], name="performance_figure_kind")]
