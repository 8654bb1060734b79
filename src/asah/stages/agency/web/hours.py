"""Office hours, ordinary ones and those of Ramadan, for the administrator."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from asah.foundation.pages.toasts import toast
from asah.stages.agency import queries, services
from asah.stages.agency.web.admin import may_set_up, sections
from asah.stages.agency.web.forms.hours import WorkHoursForm
from asah_basics.formats.dates import WEEKDAYS

KINDS = {"biasa": "Hari biasa", "ramadan": "Ramadan"}


@dataclass(frozen=True)
class HoursShown:
    """Hours with the words of the page; last: last day on which they hold."""

    row: queries.HoursRow
    title: str
    weekly: str
    asked: str
    last: Any

    @property
    def days(self) -> list[tuple[str, str, str, int]]:
        """(weekday, from, to, minutes of break) of each working day."""
        return [
            (WEEKDAYS[day - 1], f"{one.start:%H.%M}", f"{one.end:%H.%M}", one.break_minutes)
            for day, one in sorted(self.row.days.items())
        ]

    @property
    def is_other(self) -> bool:
        """Fewer or more minutes a week than the regulation asks for."""
        return self.row.weekly != self.row.asked


@require_http_methods(["GET", "POST"])
def work_hours(request: Any) -> HttpResponse:
    """What holds today for ordinary days and for Ramadan, and setting other hours from a day on."""
    may_set_up(request)
    today = request.actor.today(request.now)
    rows = queries.hours_on(today)
    found = queries.identity()
    week = found.work_days if found else 5
    form = WorkHoursForm(request.POST or None, week=week, start=rows[0].days, initial={"from_on": today})
    if request.method == "POST" and form.is_valid():
        services.set_work_hours(actor=request.actor, now=request.now, **form.deed())
        toast(request, _("Jam kerja tersimpan."))
        return redirect("agency_hours")
    context = {
        "form": form,
        "rows": [_shown(row) for row in rows],
        "kept": [_shown(row) for row in queries.hours_kept()],
        "sections": sections("agency_hours"),
    }
    return render(request, "agency/hours.html", context, status=422 if form.errors else 200)


def _shown(row: queries.HoursRow) -> HoursShown:
    last = row.until - timedelta(days=1) if row.until else None
    return HoursShown(row, _(KINDS[row.kind]), spoken(row.weekly), spoken(row.asked), last)


def spoken(minutes: int) -> str:
    """`37 jam 30 menit`."""
    hours, left = divmod(minutes, 60)
    if not left:
        return _("%(hours)d jam") % {"hours": hours}
    return _("%(hours)d jam %(minutes)d menit") % {"hours": hours, "minutes": left}
