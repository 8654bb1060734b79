"""Wild cluster bootstrap with the null imposed.

Source: Cameron, Gelbach and Miller (2008), Review of Economics and Statistics 90(3); six-point weights for few
clusters by Webb (2023), Canadian Journal of Economics 56(3).
"""

from __future__ import annotations

import numpy as np

from asah_evaluator.estimate import FloatArray, IntArray

WEBB_BELOW = 12
"""With fewer clusters two-point weights give too few different draws; Webb's six-point weights are used."""


def wild_cluster_p(
    y: FloatArray, x: FloatArray, column: int, cluster: IntArray, *, draws: int = 999, seed: int = 0, null: float = 0.0
) -> float:
    """Two-sided p-value of ``beta[column] = null`` in the least-squares regression of ``y`` (n,) on ``x`` (n, k).

    ``cluster`` (n,) codes 0... Raises ``ValueError`` with fewer than two clusters.
    """
    groups = int(cluster.max()) + 1
    if groups < 2:
        raise ValueError("cluster: a cluster bootstrap needs at least 2 clusters")
    bread = np.linalg.inv(x.T @ x).astype(np.float64)
    influence = x @ bread[:, column]
    others = np.delete(x, column, axis=1)
    shifted = y - null * x[:, column]
    basis = np.linalg.qr(others)[0]
    restricted = shifted - basis @ (basis.T @ shifted)
    # The restricted fit drops out of the coefficient, so each draw needs sums within clusters only.
    hat = _cluster_sums(x * influence[:, None], cluster, groups)
    cross = np.stack(
        [_cluster_sums((x * restricted[:, None])[:, [k]], cluster, groups)[:, 0] for k in range(x.shape[1])]
    )
    scores = _cluster_sums((influence * restricted)[:, None], cluster, groups)[:, 0]
    observed = _statistics(np.ones((1, groups)), bread, scores, cross, hat, column)[0]
    rng = np.random.default_rng(seed)
    drawn = _weights(rng, draws, groups)
    beyond = int((np.abs(_statistics(drawn, bread, scores, cross, hat, column)) >= abs(observed) - 1e-12).sum())
    return (1 + beyond) / (1 + draws)


def _weights(rng: np.random.Generator, draws: int, groups: int) -> FloatArray:
    """(draws, groups) random multipliers with mean zero and variance one."""
    if groups < WEBB_BELOW:
        points = np.sqrt(np.array([0.5, 1.0, 1.5]))
        points = np.concatenate([-points, points])
        return rng.choice(points, size=(draws, groups)).astype(np.float64)
    return rng.choice(np.array([-1.0, 1.0]), size=(draws, groups)).astype(np.float64)


def _cluster_sums(values: FloatArray, cluster: IntArray, groups: int) -> FloatArray:
    """(groups, k) sums of rows within clusters."""
    sums = np.zeros((groups, values.shape[1]))
    np.add.at(sums, cluster, values)
    return sums


def _statistics(
    drawn: FloatArray, bread: FloatArray, scores: FloatArray, cross: FloatArray, hat: FloatArray, column: int
) -> FloatArray:
    """(draws,) t statistics; residual scores of cluster g are v_g s_g minus the fit's share h_g' (beta* - beta0)."""
    beta = drawn @ cross.T @ bread
    residual_scores = drawn * scores[None, :] - beta @ hat.T
    spread = np.sqrt((residual_scores**2).sum(axis=1))
    result: FloatArray = beta[:, column] / np.where(spread > 0, spread, np.inf)
    return result
