"""Units and people: an identity that never changes plus dated rows, so that "who was where on day D" has one answer."""

from datetime import date
from typing import Any, ClassVar, Self, cast

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.tenancy import AgencyKey, AgencyModel


class Dated:
    """How dated rows follow each other: nothing of the past is overwritten."""

    valid: Any

    def succeed(self, on: date, **changes: Any) -> Self:
        """The row that follows this one from a day on; this one ends there.

        A row that itself began on that day is corrected in place, because nothing lies between.
        """
        row: Any = self
        if row.valid.lower == on:
            for name, value in changes.items():
                setattr(row, name, value)
            row.save()
            return self
        kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        row.valid = DateRange(row.valid.lower, on)
        row.save(update_fields=["valid"])
        after = type(row)(**{**kept, "id": None, "valid": DateRange(on, None), **changes})
        after.save()
        return cast(Self, after)

    def end(self, on: date) -> None:
        """End the row on a day, the first on which it no longer holds; one that began that day goes away."""
        row: Any = self
        if row.valid.lower is not None and row.valid.lower >= on:
            row.delete()
            return
        row.valid = DateRange(row.valid.lower, on)
        row.save(update_fields=["valid"])


def _one_at_a_time(name: str, *fields: str) -> ExclusionConstraint:
    """No two rows of the same agency and fields whose periods overlap."""
    equal = [(F(field), RangeOperators.EQUAL) for field in ("agency", *fields)]
    return ExclusionConstraint(name=name, expressions=[*equal, (F("valid"), RangeOperators.OVERLAPS)])


class Unit(AgencyModel):
    """A place of work: OPD, bidang, UPTD, kecamatan/distrik, kelurahan, puskesmas, RSUD, school. Identity only."""

    personal = frozenset()

    uid = models.UUIDField()
    code = models.CharField(_("kode unor"), max_length=60)

    class Meta:
        verbose_name = _("unit")
        constraints = [
            models.UniqueConstraint(fields=["agency", "uid"], name="people_unit_uid"),
            models.UniqueConstraint(fields=["agency", "code"], name="people_unit_code"),
        ]


class UnitPosition(Dated, AgencyModel):
    """What a unit is called and where it hangs in a period. `path` is "/<id>/<id>/", the unit itself last."""

    personal = frozenset()

    class Kind(models.TextChoices):
        """Kinds of unit of a city government (domain.md 2.4)."""

        ROOT = "pemda", _("Pemerintah daerah")
        OPD = "opd", _("Perangkat daerah")
        DIVISION = "bidang", _("Bidang atau bagian")
        SECTION = "seksi", _("Seksi atau subbagian")
        UPTD = "uptd", "UPTD"
        DISTRICT = "kecamatan", _("Kecamatan")
        VILLAGE = "kelurahan", _("Kelurahan")
        HEALTH_CENTRE = "puskesmas", "Puskesmas"
        HOSPITAL = "rsud", "RSUD"
        SCHOOL = "sekolah", _("Sekolah")

    unit = AgencyKey(Unit, models.CASCADE)
    parent = AgencyKey(Unit, null=True)
    opd = AgencyKey(Unit, null=True, help_text="The perangkat daerah it belongs to; itself for an OPD.")
    name = models.CharField(_("nama"), max_length=200)
    short_name = models.CharField(_("singkatan"), max_length=60, blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    head_title = models.CharField(_("jabatan kepala"), max_length=160, blank=True)
    district = models.CharField(_("kecamatan/distrik"), max_length=80, blank=True)
    is_remote = models.BooleanField(_("terpencil"), default=False)
    path = models.CharField(max_length=200, db_collation="C")
    valid = DateRangeField()

    class Meta:
        verbose_name = _("kedudukan unit")
        constraints = [_one_at_a_time("people_unitposition_one", "unit")]
        indexes = [
            models.Index(fields=["agency", "path"], name="people_unitpos_path"),
            GistIndex(fields=["valid"], name="people_unitpos_valid"),
        ]


class Person(AgencyModel):
    """An employee: the identity that outlives NIP, post and contract. SIASN's person id is the external key."""

    personal: ClassVar[frozenset[str]] = frozenset(
        {"siasn_id", "name", "title_front", "title_back", "birth_on", "sex", "email", "phone", "name_key"}
    )

    uid = models.UUIDField()
    siasn_id = models.CharField(_("id SIASN"), max_length=40, blank=True)
    name = models.CharField(_("nama"), max_length=160)
    title_front = models.CharField(_("gelar depan"), max_length=60, blank=True)
    title_back = models.CharField(_("gelar belakang"), max_length=80, blank=True)
    name_key = models.CharField(
        max_length=160, help_text="Lower case without titles, accents and apostrophes; sort key."
    )
    birth_on = models.DateField(_("tanggal lahir"))
    sex = models.CharField(_("jenis kelamin"), max_length=1, choices=[("L", _("Laki-laki")), ("P", _("Perempuan"))])
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("nomor HP"), max_length=20, blank=True)
    version = models.IntegerField(default=1)
    erase_on = models.DateField(null=True, help_text="End of the hold after which personal data are erased.")
    erased_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("pegawai")
        constraints = [
            models.UniqueConstraint(fields=["agency", "uid"], name="people_person_uid"),
            models.UniqueConstraint(
                fields=["agency", "siasn_id"], condition=~Q(siasn_id=""), name="people_person_siasn"
            ),
        ]
        indexes = [models.Index(fields=["agency", "name_key"], name="people_person_name")]


class PersonNumber(Dated, AgencyModel):
    """NIP or NI PPPK, dated: a PPPK who becomes PNS, or signs elsewhere, gets a new one (trap 2)."""

    personal = frozenset({"nip"})

    person = AgencyKey(Person, models.CASCADE)
    nip = models.CharField("NIP", max_length=18)
    valid = DateRangeField()

    class Meta:
        verbose_name = _("NIP")
        constraints = [
            _one_at_a_time("people_number_one", "person"),
            # As a number: a GiST index over the text makes a roster of 50,000 rows three times slower to write.
            ExclusionConstraint(
                name="people_number_of_one",
                expressions=[
                    (F("agency"), RangeOperators.EQUAL),
                    (Cast("nip", models.BigIntegerField()), RangeOperators.EQUAL),
                    (F("valid"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=Q(nip__regex=r"^\d{9,18}$"), name="people_number_digits"),
        ]
        indexes = [
            models.Index(fields=["agency", "nip"], name="people_number_nip"),
            models.Index(fields=["agency", "person"], name="people_number_person"),
        ]


class Posting(Dated, AgencyModel):
    """Where somebody works in a period, as what, with which rank, contract and legal status."""

    personal = frozenset(
        {"legal_status", "rank_id", "education_id", "contract_from", "contract_until", "retires_on", "end_reason"}
    )

    class Employment(models.TextChoices):
        """Kinds of employment (UU 20/2023; part-time PPPK since 2025)."""

        PNS = "PNS", "PNS"
        CPNS = "CPNS", "CPNS"
        PPPK = "PPPK", "PPPK"
        PPPK_PART_TIME = "PPPK_PW", _("PPPK Paruh Waktu")

    class End(models.TextChoices):
        """Why nobody follows: the person left. Empty when another posting follows."""

        RETIRED = "pensiun", _("Pensiun")
        DIED = "meninggal", _("Meninggal dunia")
        MOVED = "pindah", _("Pindah ke instansi lain")
        DISMISSED = "berhenti", _("Berhenti")

    person = AgencyKey(Person, models.CASCADE)
    unit = AgencyKey(Unit)
    valid = DateRangeField()
    employment = models.CharField(_("status"), max_length=8, choices=Employment.choices)
    legal_status = models.CharField(_("kedudukan hukum"), max_length=3, default="01")
    job_kind = models.CharField(
        _("jenis jabatan"), max_length=2, help_text="SIASN: 1 struktural, 2 JF, 3 rangkap, 4 pelaksana"
    )
    job_code = models.CharField(_("kode jabatan"), max_length=60)
    job_title = models.CharField(_("nama jabatan"), max_length=200)
    job_family = models.CharField(_("rumpun jabatan"), max_length=40, blank=True)
    echelon = models.CharField(
        _("eselon"), max_length=3, blank=True, help_text="SIASN id: 21 II.a, 31 III.a, 41 IV.a ..."
    )
    functional_level = models.CharField(_("jenjang JF"), max_length=2, blank=True, help_text="PM TR MH PY PT MU MA UT")
    is_head = models.BooleanField(_("kepala unit"), default=False)
    rank_id = models.CharField(_("golongan"), max_length=4, blank=True, help_text="SIASN id for PNS, roman for PPPK")
    education_id = models.CharField(_("pendidikan"), max_length=4, blank=True)
    job_from = models.DateField(_("TMT jabatan"), null=True)
    contract_from = models.DateField(_("awal kontrak"), null=True)
    contract_until = models.DateField(_("akhir kontrak"), null=True)
    retires_on = models.DateField(_("batas usia pensiun"), null=True)
    end_reason = models.CharField(_("sebab berakhir"), max_length=12, choices=End.choices, blank=True)

    class Meta:
        verbose_name = _("penempatan")
        constraints = [
            _one_at_a_time("people_posting_one", "person"),
            ExclusionConstraint(
                name="people_posting_one_head",
                expressions=[
                    (F("agency"), RangeOperators.EQUAL),
                    (F("unit"), RangeOperators.EQUAL),
                    (F("valid"), RangeOperators.OVERLAPS),
                ],
                condition=Q(is_head=True),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "unit"], name="people_posting_unit"),
            models.Index(fields=["agency", "person"], name="people_posting_person"),
        ]


class ActingPost(Dated, AgencyModel):
    """A second post held for a time: Plt., Plh., tugas tambahan, penjabat. Counts for approvals, not for standards."""

    personal = frozenset({"person", "title"})

    person = AgencyKey(Person, models.CASCADE)
    unit = AgencyKey(Unit)
    kind = models.CharField(
        max_length=3, choices=[("PLT", "Plt."), ("PLH", "Plh."), ("TT", _("tugas tambahan")), ("PJ", "Pj.")]
    )
    title = models.CharField(max_length=200)
    is_head = models.BooleanField(default=True)
    valid = DateRangeField()


class SuperiorCorrection(Dated, AgencyModel):
    """A superior set by hand, because the one derived from the head of the unit is wrong."""

    personal = frozenset({"person", "superior", "reason"})

    person = AgencyKey(Person, models.CASCADE)
    superior = AgencyKey(Person, models.CASCADE)
    valid = DateRangeField()
    reason = models.CharField(max_length=240)

    class Meta:
        verbose_name = _("koreksi atasan")
        constraints = [
            _one_at_a_time("people_superior_one", "person"),
            models.CheckConstraint(condition=~Q(person=F("superior")), name="people_superior_not_self"),
        ]


class Grant(Dated, AgencyModel):
    """A role given to a membership over a subtree of units (empty: the whole agency) for a period."""

    personal = frozenset({"reason"})

    membership = models.BigIntegerField()
    role = models.CharField(max_length=30)
    unit = AgencyKey(Unit, null=True)
    valid = DateRangeField()
    reason = models.CharField(max_length=240, blank=True)

    class Meta:
        verbose_name = _("peran")
        constraints = [
            ExclusionConstraint(
                name="people_grant_once",
                expressions=[
                    (F("agency"), RangeOperators.EQUAL),
                    (F("membership"), RangeOperators.EQUAL),
                    (F("role"), RangeOperators.EQUAL),
                    (models.functions.Coalesce(F("unit"), 0), RangeOperators.EQUAL),
                    (F("valid"), RangeOperators.OVERLAPS),
                ],
            )
        ]
        indexes = [models.Index(fields=["agency", "membership"], name="people_grant_member")]
