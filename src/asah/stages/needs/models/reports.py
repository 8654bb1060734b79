"""The AKPK of a year: compiled, verified, validated, enacted, each step by another person."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.tenancy import AgencyKey, AgencyModel, SameAgency


class NeedsReport(AgencyModel):
    """The needs of a year as they were compiled: frozen figures and their digest."""

    personal = frozenset()

    append_only = True

    uid = models.UUIDField()
    year = models.IntegerField(_("tahun"))
    number = models.IntegerField(help_text="1 for the first of a year.")
    figures = models.JSONField()
    digest = models.CharField(max_length=64)
    compiled_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "uid"], name="needs_report_uid"),
            models.UniqueConstraint(fields=["agency", "year", "number"], name="needs_report_number"),
            models.UniqueConstraint(fields=["agency", "id", "digest"], name="needs_report_whole"),
        ]


class OfReport(SameAgency):
    """A step repeats the digest of what was seen; the key makes it the report's own."""

    def _sql(self, model: Any, editor: Any) -> str:
        return (
            f"CONSTRAINT {editor.quote_name(self.name)} FOREIGN KEY (agency_id, report_id, digest_seen) "
            "REFERENCES needs_needsreport (agency_id, id, digest) DEFERRABLE INITIALLY DEFERRED"
        )


class ReportStep(AgencyModel):
    """One step of a report. Nobody takes two steps of the same report, and an enactment needs its decree."""

    append_only = True
    personal = frozenset({"name", "note"})

    class Kind(models.TextChoices):
        """The way of the AKPK (PerLAN 10/2018)."""

        COMPILED = "disusun", _("Disusun")
        VERIFIED = "diverifikasi", _("Terverifikasi")
        VALIDATED = "divalidasi", _("Tervalidasi")
        ENACTED = "ditetapkan", _("Ditetapkan")
        RETURNED = "dikembalikan", _("Dikembalikan")

    report = AgencyKey(NeedsReport)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    account = models.BigIntegerField()
    name = models.CharField(max_length=160)
    note = models.CharField(_("catatan"), max_length=600, blank=True)
    digest_seen = models.CharField(max_length=64)
    decree_number = models.CharField(_("nomor keputusan"), max_length=80, blank=True)
    decree_on = models.DateField(_("tanggal keputusan"), null=True)
    decree = AgencyKey("documents.Document", null=True)
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "report", "kind"], name="needs_step_once"),
            models.UniqueConstraint(fields=["agency", "report", "account"], name="needs_step_each_another_person"),
            models.CheckConstraint(
                condition=~Q(kind="ditetapkan")
                | (~Q(decree_number="") & Q(decree_on__isnull=False, decree__isnull=False)),
                name="needs_step_decree",
            ),
            models.CheckConstraint(condition=~Q(kind="dikembalikan") | ~Q(note=""), name="needs_step_return_note"),
            OfReport(field="report", name="needs_step_same_report"),
        ]
