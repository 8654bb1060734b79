"""Durations by ISO 8601, in the spelling of standards and in that of people."""

from datetime import date

import pytest

from asah.stages.catalogue.rules import BadDuration, read_duration


@pytest.mark.parametrize(
    ("text", "iso", "words", "months"),
    [
        ("P3Y", "P3Y", "3 tahun", 36),
        ("p18m", "P1Y6M", "1 tahun 6 bulan", 18),
        ("P24M", "P2Y", "2 tahun", 24),
        ("P2W", "P14D", "14 hari", 1),
        ("P90D", "P90D", "90 hari", 3),
        ("3 tahun", "P3Y", "3 tahun", 36),
        ("1 tahun 6 bulan", "P1Y6M", "1 tahun 6 bulan", 18),
        ("1 tahun dan 6 bulan", "P1Y6M", "1 tahun 6 bulan", 18),
        (" 45 hari ", "P45D", "45 hari", 2),
    ],
)
def test_durations_have_one_spelling(text: str, iso: str, words: str, months: int) -> None:
    found = read_duration(text)
    assert (found.iso, found.words, found.whole_months) == (iso, words, months)
    assert read_duration(found.iso) == found


@pytest.mark.parametrize("text", ["", "P", "P0D", "PT5H", "P1.5Y", "-P1Y", "dua tahun", "2", "P1M2Y", "P51Y", "tahun"])
def test_what_is_no_duration_says_how_they_are_written(text: str) -> None:
    with pytest.raises(BadDuration, match="18 bulan, atau P3Y"):
        read_duration(text)


@pytest.mark.parametrize(
    ("text", "day", "after"),
    [
        ("P1M", date(2027, 1, 31), date(2027, 2, 28)),
        ("P1Y", date(2028, 2, 29), date(2029, 2, 28)),
        ("P1Y6M", date(2026, 9, 15), date(2028, 3, 15)),
        ("P10D", date(2026, 12, 25), date(2027, 1, 4)),
    ],
)
def test_the_day_after_a_duration(text: str, day: date, after: date) -> None:
    assert read_duration(text).after(day) == after
