"""Forms of the budget."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from asah.foundation.pages.fields import RupiahField, TanggalField
from asah.foundation.pages.forms import AsahForm
from asah.stages.budget.models import Fund, FundRevision
from asah.stages.budget.queries import FundRow
from asah.stages.budget.services import FundInput, Revision, Spending

KINDS = [
    ("manajerial", _("Manajerial")),
    ("sosiokultural", _("Sosial kultural")),
    ("pemerintahan", _("Pemerintahan")),
    ("teknis", _("Teknis")),
]
EMPLOYMENTS = [("PNS", "PNS"), ("CPNS", "CPNS"), ("PPPK", "PPPK"), ("PPPK_PW", _("PPPK Paruh Waktu"))]


class FundForm(AsahForm):
    """A fund: how much, from where, on whom and what. `opds` are the OPD that may own it."""

    code = forms.CharField(label=_("Kode subkegiatan"), max_length=40, help_text=_("Misalnya 5.04.02.2.01.0003"))
    name = forms.CharField(label=_("Nama sumber dana"), max_length=200)
    amount_rupiah = RupiahField(label=_("Pagu"))
    source = forms.ChoiceField(label=_("Sumber"), choices=Fund.Source.choices)
    opd = forms.ChoiceField(
        label=_("Milik perangkat daerah"), required=False, help_text=_("Kosong: boleh untuk semua pegawai.")
    )
    pays_kinds = forms.MultipleChoiceField(
        label=_("Hanya untuk jenis kompetensi"), choices=KINDS, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Tanpa pilihan berarti semua."),
    )  # fmt: skip
    pays_employments = forms.MultipleChoiceField(
        label=_("Hanya untuk status pegawai"), choices=EMPLOYMENTS, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Tanpa pilihan berarti semua."),
    )  # fmt: skip
    pays_accounts = forms.CharField(
        label=_("Hanya untuk kode rekening"), max_length=400, required=False,
        help_text=_("Awal kode SIPD, dipisah koma. Misalnya 5.1.02.02. Kosong berarti semua."),
    )  # fmt: skip
    is_hard = forms.BooleanField(
        label=_("Batas keras"), required=False, initial=True,
        help_text=_("Tanpa tanda: pagu boleh terlewati, dan kelebihannya ditandai."),
    )  # fmt: skip
    quarter1 = RupiahField(label=_("Paling banyak triwulan I"), required=False)
    quarter2 = RupiahField(label=_("Paling banyak triwulan II"), required=False)
    quarter3 = RupiahField(label=_("Paling banyak triwulan III"), required=False)
    quarter4 = RupiahField(label=_("Paling banyak triwulan IV"), required=False)
    legal_basis = forms.CharField(label=_("Dasar hukum"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, opds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box: Any = self.fields["opd"]
        box.choices = [("", _("Semua perangkat daerah")), *opds]

    def values(self, base: FundRow | None = None) -> FundInput:
        """The fund as typed; what the form does not show stays."""
        data = self.cleaned_data
        quarters = {at: data[f"quarter{at}"] for at in (1, 2, 3, 4) if data[f"quarter{at}"] is not None}
        return FundInput(
            code=data["code"],
            name=data["name"],
            amount_rupiah=data["amount_rupiah"],
            source=data["source"],
            opd=int(data["opd"]) if data["opd"] else None,
            pays_kinds=data["pays_kinds"],
            pays_forms=sorted(base.rule.forms) if base else (),
            pays_employments=data["pays_employments"],
            pays_accounts=[code.strip() for code in data["pays_accounts"].split(",") if code.strip()],
            is_hard=data["is_hard"],
            legal_basis=data["legal_basis"],
            quarters=quarters,
            units=dict(base.unit_ceilings) if base else {},
        )


def fund_initial(row: FundRow, source: str) -> dict[str, Any]:
    """What the form shows of a stored fund."""
    quarters = {
        f"quarter{at}": amount for at, amount in enumerate(row.quarter_ceilings, 1) if amount < row.amount_rupiah
    }
    return quarters | {
        "code": row.code,
        "name": row.name,
        "amount_rupiah": row.amount_rupiah,
        "source": source,
        "opd": str(row.opd or ""),
        "pays_kinds": sorted(row.rule.kinds),
        "pays_employments": sorted(row.rule.employments),
        "pays_accounts": ", ".join(row.rule.accounts),
        "is_hard": row.is_hard,
        "legal_basis": row.legal_basis,
        "version": row.version,
    }


class StandardForm(AsahForm):
    """The region's own price of an item, from a day on."""

    amount_rupiah = RupiahField(label=_("Harga satuan"))
    start = TanggalField(label=_("Berlaku mulai"))
    legal_basis = forms.CharField(
        label=_("Dasar hukum"), max_length=240, help_text=_("Misalnya Keputusan Wali Kota tentang SSH 2027")
    )


class RevisionForm(AsahForm):
    """A revision of the amounts: why, and by which document."""

    amount_rupiah = RupiahField(label=_("Pagu baru"))
    quarter1 = RupiahField(label=_("Paling banyak triwulan I"), required=False)
    quarter2 = RupiahField(label=_("Paling banyak triwulan II"), required=False)
    quarter3 = RupiahField(label=_("Paling banyak triwulan III"), required=False)
    quarter4 = RupiahField(label=_("Paling banyak triwulan IV"), required=False)
    stage = forms.ChoiceField(label=_("Jenis revisi"), choices=FundRevision.Stage.choices)
    document_number = forms.CharField(label=_("Nomor dokumen"), max_length=80)
    decided_on = TanggalField(label=_("Tanggal dokumen"))
    reason = forms.CharField(label=_("Alasan"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def revision(self, base: FundRow) -> Revision:
        """As typed; ceilings of units stay."""
        data = self.cleaned_data
        quarters = {at: data[f"quarter{at}"] for at in (1, 2, 3, 4) if data[f"quarter{at}"] is not None}
        return Revision(
            data["amount_rupiah"], quarters, dict(base.unit_ceilings), data["stage"], data["reason"],
            data["document_number"], data["decided_on"],
        )  # fmt: skip


class SpendingForm(AsahForm):
    """An entry of the office: committed or paid."""

    column = forms.ChoiceField(
        label=_("Catat sebagai"), choices=[("realisasi", _("Realisasi")), ("terikat", _("Terikat"))]
    )
    label = forms.CharField(label=_("Untuk apa"), max_length=200)
    amount_rupiah = RupiahField(
        label=_("Jumlah seluruhnya"), help_text=_("Jumlah sampai sekarang; Rp0 melepas ikatan.")
    )
    on = TanggalField(label=_("Tanggal"))
    account = forms.CharField(label=_("Kode rekening"), max_length=30, required=False)
    proof = forms.CharField(label=_("Nomor bukti"), max_length=80, required=False)

    def spending(self) -> Spending:
        """As typed; the same words name the same thing."""
        data = self.cleaned_data
        reference = "catatan:" + " ".join(data["label"].lower().split())
        return Spending(
            reference[:80], data["label"], data["amount_rupiah"], data["on"], account=data["account"].strip(),
            proof=data["proof"].strip(),
        )  # fmt: skip
