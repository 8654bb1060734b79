"""Conversion by the annex of PerLAN 10/2018, counters, overlaps, and contract years."""

import statistics
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asah.stages.agency.rules import rule_tables
from asah.stages.records.rules import (
    Hours,
    NotConvertible,
    Period,
    certificate_key,
    contract_year,
    convert,
    count_hours,
    median_of,
    overlapping,
    quantity_for,
    rule_key,
    spread,
)

CONVERSION = {row.key: row.values for row in rule_tables()["konversi_jp"].rows}
COUNTING = {row.key: row.values for row in rule_tables()["hitungan_jp"].rows}


@pytest.mark.parametrize(
    ("form", "scope", "quantity", "measure", "jp"),
    [
        (9, "nasional", "1", "hari", "4"),
        (9, "nasional", "2", "hari", "8"),
        (9, "internasional", "1", "hari", "6"),
        (4, "nasional", "1", "hari", "5"),
        (4, "internasional", "3", "hari", "21"),
        (1, "nasional", "900", "jp_program", "900"),
        (3, "nasional", "40", "jp_program", "40"),
        (3, "internasional", "40", "jp_program", "48"),
        (2, "internasional", "33", "jp_program", "39.6"),
        (5, "internasional", "20", "jp_program", "24"),
        (6, "nasional", "20", "jp_program", "20"),
        (19, "internasional", "10", "jp_program", "12"),
        (14, "nasional", "1", "kegiatan", "2"),
        (22, "nasional", "3", "kegiatan", "6"),
        (20, "nasional", "1", "kegiatan", "10"),
        (18, "internasional", "1", "kegiatan", "24"),
    ],
)
def test_conversion_by_the_annex(form: int, scope: str, quantity: str, measure: str, jp: str) -> None:
    assert convert(Decimal(quantity), measure, CONVERSION[rule_key(form, scope)]) == Decimal(jp)


def test_structural_training_has_no_international_conversion() -> None:
    assert rule_key(1, "internasional") not in CONVERSION


def test_every_form_has_a_national_conversion() -> None:
    assert {rule_key(form, "nasional") for form in range(1, 26)} <= set(CONVERSION)


@pytest.mark.parametrize(
    ("quantity", "measure", "words"), [("8", "jp_program", "banyak hari"), ("0", "hari", "lebih dari nol")]
)
def test_hours_of_a_seminar_are_no_days(quantity: str, measure: str, words: str) -> None:
    with pytest.raises(NotConvertible, match=words):
        convert(Decimal(quantity), measure, CONVERSION["9:nasional"])


def test_quantity_that_a_row_of_a_history_gives() -> None:
    first, last = date(2026, 3, 2), date(2026, 3, 4)
    assert quantity_for("hari", Decimal(24), first, last) == 3
    assert quantity_for("hari", Decimal(24), None, last) is None
    assert quantity_for("jp_program", Decimal(24), first, last) == 24
    assert quantity_for("jp_program", None, first, last) is None
    assert quantity_for("kegiatan", None, None, None) == 1


def test_counters_count_different_activities() -> None:
    ledger = [
        Hours(3, Decimal(20), True),
        Hours(9, Decimal(4), True),
        Hours(14, Decimal(2), False),
        Hours(1, Decimal(900), True),
    ]
    found = {key: count_hours(ledger, values) for key, values in COUNTING.items()}
    assert found == {"legal": 926, "ip_teknis": 20, "ip_seminar": 4, "instansi": 924}


def test_one_leadership_course_does_not_hide_forty_zeros() -> None:
    found = spread([Decimal(900), *[Decimal(0)] * 40], 20)
    assert (found.people, found.reached, found.zeros, int(found.median)) == (41, 1, 40, 0)
    assert found.share == pytest.approx(1 / 41)


def test_spread_at_the_floor_and_of_nobody() -> None:
    found = spread([Decimal("19.99"), Decimal(20), Decimal(24), Decimal(0)], 20)
    assert (found.reached, found.zeros, found.median) == (2, 1, Decimal("19.995"))
    assert spread([], 20).share == 0.0
    assert spread([Decimal(7)], 20).median == 7


def test_the_same_certificate_typed_twice_has_one_key() -> None:
    assert certificate_key(" 800.2.4/123/BKPSDM/2026 ") == certificate_key("800-2-4 / 123 / bkpsdm / 2026")
    assert certificate_key("800/124") != certificate_key("800/123")
    assert certificate_key(" - ") == ""


def test_overlaps_name_both_and_touching_days_overlap() -> None:
    periods = [
        Period("a", date(2026, 3, 1), date(2026, 3, 10)),
        Period("b", date(2026, 3, 10), date(2026, 3, 11)),
        Period("c", date(2026, 3, 5), date(2026, 3, 6)),
        Period("d", date(2026, 3, 12), date(2026, 3, 12)),
    ]
    assert overlapping(periods) == [("a", "c"), ("a", "b")]
    assert overlapping([]) == []


@pytest.mark.parametrize(
    ("start", "on", "first", "after"),
    [
        (date(2025, 3, 1), date(2027, 1, 12), date(2026, 3, 1), date(2027, 3, 1)),
        (date(2025, 3, 1), date(2027, 2, 28), date(2026, 3, 1), date(2027, 3, 1)),
        (date(2025, 3, 1), date(2027, 3, 1), date(2027, 3, 1), date(2028, 3, 1)),
        (date(2024, 2, 29), date(2025, 2, 28), date(2025, 2, 28), date(2026, 2, 28)),
        (date(2024, 2, 29), date(2028, 2, 29), date(2028, 2, 29), date(2029, 2, 28)),
        (date(2027, 1, 1), date(2027, 1, 1), date(2027, 1, 1), date(2028, 1, 1)),
    ],
)
def test_contract_years_turn_on_the_day_of_the_contract(start: date, on: date, first: date, after: date) -> None:
    assert contract_year(start, on) == (first, after)


def test_no_contract_year_before_the_contract() -> None:
    with pytest.raises(ValueError, match="not begun"):
        contract_year(date(2027, 2, 1), date(2027, 1, 12))


@given(st.lists(st.integers(0, 60), min_size=1, max_size=200))
def test_the_median_of_counts_is_the_median_of_the_values(values: list[int]) -> None:
    counts = Counter(Decimal(value) for value in values)
    assert median_of(counts) == statistics.median(values)


def test_nobody_has_no_median() -> None:
    assert median_of({}) == 0.0
