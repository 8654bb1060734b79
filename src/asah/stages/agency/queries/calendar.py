"""The working time of this government: days off, office hours, Ramadan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from asah.stages.agency.models import Holiday, Profile, WorkHours
from asah.stages.agency.queries.rules import legal_basis_names, rule, rule_or_earliest, rules
from asah.stages.agency.rules import Calendar
from asah.stages.agency.rules.calendar import OfficeDay, read_hours, weekly_minutes


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


@dataclass(frozen=True)
class HoursRow:
    """Office hours of a kind (biasa, ramadan) in a period.

    until: first day on which they no longer hold, None while open; days: office hours by ISO weekday; weekly: net
    minutes a week; asked: minutes a week that the regulation asks for; basis: its words; own: set by the agency.
    """

    kind: str
    since: date
    until: date | None
    days: Mapping[int, OfficeDay]
    weekly: int
    asked: int
    basis: str
    own: bool


def hours_on(on: date) -> list[HoursRow]:
    """The office hours in force on a date, ordinary ones first, then those of the fasting month."""
    return [_hours_of(kind, on) for kind in ("biasa", "ramadan")]


def hours_kept() -> list[HoursRow]:
    """All hours that the agency ever set itself, the latest first."""
    return [_own(row) for row in WorkHours.objects.order_by("-valid", "kind")]


def _hours_of(kind: str, on: date) -> HoursRow:
    own = WorkHours.objects.filter(kind=kind, valid__contains=on).order_by("-valid").first()
    if own is not None:
        return _own(own)
    row = rule("jam_kerja", f"{kind}:{_week()}", on)
    days = read_hours(row.values["hours"])
    basis = legal_basis_names([row.legal_basis])[row.legal_basis]
    asked = int(row.values["weekly_minutes"])
    return HoursRow(kind, row.valid_from, row.valid_until, days, weekly_minutes(days), asked, basis, False)


def _own(row: WorkHours) -> HoursRow:
    days = read_hours(row.hours)
    asked = int(rule_or_earliest("jam_kerja", f"{row.kind}:{_week()}", row.valid.lower).values["weekly_minutes"])
    return HoursRow(
        row.kind, row.valid.lower, row.valid.upper, days, weekly_minutes(days), asked, row.legal_basis, True
    )


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
