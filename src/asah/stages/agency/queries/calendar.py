"""The working time of this government: days off, office hours, Ramadan."""

from dataclasses import dataclass
from datetime import date, timedelta

from asah.stages.agency.models import Holiday, Profile, WorkHours
from asah.stages.agency.queries.rules import rule, rules
from asah.stages.agency.rules import Calendar
from asah.stages.agency.rules.calendar import read_hours


@dataclass(frozen=True)
class Day:
    """A day off as the calendar page lists it."""

    id: int
    on: date
    name: str
    kind: str
    legal_basis: str


def holidays_of(year: int) -> list[Day]:
    """Days off of a calendar year, in order."""
    rows = Holiday.objects.filter(on__year=year).order_by("on", "kind")
    return [Day(row.pk, row.on, row.name, row.kind, row.legal_basis) for row in rows]


def days_off(first: date, last: date) -> frozenset[date]:
    """Dates of holidays and joint leave between two dates, both included."""
    return frozenset(Holiday.objects.filter(on__gte=first, on__lte=last).values_list("on", flat=True))


def hours_in_force(kind: str, on: date) -> dict[str, list[object]]:
    """Office hours of a kind (biasa, ramadan) on a date: the agency's own, or those of the dated table jam_kerja."""
    own = WorkHours.objects.filter(kind=kind, valid__contains=on).order_by("-valid").first()
    if own is not None:
        hours: dict[str, list[object]] = own.hours
        return hours
    national: dict[str, list[object]] = rule("jam_kerja", f"{kind}:{_week()}", on).values["hours"]
    return national


def calendar(first: date, last: date) -> Calendar:
    """Everything needed to count working days and hours between two dates (both included), in five queries."""
    fasting = [
        (date.fromisoformat(row.values["from"]), date.fromisoformat(row.values["until"]))
        for row in rules("ramadan", last).values()
    ]
    fasting += [
        (row.valid.lower, row.valid.upper - timedelta(days=1))
        for row in WorkHours.objects.filter(kind="ramadan", valid__overlap=(first, last + timedelta(days=1)))
        if row.valid.lower and row.valid.upper
    ]
    in_ramadan = next((day for day, until in fasting if day <= last and until >= first), last)
    return Calendar(
        week=_week(),
        holidays=days_off(first, last),
        ordinary=read_hours(hours_in_force("biasa", first)),
        ramadan=read_hours(hours_in_force("ramadan", in_ramadan)),
        ramadan_days=tuple(fasting),
    )


def _week() -> int:
    profile = Profile.objects.first()
    return profile.work_days if profile else 5
