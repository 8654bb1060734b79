"""Imports: the file as it came, where a batch stands, its rows, what people repaired, the journal that undoes it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.tenancy import AgencyKey, AgencyModel


class ImportFile(AgencyModel):
    """An uploaded file, byte for byte. It is kept while its import can be undone."""

    personal = frozenset({"content", "name"})

    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    size = models.IntegerField()
    content = models.BinaryField()
    uploaded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["agency", "digest"], name="imports_file_digest")]


class ImportBatch(AgencyModel):
    """One import on its way through the six steps."""

    personal = frozenset({"refusal", "opened_by", "applied_by"})

    class State(models.TextChoices):
        """Where it stands. What runs at the moment is told by `run`, the job."""

        UPLOADED = "uploaded", _("Diunggah")
        CHECKED = "checked", _("Diperiksa")
        APPLIED = "applied", _("Diterapkan")
        UNDONE = "undone", _("Diurungkan")
        CANCELLED = "cancelled", _("Dibatalkan")
        REFUSED = "refused", _("Ditolak")

    uid = models.UUIDField()
    form_key = models.UUIDField(help_text="Of the upload form: sending it twice opens one batch.")
    year = models.IntegerField()
    serial = models.IntegerField()
    format = models.CharField(max_length=40)
    file = AgencyKey(ImportFile)
    sheet = models.CharField(max_length=120, blank=True)
    table = models.JSONField(default=dict, help_text="What reading found: header row, headers, samples, flags.")
    mapping = models.JSONField(default=dict, help_text="Field name -> index of the column.")
    constants = models.JSONField(default=dict, help_text="Field name -> the same text for every row.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    refusal = models.TextField(blank=True)
    counts = models.JSONField(default=dict)
    volume = models.JSONField(default=dict, help_text="Field name -> [share changed, usual share] when unusual.")
    volume_accepted = models.BooleanField(default=False)
    missing_choice = models.CharField(max_length=20, default="leave")
    live_mark = models.CharField(max_length=80, blank=True)
    check_number = models.IntegerField(default=0, help_text="Grows with every change that asks for a new check.")
    checked_number = models.IntegerField(default=-1)
    run = models.BigIntegerField(null=True, help_text="The job that checks or applies it.")
    account = models.BigIntegerField(null=True)
    opened_by = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
    applied_by = models.CharField(max_length=200, blank=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "uid"], name="imports_batch_uid"),
            models.UniqueConstraint(fields=["agency", "form_key"], name="imports_batch_form"),
            models.UniqueConstraint(fields=["agency", "year", "serial"], name="imports_batch_number"),
        ]

    @property
    def number(self) -> str:
        """What stands on paper: I-2027-0007."""
        return f"I-{self.year}-{self.serial:04d}"

    def __str__(self) -> str:
        return self.number


class ImportRow(AgencyModel):
    """A row of the last check."""

    personal = frozenset({"label", "detail", "values", "findings", "changes"})

    class Status(models.TextChoices):
        """Whether it goes in."""

        READY = "ready", _("Siap")
        PROBLEM = "problem", _("Perlu diperbaiki")
        SKIPPED = "skipped", _("Dilewati")

    class Change(models.TextChoices):
        """What applying it does; MISSING rows stand in the live data only."""

        NEW = "new", _("Baru")
        CHANGED = "changed", _("Berubah")
        SAME = "same", _("Tetap")
        MISSING = "missing", _("Hilang dari berkas")
        NONE = "", "–"

    batch = AgencyKey(ImportBatch, models.CASCADE)
    number = models.IntegerField(help_text="Line in the file; negative for rows the file lacks.")
    status = models.CharField(max_length=8, choices=Status.choices)
    change = models.CharField(max_length=8, choices=Change.choices, blank=True)
    label = models.TextField(blank=True)
    detail = models.TextField(blank=True)
    ref = models.JSONField(null=True)
    values = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    changes = models.JSONField(default=dict, help_text="Field name -> [old, new] as shown.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "batch", "number"], name="imports_row_number")]
        indexes = [
            models.Index(fields=["agency", "batch", "number"], name="imports_row_problem", condition=~Q(findings=[])),
            models.Index(fields=["agency", "batch", "change", "number"], name="imports_row_change"),
        ]


class ImportEdit(AgencyModel):
    """A cell repaired, or (field empty) a row skipped."""

    personal = frozenset({"text"})

    batch = AgencyKey(ImportBatch, models.CASCADE)
    number = models.IntegerField()
    field = models.CharField(max_length=60, blank=True)
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "batch", "number", "field"], name="imports_edit_once")]


class ImportMemory(AgencyModel):
    """ "Dinkess" means Dinas Kesehatan in every import of this format."""

    personal = frozenset({"given", "chosen"})

    format = models.CharField(max_length=40)
    field = models.CharField(max_length=60)
    given = models.CharField(max_length=240)
    chosen = models.CharField(max_length=240)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "format", "field", "given"], name="imports_memory_one")
        ]


class ImportChange(AgencyModel):
    """The journal: every row an applied batch inserted (before empty), changed, or deleted (after empty)."""

    personal = frozenset({"before", "after"})

    batch = AgencyKey(ImportBatch, models.CASCADE)
    table = models.CharField(max_length=80)
    row = models.BigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["agency", "batch", "id"], name="imports_change_batch")]
