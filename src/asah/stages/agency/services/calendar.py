"""Days off and office hours."""

from datetime import date, datetime

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import name_subject, note, use_case
from asah.stages.agency.models import Holiday, WorkHours
from asah.stages.agency.queries import legal_basis_names, rules
from asah.stages.agency.rules.calendar import read_hours
from asah_basics.formats import date_input


class DayTaken(Exception):
    """The day already stands in the calendar."""

    def __init__(self, day: date) -> None:
        super().__init__(_("%(day)s sudah tercatat sebagai hari libur jenis itu.") % {"day": date_input(day)})


def holiday_subject(holiday: int) -> Subject:
    """The locked row of a day off."""
    row = Holiday.objects.select_for_update().filter(pk=holiday).first()
    if row is None:
        raise NotThere
    return Subject(label=f"{row.name}, {row.on:%d/%m/%Y}", kind="holiday", key=str(row.pk), row=row)


@use_case(Permission.AGENCY_SETUP, says=gettext_lazy("{actor} menambah hari libur {label}"))
def add_holiday(
    *, actor: Actor, now: datetime, on: date, name: str, kind: str = "daerah", legal_basis: str = ""
) -> Holiday:
    """Add a day off. kind: nasional, cuti_bersama or daerah. Raises DayTaken."""
    values = {"name": name.strip(), "legal_basis": legal_basis.strip()}
    row, fresh = Holiday.objects.get_or_create(agency_id=actor.agency, on=on, kind=kind, defaults=values)
    if not fresh:
        raise DayTaken(on)
    name_subject(f"{row.name}, {on:%d/%m/%Y}")
    return row


@use_case(Permission.AGENCY_SETUP, on=holiday_subject, says=gettext_lazy("{actor} menghapus hari libur {label}"))
def remove_holiday(*, actor: Actor, now: datetime, holiday: int) -> None:
    """Make a day off an ordinary day again. Raises NotThere."""
    row = Holiday.objects.get(pk=holiday)
    note(on=str(row.on), name=row.name, kind=row.kind)
    row.delete()


@use_case(Permission.AGENCY_SETUP, says=gettext_lazy("{actor} memakai daftar hari libur {year}"))
def adopt_holidays(*, actor: Actor, now: datetime, year: int) -> int:
    """Copy the national days off and joint leave of a year from the dated table; days that stand already stay.

    Returns how many were added.
    """
    listed = {key: row for key, row in rules("libur", date(year, 12, 31)).items() if key.startswith(f"{year}-")}
    names = legal_basis_names(row.legal_basis for row in listed.values())
    before = Holiday.objects.count()
    Holiday.objects.bulk_create(
        [
            Holiday(
                agency_id=actor.agency,
                on=date.fromisoformat(day),
                name=row.values["name"],
                kind=row.values["kind"],
                legal_basis=names[row.legal_basis],
            )
            for day, row in listed.items()
        ],
        ignore_conflicts=True,
    )
    added = Holiday.objects.count() - before
    note(year=year, added=added, unconfirmed=sum(not row.confirmed for row in listed.values()))
    return added


@use_case(Permission.AGENCY_SETUP, says=gettext_lazy("{actor} menetapkan jam kerja {label}"))
def set_work_hours(
    *,
    actor: Actor,
    now: datetime,
    kind: str,
    from_on: date,
    until_on: date | None,
    hours: dict[str, list[object]],
    legal_basis: str,
) -> WorkHours:
    """Set office hours (kind biasa or ramadan) of a period; until_on is the first day on which they end.

    Rows of the same kind that are in force on from_on end there. Raises ValueError for hours that make no day.
    """
    read_hours(hours)
    for row in WorkHours.objects.select_for_update().filter(kind=kind, valid__contains=from_on):
        if row.valid.lower == from_on:
            row.delete()
        else:
            row.valid = DateRange(row.valid.lower, from_on)
            row.save(update_fields=["valid"])
    fresh = WorkHours.objects.create(
        agency_id=actor.agency,
        kind=kind,
        valid=DateRange(from_on, until_on),
        hours=hours,
        legal_basis=legal_basis.strip(),
    )
    name_subject(f"{kind}, {from_on:%d/%m/%Y}")
    note(hours=hours, from_on=str(from_on), until_on=str(until_on) if until_on else None)
    return fresh
