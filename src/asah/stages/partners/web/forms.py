"""Forms of partners, agreements and instructors."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from asah.foundation.pages.fields import PilihField, RupiahField, TanggalField, UnggahField
from asah.foundation.pages.forms import AsahForm
from asah.stages.partners.queries import InstructorRow, PartnerRow
from asah.stages.partners.rules import AGREEMENT_KINDS, KINDS, RATE_PER
from asah.stages.partners.services import AgreementInput, InstructorInput, PartnerInput


class FieldsField(forms.CharField):
    """Fields of competence, one a line; semicolons separate too."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.Textarea(attrs={"rows": 3}), required=False, help_text=_("Satu bidang per baris"), **kwargs
        )

    def clean(self, value: Any) -> tuple[str, ...]:
        """Lines as entries, each once."""
        parts = str(super().clean(value)).replace(";", "\n").splitlines()
        return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


class PartnerForm(AsahForm):
    """Who a partner is."""

    code = forms.CharField(label=_("Kode"), max_length=20, help_text=_("Pendek dan tetap, misalnya UNIPA"))
    name = forms.CharField(label=_("Nama"), max_length=160)
    kind = PilihField(label=_("Jenis"), choices=list(KINDS.items()))
    fields_of = FieldsField(label=_("Bidang"))
    accreditation = forms.CharField(label=_("Akreditasi"), max_length=120, required=False)
    accredited_until = TanggalField(label=_("Akreditasi sampai"), required=False)
    city = forms.CharField(label=_("Kota"), max_length=80, required=False)
    contact_name = forms.CharField(label=_("Narahubung"), max_length=120, required=False)
    email = forms.EmailField(label=_("Email"), required=False)
    phone = forms.CharField(label=_("Telepon"), max_length=20, required=False)
    website = forms.CharField(label=_("Situs"), max_length=160, required=False)
    note = forms.CharField(label=_("Catatan"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def partner(self) -> PartnerInput:
        """What was typed."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("version", "fields_of")}
        return PartnerInput(**data, fields=self.cleaned_data["fields_of"])


def initial_of(row: PartnerRow) -> dict[str, Any]:
    """What the form shows of a partner."""
    names = (
        "code", "name", "kind", "accreditation", "accredited_until", "city", "contact_name", "email", "phone",
        "website", "note", "version",
    )  # fmt: skip
    return {name: getattr(row, name) for name in names} | {"fields_of": "\n".join(row.fields)}


class AgreementForm(AsahForm):
    """What was signed, with its file."""

    kind = PilihField(label=_("Jenis"), choices=list(AGREEMENT_KINDS.items()))
    number = forms.CharField(label=_("Nomor"), max_length=120)
    subject = forms.CharField(label=_("Tentang"), max_length=240)
    signed_on = TanggalField(label=_("Ditandatangani"))
    starts_on = TanggalField(label=_("Mulai berlaku"))
    ends_on = TanggalField(label=_("Berakhir"), help_text=_("Hari terakhir perjanjian berlaku"))
    file = UnggahField(label=_("Berkas perjanjian"), extensions=["pdf"], required=False, help_text="PDF")

    def agreement(self) -> AgreementInput:
        """What was typed, with the bytes of the file."""
        data = dict(self.cleaned_data)
        file = data.pop("file", None)
        content, name = (file.read(), file.name) if file else (b"", "")
        return AgreementInput(**data, content=content, filename=name or "")


class EndForm(AsahForm):
    """An early end."""

    ended_on = TanggalField(label=_("Hari terakhir berlaku"))
    reason = forms.CharField(label=_("Alasan"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


class InstructorForm(AsahForm):
    """Somebody who can teach."""

    name = forms.CharField(label=_("Nama dengan gelar"), max_length=160)
    fields_of = FieldsField(label=_("Bidang"))
    rate_rupiah = RupiahField(label=_("Tarif"), required=False)
    rate_per = PilihField(label=_("Dihitung per"), choices=list(RATE_PER.items()))
    email = forms.EmailField(label=_("Email"), required=False)
    phone = forms.CharField(label=_("Telepon"), max_length=20, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def instructor(self, partner: str) -> InstructorInput:
        """What was typed, of a partner."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("version", "fields_of")}
        return InstructorInput(**data, fields=self.cleaned_data["fields_of"], partner=partner)


def initial_of_instructor(row: InstructorRow) -> dict[str, Any]:
    """What the form shows of an instructor."""
    names = ("name", "rate_rupiah", "rate_per", "email", "phone", "version")
    return {name: getattr(row, name) for name in names} | {"fields_of": "\n".join(row.fields)}
