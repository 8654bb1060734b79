"""Least squares with bias-reduced (CR2) standard errors and Bell-McCaffrey degrees of freedom.

Sources: Bell and McCaffrey (2002), Survey Methodology 28(2); Pustejovsky and Tipton (2018), Journal of Business and
Economic Statistics 36(4); Imbens and Kolesar (2016), Review of Economics and Statistics 98(4). Without clusters CR2 is
HC2, and for a difference of two means it is Welch's standard error.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from asah_evaluator.estimate import FloatArray, IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Contrast:
    """A linear combination of coefficients: value, CR2 standard error and Bell-McCaffrey degrees of freedom."""

    value: float
    se: float
    dof: float


@dataclass(frozen=True, slots=True, eq=False)
class LinearFit:
    """A weighted least-squares fit.

    Attributes: ``beta`` (k,); ``residual`` (n,) on the scale of the outcome; ``bread`` (k, k) inverse of X'WX;
    ``x`` and ``root`` the design multiplied by the square root of the weights, and that root; ``cluster`` (n,) codes
    or ``None``.
    """

    beta: FloatArray
    residual: FloatArray
    bread: FloatArray
    x: FloatArray
    root: FloatArray
    cluster: IntArray | None

    def contrast(self, combination: FloatArray) -> Contrast:
        """Value and CR2 uncertainty of ``combination @ beta``; ``combination`` (k,)."""
        scaled = self.residual * self.root
        direction = self.bread @ combination
        meat, sizes, moments = 0.0, [], []
        for x, rows, adjusted in self._adjusted(direction):
            meat += float(adjusted @ scaled[rows]) ** 2 if self.cluster is not None else 0.0
            sizes.append(adjusted @ adjusted if self.cluster is not None else adjusted**2)
            moments.append(x.T @ adjusted if self.cluster is not None else x * adjusted[:, None])
            if self.cluster is None:
                meat += float(((adjusted * scaled[rows]) ** 2).sum())
        spread = np.concatenate([np.atleast_1d(size) for size in sizes])
        pulled = np.vstack([np.atleast_2d(moment) for moment in moments])
        dof = bell_mccaffrey(spread, pulled, self.bread)
        return Contrast(float(combination @ self.beta), float(np.sqrt(meat)), dof)

    def _adjusted(self, direction: FloatArray) -> Iterator[tuple[FloatArray, IntArray, FloatArray]]:
        """Per cluster (or once for all rows): design, rows, and A_g X_g direction with A_g = (I - H_gg)^(-1/2)."""
        if self.cluster is None:
            leverage = np.einsum("ij,jk,ik->i", self.x, self.bread, self.x)
            shrink = np.sqrt(np.maximum(1 - leverage, 1e-12))
            usable = leverage < 1 - 1e-9
            adjusted = np.where(usable, (self.x @ direction) / shrink, 0.0)
            yield self.x, np.arange(len(self.x)), adjusted
            return
        order = np.argsort(self.cluster, kind="stable")
        for rows in np.split(order, np.flatnonzero(np.diff(self.cluster[order])) + 1):
            x = self.x[rows]
            yield x, rows, inverse_root_times(x, self.bread, x @ direction)


def inverse_root_times(x: FloatArray, bread: FloatArray, vector: FloatArray) -> FloatArray:
    """(I - x bread x')^(-1/2) vector, through the k x k problem, dropping directions with no spare variance."""
    q, r = np.linalg.qr(x)
    values, vectors = np.linalg.eigh(r @ bread @ r.T)
    basis = q @ vectors
    inside = basis.T @ vector
    spare = 1 - values
    factor = np.where(spare > 1e-9, 1 / np.sqrt(np.maximum(spare, 1e-9)), 0.0)
    result: FloatArray = vector + basis @ ((factor - 1) * inside)
    return result


def bell_mccaffrey(sizes: FloatArray, moments: FloatArray, bread: FloatArray) -> float:
    """Degrees of freedom (sum of eigenvalues)^2 / sum of their squares of diag(sizes) - moments bread moments'.

    ``sizes`` (g,) squared lengths of the adjusted directions, ``moments`` (g, k) their products with the design.
    """
    pulled = np.einsum("gk,kl,gl->g", moments, bread, moments)
    trace = float((sizes - pulled).sum())
    gram = bread @ (moments.T @ moments)
    squares = float((sizes**2).sum() - 2 * (sizes * pulled).sum() + np.trace(gram @ gram))
    return trace**2 / squares if squares > 0 else 0.0


def least_squares(
    y: FloatArray, x: FloatArray, weights: FloatArray | None = None, cluster: IntArray | None = None
) -> LinearFit:
    """Weighted least squares of ``y`` (n,) on ``x`` (n, k).

    Raises ``ValueError`` when columns of ``x`` are collinear or rows are fewer than columns.
    """
    root = np.ones(len(y)) if weights is None else np.sqrt(weights)
    design, outcome = x * root[:, None], y * root
    scale = np.sqrt((design**2).sum(axis=0))
    if len(y) <= x.shape[1] or (scale == 0).any():
        raise ValueError("fewer rows than covariates, or a covariate that is always zero")
    q, r = np.linalg.qr(design / scale)
    if np.abs(np.diag(r)).min() < 1e-10:
        raise ValueError("covariates are collinear: one of them is a sum of others; leave it out")
    inverse = np.linalg.inv(r)
    beta = (inverse @ (q.T @ outcome)) / scale
    bread = (inverse @ inverse.T) / np.outer(scale, scale)
    return LinearFit(beta, y - x @ beta, bread, design, root, cluster)
