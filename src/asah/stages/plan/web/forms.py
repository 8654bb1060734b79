"""Forms of the stage plan."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from asah.foundation.pages.fields import AngkaField, RupiahField, TanggalField, UnggahField
from asah.foundation.pages.forms import AsahForm
from asah.stages.plan.models import ObjectionAnswer, Scenario
from asah.stages.plan.rules.settings import EVERY_UNIT, FAIRNESS
from asah.stages.plan.rules.words import TAG_WORDS
from asah.stages.plan.services import Decree, ScenarioInput
from asah_basics.formats import number as angka

TAGS = list(TAG_WORDS.items())


class ScenarioForm(AsahForm):
    """The settings of a scenario, with the version it was opened at."""

    name = forms.CharField(label=_("Nama skenario"), max_length=120)
    budget_rupiah = RupiahField(label=_("Pagu"), help_text=_("Misalnya 1.850.000.000 atau 1,85 miliar"))
    minimum_jp = AngkaField(
        label=_("Minimal JP per orang"),
        min_value=0,
        max_value=200,
        suffix="JP",
        help_text=_("Menurut aturan 20 JP setahun"),
    )
    minimum_is_hard = forms.BooleanField(
        label=_("Minimal JP wajib terpenuhi"),
        required=False,
        help_text=_("Bila tidak mungkin, rencana terdekat ditampilkan."),
    )
    most_trainings = AngkaField(label=_("Paling banyak pelatihan per orang"), min_value=1, max_value=6)
    away_percent = AngkaField(
        label=_("Paling banyak pegawai unit pergi sebulan"), min_value=1, max_value=100, suffix="%",
        help_text=_("Paling sedikit satu orang per unit tetap boleh pergi."),
    )  # fmt: skip
    pppk_most_jp = AngkaField(
        label=_("Batas JP PPPK per tahun kontrak"), min_value=0, max_value=1000, required=False, suffix="JP",
        help_text=_("Kosongkan untuk mematikan batas ini."),
    )  # fmt: skip
    district_floor_percent = AngkaField(
        label=_("Tak boleh ada distrik di bawah"), min_value=0, max_value=100, required=False, suffix="% terlayani"
    )
    barred_tags = forms.MultipleChoiceField(
        label=_("Program yang tidak boleh dibiayai"), choices=TAGS, required=False, widget=forms.CheckboxSelectMultiple
    )
    fairness = forms.TypedChoiceField(
        label=_("Yang diutamakan"), coerce=int, empty_value=None, required=False, widget=forms.RadioSelect,
        choices=[(key, words) for key, (words, _alpha) in FAIRNESS.items()],
    )  # fmt: skip
    unit_cap_rupiah = RupiahField(
        label=_("Paling banyak uang per unit kerja"), required=False, help_text=_("Kosongkan bila tidak dibatasi.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def values(self) -> ScenarioInput:
        """The settings as typed."""
        data = {key: value for key, value in self.cleaned_data.items() if key != "version"}
        return ScenarioInput(**data | {"fairness": data["fairness"] or 0})

    def shown(self, name: str, value: Any) -> str:
        """A value of a field in the words of the page."""
        field = self.fields[name]
        if isinstance(value, Mapping):
            value = value.get(EVERY_UNIT)
        if value is None or value == [] or value == "":
            return str(_("kosong"))
        if isinstance(value, bool):
            return str(_("ya") if value else _("tidak"))
        words = {str(key): str(word) for key, word in getattr(field, "choices", ())}
        if words:
            return ", ".join(words.get(str(one), str(one)) for one in (value if isinstance(value, list) else [value]))
        return str(field.prepare_value(value))


class CapForm(AsahForm):
    """The most rupiah that may be charged to the people of one unit."""

    unit = forms.CharField(label=_("Unit kerja"), max_length=160, help_text=_("Nama seperti di daftar unit."))
    amount = RupiahField(label=_("Paling banyak"), required=False, help_text=_("Kosong: batas unit ini dicabut."))


def scenario_initial(row: Scenario) -> dict[str, Any]:
    """What the form shows of a stored scenario."""
    names = [name for name in ScenarioForm.base_fields if name != "unit_cap_rupiah"]
    return {name: getattr(row, name) for name in names} | {"unit_cap_rupiah": row.unit_caps.get(EVERY_UNIT)}


class SubmitForm(AsahForm):
    """The note that goes with a submission."""

    note = forms.CharField(
        label=_("Catatan untuk yang memutuskan"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DecideForm(AsahForm):
    """A step: what, why, and the digest of what was seen."""

    reason = forms.CharField(
        label=_("Alasan keputusan"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Satu kalimat cukup. Tersimpan di riwayat rencana."),
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(choices=[("pass", ""), ("return", "")], widget=forms.HiddenInput, required=False)


class EnactForm(DecideForm):
    """The step of the PPK: the decree makes it, not the click. A return needs the note alone."""

    decree_number = forms.CharField(
        label=_("Nomor keputusan"), max_length=80, required=False, help_text=_("Seperti tertulis di naskah.")
    )
    decree_on = TanggalField(label=_("Tanggal keputusan"), required=False)
    decree_file = UnggahField(
        label=_("Berkas keputusan"), extensions=("pdf",), required=False, help_text=_("Pindaian bertanda tangan, PDF."),
    )  # fmt: skip
    field_order = ("decree_number", "decree_on", "decree_file", "reason")

    def decree(self) -> Decree:
        """What was uploaded; the use case says what is missing."""
        data, file = self.cleaned_data, self.cleaned_data["decree_file"]
        return Decree(
            number=data["decree_number"],
            on=data["decree_on"],
            content=file.read() if file else b"",
            name=file.name if file else "",
            media_type=(file.content_type or "application/pdf") if file else "application/pdf",
        )


class ChangeForm(AsahForm):
    """From which day a change of the enacted plan holds."""

    from_on = TanggalField(label=_("Perubahan berlaku mulai"))


class ObjectionForm(AsahForm):
    """What is wrong, and a proof of it."""

    text = forms.CharField(
        label=_("Apa yang menurut Anda keliru?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )
    evidence = UnggahField(
        label=_("Bukti"), extensions=("pdf",), required=False, help_text=_("Misalnya sertifikat atau SK, PDF.")
    )


class AnswerForm(AsahForm):
    """The outcome and its reason."""

    outcome = forms.ChoiceField(
        label=_("Hasil pemeriksaan"), choices=ObjectionAnswer.Outcome.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Jawaban"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Yang menyanggah membacanya apa adanya."),
    )  # fmt: skip


class PermitForm(AsahForm):
    """The decree that permits lotteries."""

    number = forms.CharField(label=_("Nomor keputusan yang mengizinkan"), max_length=80)
    on = TanggalField(label=_("Tanggal keputusan"))


class FreezeForm(AsahForm):
    """The public number, named before anybody can know it."""

    number_what = forms.CharField(
        label=_("Angka penentu"), max_length=200,
        help_text=_("Misalnya: angka penutupan IHSG dua desimal, ditambah dadu yang dilempar di rapat."),
    )  # fmt: skip
    number_on = TanggalField(label=_("Baru diketahui pada tanggal"))
    number_time = forms.RegexField(
        r"^([01]?\d|2[0-3])[.:][0-5]\d$", label=_("Pukul"), help_text=_("Misalnya 16.00, waktu setempat."),
        error_messages={"invalid": _("Pukul ditulis jam.menit, misalnya 16.00.")},
    )  # fmt: skip

    def moment(self, zone: str) -> datetime:
        """The instant in the agency's zone."""
        hour, minute = self.cleaned_data["number_time"].replace(":", ".").split(".")
        day = self.cleaned_data["number_on"]
        return datetime(day.year, day.month, day.day, int(hour), int(minute), tzinfo=ZoneInfo(zone))


class DrawForm(AsahForm):
    """The public numbers, as they were announced."""

    numbers = forms.CharField(
        label=_("Angka penentu"),
        max_length=200,
        help_text=_("Persis seperti diumumkan; beberapa angka dipisah titik koma."),
    )  # fmt: skip


class SignForm(AsahForm):
    """A point of the price of equality, and why."""

    floor = forms.ChoiceField(label=_("Cakupan terendah yang Anda kehendaki"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Alasan"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, points: Sequence[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = gettext("Setiap distrik paling sedikit {floor}% terlayani, biayanya {price}% hasil")
        reached = [one for one in points if one["reachable"]]
        choices = [("0", gettext("Tanpa batas: hasil terbesar"))]
        for one in reached:
            percent = round(100 * one["floor"])
            choices.append((str(percent), words.format(floor=percent, price=angka(one["price"], 2))))
        floor = self.fields["floor"]
        if isinstance(floor, forms.ChoiceField):
            floor.choices = choices
