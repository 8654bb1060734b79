"""No small cell is shown, and none can be worked out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from asah_evaluator.privacy import (
    HIDDEN,
    feasible_range,
    may_show,
    round_count,
    safe_groups,
    safe_table,
    share_digits,
    with_totals,
)

COUNTS = arrays(np.int64, st.tuples(st.integers(1, 5), st.integers(1, 4)), elements=st.integers(0, 30))


@settings(max_examples=30, deadline=None)
@given(COUNTS, st.sampled_from([5, 10]))
def test_no_cell_under_the_minimum_is_shown_or_can_be_worked_out(counts: np.ndarray, minimum: int) -> None:
    found = safe_table(counts, minimum=minimum)
    whole = with_totals(counts)
    assert (found.hidden | (whole >= minimum)).all()
    if found.hidden.all():
        return
    for row, column in np.argwhere(found.hidden).tolist():
        low, high = feasible_range(whole, found.hidden, (row, column))
        assert low <= whole[row, column] <= high
        assert high - low >= minimum


@settings(max_examples=40, deadline=None)
@given(COUNTS)
def test_tables_without_small_cells_stay_whole(counts: np.ndarray) -> None:
    found = safe_table(counts + 5)
    assert not found.hidden.any()
    assert found.sentence() == ""


def test_one_small_cell_hides_a_rectangle() -> None:
    found = safe_table([[20, 3, 14], [12, 15, 9], [30, 22, 17]], row_names=["A", "B", "C"])
    assert found.shown()[0] == ["20", HIDDEN, HIDDEN, "37"]
    assert int(found.hidden.sum()) == 4
    assert int(found.small.sum()) == 1
    assert found.row_names == ("A", "B", "C", "Jumlah")
    assert "di bawah 5 orang" in found.sentence()


def test_the_outsider_finds_a_lonely_hidden_cell() -> None:
    whole = with_totals(np.array([[20, 3], [12, 15]]))
    alone = np.zeros(whole.shape, dtype=bool)
    alone[0, 1] = True
    assert feasible_range(whole, alone, (0, 1)) == (3.0, 3.0)


def test_a_table_that_is_all_small_shows_nothing() -> None:
    assert safe_table([[3]]).hidden.all()


def test_groups_beside_a_total_are_hidden_in_pairs() -> None:
    sizes = {"A": 30, "B": 4, "C": 12, "D": 25}
    found = {g.name: g for g in safe_groups(sizes, dict.fromkeys(sizes, 3.5))}
    assert found["B"].hidden
    assert found["C"].hidden
    assert found["C"].value is None
    assert not found["A"].hidden
    alone = {g.name: g for g in safe_groups(sizes, dict.fromkeys(sizes, 3.5), total_shown=False)}
    assert [name for name, g in alone.items() if g.hidden] == ["B"]
    tiny = safe_groups({"A": 1, "B": 1, "C": 40, "D": 50}, dict.fromkeys("ABCD", 1.0))
    assert [g.hidden for g in tiny] == [True, True, True, False]
    assert not any(g.hidden for g in safe_groups({"A": 9, "B": 8}, {"A": 1.0, "B": 2.0}))


def test_counts_are_checked() -> None:
    with pytest.raises(ValueError, match="row 2: counts"):
        safe_table([[5, 6], [-1, 7]])
    with pytest.raises(ValueError, match="row 1: counts"):
        safe_table([[5.5, 6]])
    with pytest.raises(ValueError, match="at least 2"):
        safe_table([[5]], minimum=1)
    with pytest.raises(ValueError, match="group A"):
        safe_groups({"A": -1}, {"A": 1.0})
    with pytest.raises(ValueError, match="no value for group A"):
        safe_groups({"A": 10}, {})


def test_rounding_for_the_public() -> None:
    assert [round_count(x) for x in (0, 2, 3, 7, 8, 12, 13)] == [0, 0, 5, 5, 10, 10, 15]
    assert round_count(14, base=10) == 10
    assert (share_digits(40), share_digits(5000)) == (0, 1)
    assert not may_show(4)
    assert may_show(9)
    assert not may_show(9, minimum=10)
    with pytest.raises(ValueError, match="at least 0"):
        round_count(-1)
    with pytest.raises(ValueError, match="at least one answer"):
        share_digits(0)
