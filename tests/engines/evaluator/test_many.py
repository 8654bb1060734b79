"""Many programmes and many looks: published answers, other software, error rates, bad input."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats import multitest

from asah_evaluator.many import (
    benjamini_hochberg,
    bonferroni,
    critical_values,
    holm,
    league_table,
    open_ended_interval,
    sequential_intervals,
)
from tests.engines.evaluator.reference import typed

P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=40)


def test_benjamini_hochberg_rejects_4_and_bonferroni_3_of_the_published_15() -> None:
    p = typed("bh1995_pvalues.csv")["p"]
    assert benjamini_hochberg(p).count == 4
    assert bonferroni(p).count == 3
    assert holm(p).count == 3


@settings(max_examples=40, deadline=None)
@given(P_VALUES)
def test_corrections_equal_statsmodels(p: list[float]) -> None:
    for ours, theirs in ((holm, "holm"), (benjamini_hochberg, "fdr_bh"), (bonferroni, "bonferroni")):
        assert np.allclose(ours(p).adjusted, multitest.multipletests(p, method=theirs)[1])


@settings(max_examples=60, deadline=None)
@given(P_VALUES)
def test_dashboard_marks_at_least_what_decisions_claim(p: list[float]) -> None:
    assert bonferroni(p).count <= holm(p).count <= benjamini_hochberg(p).count
    assert not (holm(p).rejected & ~benjamini_hochberg(p).rejected).any()


def test_at_most_five_percent_of_null_portfolios_hold_a_claim() -> None:
    p = np.random.default_rng(1).random((2000, 100))
    share = np.mean([holm(row).count > 0 for row in p])
    assert share <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / 2000)
    assert share > 0.03


@pytest.mark.parametrize("p", [[0.1, 1.2], [0.1, -0.1], [0.1, None], [0.1, "kecil"]])
def test_p_values_out_of_range_are_named(p: list[object]) -> None:
    with pytest.raises(ValueError, match="row 2"):
        holm(p)


def test_empty_and_wrong_levels_are_refused() -> None:
    with pytest.raises(ValueError, match="no p-value"):
        holm([])
    with pytest.raises(ValueError, match="between 0 and 1"):
        holm([0.1], level=5)


def test_league_table_draws_the_unsure_to_the_mean() -> None:
    found = league_table([5.0, 0.2, 0.1, -0.1, 0.0, 0.3], [4.0, 0.1, 0.1, 0.1, 0.1, 0.1], list("ABCDEF"))
    rows = {row.name: row for row in found.rows}
    assert rows["A"].shrunk < 4
    assert rows["A"].weight < rows["B"].weight
    assert rows["B"].rank_low <= rows["B"].rank_high
    assert [row.shrunk for row in found.rows] == sorted((row.shrunk for row in found.rows), reverse=True)


def test_equal_programmes_are_not_put_in_order() -> None:
    rng = np.random.default_rng(5)
    ordered = [league_table(rng.normal(size=12), np.ones(12), draws=400).distinguishable for _ in range(60)]
    assert np.mean(ordered) <= 0.1
    assert league_table([0, 0.1, 5, 5.1], [0.1] * 4).distinguishable


def test_shrunken_estimates_are_closer_and_their_intervals_cover() -> None:
    rng = np.random.default_rng(2)
    raw_error, shrunk_error, inside = [], [], []
    for _ in range(200):
        truth = rng.normal(0.3, 0.5, 15)
        se = rng.uniform(0.3, 1.0, 15)
        names = [str(i) for i in range(15)]
        for row in league_table(truth + se * rng.normal(size=15), se, names, draws=10).rows:
            true = truth[int(row.name)]
            raw_error.append((row.raw - true) ** 2)
            shrunk_error.append((row.shrunk - true) ** 2)
            inside.append(row.low <= true <= row.high)
    assert np.mean(shrunk_error) < 0.7 * np.mean(raw_error)
    assert 0.93 <= np.mean(inside) <= 0.98


def test_lower_can_be_better() -> None:
    found = league_table([1, 2, 3, 9], [0.2] * 4, list("abcd"), higher_is_better=False)
    assert found.rows[0].name == "a"
    assert found.rows[0].rank_low == 1


def test_league_refuses_what_it_cannot_judge() -> None:
    with pytest.raises(ValueError, match="at least 4"):
        league_table([1, 2], [1, 1])
    with pytest.raises(ValueError, match="row 2"):
        league_table([1, 2, 3, 4], [1, 0, 1, 1])
    with pytest.raises(ValueError, match="equally many"):
        league_table([1, 2, 3, 4], [1, 1, 1])


def test_group_sequential_bounds_equal_the_published_tables() -> None:
    # Five equal looks at 5 % two-sided, as printed by the R package ldbounds.
    fractions = np.arange(1, 6) / 5
    assert critical_values(fractions, spending="obrien-fleming") == pytest.approx(
        [4.8769, 3.3569, 2.6803, 2.2898, 2.0310], abs=2e-4
    )
    assert critical_values(fractions, spending="pocock") == pytest.approx(
        [2.4380, 2.4268, 2.4101, 2.3966, 2.3859], abs=2e-4
    )
    assert critical_values([1.0], spending="pocock") == pytest.approx([1.959964], abs=1e-5)


@pytest.mark.parametrize("spending", ["any", "obrien-fleming", "pocock"])
def test_twelve_quarterly_looks_keep_five_percent(spending: Any) -> None:
    rng = np.random.default_rng(7)
    n = 6000
    increments = rng.normal(size=(n, 12))
    means = np.cumsum(increments, axis=1) / np.arange(1, 13)
    critical = critical_values(np.arange(1, 13) / 12, spending=spending)
    claims = (np.abs(means) * np.sqrt(np.arange(1, 13)) > critical).any(axis=1).mean()
    assert claims <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / n)
    naive = (np.abs(means) * np.sqrt(np.arange(1, 13)) > 1.96).any(axis=1).mean()
    assert naive > 0.2


def test_open_ended_looks_keep_five_percent() -> None:
    rng = np.random.default_rng(9)
    claims = 0
    for row in np.cumsum(rng.normal(size=(600, 60)), axis=1) / np.arange(1, 61):
        intervals = [open_ended_interval(m, (k + 1) ** -0.5, aim=24**-0.5) for k, m in enumerate(row)]
        claims += any(low > 0 or high < 0 for low, high in intervals)
    assert claims / 600 <= 0.05
    at_aim = open_ended_interval(0, 24**-0.5, aim=24**-0.5)[1] * 24**0.5
    assert at_aim < 3.1


def test_looks_return_intervals_and_refuse_more_than_planned() -> None:
    looks = sequential_intervals([0.5, 0.8], [0.4, 0.2], planned=4, spending="obrien-fleming")
    assert [look.number for look in looks] == [1, 2]
    assert not looks[0].claim
    assert looks[1].claim
    small = sequential_intervals([0.5], [0.4], planned=4, df=10)
    assert small[0].critical > sequential_intervals([0.5], [0.4], planned=4)[0].critical
    with pytest.raises(ValueError, match="3 looks were made but 2 planned"):
        sequential_intervals([1, 1, 1], [1, 1, 1], planned=2)
    with pytest.raises(ValueError, match="row 1"):
        sequential_intervals([1], [0], planned=2)
    with pytest.raises(ValueError, match="must rise"):
        critical_values([0.5, 0.4])
    unknown: Any = "thrifty"
    with pytest.raises(ValueError, match="obrien-fleming"):
        critical_values([0.5, 1], spending=unknown)
    with pytest.raises(ValueError, match="above 0"):
        open_ended_interval(1, 0, aim=1)
