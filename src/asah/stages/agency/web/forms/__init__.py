"""Forms of the set-up."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asah.foundation.pages.fields import AngkaField, PilihField, TanggalField
from asah.foundation.pages.forms import AsahForm
from asah.stages.agency.rules import field_word
from asah_basics import formats

ZONES = (
    ("Asia/Jakarta", "WIB, Jakarta"),
    ("Asia/Pontianak", "WIB, Pontianak"),
    ("Asia/Makassar", "WITA"),
    ("Asia/Jayapura", "WIT"),
)
KINDS = (("definitif", "Definitif"), ("plt", "Plt."), ("plh", "Plh."), ("an", "a.n."))
DAYS_OFF = (("nasional", "Libur nasional"), ("cuti_bersama", "Cuti bersama"), ("daerah", "Libur daerah"))


class IdentityForm(AsahForm):
    """What the government calls itself and its parts."""

    government = forms.CharField(
        label=gettext_lazy("Nama pemerintah daerah"), max_length=120, help_text="Pemerintah Kota Sorong"
    )
    office_name = forms.CharField(label=gettext_lazy("Nama badan kepegawaian"), max_length=160)
    office_short = forms.CharField(label=gettext_lazy("Singkatannya"), max_length=30)
    zone = PilihField(label=gettext_lazy("Zona waktu"), choices=ZONES)
    province = forms.CharField(label=gettext_lazy("Provinsi"), max_length=60, required=False)
    region_code = forms.CharField(label=gettext_lazy("Kode wilayah Kemendagri"), max_length=8, required=False)
    bkn_code = forms.CharField(label=gettext_lazy("Kode instansi BKN"), max_length=8, required=False)
    district_word = forms.CharField(
        label=gettext_lazy("Sebutan kecamatan"), max_length=20, help_text=gettext_lazy("Kecamatan, atau Distrik")
    )
    village_word = forms.CharField(
        label=gettext_lazy("Sebutan kelurahan"), max_length=20, help_text=gettext_lazy("Kelurahan, atau Kampung")
    )
    work_days = forms.TypedChoiceField(
        label=gettext_lazy("Hari kerja seminggu"),
        choices=[("5", gettext_lazy("Lima hari")), ("6", gettext_lazy("Enam hari"))],
        coerce=int,
        widget=forms.RadioSelect,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class LetterheadForm(AsahForm):
    """Lines of the letterhead of an OPD; without a code that of the personnel agency."""

    opd_code = forms.CharField(
        label=gettext_lazy("Kode OPD"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Kosong untuk badan kepegawaian sendiri"),
    )
    lines = forms.CharField(
        label=gettext_lazy("Baris kop"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Satu baris tiap baris: pemerintah daerah dahulu, lalu kantornya"),
    )
    address = forms.CharField(label=gettext_lazy("Alamat"), max_length=240, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def clean_lines(self) -> tuple[str, ...]:
        """The lines that are not blank."""
        return tuple(line for line in str(self.cleaned_data["lines"]).splitlines() if line.strip())


class OfficialForm(AsahForm):
    """Who signs for an office from a day on."""

    office = forms.CharField(
        label=gettext_lazy("Untuk"),
        max_length=40,
        help_text=gettext_lazy("ppk, pyb, head_of_agency, atau kode OPD"),
    )
    kind = PilihField(label=gettext_lazy("Sebagai"), choices=KINDS, initial="definitif")
    post = forms.CharField(label=gettext_lazy("Jabatan"), max_length=160)
    name = forms.CharField(label=gettext_lazy("Nama dengan gelar"), max_length=160)
    nip = forms.CharField(label="NIP", max_length=18, required=False)
    rank = forms.CharField(label=gettext_lazy("Pangkat"), max_length=60, required=False)
    from_on = TanggalField(label=gettext_lazy("Berlaku sejak"))


class EndForm(AsahForm):
    """The first day on which somebody no longer signs."""

    on_day = TanggalField(label=gettext_lazy("Tidak lagi menandatangani sejak"))


class YearForm(AsahForm):
    """A new cycle."""

    year = AngkaField(label=gettext_lazy("Tahun"), min_value=2015, max_value=2100)


class PhaseForm(AsahForm):
    """Where a cycle stands."""

    phase = PilihField(label=gettext_lazy("Tahap"))
    until = TanggalField(label=gettext_lazy("Sampai"), required=False)

    def __init__(self, *args: Any, phases: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phase"].choices = phases  # type: ignore[attr-defined]


class HolidayForm(AsahForm):
    """A day off."""

    on = TanggalField(label=gettext_lazy("Tanggal"))
    name = forms.CharField(label=gettext_lazy("Nama hari"), max_length=120)
    kind = PilihField(label=gettext_lazy("Jenis"), choices=DAYS_OFF, initial="daerah")
    legal_basis = forms.CharField(label=gettext_lazy("Dasar"), max_length=200, required=False)


class OwnRuleForm(AsahForm):
    """An own row of a table: one box for each field of the row that is in force now."""

    from_on = TanggalField(label=gettext_lazy("Berlaku sejak"))
    legal_basis = forms.CharField(
        label=gettext_lazy("Dasar hukum"), max_length=200, help_text=gettext_lazy("Misalnya nomor keputusan wali kota")
    )

    def __init__(self, *args: Any, values: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sample = values
        boxes = {f"nilai_{name}": _box(name, value) for name, value in values.items()}
        self.fields = boxes | self.fields

    def values(self) -> dict[str, Any]:
        """The row as typed, each value of the type of the row in force."""
        return {name: self.cleaned_data[f"nilai_{name}"] for name in self.sample}

    def clean(self) -> dict[str, Any]:
        """Read each box by the type of the row in force; texts and lists that are no text stand as JSON."""
        for name, sample in self.sample.items():
            key = f"nilai_{name}"
            if key in self.cleaned_data:
                try:
                    self.cleaned_data[key] = _read(str(self.cleaned_data[key]), sample)
                except ValueError:
                    self.add_error(key, ValidationError(_("Tulis seperti nilai yang berlaku sekarang.")))
        return dict(self.cleaned_data)


def _box(name: str, value: Any) -> forms.CharField:
    if value is None or isinstance(value, str):
        shown = value or ""
    elif _is_figure(value):
        shown = formats.number(value, at_most=6)
    else:
        shown = json.dumps(value, ensure_ascii=False)
    word = field_word(name)
    label = word[:1].upper() + word[1:]
    return forms.CharField(label=label, initial=shown, required=value not in ("", None))


def _read(text: str, sample: Any) -> Any:
    if isinstance(sample, str):
        return text
    if _is_figure(sample):
        figure = formats.parse_number(text)
        return int(figure) if isinstance(sample, int) and figure == int(figure) else float(figure)
    return json.loads(text or "null")


def _is_figure(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
