"""Forms of standards."""

from django import forms
from django.utils.translation import gettext_lazy as _

from asah.foundation.pages.fields import AngkaField, TanggalField
from asah.foundation.pages.forms import AsahForm


class StandardForm(AsahForm):
    """The level a post asks for, from a day on."""

    job_key = forms.CharField(
        label=_("Kunci jabatan"),
        max_length=100,
        help_text=_("jabatan:KODE, rumpun:NAMA/jenjang, atau jenjang:pengawas"),
    )
    level = AngkaField(label=_("Level"), min_value=1, max_value=5)
    from_on = TanggalField(label=_("Berlaku sejak"))
    legal_basis = forms.CharField(label=_("Dasar"), max_length=200, help_text=_("Misalnya nomor keputusan wali kota"))
