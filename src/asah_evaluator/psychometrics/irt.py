"""The two-parameter logistic model of a test scored right or wrong.

P(right | ability t) = 1 / (1 + exp(-(a t + c))), ability standard normal. Items by marginal maximum likelihood over
Gauss-Hermite points (Bock and Aitkin 1981), here by quasi-Newton on the marginal likelihood itself; standard errors
from the observed information; abilities as posterior means (EAP).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import expit, log_expit, logsumexp

from asah_evaluator.answers import Answers, FloatArray, name_rows, read_answers

LEAST_PERSONS = 200
"""Below this the item parameters wander too far to be shown (evaluator.md: only from 200 persons)."""
STEEP = 6.0
"""A slope beyond this means the likelihood has no clear maximum (two items that copy each other)."""


@dataclass(frozen=True)
class ItemCurve:
    """One item of the model: slope ``a`` (per standard deviation of ability), intercept ``c``, difficulty ``b = -c/a``
    on the ability scale; standard errors in the same units, NaN when the information is singular."""

    name: str
    slope: float
    intercept: float
    difficulty: float
    slope_se: float
    intercept_se: float


@dataclass(frozen=True)
class TwoParameterFit:
    """A fitted model: ``log_likelihood`` marginal, ``n`` persons, ``abilities`` (n,) posterior means and
    ``ability_sd`` (n,) posterior standard deviations, in standard deviations of ability; ``reliability`` the share of
    variance of ability that the test recovers (empirical, 0-1)."""

    items: tuple[ItemCurve, ...]
    log_likelihood: float
    n: int
    points: int
    abilities: FloatArray
    ability_sd: FloatArray
    reliability: float
    warnings: tuple[str, ...]


def fit_2pl(data: Any, *, points: int = 61, force: bool = False) -> TwoParameterFit:
    """Fit the two-parameter logistic model.

    Parameters: ``data`` (persons, items) of 0 and 1, empty cells are left out of the likelihood; ``points`` of the
    quadrature; ``force`` to fit fewer than 200 persons.
    Raises ``ValueError`` for fewer than 200 persons without ``force``, fewer than three items, answers other than 0
    and 1 (rows named), or items that all or none got right.
    """
    from scipy.optimize import minimize

    answers = read_answers(data)
    _check(answers, force)
    patterns, counts, place = _patterns(answers.values)
    right = np.nan_to_num(patterns)
    known = ~np.isnan(patterns)
    nodes, weights = np.polynomial.hermite_e.hermegauss(points)
    log_weights = np.log(weights / weights.sum())
    model = _Marginal(right, known.astype(np.float64), counts, nodes, log_weights)
    k = len(answers.items)
    share = np.nanmean(answers.values, axis=0)
    start = np.r_[np.ones(k), np.log(share / (1 - share)) * 1.2]
    fit = minimize(model.loss, start, jac=True, method="BFGS", options={"gtol": 1e-4, "maxiter": 1000})
    theta = _oriented(np.asarray(fit.x, dtype=np.float64))
    se = _standard_errors(model, theta)
    mean, sd = model.posterior(theta)
    return TwoParameterFit(
        items=_curves(answers.items, theta, se),
        log_likelihood=-model.loss(theta)[0],
        n=len(answers.rows),
        points=points,
        abilities=mean[place],
        ability_sd=sd[place],
        reliability=_reliability(mean[place], sd[place]),
        warnings=_warnings(answers, theta, se),
    )


@dataclass(frozen=True)
class _Marginal:
    """Marginal likelihood of answer patterns: ``right`` and ``known`` (patterns, items), ``counts`` (patterns,)."""

    right: FloatArray
    known: FloatArray
    counts: FloatArray
    nodes: FloatArray
    log_weights: FloatArray

    def joint(self, theta: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Log of P(pattern, node) of shape (patterns, nodes), and P(right) of shape (nodes, items)."""
        k = self.right.shape[1]
        logits = np.outer(self.nodes, theta[:k]) + theta[k:]
        log_right, log_wrong = log_expit(logits), log_expit(-logits)
        wrong = self.known - self.right
        return self.right @ log_right.T + wrong @ log_wrong.T + self.log_weights, expit(logits)

    def loss(self, theta: FloatArray) -> tuple[float, FloatArray]:
        """Minus the log-likelihood and its gradient (2k,)."""
        log_joint, probability = self.joint(theta)
        log_marginal = logsumexp(log_joint, axis=1)
        posterior = np.exp(log_joint - log_marginal[:, None]) * self.counts[:, None]
        residual = posterior.T @ self.right - (posterior.T @ self.known) * probability
        gradient = np.r_[self.nodes @ residual, residual.sum(axis=0)]
        return -float(self.counts @ log_marginal), -gradient

    def posterior(self, theta: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Posterior mean and standard deviation of ability for each pattern."""
        log_joint, _ = self.joint(theta)
        posterior = np.exp(log_joint - logsumexp(log_joint, axis=1)[:, None])
        mean = posterior @ self.nodes
        return mean, np.sqrt(np.maximum(posterior @ self.nodes**2 - mean**2, 0.0))


def _check(answers: Answers, force: bool) -> None:
    """Refuse what the model cannot say anything about."""
    values = answers.values
    odd = (~np.isnan(values) & (values != 0) & (values != 1)).any(axis=1)
    if odd.any():
        raise ValueError(f"{name_rows(odd, answers.rows)}: the model needs answers scored 0 or 1")
    if len(answers.items) < 3:
        raise ValueError(f"at least 3 items are needed, the table has {len(answers.items)}")
    if len(answers.rows) < LEAST_PERSONS and not force:
        raise ValueError(
            f"{len(answers.rows)} persons answered; {LEAST_PERSONS} are needed before item parameters are stable"
        )
    share = [float(np.mean(column[~np.isnan(column)])) if (~np.isnan(column)).any() else 0.0 for column in values.T]
    flat = [name for name, s in zip(answers.items, share, strict=True) if s in (0.0, 1.0)]
    if flat:
        raise ValueError(f"all or none got {', '.join(flat)} right: leave the item out")


def _patterns(values: FloatArray) -> tuple[FloatArray, FloatArray, Any]:
    """Distinct answer patterns (p, k), their counts (p,), and the pattern of each person (n,)."""
    coded = np.where(np.isnan(values), -1.0, values)
    found, place, counts = np.unique(coded, axis=0, return_inverse=True, return_counts=True)
    return np.where(found < 0, np.nan, found), counts.astype(np.float64), np.ravel(place)


def _oriented(theta: FloatArray) -> FloatArray:
    """The mirror image in which most slopes are positive; the likelihood is the same."""
    k = len(theta) // 2
    return theta if theta[:k].sum() >= 0 else np.r_[-theta[:k], theta[k:]]


def _standard_errors(model: _Marginal, theta: FloatArray) -> FloatArray:
    """Standard errors (2k,) from the observed information: central differences of the exact gradient."""
    step = 1e-4
    columns = [
        (model.loss(theta + step * unit)[1] - model.loss(theta - step * unit)[1]) / (2 * step)
        for unit in np.eye(len(theta))
    ]
    information = np.array(columns)
    information = (information + information.T) / 2
    values = np.linalg.eigvalsh(information)
    if values[0] <= 1e-8 * values[-1]:
        return np.full(len(theta), np.nan)
    return np.asarray(np.sqrt(np.diag(np.linalg.inv(information))), dtype=np.float64)


def _curves(items: tuple[str, ...], theta: FloatArray, se: FloatArray) -> tuple[ItemCurve, ...]:
    """Item parameters as objects."""
    k = len(items)
    return tuple(
        ItemCurve(
            name,
            float(theta[j]),
            float(theta[k + j]),
            float(-theta[k + j] / theta[j]) if abs(theta[j]) > 1e-6 else float("nan"),
            float(se[j]),
            float(se[k + j]),
        )
        for j, name in enumerate(items)
    )


def _reliability(mean: FloatArray, sd: FloatArray) -> float:
    """Empirical reliability: variance of posterior means over that plus mean posterior variance."""
    between = float(np.var(mean))
    return between / (between + float(np.mean(sd**2)))


def _warnings(answers: Answers, theta: FloatArray, se: FloatArray) -> tuple[str, ...]:
    """What a reader of the parameters must know."""
    k = len(answers.items)
    found = []
    if len(answers.rows) < LEAST_PERSONS:
        found.append(f"only {len(answers.rows)} persons: parameters are unstable (forced)")
    steep = [name for name, slope in zip(answers.items, theta[:k], strict=True) if abs(slope) > STEEP]
    if steep:
        found.append(f"slope without a clear maximum: {', '.join(steep)}")
    negative = [name for name, slope in zip(answers.items, theta[:k], strict=True) if slope < 0]
    if negative:
        found.append(f"the able get it wrong more often: {', '.join(negative)} (check the key)")
    if np.isnan(se).any():
        found.append("the data do not identify every parameter: no standard errors")
    return tuple(found)
