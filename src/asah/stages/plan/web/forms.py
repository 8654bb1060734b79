"""Forms of the stage plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from asah.foundation.pages.fields import AngkaField, RupiahField
from asah.foundation.pages.forms import AsahForm
from asah.stages.plan.models import Scenario
from asah.stages.plan.services import ScenarioInput

TAGS = [
    ("studi_banding", _("Studi banding")),
    ("seminar", _("Seminar")),
    ("struktural", _("Pelatihan kepemimpinan struktural")),
]


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
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    mine = forms.CharField(widget=forms.HiddenInput, required=False)

    def values(self) -> ScenarioInput:
        """The settings as typed."""
        data = {key: value for key, value in self.cleaned_data.items() if key not in ("version", "mine")}
        return ScenarioInput(**data)


def scenario_initial(row: Scenario) -> dict[str, Any]:
    """What the form shows of a stored scenario."""
    names = [name for name in ScenarioForm.base_fields if name not in ("mine",)]
    return {name: getattr(row, name) for name in names}


class SubmitForm(AsahForm):
    """The note that goes with a submission."""

    note = forms.CharField(
        label=_("Catatan untuk yang memutuskan"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DecideForm(AsahForm):
    """A decision: what, why, and the digest of what was seen."""

    reason = forms.CharField(
        label=_("Alasan keputusan"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Satu kalimat cukup. Tersimpan di riwayat rencana."),
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(choices=[("approve", ""), ("return", "")], widget=forms.HiddenInput, required=False)
