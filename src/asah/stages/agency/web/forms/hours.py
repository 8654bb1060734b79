"""The form of office hours: three lines for Monday to Thursday, Friday and Saturday."""

import re
from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asah.foundation.pages.fields import AngkaField, TanggalField
from asah.foundation.pages.forms import AsahForm, speak_of
from asah.stages.agency.rules.calendar import OfficeDay

_CLOCK = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)$")
PARTS = (
    ("weekday", gettext_lazy("Senin sampai Kamis"), (1, 2, 3, 4)),
    ("friday", gettext_lazy("Jumat"), (5,)),
    ("saturday", gettext_lazy("Sabtu"), (6,)),
)
LONGEST_BREAK = 180


class JamField(forms.CharField):
    """A clock time as people write it: `07.30`. Cleans to text of that form."""

    def __init__(self, **kwargs: Any) -> None:
        box = {"inputmode": "decimal", "autocomplete": "off", "size": "5"}
        super().__init__(max_length=5, widget=forms.TextInput(attrs=box), **kwargs)

    def clean(self, value: Any) -> str:
        """The time with a dot, two digits on each side."""
        text = super().clean(value)
        found = _CLOCK.match(text.strip())
        if found is None:
            raise ValidationError(_("%(label)s ditulis seperti 07.30.") % {"label": self.label})
        return f"{int(found[1]):02d}.{found[2]}"


class WorkHoursForm(AsahForm):
    """Hours of a kind from a day on; the boxes begin with those in force.

    week: five or six working days; start: hours in force by ISO weekday.
    """

    kind = forms.ChoiceField(
        label=gettext_lazy("Berlaku untuk"),
        choices=[("biasa", gettext_lazy("Hari biasa")), ("ramadan", gettext_lazy("Bulan Ramadan"))],
        initial="biasa",
        widget=forms.RadioSelect,
    )
    from_on = TanggalField(label=gettext_lazy("Mulai tanggal"))
    last_on = TanggalField(
        label=gettext_lazy("Hari terakhir"),
        required=False,
        help_text=gettext_lazy("Isi untuk Ramadan. Kosongkan bila berlaku sampai diubah lagi."),
    )
    legal_basis = forms.CharField(
        label=gettext_lazy("Dasar hukum"),
        max_length=200,
        help_text=gettext_lazy("Misalnya nomor surat edaran wali kota"),
    )

    def __init__(self, *args: Any, week: int, start: Mapping[int, OfficeDay], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = [part for part in PARTS if part[2][0] <= week]
        for name, label, days in self.parts:
            for key, box in _boxes(name, str(label), start.get(days[0])).items():
                speak_of(box, str(box.label))
                self.fields[key] = box

    def clean(self) -> dict[str, Any]:
        """A day ends after it began, and a fasting month ends."""
        values = super().clean() or {}
        for name, label, _days in self.parts:
            if {f"{name}_start", f"{name}_end", f"{name}_break"} <= set(values) and self._minutes(name) <= 0:
                self.add_error(f"{name}_end", _("%(day)s selesai sebelum jam kerjanya habis.") % {"day": label})
        first, last = values.get("from_on"), values.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("Hari terakhir mendahului tanggal mulai."))
        if values.get("kind") == "ramadan" and "last_on" in values and last is None:
            self.add_error("last_on", _("Isi hari terakhir Ramadan."))
        return values

    def _minutes(self, name: str) -> int:
        start, end = (_time(self.cleaned_data[f"{name}_{edge}"]) for edge in ("start", "end"))
        return OfficeDay(start, end, self.cleaned_data[f"{name}_break"]).minutes

    def deed(self) -> dict[str, Any]:
        """What services.set_work_hours takes."""
        values = self.cleaned_data
        hours: dict[str, list[object]] = {
            str(day): [values[f"{name}_start"], values[f"{name}_end"], values[f"{name}_break"]]
            for name, _label, days in self.parts
            for day in days
        }
        last = values["last_on"]
        return {
            "kind": values["kind"],
            "from_on": values["from_on"],
            "until_on": last + timedelta(days=1) if last else None,
            "hours": hours,
            "legal_basis": values["legal_basis"],
        }


def _boxes(name: str, label: str, start: OfficeDay | None) -> dict[str, forms.Field]:
    begins, ends, rest = (start.start, start.end, start.break_minutes) if start else (time(7, 30), time(16, 0), 60)
    return {
        f"{name}_start": JamField(label=_("%(day)s, mulai") % {"day": label}, initial=f"{begins:%H.%M}"),
        f"{name}_end": JamField(label=_("%(day)s, selesai") % {"day": label}, initial=f"{ends:%H.%M}"),
        f"{name}_break": AngkaField(
            label=_("%(day)s, istirahat (menit)") % {"day": label}, initial=rest, min_value=0, max_value=LONGEST_BREAK
        ),
    }


def _time(text: str) -> time:
    hour, minute = text.split(".")
    return time(int(hour), int(minute))
