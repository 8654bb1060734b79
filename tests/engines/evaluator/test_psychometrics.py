"""Reliability and item analysis: published answers, other software, properties, bad input."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from asah_evaluator.psychometrics import analyse_distractors, analyse_items, cronbach_alpha, mcdonald_omega, one_factor
from tests.engines.evaluator.reference import attitude, lsat6

SCORES = arrays(np.float64, st.tuples(st.integers(5, 30), st.integers(2, 8)), elements=st.integers(1, 5).map(float))


def one_factor_data(n: int, loadings: list[float], seed: int) -> np.ndarray:
    """Standard normal scores of one common factor."""
    rng = np.random.default_rng(seed)
    load = np.array(loadings)
    scores: np.ndarray = rng.normal(size=(n, 1)) * load + rng.normal(size=(n, len(load))) * np.sqrt(1 - load**2)
    return scores


def test_attitude_alpha_is_the_published_084() -> None:
    found = cronbach_alpha(attitude())
    assert round(found.estimate, 2) == 0.84
    assert (found.n, found.n_items) == (30, 7)
    # R package psych prints raw_alpha 0.84 with ase 0.042.
    assert round(found.se, 3) == 0.042


def test_lsat6_alpha_is_the_published_0295() -> None:
    found = cronbach_alpha(lsat6())
    assert round(found.estimate, 3) == 0.295
    assert found.low < found.estimate < found.high


def test_feldt_interval_covers_the_true_alpha() -> None:
    # Parallel items with loading 0.7: item correlation 0.49, alpha of 6 items by Spearman-Brown.
    truth = 6 * 0.49 / (1 + 5 * 0.49)
    inside = 0
    for seed in range(400):
        found = cronbach_alpha(one_factor_data(40, [0.7] * 6, seed))
        inside += found.low <= truth <= found.high
    assert 0.92 <= inside / 400 <= 0.98


def test_omega_covers_the_true_omega_of_unequal_loadings() -> None:
    loadings = [0.8, 0.7, 0.6, 0.5, 0.4]
    truth = sum(loadings) ** 2 / (sum(loadings) ** 2 + sum(1 - x**2 for x in loadings))
    inside = 0
    for seed in range(60):
        found = mcdonald_omega(one_factor_data(150, loadings, seed))
        inside += found.low <= truth <= found.high
    assert inside / 60 >= 0.87


def test_one_factor_equals_statsmodels() -> None:
    from statsmodels.multivariate import factor

    data = one_factor_data(300, [0.8, 0.7, 0.6, 0.5, 0.4], 7)
    correlation = np.corrcoef(data, rowvar=False)
    loadings, unique = one_factor(correlation)
    referee = factor.Factor(corr=correlation, n_factor=1, method="ml", nobs=300).fit()
    assert np.allclose(np.abs(loadings), np.abs(referee.loadings.ravel()), atol=2e-4)
    assert np.allclose(unique, referee.uniqueness, atol=2e-4)


def test_alpha_equals_omega_for_equal_loadings() -> None:
    load = np.full(4, 0.6)
    rng = np.random.default_rng(3)
    raw = rng.normal(size=(50, 4))
    white = np.linalg.solve(np.linalg.cholesky(np.cov(raw, rowvar=False)), (raw - raw.mean(0)).T).T
    exact = white @ np.linalg.cholesky(np.outer(load, load) + np.diag(1 - load**2)).T
    assert cronbach_alpha(exact).estimate == pytest.approx(mcdonald_omega(exact).estimate, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(SCORES, st.floats(0.5, 9), st.floats(-20, 20))
def test_alpha_does_not_depend_on_unit_or_order(scores: np.ndarray, stretch: float, shift: float) -> None:
    try:
        found = cronbach_alpha(scores)
    except ValueError:
        return
    assert found.low <= found.estimate + 1e-12
    assert found.estimate <= min(found.high, 1) + 1e-9
    moved = cronbach_alpha(scores[::-1, ::-1] * stretch + shift)
    assert moved.estimate == pytest.approx(found.estimate, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(SCORES)
def test_item_statistics_do_not_depend_on_row_order(scores: np.ndarray) -> None:
    try:
        one, other = analyse_items(scores, maximum=5), analyse_items(scores[::-1], maximum=5)
    except ValueError:
        return
    for a, b in zip(one.items, other.items, strict=True):
        assert a.discrimination == pytest.approx(b.discrimination, abs=1e-9)
        assert a.item_rest == pytest.approx(b.item_rest, abs=1e-9, nan_ok=True)
        assert 0.2 - 1e-9 <= a.difficulty <= 1


def test_lsat6_item_statistics_equal_ltm() -> None:
    # Shares correct and alpha without the item as printed by ltm::descript(LSAT).
    found = analyse_items(lsat6())
    assert [round(item.difficulty, 3) for item in found.items] == [0.924, 0.709, 0.553, 0.763, 0.87]
    assert [round(item.alpha_without, 4) for item in found.items] == [0.2754, 0.2376, 0.2168, 0.2459, 0.2663]
    assert found.ceiling_share == pytest.approx(0.298)
    assert any("ceiling" in warning for warning in found.warnings)


def test_discrimination_with_the_exact_27_percent() -> None:
    # 100 persons: the best 27 all right, the worst 27 all wrong, on both items.
    right = np.r_[np.ones(27), np.tile([1, 0], 23), np.zeros(27)]
    other = np.r_[np.ones(27), np.tile([0, 1], 23), np.zeros(27)]
    found = analyse_items(np.column_stack([right, other]))
    assert [item.discrimination for item in found.items] == pytest.approx([1.0, 1.0])


def test_distractors_are_flagged() -> None:
    # 40 persons; two plain items carry the score; in item x the able choose C although the key says A.
    strong = ["B"] * 20 + ["D"] * 20
    data = {"x": ["C"] * 15 + ["A"] * 24 + ["E"], "y": strong, "z": strong}
    options = {(o.item, o.option): o for o in analyse_distractors(data, {"x": "A", "y": "B", "z": "B"})}
    assert options[("x", "C")].flag == "attracts the able"
    assert options[("x", "A")].flag == "weak key"
    assert options[("x", "E")].flag == "lazy"
    assert options[("y", "B")].flag == ""
    assert (
        options[("x", "C")].upper == pytest.approx(1 - 5 / 20) or options[("x", "C")].upper > options[("x", "C")].lower
    )


def test_missing_answers_are_counted_not_guessed() -> None:
    data = pd.DataFrame(one_factor_data(40, [0.7] * 4, 1)).rename(columns=str)
    data.iloc[3, 1] = np.nan
    found = cronbach_alpha(data)
    assert (found.n, found.dropped) == (39, 1)
    assert found.estimate == pytest.approx(cronbach_alpha(data.drop(index=3)).estimate)
    assert any("left out" in warning for warning in found.warnings)


def test_reverse_worded_item_is_named() -> None:
    data = one_factor_data(200, [0.8] * 5, 2)
    data[:, 4] *= -1
    assert any("item 5" in warning for warning in cronbach_alpha(data).warnings)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([[1, 2], [2, "baik"], [3, 4]], "row 2 holds 'baik'"),
        ([[1, 2], [2, 3], [3, float("inf")]], "row 3 holds inf"),
        ([[1, 2], [2, 3]], "at least 3"),
        ([[1], [2], [3]], "at least 2 items"),
        ([[3, 3], [3, 3], [3, 3]], "everyone gave the same"),
        ([[1, 4], [2, 3], [3, 2]], "never varies"),
        ([[1, 2], [2, 3, 4]], "different lengths"),
        ({"a": [1, 2], "b": [1]}, "different lengths"),
        ([], "empty"),
        (np.ones(4), "two dimensions"),
    ],
)
def test_bad_tables_are_refused_with_rows_named(data: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        cronbach_alpha(data)


def test_omega_refuses_what_is_not_identified() -> None:
    data = one_factor_data(50, [0.7] * 4, 5)
    with pytest.raises(ValueError, match="at least 3 items"):
        mcdonald_omega(data[:, :2])
    constant = data.copy()
    constant[:, 2] = 4
    with pytest.raises(ValueError, match="item 3"):
        mcdonald_omega(constant)
    copied = data.copy()
    copied[:, 3] = copied[:, 0]
    with pytest.raises(ValueError, match="exact combination"):
        mcdonald_omega(copied)


def test_items_above_the_maximum_are_named() -> None:
    with pytest.raises(ValueError, match="row 2"):
        analyse_items([[1, 2], [6, 2], [3, 1]], maximum=5)


def test_distractor_key_is_checked() -> None:
    with pytest.raises(ValueError, match="no column named b"):
        analyse_distractors({"a": ["A", "B"]}, {"a": "A", "b": "B"})
    with pytest.raises(ValueError, match="nobody chose"):
        analyse_distractors({"a": ["A", "B"]}, {"a": "E"})
