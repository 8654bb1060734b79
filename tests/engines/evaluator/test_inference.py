"""Small-sample inference against matrix formulas written out and against exact null distributions."""

from __future__ import annotations

import numpy as np
import pytest

from asah_evaluator.inference.cluster_robust import least_squares
from asah_evaluator.inference.permutation import permute_cohorts, permute_regression
from asah_evaluator.inference.wild import wild_cluster_p


def inverse_root(matrix: np.ndarray) -> np.ndarray:
    values, vectors = np.linalg.eigh(matrix)
    scaled = np.where(values > 1e-9, 1 / np.sqrt(np.maximum(values, 1e-9)), 0)
    root: np.ndarray = (vectors * scaled) @ vectors.T
    return root


def written_out(y: np.ndarray, x: np.ndarray, cluster: np.ndarray, which: int) -> tuple[float, float]:
    """CR2 standard error and Bell-McCaffrey degrees of freedom with every n x n matrix written out."""
    bread = np.linalg.inv(x.T @ x)
    hat = x @ bread @ x.T
    residual = y - hat @ y
    columns, meat = [], 0.0
    for group in np.unique(cluster):
        rows = np.flatnonzero(cluster == group)
        adjusted = inverse_root(np.eye(len(rows)) - hat[np.ix_(rows, rows)]) @ x[rows] @ bread[:, which]
        meat += float(adjusted @ residual[rows]) ** 2
        columns.append((np.eye(len(y)) - hat)[:, rows] @ adjusted)
    g = np.column_stack(columns)
    eigen = np.linalg.eigvalsh(g.T @ g)
    return float(np.sqrt(meat)), float(eigen.sum() ** 2 / (eigen**2).sum())


@pytest.mark.parametrize("clusters", [6, 15, 60])
def test_cr2_equals_the_matrices_written_out(clusters: int) -> None:
    rng = np.random.default_rng(clusters)
    x = np.column_stack([np.ones(60), rng.random(60) > 0.6, rng.normal(size=60)]).astype(float)
    y = x @ [1.0, 0.5, -1] + rng.normal(size=60)
    cluster = np.arange(60) % clusters
    fit = least_squares(y, x, cluster=None if clusters == 60 else cluster)
    found = fit.contrast(np.array([0.0, 1.0, 0.0]))
    se, dof = written_out(y, x, cluster, 1)
    assert found.se == pytest.approx(se, rel=1e-9)
    assert found.dof == pytest.approx(dof, rel=1e-9)


def test_two_groups_give_welch() -> None:
    rng = np.random.default_rng(4)
    d = np.repeat([1.0, 0.0], [4, 9])
    y = rng.normal(size=13)
    found = least_squares(y, np.column_stack([d, np.ones(13)])).contrast(np.array([1.0, 0.0]))
    welch = np.sqrt(y[:4].var(ddof=1) / 4 + y[4:].var(ddof=1) / 9)
    assert found.se == pytest.approx(welch)
    assert found.dof == pytest.approx((1 / 4 + 1 / 9) ** 2 / (1 / (16 * 3) + 1 / (81 * 8)))


def test_collinear_covariates_are_refused() -> None:
    x = np.column_stack([np.ones(8), np.arange(8.0), 2 * np.arange(8.0)])
    with pytest.raises(ValueError, match="collinear"):
        least_squares(np.arange(8.0), x)


def test_permutation_p_values_are_uniform_without_an_effect() -> None:
    rng = np.random.default_rng(6)
    d = np.repeat([1.0, 0.0], [8, 12])
    p = [permute_regression(rng.standard_t(3, 20), d, np.ones((20, 1)), draws=99, seed=k) for k in range(200)]
    assert np.mean(np.array(p) <= 0.1) == pytest.approx(0.1, abs=0.06)
    assert np.mean(p) == pytest.approx(0.5, abs=0.07)


def test_permutation_finds_an_effect_and_respects_strata() -> None:
    rng = np.random.default_rng(7)
    strata = np.repeat([0, 1], 30)
    d = np.tile([1.0, 0.0, 0.0], 20)
    y = 5.0 * strata + 1.5 * d + rng.normal(size=60)
    others = np.eye(2)[strata]
    assert permute_regression(y, d, others, draws=199, strata=strata) <= 0.01
    assert permute_regression(y - 1.5 * d, d, others, draws=199, strata=strata) > 0.01


def test_permuted_cohorts_are_uniform_without_an_effect() -> None:
    rng = np.random.default_rng(8)
    member = np.repeat([0, 1], [5, 9])
    p = [permute_cohorts(rng.normal(size=(14, 1)) * [1 / 5, -1 / 9], member, draws=99, seed=k) for k in range(150)]
    assert np.mean(np.array(p) <= 0.1) == pytest.approx(0.1, abs=0.07)


def test_wild_bootstrap_keeps_its_level_where_the_plain_test_does_not() -> None:
    rejections = 0
    for seed in range(120):
        rng = np.random.default_rng(seed)
        cluster = np.repeat(np.arange(10), 8)
        d = (cluster < 4).astype(float)
        y = rng.normal(size=10)[cluster] + rng.normal(size=80)
        rejections += wild_cluster_p(y, np.column_stack([d, np.ones(80)]), 0, cluster, draws=199, seed=seed) <= 0.05
    assert rejections / 120 <= 0.12
    strong = 3 * d + rng.normal(size=10)[cluster] * 0.3 + rng.normal(size=80)
    assert wild_cluster_p(strong, np.column_stack([d, np.ones(80)]), 0, cluster, draws=199) < 0.05


def test_wild_bootstrap_needs_two_clusters() -> None:
    with pytest.raises(ValueError, match="at least 2 clusters"):
        wild_cluster_p(np.arange(4.0), np.ones((4, 1)), 0, np.zeros(4, dtype=np.int64))
