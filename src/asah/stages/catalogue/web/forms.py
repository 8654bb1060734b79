"""The form of a curriculum: every field of a version; lists as lines of text in the spelling of the spreadsheet."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from asah.foundation.pages.fields import AngkaField, PilihField
from asah.foundation.pages.forms import AsahForm
from asah.stages.agency import queries as agency
from asah.stages.catalogue.rules import (
    DELIVERIES,
    MEASURES,
    METHODS,
    SCOPES,
    SHEET,
    Curriculum,
    cells_of,
    curriculum_of,
    tidy_cell,
)
from asah.stages.partners import queries as partners
from asah_basics.formats import number

_HELP = {column.field: column.meaning for column in SHEET}


@dataclass(frozen=True)
class Choices:
    """What may be chosen on a day: (value, words)."""

    forms: list[tuple[str, str]]
    partners: list[tuple[str, str]]
    duties: list[tuple[str, str]]


def choices_on(on: date) -> Choices:
    """The 25 SIASN forms, partners in use, and duties by law or post."""
    nothing = [("", "–")]
    return Choices(
        [(key, f"{key} {row.values['name']}") for key, row in agency.rules("jenis_bangkom", on).items()],
        nothing + [(row.code, row.name) for row in partners.partner_rows()],
        nothing + [(key, str(row.values["name"])) for key, row in agency.rules("kewajiban_pelatihan", on).items()],
    )


class SheetField(forms.CharField):
    """A field of the spreadsheet: read and written by the same rules, items on lines of their own."""

    def __init__(self, field: str, *, rows: int = 0, **kwargs: Any) -> None:
        self.sheet_field = field
        widget = forms.Textarea(attrs={"rows": rows}) if rows else None
        kwargs.setdefault("help_text", _HELP[field].replace("dipisah garis tegak (|)", "satu per baris"))
        if rows:
            kwargs["help_text"] = str(kwargs["help_text"]).replace("dipisah garis tegak", "satu per baris")
        super().__init__(widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        """The one spelling of what was typed."""
        text = str(super().clean(value)).strip()
        if not text:
            return ""
        try:
            return tidy_cell(self.sheet_field, text)
        except (ValueError, IndexError) as wrong:
            raise forms.ValidationError(str(wrong)) from None


class CurriculumForm(AsahForm):
    """A draft in four parts: what and why, how, for whom and when, what it rests on."""

    PARTS = (
        (_("Apa dan untuk apa"), ("code", "name", "summary", "outcomes", "gains")),
        (
            _("Bagaimana"),
            (
                "form_id", "method", "practice_percent", "scope", "quantity", "measure", "days", "delivery", "partner",
                "costs",
            ),
        ),
        (_("Untuk siapa dan kapan"), ("class_min", "class_max", "most_classes", "months", "audience", "prerequisites")),
        (
            _("Kewajiban dan dasar"),
            ("mandatory_basis", "duty", "recurrence", "validity", "legal_bases", "tags"),
        ),
    )  # fmt: skip

    name = forms.CharField(label=_("Nama program"), max_length=160)
    summary = forms.CharField(label=_("Ringkasan satu kalimat"), widget=forms.Textarea(attrs={"rows": 2}))
    outcomes = SheetField("outcomes", label=_("Yang dapat dilakukan sesudahnya"), rows=4)
    gains = SheetField("gains", label=_("Kompetensi dan kenaikan level"), rows=3)
    form_id = forms.ChoiceField(label=_("Bentuk SIASN"), choices=[])
    method = forms.ChoiceField(label=_("Metode"), choices=[(row.code, row.label) for row in METHODS.values()])
    practice_percent = AngkaField(label=_("Bagian praktik (persen)"), min_value=0, max_value=100, required=False)
    scope = PilihField(label=_("Lingkup"), choices=list(SCOPES.items()))
    quantity = AngkaField(label=_("Lama"), decimals=2, min_value=0, help_text=_("Dalam satuan di bawah"))
    measure = PilihField(label=_("Satuan"), choices=list(MEASURES.items()))
    days = AngkaField(label=_("Hari di luar kantor"), min_value=0)
    delivery = PilihField(label=_("Penyelenggaraan"), choices=list(DELIVERIES.items()))
    partner = forms.ChoiceField(label=_("Mitra"), choices=[], required=False)
    costs = SheetField("costs", label=_("Baris biaya"), rows=4)
    class_min = AngkaField(label=_("Peserta terkecil sekelas"), min_value=1)
    class_max = AngkaField(label=_("Peserta terbesar sekelas"), min_value=1)
    most_classes = AngkaField(label=_("Kelas paling banyak sebulan"), min_value=1)
    months = SheetField("months", label=_("Bulan"))
    audience = SheetField("audience", label=_("Sasaran"), rows=3, required=False)
    prerequisites = SheetField("prerequisites", label=_("Prasyarat"), required=False)
    mandatory_basis = forms.CharField(
        label=_("Dasar kewajiban"), max_length=200, required=False,
        help_text=_("Isi hanya bila seluruh sasaran wajib mengikutinya"),
    )  # fmt: skip
    duty = forms.ChoiceField(label=_("Tenggat menurut aturan"), choices=[], required=False)
    recurrence = SheetField("recurrence", label=_("Diulang setiap"), required=False)
    validity = SheetField("validity", label=_("Sertifikat berlaku"), required=False)
    legal_bases = SheetField("legal_bases", label=_("Dasar hukum materi"), required=False)
    tags = SheetField("tags", label=_("Tanda kebijakan"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in (("form_id", choices.forms), ("partner", choices.partners), ("duty", choices.duties)):
            field: Any = self.fields[name]
            kept = self.initial.get(name) or ""
            # What the draft holds stays choosable, though a partner was put aside since.
            field.choices = offered + ([(kept, kept)] if kept and kept not in dict(offered) else [])

    def parts(self) -> list[tuple[Any, list[Any]]]:
        """The fields in their parts, for the page."""
        return [(title, [self[name] for name in names if name in self.fields]) for title, names in self.PARTS]

    def curriculum(self, base: Curriculum | None = None) -> Curriculum:
        """The draft as typed. Raises CurriculumRefused."""
        data = self.cleaned_data
        cells = cells_of(base) if base else {}
        for column in SHEET:
            value = data.get(column.field)
            cells[column.field] = "" if value is None else _cell(value)
        return curriculum_of(cells)


class NewProgrammeForm(CurriculumForm):
    """The same with a code."""

    code = forms.SlugField(label=_("Kode"), max_length=20, help_text=_("Pendek dan tetap, misalnya PT-40"))


def _cell(value: Any) -> str:
    return value if isinstance(value, str) else number(value, at_most=4)


def initial_of(base: Curriculum, version: int) -> dict[str, Any]:
    """What the form shows of a draft or of a published version."""
    cells = {name: text.replace(" | ", "\n") for name, text in cells_of(base).items()}
    plain = ("method", "scope", "measure", "delivery", "quantity", "practice_percent", "days", "class_min", "class_max",
             "most_classes", "partner", "duty")  # fmt: skip
    return cells | {name: getattr(base, name) for name in plain} | {"form_id": str(base.form_id), "version": version}
