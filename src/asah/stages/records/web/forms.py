"""Forms of records."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from asah.foundation.pages.fields import AngkaField, PilihCariField, PilihField, TanggalField
from asah.foundation.pages.forms import AsahForm
from asah.stages.records.services import Completed


class RecordForm(AsahForm):
    """Something somebody completed, as the certificate says it."""

    title = forms.CharField(label=_("Nama kegiatan"), max_length=240)
    form = PilihCariField(label=_("Bentuk"))
    scope = PilihField(
        label=_("Lingkup"),
        choices=[("nasional", _("Nasional")), ("internasional", _("Internasional"))],
        initial="nasional",
    )
    started_on = TanggalField(label=_("Tanggal mulai"), required=False)
    ended_on = TanggalField(label=_("Tanggal selesai"))
    quantity = AngkaField(
        label=_("Jumlah"),
        decimals=2,
        min_value=Decimal("0.01"),
        help_text=_("JP kurikulum untuk pelatihan, hari untuk seminar dan workshop, kali untuk kegiatan lain"),
    )
    measure = PilihField(
        label=_("Satuan"),
        choices=[("jp_program", _("JP kurikulum")), ("hari", _("Hari")), ("kegiatan", _("Kegiatan"))],
        initial="jp_program",
    )
    provider = forms.CharField(label=_("Penyelenggara"), max_length=200)
    certificate_no = forms.CharField(label=_("Nomor sertifikat"), max_length=120, required=False)

    def __init__(self, *args: object, forms_of_development: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = forms_of_development  # type: ignore[attr-defined]

    def completed(self, person: int) -> Completed:
        """What was typed, about a person."""
        given = dict(self.cleaned_data)
        return Completed(person=person, form=int(given.pop("form")), **given)


class WithdrawForm(AsahForm):
    """Why a record is wrong."""

    reason = forms.CharField(label=_("Alasan"), max_length=240)
