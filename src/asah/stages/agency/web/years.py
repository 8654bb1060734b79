"""Years, their phase, and the calendar, for the administrator."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from asah.foundation.access.actor import NotThere
from asah.stages.agency import queries, services
from asah.stages.agency.rules import PHASES, lesson_hours, office_day, working_days
from asah.stages.agency.web.admin import may_set_up, sections
from asah.stages.agency.web.forms import HolidayForm, PhaseForm, YearForm


@require_http_methods(["GET", "POST"])
def years(request: Any) -> HttpResponse:
    """The yearly cycles."""
    may_set_up(request)
    form = YearForm(request.POST or None, initial={"year": request.actor.today(request.now).year + 1})
    if request.method == "POST" and form.is_valid():
        try:
            services.open_year(actor=request.actor, now=request.now, **form.cleaned_data)
            return redirect("agency_years")
        except services.YearThere as refusal:
            form.add_error("year", str(refusal))
    context = {"form": form, "rows": queries.years(), "sections": sections("agency_years")}
    return render(request, "agency/years.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def phase(request: Any, year: int) -> HttpResponse:
    """Move a cycle one phase."""
    may_set_up(request)
    row = queries.year(year)
    if row is None:
        raise NotThere(f"year {year}")
    allowed = [name for name in PHASES if name == row.phase or name in row.may_become]
    start = {"phase": row.phase, "until": row.phase_until}
    form = PhaseForm(request.POST or None, phases=[(name, name.capitalize()) for name in allowed], initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            services.move_phase(actor=request.actor, now=request.now, year=year, **form.cleaned_data)
            return redirect("agency_years")
        except services.BadPhase as refusal:
            form.add_error("phase", str(refusal))
    context = {"form": form, "row": row, "sections": sections("agency_years")}
    return render(request, "agency/phase.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def calendar(request: Any) -> HttpResponse:
    """Days off of a year, and the working days that remain."""
    may_set_up(request)
    year = _year(request)
    form = HolidayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_holiday(actor=request.actor, now=request.now, **form.cleaned_data)
            return redirect(f"{request.path}?tahun={form.cleaned_data['on'].year}")
        except services.DayTaken as refusal:
            form.add_error("on", str(refusal))
    context = {
        "form": form,
        "year": year,
        "days": queries.holidays_of(year),
        "months": _months(year),
        "sections": sections("agency_calendar"),
    }
    return render(request, "agency/calendar.html", context, status=422 if form.errors else 200)


@require_POST
def adopt(request: Any) -> HttpResponse:
    """Take the national days off of a year over."""
    year = _year(request)
    services.adopt_holidays(actor=request.actor, now=request.now, year=year)
    return redirect(f"{reverse('agency_calendar')}?tahun={year}")


@require_POST
def remove(request: Any, holiday: int) -> HttpResponse:
    """Make a day off an ordinary day again."""
    services.remove_holiday(actor=request.actor, now=request.now, holiday=holiday)
    return redirect("agency_calendar")


def _months(year: int) -> list[tuple[date, int, int]]:
    """(first of the month, working days, lesson hours that fit into them) for each month."""
    found = queries.calendar(date(year, 1, 1), date(year, 12, 31))
    listed = []
    for month in range(1, 13):
        first = date(year, month, 1)
        days = working_days(first, _last(first), found)
        hours = sum(lesson_hours(office.minutes) for day in days if (office := office_day(day, found)))
        listed.append((first, len(days), hours))
    return listed


def _last(first: date) -> date:
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return date.fromordinal(after.toordinal() - 1)


def _year(request: Any) -> int:
    text = request.POST.get("tahun") or request.GET.get("tahun") or ""
    known = text.isascii() and text.isdigit() and len(text) == 4
    return int(text) if known else int(request.actor.today(request.now).year)
