"""Questions of engines, which act for the agency: hours, ledger and programmes of everybody."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count

from asah.stages.records.models import JpEntry, JpYear, Record


def hours_of_year(year: int) -> dict[int, Decimal]:
    """JP that count for the yearly duty, by person; people without any are left out."""
    return dict(JpYear.objects.filter(year=year, legal__gt=0).values_list("person", "legal"))


@dataclass(frozen=True)
class LedgerRow:
    """A line of the ledger; jp is negative when taken back."""

    person: int
    on: date
    jp: Decimal


def ledger_between(first: date, last: date) -> list[LedgerRow]:
    """Lines of the ledger that ended between two dates (both included), in the order of people."""
    rows = JpEntry.objects.filter(on__gte=first, on__lte=last).order_by("person", "on", "pk")
    return [LedgerRow(*row) for row in rows.values_list("person", "on", "jp")]


@dataclass(frozen=True)
class DoneRow:
    """A programme that somebody completed, and when."""

    person: int
    programme_code: str
    year: int
    ended_on: date | None


def programmes_done() -> list[DoneRow]:
    """Completed programmes of the catalogue, of everybody; withdrawn records do not count."""
    rows = Record.objects.exclude(programme_code="").filter(withdrawn_at=None).order_by("person", "programme_code")
    return [DoneRow(*row) for row in rows.values_list("person", "programme_code", "year", "ended_on")]


def completed_by_year(programme: str) -> list[tuple[int, int]]:
    """How many people completed a programme of the catalogue, by year, latest first; a sum that names nobody."""
    rows = Record.objects.filter(programme_code=programme, withdrawn_at=None).values("year")
    return [
        (row["year"], row["people"]) for row in rows.annotate(people=Count("person", distinct=True)).order_by("-year")
    ]


def idle_years(year: int) -> dict[int, int]:
    """Person -> how many years without any JP lie directly before a year; only years that were counted.

    Whoever had hours in the year before, or was never counted, is left out.
    """
    found: dict[int, int] = {}
    busy: set[int] = set()
    rows = JpYear.objects.filter(year__lt=year).order_by("person", "-year").values_list("person", "year", "legal")
    for person, counted, legal in rows.iterator(chunk_size=20_000):
        if person in busy or counted != year - 1 - found.get(person, 0):
            continue
        if legal > 0:
            busy.add(person)
        else:
            found[person] = found.get(person, 0) + 1
    return found
