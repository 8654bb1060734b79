"""Forms of people and units."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.roles import GRANTABLE, ROLES
from asah.foundation.pages.forms import AsahForm
from asah.stages.people.queries import Tree
from asah.stages.people.services import REASONS
from asah_basics.formats import FormatError, parse_date

_INDENT = "\u2003"
_REASONS = {
    "pensiun": _("Pensiun"),
    "meninggal": _("Meninggal dunia"),
    "pindah": _("Pindah ke instansi lain"),
    "berhenti": _("Berhenti"),
}


class DayField(forms.CharField):
    """A date typed as 23/11/2026; empty gives None."""

    def clean(self, value: Any) -> Any:
        """The date, or a sentence that says how to write it."""
        text = super().clean(value)
        try:
            return parse_date(text) if text else None
        except FormatError as error:
            raise forms.ValidationError(str(error)) from None


def unit_choices(tree: Tree, blank: str = "") -> list[tuple[str, str]]:
    """Units in the order of the tree, indented by depth."""
    rows = [(unit.uid, _INDENT * unit.depth + unit.name) for unit in tree.walk()]
    return [("", blank), *rows] if blank else rows


class ContactForm(AsahForm):
    """E-mail and phone; `version` is what the form was opened with."""

    email = forms.CharField(label=_("Email (boleh kosong)"), required=False, max_length=254)
    phone = forms.CharField(label=_("Nomor HP (boleh kosong)"), required=False, max_length=20)
    version = forms.IntegerField(widget=forms.HiddenInput)


class CloseForm(AsahForm):
    """Why and since when somebody no longer works here."""

    reason = forms.ChoiceField(
        label=_("Sebab"), choices=[(code, _REASONS[code]) for code in REASONS], widget=forms.RadioSelect
    )
    on = DayField(label=_("Tanggal mulai tidak bertugas (boleh kosong: hari ini)"), required=False)


class EraseForm(AsahForm):
    """The name, typed as it stands."""

    typed_name = forms.CharField(label=_("Ketik nama pegawai ini"), max_length=160)


class UnitForm(AsahForm):
    """A unit: name, short form, parent, title of its head."""

    name = forms.CharField(label=_("Nama"), max_length=200)
    short_name = forms.CharField(label=_("Singkatan (boleh kosong)"), required=False, max_length=60)
    head_title = forms.CharField(label=_("Jabatan kepala (boleh kosong)"), required=False, max_length=160)
    parent = forms.ChoiceField(label=_("Unit induk"), required=False)

    def __init__(self, *args: Any, tree: Tree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"] = forms.ChoiceField(
            label=_("Unit induk"), required=False, choices=unit_choices(tree, str(_("Tidak ada: pemerintah daerah")))
        )


class SuperiorForm(AsahForm):
    """Somebody, his superior, and why the derived one is wrong."""

    person = forms.CharField(label=_("NIP pegawai"), max_length=30)
    superior = forms.CharField(label=_("NIP atasan"), max_length=30)
    reason = forms.CharField(label=_("Alasan"), max_length=240)


class GrantForm(AsahForm):
    """A role for a log-in, over a unit, until a day."""

    username = forms.CharField(label=_("NIP atau nama akun"), max_length=64)
    role = forms.ChoiceField(label=_("Peran"), choices=[(code, ROLES[code].label) for code in GRANTABLE])
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    until = DayField(label=_("Sampai (boleh kosong)"), required=False)
    reason = forms.CharField(label=_("Alasan (boleh kosong)"), required=False, max_length=240)

    def __init__(self, *args: Any, tree: Tree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = forms.ChoiceField(
            label=_("Unit"), required=False, choices=unit_choices(tree, str(_("Seluruh pemerintah daerah")))
        )
