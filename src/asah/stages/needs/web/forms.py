"""Forms of needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from asah.foundation.pages.fields import AngkaField, PilihCariField, PilihField, TanggalField, UnggahField
from asah.foundation.pages.forms import AsahForm
from asah.stages.needs.rules import QUESTIONS
from asah.stages.needs.services import Letter

MEDIA = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}


DEGREES = ("D-III", "D-IV", "S-1", "Profesi", "S-2", "Spesialis", "S-3")


def media_of(name: str) -> str:
    """Media type of an uploaded file by the end of its name."""
    return MEDIA.get(name.rsplit(".", 1)[-1].lower(), "application/octet-stream")


class ProposalForm(AsahForm):
    """Who needs what, on what basis. Oneself is asked for the competency and the reason only."""

    competency = PilihCariField(label=_("Kompetensi"))
    programme = PilihCariField(label=_("Program"), required=False, help_text=_("Boleh kosong: rencana memilihkan."))
    basis = PilihField(
        label=_("Dasar usulan"),
        choices=[("akpk", _("AKPK")), ("hcdp", _("HCDP")), ("surat", _("Surat penawaran"))],
    )
    letter_number = forms.CharField(label=_("Nomor surat"), max_length=80, required=False)
    letter_on = TanggalField(label=_("Tanggal surat"), required=False)
    letter = UnggahField(label=_("Berkas surat"), extensions=("pdf", "png", "jpg", "jpeg"), required=False)
    reason = forms.CharField(
        label=_("Alasan"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Pekerjaan apa yang akan lebih baik?"),
    )  # fmt: skip

    def __init__(
        self, *args: Any, choices: list[tuple[str, str]], programmes: list[tuple[str, str]], is_mine: bool, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        boxes: dict[str, Any] = self.fields
        boxes["competency"].choices = choices
        boxes["programme"].choices = [("", _("Belum ditentukan")), *programmes]
        if is_mine:
            for name in ("basis", "letter_number", "letter_on", "letter"):
                del self.fields[name]

    def values(self) -> dict[str, Any]:
        """Arguments of the use case."""
        data = self.cleaned_data
        return {
            "competency": data["competency"],
            "programme": data["programme"],
            "basis": data.get("basis", "minat"),
            "reason": data["reason"],
            "letter": letter_of(data),
        }


def letter_of(data: dict[str, Any]) -> Letter:
    """The letter as typed and uploaded."""
    file = data.get("letter")
    return Letter(
        data.get("letter_number") or "",
        data.get("letter_on"),
        file.read() if file else b"",
        file.name if file else "",
        media_of(file.name) if file else "application/pdf",
    )


class DecideForm(AsahForm):
    """Accept, return or refuse."""

    kind = forms.ChoiceField(choices=[("diterima", ""), ("dikembalikan", ""), ("ditolak", "")], required=True)
    reason = forms.CharField(label=_("Alasan"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


class InterviewForm(AsahForm):
    """Whom, where, when."""

    unit = PilihCariField(label=_("Unit"))
    interviewee = forms.CharField(
        label=_("Yang diwawancarai"), max_length=160, help_text=_("Nama atau jabatan. Kutipan tampil bersama ini.")
    )
    held_on = TanggalField(label=_("Tanggal"))

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box: Any = self.fields["unit"]
        box.choices = units


class AnswersForm(AsahForm):
    """The eight answers."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for at, question in enumerate(QUESTIONS):
            self.fields[f"a{at}"] = forms.CharField(
                label=f"{at + 1}. {question}", required=False, max_length=4000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )  # fmt: skip

    def answers(self) -> list[str]:
        """In the order of the guide."""
        return [self.cleaned_data[f"a{at}"] for at in range(len(QUESTIONS))]


class QuoteForm(AsahForm):
    """A quote and its competency."""

    quote = forms.CharField(label=_("Kutipan"), max_length=600, widget=forms.Textarea(attrs={"rows": 2}))
    competency = PilihCariField(label=_("Kompetensi"))
    unit = PilihCariField(label=_("Unit yang dimaksud"), required=False)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boxes: dict[str, Any] = self.fields
        boxes["competency"].choices = choices
        boxes["unit"].choices = [("", _("Unit wawancara dan semua di bawahnya")), *units]


class WeightForm(AsahForm):
    """A factor with its reason."""

    job_family = PilihCariField(label=_("Rumpun jabatan"))
    competency = PilihCariField(label=_("Kompetensi"))
    factor = AngkaField(label=_("Faktor"), decimals=2, help_text=_("0,5 sampai 2; 1 berarti tidak diubah"))
    reason = forms.CharField(label=_("Alasan"), max_length=300)
    start = TanggalField(label=_("Berlaku mulai"))

    def __init__(
        self, *args: Any, families: list[tuple[str, str]], choices: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        boxes: dict[str, Any] = self.fields
        boxes["job_family"].choices = families
        boxes["competency"].choices = choices


class StudyForm(AsahForm):
    """A study assignment."""

    nip = forms.CharField(label=_("NIP"), max_length=30)
    degree = forms.ChoiceField(
        label=_("Jenjang"),
        choices=[(one, one) for one in DEGREES],
    )
    field = forms.CharField(label=_("Program studi"), max_length=120)
    institution = forms.CharField(label=_("Perguruan tinggi"), max_length=160)
    start = TanggalField(label=_("Mulai"))
    until = TanggalField(label=_("Selesai"))
    frees = forms.BooleanField(
        label=_("Dibebaskan dari jabatan"), required=False, initial=True,
        help_text=_("Selama masa studi tidak direncanakan untuk pelatihan."),
    )  # fmt: skip
    funding = forms.CharField(label=_("Pembiayaan"), max_length=80, required=False)
    letter_number = forms.CharField(label=_("Nomor keputusan"), max_length=80)
    letter_on = TanggalField(label=_("Tanggal keputusan"))


class StepForm(AsahForm):
    """A step of the AKPK; enactment asks for the decree."""

    seen = forms.CharField(widget=forms.HiddenInput)
    remark = forms.CharField(
        label=_("Catatan"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    decree_number = forms.CharField(label=_("Nomor keputusan"), max_length=80, required=False)
    decree_on = TanggalField(label=_("Tanggal keputusan"), required=False)
    decree = UnggahField(label=_("Berkas keputusan"), extensions=("pdf",), required=False)

    def __init__(self, *args: Any, needs_decree: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_decree:
            for name in ("decree_number", "decree_on", "decree"):
                del self.fields[name]
