"""Predicates of people: one person's history, and everybody's word for a year."""

from dataclasses import dataclass
from datetime import date, datetime

from asah.stages.performance.models import Rating
from asah.stages.performance.rules import EXPECTATIONS, PREDICATES, Predicate


@dataclass(frozen=True)
class PredicateRow:
    """Somebody's predicate of a year, for engines.

    predicate: SIASN's kuadran (1 best, 5 worst); rank: 5 best to 1 worst; result, behaviour: "" where only the word is
    known; period: "tahunan" when the year is closed, otherwise the kind of the latest period rated.
    """

    person: int
    unit: int | None
    predicate: int
    word: str
    rank: int
    result: str
    behaviour: str
    period: str
    last_on: date


def predicates_of_year(year: int) -> list[PredicateRow]:
    """One row for everybody rated in a year: the yearly predicate, else that of the latest period. One query."""
    rows = (
        Rating.objects.filter(year=year)
        .order_by("person_id", "last_on", "-first_on")
        .values_list("person_id", "unit_id", "predicate", "result", "behaviour", "period", "last_on")
    )
    # Of periods that end on one day the longest comes last: the year after its fourth quarter.
    latest = {row[0]: row for row in rows.iterator(chunk_size=10_000)}
    yearly = {row[0]: row for row in rows.filter(period="tahunan").iterator(chunk_size=10_000)}
    return [_predicate_row(row) for row in (latest | yearly).values()]


def _predicate_row(row: tuple[int, int | None, int, str, str, str, date]) -> PredicateRow:
    person, unit, number, result, behaviour, period, last_on = row
    known = PREDICATES[number]
    return PredicateRow(person, unit, number, known.word, known.rank, result, behaviour, period, last_on)


@dataclass(frozen=True)
class RatingRow:
    """One rating as a person's page shows it."""

    period: str
    period_label: str
    year: int
    part: int
    first_on: date
    last_on: date
    result: str
    behaviour: str
    predicate: Predicate
    rule_from: date
    note: str
    batch: int | None
    recorded_at: datetime


def ratings_of(person: int) -> list[RatingRow]:
    """Every rating of somebody, latest first. The caller has checked his reach."""
    rows = Rating.objects.filter(person_id=person).order_by("-last_on", "first_on")
    return [
        RatingRow(
            row.period,
            str(row.get_period_display()),
            row.year,
            row.part,
            row.first_on,
            row.last_on,
            _expectation(row.result),
            _expectation(row.behaviour),
            PREDICATES[row.predicate],
            row.rule_from,
            row.note,
            row.batch,
            row.recorded_at,
        )
        for row in rows
    ]


def _expectation(code: str) -> str:
    return EXPECTATIONS[code][1] if code else ""
