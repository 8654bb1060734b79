"""Tables of money: funds of a year, ceilings within a fund, dated standard costs."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.tenancy import AgencyKey, AgencyModel


class Fund(AgencyModel):
    """Money of one budget year under one sub-activity, with the rules on whom and what it may pay.

    The lists are empty for "all": `pays_kinds` kinds of competency, `pays_forms` SIASN ids of forms of development,
    `pays_employments` kinds of employment. `opd` set means the OPD's own money, for its own people only.
    """

    personal = frozenset()

    class Source(models.TextChoices):
        """Where the money comes from."""

        APBD = "apbd", "APBD"
        OPD = "opd", _("APBD perangkat daerah")
        PROVINCE = "provinsi", _("Provinsi")
        CENTRAL = "pusat", _("Kementerian atau lembaga")
        PARTNER = "mitra", _("Mitra")

    uid = models.UUIDField()
    year = models.IntegerField(_("tahun anggaran"))
    code = models.CharField(_("kode subkegiatan"), max_length=40)
    name = models.CharField(_("nama"), max_length=200)
    source = models.CharField(_("sumber dana"), max_length=10, choices=Source.choices, default=Source.APBD)
    opd = AgencyKey("people.Unit", null=True)
    amount_rupiah = models.BigIntegerField(_("pagu"))
    pays_kinds = models.JSONField(default=list)
    pays_forms = models.JSONField(default=list)
    pays_employments = models.JSONField(default=list)
    pays_accounts = models.JSONField(default=list, help_text="Beginnings of SIPD account codes; empty: all.")
    is_hard = models.BooleanField(_("batas keras"), default=True, help_text="Soft: may be passed, and says so.")
    legal_basis = models.CharField(_("dasar hukum"), max_length=200, blank=True)
    version = models.IntegerField(default=1)
    edited_by = models.BigIntegerField(null=True)
    edited_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "uid"], name="budget_fund_uid"),
            models.UniqueConstraint(
                fields=["agency", "year", "code", "opd"], name="budget_fund_code", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(amount_rupiah__gte=0), name="budget_fund_not_negative"),
        ]


class Ceiling(AgencyModel):
    """At most this much of a fund for the people of a unit, or in a quarter (anggaran kas), or both."""

    personal = frozenset()

    fund = AgencyKey(Fund, models.CASCADE)
    unit = AgencyKey("people.Unit", null=True)
    quarter = models.SmallIntegerField(_("triwulan"), null=True)
    amount_rupiah = models.BigIntegerField(_("pagu"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "fund", "unit", "quarter"], name="budget_ceiling_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(amount_rupiah__gte=0), name="budget_ceiling_not_negative"),
            models.CheckConstraint(condition=Q(quarter=None) | Q(quarter__range=(1, 4)), name="budget_ceiling_quarter"),
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | Q(quarter__isnull=False), name="budget_ceiling_of_something"
            ),
        ]


class CostStandard(AgencyModel):
    """What one unit of something costs in a period: the price list of the region (SSH/SBU).

    `is_sample` marks values shipped as examples, to be replaced by the region's own decree; pages and exports say so.
    """

    personal = frozenset()

    class Measure(models.TextChoices):
        """Units of measure. OJ is a clock hour (60 minutes), OJP a lesson hour (45 minutes): never the same."""

        OJP = "OJP", _("orang/jam pelajaran (45 menit)")
        OJ = "OJ", _("orang/jam (60 menit)")
        ACTIVITY = "kegiatan", _("orang/kegiatan")
        DAY = "hari", _("hari")
        PACKAGE = "paket", _("paket")
        PERSON = "orang", _("orang")
        PERSON_DAY = "orang_hari", _("orang/hari")

    code = models.CharField(_("kode"), max_length=30)
    name = models.CharField(_("uraian"), max_length=200)
    measure = models.CharField(_("satuan"), max_length=12, choices=Measure.choices)
    amount_rupiah = models.BigIntegerField(_("harga satuan"))
    account_code = models.CharField(_("kode rekening"), max_length=30, blank=True)
    valid = DateRangeField(_("berlaku"))
    legal_basis = models.CharField(_("dasar hukum"), max_length=240)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="budget_standard_one_in_force",
                expressions=[
                    (F("agency"), RangeOperators.EQUAL),
                    (F("code"), RangeOperators.EQUAL),
                    (F("valid"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=Q(amount_rupiah__gte=0), name="budget_standard_not_negative"),
            models.CheckConstraint(condition=~Q(legal_basis=""), name="budget_standard_has_source"),
        ]


class BudgetEntry(AgencyModel):
    """One line of the ledger of a fund: committed or realised, signed. Sums are computed, never stored.

    `reference` names the thing that costs (a class, a sending, a typed note): the entries of a reference add up to
    what stands committed and realised for it. `over` marks an entry that passed a soft limit.
    """

    append_only = True
    personal = frozenset({"entered_name"})

    class Column(models.TextChoices):
        """The second and the third of the three columns."""

        COMMITTED = "terikat", _("Terikat")
        REALISED = "realisasi", _("Realisasi")

    fund = AgencyKey(Fund)
    unit = AgencyKey("people.Unit", null=True)
    quarter = models.SmallIntegerField(_("triwulan"))
    column = models.CharField(max_length=10, choices=Column.choices)
    amount_rupiah = models.BigIntegerField(help_text="Negative when given back.")
    account_code = models.CharField(_("kode rekening"), max_length=30, blank=True)
    reference = models.CharField(max_length=80)
    label = models.CharField(_("uraian"), max_length=200)
    proof = models.CharField(_("nomor bukti"), max_length=80, blank=True)
    over = models.BooleanField(default=False)
    entered_on = models.DateField(_("tanggal"))
    entered_by = models.BigIntegerField(null=True)
    entered_name = models.CharField(max_length=160)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(quarter__range=(1, 4)), name="budget_entry_quarter"),
            models.CheckConstraint(condition=~Q(amount_rupiah=0) & ~Q(reference=""), name="budget_entry_of_something"),
        ]
        indexes = [
            models.Index(fields=["agency", "fund", "column"], name="budget_entry_fund"),
            models.Index(fields=["agency", "reference"], name="budget_entry_reference"),
        ]


class FundRevision(AgencyModel):
    """A formal change of a fund within its year (DPA to DPPA): old and new amounts, with reason and document."""

    append_only = True
    personal = frozenset({"revised_name"})

    class Stage(models.TextChoices):
        """The kinds of revision."""

        SHIFT = "pergeseran", _("Pergeseran")
        DPPA = "dppa", _("APBD Perubahan (DPPA)")

    fund = AgencyKey(Fund)
    number = models.SmallIntegerField()
    stage = models.CharField(max_length=10, choices=Stage.choices)
    before = models.JSONField(help_text="Amount and ceilings before.")
    after = models.JSONField()
    reason = models.CharField(_("alasan"), max_length=400)
    document_number = models.CharField(_("nomor dokumen"), max_length=80)
    decided_on = models.DateField(_("tanggal dokumen"))
    revised_by = models.BigIntegerField(null=True)
    revised_name = models.CharField(max_length=160)
    revised_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "fund", "number"], name="budget_revision_number"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(document_number=""), name="budget_revision_has_reason"),
        ]
