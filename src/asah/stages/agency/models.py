"""Tables of a government: identity, letterheads, officials, years, calendar, dated rules."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.tenancy import AgencyModel


class Profile(AgencyModel):
    """What the government calls itself and its parts. One row an agency."""

    personal = frozenset()

    government = models.CharField(_("pemerintah daerah"), max_length=120, help_text="Pemerintah Kota Sorong")
    office_name = models.CharField(_("nama badan"), max_length=160)
    office_short = models.CharField(_("singkatan badan"), max_length=30, default="BKPSDM")
    region_code = models.CharField(_("kode wilayah Kemendagri"), max_length=8, blank=True)
    bkn_code = models.CharField(_("kode instansi BKN"), max_length=8, blank=True)
    province = models.CharField(_("provinsi"), max_length=60, blank=True)
    district_word = models.CharField(_("sebutan kecamatan"), max_length=20, default="Kecamatan")
    village_word = models.CharField(_("sebutan kelurahan"), max_length=20, default="Kelurahan")
    work_days = models.SmallIntegerField(_("hari kerja seminggu"), default=5, choices=[(5, "5"), (6, "6")])
    spellings = models.JSONField(_("ejaan lain"), default=list)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency"], name="agency_profile_one")]


class Letterhead(AgencyModel):
    """Kop surat of an OPD; `opd_code` empty for the personnel agency itself."""

    personal = frozenset()

    opd_code = models.CharField(max_length=60, blank=True)
    lines = models.JSONField(default=list, help_text="Lines of the letterhead, first the government, then the office.")
    address = models.CharField(_("alamat"), max_length=240, blank=True)
    logo_digest = models.CharField(max_length=64, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "opd_code"], name="agency_letterhead_opd")]


class Official(AgencyModel):
    """Who signs, for what office, as what, from when to when."""

    personal = frozenset({"name", "nip", "rank"})

    class Kind(models.TextChoices):
        """How the signature is introduced."""

        DEFINITIVE = "definitif", _("definitif")
        PLT = "plt", "Plt."
        PLH = "plh", "Plh."
        ON_BEHALF = "an", "a.n."

    office = models.CharField(max_length=40, help_text="ppk, pyb, head_of_agency or an OPD code")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.DEFINITIVE)
    post = models.CharField(_("jabatan"), max_length=160)
    name = models.CharField(_("nama"), max_length=160)
    nip = models.CharField("NIP", max_length=18, blank=True)
    rank = models.CharField(_("pangkat"), max_length=60, blank=True)
    valid = DateRangeField(_("berlaku"))

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="agency_official_one_at_a_time",
                expressions=[
                    (F("agency"), RangeOperators.EQUAL),
                    (F("office"), RangeOperators.EQUAL),
                    (F("kind"), RangeOperators.EQUAL),
                    (F("valid"), RangeOperators.OVERLAPS),
                ],
            )
        ]


class Year(AgencyModel):
    """A yearly cycle and the place where the agency stands in it."""

    personal = frozenset()

    class Phase(models.TextChoices):
        """The six places of the map, then closed."""

        HOME = "persiapan", _("Persiapan")
        NEEDS = "kebutuhan", _("Kebutuhan")
        PLAN = "rencana", _("Rencana")
        DELIVERY = "pelaksanaan", _("Pelaksanaan")
        LEARNING = "belajar", _("Belajar")
        EVALUATION = "evaluasi", _("Evaluasi")
        CLOSED = "ditutup", _("Ditutup")

    year = models.IntegerField()
    phase = models.CharField(max_length=12, choices=Phase.choices, default=Phase.HOME)
    phase_until = models.DateField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "year"], name="agency_year_once")]


class Holiday(AgencyModel):
    """A day without work."""

    personal = frozenset()

    class Kind(models.TextChoices):
        """Where the day comes from."""

        NATIONAL = "nasional", _("libur nasional")
        JOINT = "cuti_bersama", _("cuti bersama")
        LOCAL = "daerah", _("libur daerah")

    on = models.DateField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    legal_basis = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "on", "kind"], name="agency_holiday_once")]


class WorkHours(AgencyModel):
    """Office hours in force in a period: ordinary or Ramadan."""

    personal = frozenset()

    kind = models.CharField(max_length=10, choices=[("biasa", _("biasa")), ("ramadan", "Ramadan")])
    valid = DateRangeField()
    hours = models.JSONField(help_text='{"1": ["07.30", "16.00"], ... "5": [...]} by ISO weekday, local time')
    legal_basis = models.CharField(max_length=200, blank=True)


class LegalBasis(models.Model):
    """A regulation, national: shared by all agencies."""

    personal: frozenset[str] = frozenset()

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=240)
    number = models.CharField(max_length=80)
    year = models.IntegerField()
    in_force_from = models.DateField(null=True)
    revoked_on = models.DateField(null=True)
    revoked_by = models.CharField(max_length=40, blank=True)
    link = models.CharField(max_length=240, blank=True)


class NationalRule(models.Model):
    """One row of a dated table of a regulation: kind (which table), key (which row), values, period, source.

    `confirmed` is false for figures nobody has read in the regulation itself: screens say "belum dikonfirmasi".
    """

    personal: frozenset[str] = frozenset()

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=60)
    values = models.JSONField()
    valid = DateRangeField()
    legal_basis = models.CharField(max_length=40)
    confirmed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="agency_nationalrule_one_in_force",
                expressions=[
                    (F("kind"), RangeOperators.EQUAL),
                    (F("key"), RangeOperators.EQUAL),
                    (F("valid"), RangeOperators.OVERLAPS),
                ],
            )
        ]


class AgencyRule(AgencyModel):
    """The agency's own row, which stands before the national one of the same kind and key while it is in force."""

    personal = frozenset()

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=60)
    values = models.JSONField()
    valid = DateRangeField()
    legal_basis = models.CharField(max_length=200)
    confirmed = models.BooleanField(default=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="agency_agencyrule_one_in_force",
                expressions=[
                    (F("agency"), RangeOperators.EQUAL),
                    (F("kind"), RangeOperators.EQUAL),
                    (F("key"), RangeOperators.EQUAL),
                    (F("valid"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=~Q(legal_basis=""), name="agency_agencyrule_has_source"),
        ]
