"""When an agreement carries something, and when its end is told."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from asah.stages.partners.rules import (
    AgreementDays,
    Standing,
    carries,
    due_reminder,
    faults_of_days,
    last_day,
    refusal,
    standing_of,
)


@dataclass(frozen=True)
class Paper:
    kind: str = "pks"
    number: str = "12/PKS/2026"
    starts_on: date = date(2026, 1, 1)
    ends_on: date = date(2026, 12, 31)
    ended_on: date | None = None


YEAR = Paper()


@pytest.mark.parametrize(
    ("on", "standing"),
    [
        (date(2025, 12, 31), Standing.COMING),
        (date(2026, 1, 1), Standing.IN_FORCE),
        (date(2026, 10, 1), Standing.IN_FORCE),
        (date(2026, 10, 2), Standing.ENDING),
        (date(2026, 12, 31), Standing.ENDING),
        (date(2027, 1, 1), Standing.OVER),
    ],
)
def test_where_an_agreement_stands(on: date, standing: Standing) -> None:
    assert standing_of(YEAR, on) is standing


def test_an_early_end_counts_from_the_day_after() -> None:
    ended = replace(YEAR, ended_on=date(2026, 6, 30))
    assert last_day(ended) == date(2026, 6, 30)
    assert standing_of(ended, date(2026, 7, 1)) is Standing.ENDED_EARLY
    assert not carries(ended, date(2026, 6, 1), date(2026, 7, 1))


@pytest.mark.parametrize(
    ("papers", "first", "last", "words"),
    [
        ([YEAR], date(2026, 3, 1), date(2026, 12, 31), ""),
        ([YEAR], date(2026, 12, 1), date(2027, 1, 5), "berakhir 31 Desember 2026, sebelum selesai pada 5 Januari 2027"),
        ([YEAR], date(2027, 1, 1), date(2027, 1, 5), "sudah berakhir 31 Desember 2026"),
        ([YEAR], date(2025, 12, 1), date(2026, 1, 5), "baru berlaku 1 Januari 2026"),
        ([replace(YEAR, kind="mou")], date(2026, 3, 1), date(2026, 3, 5), "nota kesepahaman saja tidak cukup"),
        ([], date(2026, 3, 1), date(2026, 3, 5), "belum punya perjanjian kerja sama"),
    ],
)
def test_why_nothing_carries_a_period_and_what_to_do(papers: list[Paper], first: date, last: date, words: str) -> None:
    found = refusal("Universitas Papua", papers, first, last)
    assert words in found
    assert bool(found) is bool(words)
    assert not found or "Universitas Papua" in found
    assert not found or "pilih mitra lain" in found


@pytest.mark.parametrize(
    ("on", "told", "days"),
    [
        (date(2026, 10, 1), (), None),
        (date(2026, 10, 2), (), 90),
        (date(2026, 10, 3), (90,), None),
        (date(2026, 12, 1), (90,), 30),
        (date(2026, 12, 28), (), 7),
        (date(2026, 12, 28), (7,), None),
        (date(2026, 12, 31), (90, 30), 7),
        (date(2027, 1, 1), (), None),
    ],
)
def test_each_distance_is_told_once(on: date, told: tuple[int, ...], days: int | None) -> None:
    assert due_reminder(YEAR, on, told) == days


def test_contradictory_days_are_named() -> None:
    wrong = AgreementDays(date(2027, 5, 1), date(2027, 2, 1), date(2027, 1, 31))
    assert [field for field, _sentence in faults_of_days(wrong)] == ["ends_on", "signed_on"]
    # Signed after it began is allowed: offices sign in February what holds from January.
    assert faults_of_days(AgreementDays(date(2026, 2, 1), date(2026, 1, 1), date(2026, 12, 31))) == []
