"""Tables of competence: what can be known, what a post asks for, what was seen, and how far apart they are."""

from decimal import Decimal

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.tenancy import AgencyKey, AgencyModel

LOWEST, HIGHEST = 1, 5


class Kind(models.TextChoices):
    """The four kinds of competence of a regional government (PermenPANRB 38/2017, Permendagri 108/2017)."""

    MANAGERIAL = "manajerial", _("Manajerial")
    SOCIOCULTURAL = "sosiokultural", _("Sosial kultural")
    GOVERNMENT = "pemerintahan", _("Pemerintahan")
    TECHNICAL = "teknis", _("Teknis")


class Source(models.TextChoices):
    """Who or what says that somebody holds a level."""

    CENTRE = "pusat_asesmen", _("Pusat penilaian")
    TEST = "uji", _("Uji kompetensi")
    SUPERIOR = "atasan", _("Atasan")
    SELF = "diri", _("Penilaian diri")


class Competency(AgencyModel):
    """One entry of a dictionary. Entries of an older dictionary stay: assessments of their day point to them."""

    personal = frozenset()

    code = models.CharField(_("kode"), max_length=40)
    name = models.CharField(_("nama"), max_length=160)
    short_name = models.CharField(_("nama pendek"), max_length=40, blank=True)
    kind = models.CharField(_("jenis"), max_length=14, choices=Kind.choices)
    field = models.CharField(_("bidang"), max_length=40, blank=True, help_text="Field of technical competence.")
    definition = models.TextField(_("definisi"))
    dictionary = models.CharField(_("kamus"), max_length=40, help_text="Version of the dictionary: pan38-2017 ...")
    is_active = models.BooleanField(default=True)
    is_sample = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "code"], name="competencies_competency_code")]


class CompetencyLevel(AgencyModel):
    """What a level of a competency looks like at work."""

    personal = frozenset()

    competency = AgencyKey(Competency, models.CASCADE)
    level = models.SmallIntegerField()
    name = models.CharField(max_length=40)
    indicators = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "competency", "level"], name="competencies_level_once"),
            models.CheckConstraint(
                condition=Q(level__gte=LOWEST, level__lte=HIGHEST), name="competencies_level_one_to_five"
            ),
        ]


class JobStandard(AgencyModel):
    """The level a post asks for, in a period. `job_key` is a code, never a title (rules.job_keys)."""

    personal = frozenset()

    job_key = models.CharField(_("kunci jabatan"), max_length=100)
    competency = AgencyKey(Competency)
    level = models.SmallIntegerField()
    valid = DateRangeField()
    legal_basis = models.CharField(_("dasar"), max_length=200, blank=True)
    confirmed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="competencies_standard_one",
                expressions=[
                    (F("agency"), RangeOperators.EQUAL),
                    (F("job_key"), RangeOperators.EQUAL),
                    (F("competency"), RangeOperators.EQUAL),
                    (F("valid"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(level__gte=LOWEST, level__lte=HIGHEST), name="competencies_standard_one_to_five"
            ),
        ]


class Assessment(AgencyModel):
    """A level seen by a source on a day. Fractions are allowed: an assessment centre may report 2,5."""

    personal = frozenset({"level", "note"})

    person = AgencyKey("people.Person")
    competency = AgencyKey(Competency)
    level = models.DecimalField(max_digits=3, decimal_places=2)
    source = models.CharField(_("sumber"), max_length=14, choices=Source.choices)
    assessed_on = models.DateField(_("tanggal"))
    assessor = AgencyKey("people.Person", null=True)
    note = models.CharField(_("catatan"), max_length=400, blank=True)
    batch = models.BigIntegerField(null=True, help_text="Import that brought it")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "person", "competency", "source", "assessed_on"], name="competencies_assessment_once"
            ),
            models.CheckConstraint(
                condition=Q(level__gte=Decimal(0), level__lte=Decimal(HIGHEST)), name="competencies_assessment_scale"
            ),
        ]
        indexes = [models.Index(fields=["agency", "batch"], name="competencies_assess_batch")]


class PersonGap(AgencyModel):
    """Computed: what the post asks of a person, what he holds, and the difference. Refreshed, never edited.

    `held` is null while nobody has assessed him; `gap` = max(0, required - held). The latest level of each source
    stands beside it, so that a page can show where a figure comes from without another query. Person, unit and
    competency are numbers and not keys: every row is made from keyed rows inside one transaction, and the checks of
    two million of them would cost more than the computation itself.
    """

    personal = frozenset({"person", "required", "held", "gap", "centre", "test", "superior", "own", "assessed_on"})

    person = models.BigIntegerField()
    unit = models.BigIntegerField()
    path = models.CharField(max_length=200, db_collation="C")
    competency = models.BigIntegerField()
    required = models.DecimalField(max_digits=3, decimal_places=2)
    held = models.DecimalField(max_digits=3, decimal_places=2, null=True)
    gap = models.DecimalField(max_digits=3, decimal_places=2, null=True)
    centre = models.DecimalField(max_digits=3, decimal_places=2, null=True)
    test = models.DecimalField(max_digits=3, decimal_places=2, null=True)
    superior = models.DecimalField(max_digits=3, decimal_places=2, null=True)
    own = models.DecimalField(max_digits=3, decimal_places=2, null=True)
    assessed_on = models.DateField(null=True)
    refreshed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "person", "competency"], name="competencies_persongap_once")
        ]
        indexes = [
            models.Index(fields=["agency", "competency", "path"], name="competencies_gap_cell"),
            models.Index(fields=["agency", "unit"], name="competencies_gap_unit"),
        ]


class GapCell(AgencyModel):
    """Computed: one unit alone (without those below it) and one competency. Sums, so that cells add up along the tree.

    people: how many posts ask for the competency; answered: how many of them were assessed; gap_sum and gap_squares
    over the answered give mean and interval; below, below_two: how many lack anything, and two levels or more;
    both, own_sum, superior_sum: people whose own and superior's views both exist, and the sums of the two.
    """

    personal = frozenset()

    unit = AgencyKey("people.Unit", models.CASCADE)
    path = models.CharField(max_length=200, db_collation="C")
    competency = AgencyKey(Competency, models.CASCADE)
    people = models.IntegerField()
    answered = models.IntegerField()
    gap_sum = models.DecimalField(max_digits=12, decimal_places=2)
    gap_squares = models.DecimalField(max_digits=14, decimal_places=4)
    below = models.IntegerField()
    below_two = models.IntegerField()
    both = models.IntegerField()
    own_sum = models.DecimalField(max_digits=12, decimal_places=2)
    superior_sum = models.DecimalField(max_digits=12, decimal_places=2)
    refreshed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "unit", "competency"], name="competencies_gapcell_once")
        ]
        indexes = [models.Index(fields=["agency", "path"], name="competencies_gapcell_path")]


class UnitCoverage(AgencyModel):
    """Computed: how many people of one unit alone have a standard, how many any assessment, and by which source."""

    personal = frozenset()

    unit = AgencyKey("people.Unit", models.CASCADE)
    path = models.CharField(max_length=200, db_collation="C")
    people = models.IntegerField()
    answered = models.IntegerField()
    centre = models.IntegerField()
    test = models.IntegerField()
    superior = models.IntegerField()
    own = models.IntegerField()
    refreshed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "unit"], name="competencies_coverage_once")]
