"""Tables of completed development: records, the append-only ledger of lesson hours, and the yearly counters."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.tenancy import AgencyKey, AgencyModel


class Record(AgencyModel):
    """Something somebody completed. Quantity and unit stand as they were reported; `jp` is what a rule made of them.

    A record is never edited: a wrong one is withdrawn, the right one added, and the ledger shows both.
    """

    personal = frozenset({"title", "provider", "certificate_no", "certificate_key", "note"})

    class Scope(models.TextChoices):
        """National or international: the conversion differs."""

        NATIONAL = "nasional", _("Nasional")
        INTERNATIONAL = "internasional", _("Internasional")

    class Measure(models.TextChoices):
        """What the quantity counts."""

        JP = "jp_program", _("JP kurikulum")
        DAYS = "hari", _("hari")
        ACTIVITIES = "kegiatan", _("kegiatan")

    class Origin(models.TextChoices):
        """How the record came here."""

        IMPORT = "impor", _("Impor")
        ENTRY = "isian", _("Isian petugas")
        EARNED = "kelas", _("Kelas di Asah")

    uid = models.UUIDField()
    person = AgencyKey("people.Person")
    title = models.CharField(_("nama kegiatan"), max_length=240)
    form_id = models.SmallIntegerField(_("bentuk"), help_text="SIASN jenisDiklat, 1 to 25")
    scope = models.CharField(_("lingkup"), max_length=14, choices=Scope.choices, default=Scope.NATIONAL)
    programme_code = models.CharField(_("kode program"), max_length=40, blank=True)
    year = models.SmallIntegerField(_("tahun"), help_text="Year in which it ended, the year its JP count for.")
    started_on = models.DateField(_("mulai"), null=True)
    ended_on = models.DateField(_("selesai"), null=True)
    provider = models.CharField(_("penyelenggara"), max_length=200, blank=True)
    certificate_no = models.CharField(_("nomor sertifikat"), max_length=120, blank=True)
    certificate_key = models.CharField(max_length=120, blank=True, help_text="Number without spaces, signs and case.")
    quantity = models.DecimalField(_("jumlah"), max_digits=7, decimal_places=2)
    measure = models.CharField(_("satuan"), max_length=10, choices=Measure.choices)
    jp = models.DecimalField("JP", max_digits=7, decimal_places=2)
    rule_key = models.CharField(max_length=60, help_text="Row of konversi_jp that was applied")
    rule_from = models.DateField(help_text="From when that row is in force: its version")
    rule_confirmed = models.BooleanField()
    origin = models.CharField(max_length=6, choices=Origin.choices)
    batch = models.BigIntegerField(null=True, help_text="Import that brought it")
    note = models.CharField(max_length=240, blank=True)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "uid"], name="records_record_uid"),
            models.UniqueConstraint(
                fields=["agency", "person", "certificate_key"],
                condition=~Q(certificate_key="") & Q(withdrawn_at=None),
                name="records_record_one_certificate",
            ),
            models.CheckConstraint(condition=Q(form_id__gte=1, form_id__lte=25), name="records_record_form"),
            models.CheckConstraint(condition=Q(quantity__gt=Decimal(0)), name="records_record_quantity"),
            models.CheckConstraint(
                condition=Q(started_on=None) | Q(ended_on=None) | Q(started_on__lte=models.F("ended_on")),
                name="records_record_dates",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "person", "year"], name="records_record_person"),
            models.Index(fields=["agency", "batch"], name="records_record_batch"),
            models.Index(fields=["agency", "programme_code"], name="records_record_programme"),
        ]


class JpEntry(AgencyModel):
    """One line of the ledger of lesson hours (45 minutes each): earned, or taken back. Nothing is ever changed.

    The record is named by its uid and not by a key: the undo of an import removes the record, the ledger keeps both
    the hours and their return.
    """

    append_only = True
    personal = frozenset({"jp"})

    person = AgencyKey("people.Person")
    record = models.UUIDField()
    year = models.SmallIntegerField()
    on = models.DateField(help_text="Last day of the record; the last day of the year when only the year is known")
    form_id = models.SmallIntegerField()
    jp = models.DecimalField(max_digits=7, decimal_places=2, help_text="Negative when taken back")
    has_certificate = models.BooleanField()
    reason = models.CharField(max_length=240, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["agency", "year", "person"], name="records_jpentry_year"),
            models.Index(fields=["agency", "person", "on"], name="records_jpentry_person"),
        ]


class JpYear(AgencyModel):
    """Computed from the ledger: the JP of a person in a year, in counters that must not be mixed (trap 4).

    legal: everything, for the duty of 20 JP a year; technical and seminar: what the professionalism index counts;
    own: what the agency's own indicator counts. Which forms count stands in the dated table hitungan_jp.
    contract: for PPPK the JP of the contract year that runs on the day of the computation (trap 3).
    Everybody in service has a row, also with zero: people with nothing are the ones to find. Person and unit are
    numbers and not keys, because rows are made from keyed rows inside one transaction.
    """

    personal = frozenset({"person", "legal", "technical", "seminar", "own", "contract"})

    person = models.BigIntegerField()
    year = models.SmallIntegerField()
    unit = models.BigIntegerField()
    path = models.CharField(max_length=200, db_collation="C")
    employment = models.CharField(max_length=8)
    legal = models.DecimalField(max_digits=7, decimal_places=2)
    technical = models.DecimalField(max_digits=7, decimal_places=2)
    seminar = models.DecimalField(max_digits=7, decimal_places=2)
    own = models.DecimalField(max_digits=7, decimal_places=2)
    contract = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    contract_from = models.DateField(null=True, help_text="First day of the contract year")
    refreshed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "year", "person"], name="records_jpyear_once")]
        indexes = [models.Index(fields=["agency", "year", "path"], name="records_jpyear_path")]
