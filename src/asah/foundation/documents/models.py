"""Stored files, issued documents, and the series of their numbers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.tenancy import AgencyKey, AgencyModel


class File(AgencyModel):
    """A file of the agency. Its bytes lie under the data folder by SHA-256; the same bytes are stored once."""

    personal = frozenset({"name"})

    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    stored_at = models.DateTimeField()
    account = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["agency", "digest"], name="documents_file_digest")]


class NumberSeries(AgencyModel):
    """A yearly series of letter numbers. The row's lock makes numbers gapless."""

    personal = frozenset()

    kind = models.CharField(max_length=40)
    year = models.IntegerField()
    template = models.CharField(max_length=120, help_text="{seri} {kode_klasifikasi} {unit} {bulan_romawi} {tahun} ...")
    last = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "kind", "year"], name="documents_series_once")]


class Document(AgencyModel):
    """An issued document: letter, annex, sheet, export. Superseded, never changed."""

    personal = frozenset({"title", "person"})

    uid = models.UUIDField()
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=240)
    number = models.CharField(_("nomor"), max_length=120, blank=True)
    file = AgencyKey(File)
    unit_path = models.CharField(max_length=200, blank=True, db_collation="C")
    person = models.BigIntegerField(null=True)
    account = models.BigIntegerField(null=True, help_text="Who had it made: he may always fetch it.")
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "uid"], name="documents_document_uid"),
            models.UniqueConstraint(
                fields=["agency", "kind", "number"], condition=~models.Q(number=""), name="documents_document_number"
            ),
        ]
