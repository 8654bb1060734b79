"""The public satisfaction index by the regulation."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asah_evaluator.survey import IkmClass, IkmTable, ikm_from_answers, ikm_from_means
from asah_evaluator.survey.ikm import half_up
from asah_evaluator.survey.tables import IKM_TABLES, in_force

TABLE = in_force(date(2026, 12, 31))
VECTOR = ["3.6207", "3.4828", "3.4483", "4.0000", "3.5172", "3.6207", "3.6552", "3.6207", "3.9655"]


def test_the_vector_of_a_public_guide() -> None:
    found = ikm_from_means(VECTOR, TABLE)
    assert found.index == Decimal("91.48")
    assert found.variants == {"0.11": Decimal("90.56"), "0.111": Decimal("91.38")}
    assert (found.mark, found.words) == ("A", "Sangat baik")


def test_the_vector_from_filled_forms() -> None:
    # 29 forms whose element sums give the averages of the vector to four decimals.
    sums = [105, 101, 100, 116, 102, 105, 106, 105, 115]
    forms = np.full((29, 9), 3)
    for element, total in enumerate(sums):
        forms[: total - 87, element] += 1
    found = ikm_from_answers(forms, TABLE)
    assert [f"{float(mean):.4f}" for mean in found.element_means.values()] == VECTOR
    assert found.index == Decimal("91.48")
    assert found.low < 91.48 < found.high
    assert found.n == 29
    assert found.warnings


@pytest.mark.parametrize(
    ("index", "rounded", "mark"),
    [
        ("25", "25.00", "D"),
        ("64.994999", "64.99", "D"),
        ("64.995", "65.00", "C"),
        ("76.604999", "76.60", "C"),
        ("76.605", "76.61", "B"),
        ("88.304", "88.30", "B"),
        ("88.305", "88.31", "A"),
        ("100", "100.00", "A"),
    ],
)
def test_rounding_half_up_comes_before_the_class(index: str, rounded: str, mark: str) -> None:
    value, found = TABLE.classify(Fraction(index))
    assert (value, found.mark) == (Decimal(rounded), mark)


def test_printed_weights_cap_the_index() -> None:
    perfect = ikm_from_means([4] * 9, TABLE)
    assert perfect.index == 100
    assert perfect.variants == {"0.11": Decimal("99.00"), "0.111": Decimal("99.90")}


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(st.integers(1, 4), min_size=9, max_size=9), min_size=2, max_size=40))
def test_the_index_is_the_mean_times_25_and_always_has_a_class(forms: list[list[int]]) -> None:
    found = ikm_from_answers(forms, TABLE)
    exact = Fraction(sum(map(sum, forms)), 9 * len(forms)) * 25
    assert abs(Fraction(found.index) - exact) <= Fraction(1, 200)
    assert 25 <= found.index <= 100
    assert all(variant <= found.index for variant in found.variants.values())


@given(st.fractions(min_value=-200, max_value=200))
def test_half_up_is_within_half_a_step(number: Fraction) -> None:
    assert abs(Fraction(half_up(number, 2)) - number) <= Fraction(1, 200)


def test_half_up_is_not_bankers_rounding() -> None:
    assert [half_up(Fraction(x), 0) for x in ("0.5", "1.5", "2.5", "-0.5")] == [1, 2, 3, -1]


def test_other_numbers_of_elements_have_no_printed_variant() -> None:
    found = ikm_from_means({"U1": 3, "U2": 4}, TABLE)
    assert found.index == Decimal("87.50")
    assert found.variants == {}


def test_bad_forms_are_refused_with_rows_named() -> None:
    good = [[3] * 9, [4] * 9]
    with pytest.raises(ValueError, match="row 2: every element must be filled"):
        ikm_from_answers([good[0], [3] * 8 + [None]], TABLE)
    with pytest.raises(ValueError, match="row 1: answers are whole numbers from 1 to 4"):
        ikm_from_answers([[5] + [3] * 8, good[1]], TABLE)
    with pytest.raises(ValueError, match="holds 'puas'"):
        ikm_from_answers([["puas"] + [3] * 8], TABLE)
    with pytest.raises(ValueError, match=r"U2: 4\.5 is outside"):
        ikm_from_means([3, 4.5], TABLE)
    with pytest.raises(ValueError, match="U1: 'x' is not a number"):
        ikm_from_means(["x"], TABLE)
    with pytest.raises(ValueError, match="no element"):
        ikm_from_means([], TABLE)


def test_tables_are_dated_and_without_gaps() -> None:
    assert in_force(date(2020, 1, 1)) is IKM_TABLES[0]
    with pytest.raises(ValueError, match="no class table is in force on 2010-01-01"):
        in_force(date(2010, 1, 1))
    first, second = TABLE.classes[:2]
    with pytest.raises(ValueError, match="gap or overlap"):
        IkmTable(TABLE.valid_from, "contoh", (first, IkmClass(Decimal("65.10"), second.high, "C", "x")))
    with pytest.raises(ValueError, match="at least one class"):
        IkmTable(TABLE.valid_from, "contoh", ())
    with pytest.raises(ValueError, match="above its end"):
        IkmTable(TABLE.valid_from, "contoh", (IkmClass(Decimal(50), Decimal(40), "C", "x"),))
    narrow = IkmTable(TABLE.valid_from, "contoh", (IkmClass(Decimal(25), Decimal(50), "C", "x"),))
    with pytest.raises(ValueError, match="outside the table"):
        ikm_from_means([4] * 9, narrow)
