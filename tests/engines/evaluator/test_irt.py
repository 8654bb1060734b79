"""The two-parameter logistic model: published likelihood, another package, known truth, bad input."""

import numpy as np
import pytest

from asah_evaluator.psychometrics import fit_2pl
from tests.engines.evaluator.reference import lsat6


def simulate(n: int, slopes: list[float], intercepts: list[float], seed: int) -> np.ndarray:
    """Answers (n, items) of persons with standard normal ability."""
    rng = np.random.default_rng(seed)
    ability = rng.normal(size=(n, 1))
    chance = 1 / (1 + np.exp(-(ability * np.array(slopes) + np.array(intercepts))))
    answers: np.ndarray = (rng.random(chance.shape) < chance).astype(float)
    return answers


def test_lsat6_likelihood_and_parameters_are_the_published_ones() -> None:
    found = fit_2pl(lsat6())
    assert round(found.log_likelihood, 2) == -2466.65
    # R package ltm, ltm(LSAT ~ z1): discriminations and difficulties to three decimals.
    assert [round(item.slope, 2) for item in found.items] == [0.83, 0.72, 0.89, 0.69, 0.66]
    assert [round(item.difficulty, 1) for item in found.items] == [-3.4, -1.4, -0.3, -1.9, -3.1]


def test_the_number_of_points_does_not_matter() -> None:
    data = simulate(500, [1.0, 1.5, 0.8, 1.2], [0.5, -0.5, 1.0, 0.0], 3)
    few, many = fit_2pl(data, points=41), fit_2pl(data, points=101)
    assert few.log_likelihood == pytest.approx(many.log_likelihood, abs=1e-3)


def test_known_parameters_are_recovered_within_their_errors() -> None:
    slopes, intercepts = [0.8, 1.2, 1.6, 1.0, 1.4, 0.9], [1.0, 0.5, 0.0, -0.5, -1.0, 0.2]
    distances = []
    for seed in range(8):
        found = fit_2pl(simulate(1000, slopes, intercepts, seed), points=31)
        distances += [(i.slope - s) / i.slope_se for i, s in zip(found.items, slopes, strict=True)]
        distances += [(i.intercept - c) / i.intercept_se for i, c in zip(found.items, intercepts, strict=True)]
    assert np.mean(np.abs(distances) < 1.96) > 0.88
    assert abs(np.mean(distances)) < 0.4


def test_likelihood_is_not_below_girth() -> None:
    import girth

    data = simulate(800, [1.0, 1.5, 0.8, 1.2, 1.1], [0.5, -0.5, 1.0, 0.0, -1.0], 11)
    found = fit_2pl(data)
    referee = girth.twopl_mml(data.T.astype(int))
    assert np.allclose([i.slope for i in found.items], referee["Discrimination"], atol=0.08)
    assert np.allclose([i.difficulty for i in found.items], referee["Difficulty"], atol=0.08)


def test_abilities_follow_the_score_and_empty_cells_are_left_out() -> None:
    data = simulate(400, [1.2] * 8, [0.0] * 8, 4)
    data[0, :4] = np.nan
    found = fit_2pl(data)
    assert found.n == 400
    assert np.corrcoef(found.abilities[1:], data[1:].sum(axis=1))[0, 1] > 0.95
    assert found.ability_sd[0] > np.median(found.ability_sd)
    assert 0 < found.reliability < 1


def test_fewer_than_200_persons_are_refused_unless_forced() -> None:
    data = simulate(199, [1.0] * 5, [0.0] * 5, 1)
    with pytest.raises(ValueError, match="199 persons answered; 200 are needed"):
        fit_2pl(data)
    assert any("forced" in warning for warning in fit_2pl(data, force=True).warnings)


def test_bad_answers_are_refused() -> None:
    data = simulate(250, [1.0] * 4, [0.0] * 4, 2)
    wrong = data.copy()
    wrong[16, 2] = 2
    with pytest.raises(ValueError, match="row 17"):
        fit_2pl(wrong)
    easy = data.copy()
    easy[:, 1] = 1
    with pytest.raises(ValueError, match="item 2"):
        fit_2pl(easy)
    with pytest.raises(ValueError, match="at least 3 items"):
        fit_2pl(data[:, :2])


def test_two_copied_items_are_flagged() -> None:
    data = simulate(300, [0.5, 0.5, 0.5], [0.0] * 3, 5)
    data = np.column_stack([data, data[:, 0]])
    assert any("slope without a clear maximum" in w or "identify" in w for w in fit_2pl(data).warnings)
