"""Raking and inverse-probability weights: margins met, bias removed, coverage, bad input."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asah_evaluator.survey import inverse_probability, rake, weighted_beside


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("LP"), st.sampled_from(["II", "III", "IV"])), min_size=12, max_size=60))
def test_raking_meets_every_margin(people: list[tuple[str, str]]) -> None:
    people = [*people, *[(s, g) for s in "LP" for g in ("II", "III", "IV")]]
    sex, rank = [p[0] for p in people], [p[1] for p in people]
    wanted: dict[str, dict[str, float]] = {"sex": {"L": 0.45, "P": 0.55}, "rank": {"II": 20, "III": 60, "IV": 20}}
    found = rake({"sex": sex, "rank": rank}, wanted)
    w = found.values / found.values.sum()
    assert w[[s == "L" for s in sex]].sum() == pytest.approx(0.45, abs=1e-8)
    assert w[[r == "III" for r in rank]].sum() == pytest.approx(0.60, abs=1e-8)
    assert found.values.mean() == pytest.approx(1)
    assert 1 <= found.effective_n <= len(people) + 1e-9


def test_raking_one_margin_is_post_stratification() -> None:
    found = rake({"unit": ["A"] * 8 + ["B"] * 2}, {"unit": {"A": 0.5, "B": 0.5}})
    assert found.values == pytest.approx([0.625] * 8 + [2.5] * 2)
    beside = weighted_beside([5] * 4 + [4] * 4 + [1, 3], found)
    assert beside.unweighted == pytest.approx(4.0)
    assert beside.estimate == pytest.approx(3.25)
    assert any("show both values" in w for w in beside.warnings)


def test_raking_refuses_what_nobody_can_speak_for() -> None:
    with pytest.raises(ValueError, match="nobody of C answered"):
        rake({"unit": ["A", "B"]}, {"unit": {"A": 1, "B": 1, "C": 1}})
    with pytest.raises(ValueError, match="row 2: no target share"):
        rake({"unit": ["A", "B"]}, {"unit": {"A": 1}})
    with pytest.raises(ValueError, match="no group labels for unit"):
        rake({"sex": ["L"]}, {"unit": {"A": 1}})
    with pytest.raises(ValueError, match="numbers from 0"):
        rake({"unit": ["A", "B"]}, {"unit": {"A": -1, "B": 2}})
    with pytest.raises(ValueError, match="margins contradict"):
        # Sex and rank coincide among respondents, so their shares cannot differ.
        rake({"sex": ["L", "P"] * 5, "rank": ["II", "III"] * 5}, {"sex": {"L": 5, "P": 5}, "rank": {"II": 7, "III": 3}})
    with pytest.raises(ValueError, match="row 2: one weight above 0"):
        rake({"unit": ["A", "B"]}, {"unit": {"A": 1, "B": 1}}, base=[1, 0])


def test_inverse_probability_removes_the_bias_of_who_answers() -> None:
    rng = np.random.default_rng(8)
    raw, adjusted, inside = [], [], 0
    for _ in range(150):
        age = rng.normal(size=400)
        answer = 3 + 0.5 * age + rng.normal(size=400)
        told = (rng.random(400) < 1 / (1 + np.exp(-0.3 - age))).astype(int)
        weights = inverse_probability(told, age[:, None])
        found = weighted_beside(np.where(told == 1, answer, np.nan), weights)
        raw.append(found.unweighted - 3)
        adjusted.append(found.estimate - 3)
        inside += found.low <= 3 <= found.high
    assert np.mean(raw) > 0.12
    assert abs(np.mean(adjusted)) < 0.03
    assert inside / 150 > 0.88


def test_cut_weights_say_so() -> None:
    rng = np.random.default_rng(3)
    age = rng.normal(size=300)
    told = (rng.random(300) < 1 / (1 + np.exp(-2 * age))).astype(int)
    free, cut = inverse_probability(told, age[:, None]), inverse_probability(told, age[:, None], cap=3)
    assert np.nanmax(cut.values) < np.nanmax(free.values)
    assert any("weights cut" in w for w in cut.warnings)


def test_infinite_weights_are_refused() -> None:
    age = np.arange(20.0)
    with pytest.raises(ValueError, match="separation"):
        inverse_probability((age > 9).astype(int), age[:, None])
    with pytest.raises(ValueError, match="everybody answered"):
        inverse_probability([1] * 5, np.arange(5.0)[:, None])
    with pytest.raises(ValueError, match="nobody answered"):
        inverse_probability([0] * 5, np.arange(5.0)[:, None])
    with pytest.raises(ValueError, match="row 3: answered must be"):
        inverse_probability([0, 1, 2], np.arange(3.0)[:, None])
    with pytest.raises(ValueError, match="row 2: covariates must be known"):
        inverse_probability([0, 1, 1], [[1], [None], [3]])
    with pytest.raises(ValueError, match="3 persons in answered, 2"):
        inverse_probability([0, 1, 1], [[1], [2]])


def test_weighted_means_check_their_weights() -> None:
    with pytest.raises(ValueError, match="holds inf"):
        weighted_beside([1, 2], [1, float("inf")])
    with pytest.raises(ValueError, match="row 2: an answer without a weight"):
        weighted_beside([1, 2], [1, -1])
    with pytest.raises(ValueError, match="2 answers but 3 weights"):
        weighted_beside([1, 2], [1, 1, 1])
    with pytest.raises(ValueError, match="at least two"):
        weighted_beside([1, None], [1, 1])


def test_equal_weights_change_nothing() -> None:
    found = weighted_beside([1, 2, 3, 4], [2, 2, 2, 2])
    assert found.estimate == found.unweighted == 2.5
    assert found.se == pytest.approx(np.std([1, 2, 3, 4], ddof=1) / 2)
    assert found.effective_n == pytest.approx(4)
    assert found.warnings == ()
