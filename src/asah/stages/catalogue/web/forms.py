"""The form of a curriculum draft: the fields planners change most; gains and cost lines as lines of text."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from asah.foundation.pages.fields import AngkaField
from asah.foundation.pages.forms import AsahForm
from asah.stages.catalogue.rules import METHODS, CostItem, Curriculum, Gain, from_plain, to_plain
from asah_basics import formats
from asah_basics.formats import FormatError


class LinesField(forms.CharField):
    """One entry a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), **kwargs)


class CurriculumForm(AsahForm):
    """A draft. Unlisted parts (audience, prerequisites, tags) keep what the draft holds."""

    name = forms.CharField(label=_("Nama program"), max_length=160)
    summary = forms.CharField(label=_("Ringkasan satu kalimat"), widget=forms.Textarea(attrs={"rows": 2}))
    outcomes = LinesField(label=_("Yang dapat dilakukan sesudahnya"), help_text=_("Satu kemampuan per baris"))
    method = forms.ChoiceField(label=_("Metode"), choices=[(row.code, row.label) for row in METHODS.values()])
    quantity = AngkaField(
        label=_("Lama"), decimals=2, min_value=0, help_text=_("Dalam satuan bentuknya: JP, hari, atau kegiatan")
    )
    days = AngkaField(label=_("Hari di luar kantor"), min_value=0)
    class_min = AngkaField(label=_("Peserta terkecil sekelas"), min_value=1)
    class_max = AngkaField(label=_("Peserta terbesar sekelas"), min_value=1)
    most_classes = AngkaField(label=_("Kelas paling banyak sebulan"), min_value=1)
    months = forms.CharField(label=_("Bulan"), help_text=_("Angka 1 sampai 12, dipisah koma"))
    gains = LinesField(
        label=_("Kompetensi dan kenaikan level"), help_text=_("Kode, kenaikan, level tertinggi. Misalnya: MAN-05; 1; 4")
    )
    costs = LinesField(label=_("Baris biaya"), help_text=_("Kode standar; satuan; jumlah. Misalnya: KIT; orang; 1"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_months(self) -> tuple[int, ...]:
        """Months as numbers."""
        text = self.cleaned_data["months"]
        try:
            return tuple(sorted({int(part) for part in text.replace(";", ",").split(",") if part.strip()}))
        except ValueError:
            raise forms.ValidationError(_("Bulan ditulis dengan angka 1 sampai 12, dipisah koma.")) from None

    def clean_outcomes(self) -> tuple[str, ...]:
        """Lines as entries."""
        return tuple(line.strip() for line in self.cleaned_data["outcomes"].splitlines() if line.strip())

    def clean_gains(self) -> tuple[Gain, ...]:
        """Code; lift; top level."""
        return tuple(
            Gain(parts[0], _number(parts[1]), int(_number(parts[2]) if len(parts) > 2 else 5))
            for parts in _parts(self.cleaned_data["gains"], 2, _("Tulis kode; kenaikan; level tertinggi per baris."))
        )

    def clean_costs(self) -> tuple[CostItem, ...]:
        """Standard; per; quantity; note."""
        return tuple(
            CostItem(parts[0], parts[1], _number(parts[2]), parts[3] if len(parts) > 3 else "")
            for parts in _parts(self.cleaned_data["costs"], 3, _("Tulis kode standar; satuan; jumlah per baris."))
        )

    def curriculum(self, base: Curriculum) -> Curriculum:
        """The draft as typed, on top of what the form does not show."""
        data = self.cleaned_data
        gains = [{"competency": one.competency, "lift": str(one.lift), "up_to": one.up_to} for one in data["gains"]]
        costs = [
            {"standard": one.standard, "per": one.per, "quantity": str(one.quantity), "note": one.note}
            for one in data["costs"]
        ]
        simple = {
            key: data[key] for key in ("name", "summary", "method", "days", "class_min", "class_max", "most_classes")
        }
        lists = {"outcomes": list(data["outcomes"]), "months": list(data["months"])}
        return from_plain(
            to_plain(base) | simple | lists | {"quantity": str(data["quantity"]), "gains": gains, "costs": costs}
        )


def initial_of(base: Curriculum, version: int) -> dict[str, Any]:
    """What the form shows of a draft or of a published version."""
    simple = ("name", "summary", "method", "quantity", "days", "class_min", "class_max", "most_classes")
    return {key: getattr(base, key) for key in simple} | {
        "version": version,
        "outcomes": "\n".join(base.outcomes),
        "months": ", ".join(str(month) for month in base.months),
        "gains": "\n".join(f"{one.competency}; {_text(one.lift)}; {one.up_to}" for one in base.gains),
        "costs": "\n".join(
            f"{one.standard}; {one.per}; {_text(one.quantity)}" + (f"; {one.note}" if one.note else "")
            for one in base.costs
        ),
    }


def _text(value: Decimal) -> str:
    return formats.number(value, at_most=4)


def _number(text: str) -> Decimal:
    try:
        return formats.parse_number(text)
    except FormatError as refusal:
        raise forms.ValidationError(str(refusal)) from None


def _parts(text: str, least: int, sentence: Any) -> list[list[str]]:
    rows = [[part.strip() for part in line.split(";")] for line in text.splitlines() if line.strip()]
    if any(len(row) < least for row in rows):
        raise forms.ValidationError(sentence)
    return rows
