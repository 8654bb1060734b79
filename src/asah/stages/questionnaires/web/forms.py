"""Forms of the office: preparing a survey, extending it, a new questionnaire."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from asah.foundation.pages.fields import PilihBanyakField, PilihCariField, PilihField, TanggalField
from asah.foundation.pages.forms import AsahForm
from asah.stages.people.queries import UnitNode
from asah.stages.questionnaires.queries import VersionRow

EMPLOYMENTS = (("PNS", "PNS"), ("CPNS", "CPNS"), ("PPPK", "PPPK"), ("PPPK_PW", _("PPPK Paruh Waktu")))
JOB_KINDS = (("1", _("Struktural")), ("2", _("Fungsional")), ("4", _("Pelaksana")))


class SurveyForm(AsahForm):
    """Which questionnaire, whom, from when to when."""

    title = forms.CharField(label=_("Judul"), max_length=120)
    version = PilihField(label=_("Kuesioner"), choices=())
    opens_on = TanggalField(label=_("Hari buka"))
    closes_on = TanggalField(label=_("Hari tutup"), help_text=_("Hari terakhir jawaban diterima."))
    unit = PilihCariField(label=_("Unit"), required=False, help_text=_("Kosongkan untuk seluruh instansi."))
    employments = PilihBanyakField(
        label=_("Status pegawai"), choices=EMPLOYMENTS, required=False, help_text=_("Kosongkan untuk semua status.")
    )
    job_kinds = PilihBanyakField(
        label=_("Jenis jabatan"), choices=JOB_KINDS, required=False, help_text=_("Kosongkan untuk semua jabatan.")
    )

    def __init__(self, *args: Any, versions: list[VersionRow], units: list[UnitNode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].choices = [  # type: ignore[attr-defined]
            (str(row.id), _("%(title)s, versi %(n)s") % {"title": row.title, "n": row.number}) for row in versions
        ]
        self.fields["unit"].choices = [("", _("Seluruh instansi"))] + [  # type: ignore[attr-defined]
            (str(row.id), row.name) for row in units
        ]


class ExtendForm(AsahForm):
    """A later last day."""

    closes_on = TanggalField(label=_("Hari tutup yang baru"))


class InstrumentForm(AsahForm):
    """A new questionnaire."""

    title = forms.CharField(label=_("Judul"), max_length=120)
    about = PilihField(label=_("Yang dinilai"), choices=(("diri", _("Diri sendiri")), ("tim", _("Tim yang dipimpin"))))
