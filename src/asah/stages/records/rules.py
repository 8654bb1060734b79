"""Lesson hours by definition: conversion, counters, certificates, overlaps, contract years; figures from tables."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any

HUNDREDTH = Decimal("0.01")
JP, DAYS, ACTIVITIES = "jp_program", "hari", "kegiatan"


class NotConvertible(ValueError):
    """The quantity cannot be converted by the rule of its form. The text says what is needed instead."""


def rule_key(form: int, scope: str) -> str:
    """Row of konversi_jp for a form (SIASN jenisDiklat 1-25) and a scope (nasional, internasional)."""
    return f"{form}:{scope}"


def convert(quantity: Decimal, measure: str, rule: Mapping[str, Any]) -> Decimal:
    """JP of a quantity by a row of konversi_jp, to hundredths, half up.

    quantity: JP of the curriculum, days or activities, as `measure` says; rule: measure, value (JP for one unit),
    plus_percent, yearly_cap. Raises NotConvertible when the form counts in another measure, or nothing was done.
    """
    if quantity <= 0:
        raise NotConvertible("Jumlahnya harus lebih dari nol.")
    if measure != rule["measure"]:
        raise NotConvertible(f"Bentuk ini dihitung dari {_WORDS[rule['measure']]}, bukan {_WORDS[measure]}.")
    raw = quantity * Decimal(str(rule["value"])) * (100 + Decimal(str(rule["plus_percent"]))) / 100
    return raw.quantize(HUNDREDTH, ROUND_HALF_UP)


_WORDS = {JP: "JP kurikulum", DAYS: "banyak hari", ACTIVITIES: "banyak kegiatan"}


def quantity_for(measure: str, jp: Decimal | None, started_on: date | None, ended_on: date | None) -> Decimal | None:
    """What a history file's row gives for a measure: its hours, its days from first to last, or one activity.

    None when the row does not say: a seminar without dates has no number of days, whatever its hours.
    """
    if measure == ACTIVITIES:
        return Decimal(1)
    if measure == JP:
        return jp if jp is not None and jp > 0 else None
    if started_on is None or ended_on is None:
        return None
    return Decimal((ended_on - started_on).days + 1)


def certificate_key(number: str) -> str:
    """A certificate number without spaces, signs and case: the same paper typed twice has the same key."""
    return "".join(letter for letter in number.casefold() if letter.isalnum())[:120]


@dataclass(frozen=True)
class Period:
    """Days somebody spent on something, both ends included. key: what the caller knows it by."""

    key: Any
    first: date
    last: date


def overlapping(periods: Iterable[Period]) -> list[tuple[Any, Any]]:
    """Pairs of keys whose days overlap, each with the one that ends last so far: nobody attends two at once."""
    ordered = sorted(periods, key=lambda period: (period.first, period.last))
    found, longest = [], None
    for period in ordered:
        if longest is not None and period.first <= longest.last:
            found.append((longest.key, period.key))
        if longest is None or period.last > longest.last:
            longest = period
    return found


@dataclass(frozen=True)
class Hours:
    """One entry of the ledger as the counters see it."""

    form: int
    jp: Decimal
    has_certificate: bool


def count_hours(entries: Iterable[Hours], counting: Mapping[str, Any]) -> Decimal:
    """JP that a counter counts: the forms of its row of hitungan_jp, certified ones only where it says so."""
    forms, certified = set(counting["forms"]), counting["needs_certificate"]
    chosen = (entry.jp for entry in entries if entry.form in forms and (entry.has_certificate or not certified))
    return sum(chosen, Decimal(0))


@dataclass(frozen=True)
class Spread:
    """How JP are spread over people. There is no mean here: one course of 900 JP would hide forty zeros."""

    people: int
    reached: int
    zeros: int
    median: Decimal

    @property
    def share(self) -> float:
        """Share of people at or above the floor, 0-1; 0 for nobody."""
        return self.reached / self.people if self.people else 0.0


def spread(values: Sequence[Decimal], floor: Decimal | int) -> Spread:
    """Share at or above a floor, zeros and median of the JP of some people."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if not ordered:
        median = Decimal(0)
    elif len(ordered) % 2:
        median = ordered[middle]
    else:
        median = (ordered[middle - 1] + ordered[middle]) / 2
    reached = sum(value >= floor for value in ordered)
    return Spread(len(ordered), reached, sum(value <= 0 for value in ordered), median)


def contract_year(contract_from: date, on: date) -> tuple[date, date]:
    """The contract year that runs on a day: its first day, and the first day of the next one.

    Counted from the contract's date and not from 1 January; a contract of 29 February turns on 28 February in other
    years. Raises ValueError for a day before the contract.
    """
    if on < contract_from:
        raise ValueError("the contract has not begun on that day")
    turns = [_anniversary(contract_from, year) for year in (on.year - 1, on.year, on.year + 1)]
    return next((first, after) for first, after in pairwise(turns) if first <= on < after)


def _anniversary(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1) - timedelta(days=1)


def median_of(counts: Mapping[Decimal, int]) -> float:
    """The median of values given with how often each occurs; 0 when there is none.

    Of an even number the mean of the two middle ones, as PostgreSQL's percentile_cont(0.5) gives it.
    """
    number = sum(counts.values())
    if not number:
        return 0.0
    return float(_value_at(counts, (number - 1) // 2) + _value_at(counts, number // 2)) / 2


def _value_at(counts: Mapping[Decimal, int], place: int) -> Decimal:
    """The value at a place (from 0) when all occurrences stand in order."""
    seen = 0
    for value in sorted(counts):
        seen += counts[value]
        if place < seen:
            return value
    raise IndexError(place)
