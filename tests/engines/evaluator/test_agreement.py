"""Agreement: published answers, other software, properties, bad input."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asah_evaluator.agreement import METRICS, Metric, cohen_kappa, fleiss_kappa, krippendorff_alpha
from tests.engines.evaluator.reference import typed


@pytest.mark.parametrize(
    ("metric", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_krippendorff_equals_the_published_table(metric: Metric, published: float) -> None:
    found = krippendorff_alpha(typed("krippendorff_4x12.csv", index_col=0), metric=metric)
    assert round(found.estimate, 3) == published
    assert (found.units, found.raters, found.ratings) == (11, 4, 40)
    assert found.low <= found.estimate <= found.high


def test_fleiss_equals_the_published_table() -> None:
    found = fleiss_kappa(typed("fleiss_10x5.csv"))
    assert round(found.estimate, 3) == 0.210
    assert (found.units, found.raters) == (10, 14)


def test_fleiss_equals_statsmodels_and_its_error_the_jackknife() -> None:
    from statsmodels.stats import inter_rater as inter

    rng = np.random.default_rng(5)
    counts = np.array([rng.multinomial(6, rng.dirichlet([0.6, 0.6, 0.6])) for _ in range(80)])
    found = fleiss_kappa(counts)
    assert found.estimate == pytest.approx(inter.fleiss_kappa(counts), abs=1e-12)
    left_out = np.array([fleiss_kappa(np.delete(counts, i, 0)).estimate for i in range(80)])
    jackknife = np.sqrt(79 / 80 * np.sum((left_out - left_out.mean()) ** 2))
    assert found.se == pytest.approx(jackknife, rel=0.05)


@pytest.mark.parametrize("weights", ["none", "linear", "quadratic"])
def test_kappa_equals_statsmodels(weights: Any) -> None:
    from statsmodels.stats import inter_rater as inter

    rng = np.random.default_rng(1)
    one = rng.integers(1, 5, 100)
    other = np.clip(one + rng.integers(-1, 2, 100), 1, 4)
    table = np.zeros((4, 4))
    np.add.at(table, (one - 1, other - 1), 1)
    referee = inter.cohens_kappa(table, wt=None if weights == "none" else weights)
    found = cohen_kappa(one, other, weights=weights)
    assert found.estimate == pytest.approx(referee.kappa, abs=1e-12)
    assert found.se == pytest.approx(referee.std_kappa, abs=1e-12)


def test_quadratic_kappa_by_hand() -> None:
    # Two raters, three units, categories 1-3; disagreement 1/4 once of 3, expected from the margins.
    found = cohen_kappa([1, 2, 3], [1, 2, 2], weights="quadratic")
    observed = 1 - 0.25 / 3
    expected = 1 - (2 / 3 * (1 / 3) * 0.25 + 1 / 9 * 0.25 + 1 / 9 * 1 + 2 / 9 * 0.25)
    assert found.estimate == pytest.approx((observed - expected) / (1 - expected))


def test_words_need_an_order_for_weights() -> None:
    one, other = ["kurang", "baik", "baik"], ["baik", "baik", "sangat baik"]
    with pytest.raises(ValueError, match="order of the categories"):
        cohen_kappa(one, other, weights="linear")
    order = ["kurang", "baik", "sangat baik"]
    assert cohen_kappa(one, other, weights="linear", order=order).units == 3
    with pytest.raises(ValueError, match="buruk"):
        cohen_kappa([*one, "buruk"], [*other, "baik"], weights="linear", order=order)


RATINGS = st.lists(st.lists(st.sampled_from([1, 2, 3, 5]), min_size=3, max_size=3), min_size=3, max_size=12)


@settings(max_examples=60, deadline=None)
@given(RATINGS, st.randoms(use_true_random=False), st.sampled_from(METRICS))
def test_alpha_ignores_the_order_of_raters_and_units(rows: list[list[int]], order: object, metric: Metric) -> None:
    table = np.array(rows).T.astype(float)
    try:
        found = krippendorff_alpha(table, metric=metric, draws=20)
    except ValueError:
        assert len({value for row in rows for value in row}) == 1
        return
    assert found.estimate <= 1 + 1e-12
    mixed = table[::-1][:, np.random.default_rng(3).permutation(table.shape[1])]
    assert krippendorff_alpha(mixed, metric=metric, draws=20).estimate == pytest.approx(found.estimate, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(RATINGS, st.floats(0.1, 50), st.floats(-100, 100))
def test_interval_alpha_ignores_the_unit_and_nominal_any_relabelling(
    rows: list[list[int]], stretch: float, shift: float
) -> None:
    table = np.array(rows).T.astype(float)
    if np.ptp(table) == 0:
        return
    for metric in ("interval", "nominal", "ordinal"):
        one = krippendorff_alpha(table, metric=metric, draws=10).estimate
        other = krippendorff_alpha(np.round(table * stretch + shift, 9), metric=metric, draws=10).estimate
        assert one == pytest.approx(other, abs=1e-6)


@pytest.mark.parametrize("metric", METRICS)
def test_perfect_agreement_is_one_and_chance_is_near_zero(metric: Metric) -> None:
    rng = np.random.default_rng(9)
    truth = rng.integers(1, 6, 300).astype(float)
    assert krippendorff_alpha([truth, truth], metric=metric, draws=20).estimate == pytest.approx(1)
    chance = krippendorff_alpha(rng.integers(1, 6, (2, 2000)).astype(float), metric=metric, draws=50)
    assert abs(chance.estimate) < 0.06
    assert chance.level == "none"


def test_the_bootstrap_interval_is_repeatable_and_covers() -> None:
    rng = np.random.default_rng(2)
    hits = 0
    for seed in range(120):
        truth = rng.integers(0, 3, 120)
        slip = rng.random((2, 120)) < 0.2
        ratings = np.where(slip, rng.integers(0, 3, (2, 120)), truth).astype(float)
        found = krippendorff_alpha(ratings, seed=seed, draws=300)
        # Both right with 0.8 + 0.2 / 3; alpha = (P(agree) - 1/3) / (2/3) in the long run.
        agree = (0.8 + 0.2 / 3) ** 2 + 2 * (0.2 / 3) ** 2
        hits += found.low <= (agree - 1 / 3) / (2 / 3) <= found.high
        if seed == 0:
            assert krippendorff_alpha(ratings, seed=seed, draws=300) == found
    assert 0.88 <= hits / 120 <= 0.99


def test_ordinal_words_with_order() -> None:
    order = ["rendah", "sedang", "tinggi"]
    rows = [["rendah", "sedang", "tinggi", None], ["rendah", "tinggi", "tinggi", "sedang"]]
    words = krippendorff_alpha(rows, metric="ordinal", order=order, draws=20)
    numbers = krippendorff_alpha([[1, 2, 3, None], [1, 3, 3, 2]], metric="ordinal", draws=20)
    assert words.estimate == pytest.approx(numbers.estimate)
    assert words.units == 3


def test_bad_ratings_are_refused() -> None:
    with pytest.raises(ValueError, match="row 2 holds 'x'"):
        krippendorff_alpha([[1, 2], ["x", 2]], metric="interval")
    with pytest.raises(ValueError, match="all ratings are the same"):
        krippendorff_alpha([[2, 2, 2], [2, 2, 2]])
    with pytest.raises(ValueError, match="two units"):
        krippendorff_alpha([[1, None], [None, 2]])
    with pytest.raises(ValueError, match="ratio metric needs values from 0"):
        krippendorff_alpha([[1, -2, 3], [1, 2, 3]], metric="ratio")
    unknown: Any = "circular"
    with pytest.raises(ValueError, match="nominal, ordinal, interval, ratio"):
        krippendorff_alpha([[1, 2], [1, 2]], metric=unknown)
    with pytest.raises(ValueError, match="row 2: not 3 raters"):
        fleiss_kappa([[1, 2], [2, 2], [3, 0]])
    with pytest.raises(ValueError, match="row 1: counts"):
        fleiss_kappa([[1.5, 1.5], [2, 1], [3, 0]])
    with pytest.raises(ValueError, match="one category"):
        fleiss_kappa([[3, 0], [3, 0]])
    with pytest.raises(ValueError, match="equally long"):
        cohen_kappa([1, 2], [1])
    with pytest.raises(ValueError, match="no unit"):
        cohen_kappa([1, None], [None, 1])
    with pytest.raises(ValueError, match="one and the same category"):
        cohen_kappa([1, 1], [1, 1])


def test_empty_units_are_counted() -> None:
    found = krippendorff_alpha(pd.DataFrame([[1, 2, None, 1], [1, 1, 3, 2]]), draws=20)
    assert found.units == 3
    assert any("1 units left out" in warning for warning in found.warnings)


def test_two_million_units_cost_no_more_than_their_patterns() -> None:
    rng = np.random.default_rng(2)
    first = rng.integers(1, 5, 2_000_000).astype(float)
    second = np.where(rng.random(len(first)) < 0.8, first, rng.integers(1, 5, len(first)))
    found = krippendorff_alpha(np.vstack([first, second]), metric="interval")
    # Four in five repeat the first rating, the rest are drawn at random: agreement by construction 0.8.
    assert found.estimate == pytest.approx(0.8, abs=0.003)
    assert found.units == len(first)
    assert 0 < found.high - found.low < 0.01


def test_measurements_are_no_ratings() -> None:
    with pytest.raises(ValueError, match="1,500 different ratings; round them"):
        krippendorff_alpha(np.arange(3000.0).reshape(2, 1500) // 2, metric="interval")
