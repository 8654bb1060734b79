"""How much of a score is not error: Cronbach's alpha and McDonald's omega with intervals.

Sources: Cronbach (1951) coefficient alpha; Feldt (1965) and Feldt, Woodruff and Salih (1987) for its interval;
McDonald (1999) omega of a one-factor model by maximum likelihood (Joreskog 1967); standard error of alpha by Duhachek
and Iacobucci (2004).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import fdtri

from asah_evaluator.answers import Answers, FloatArray, read_answers
from asah_evaluator.estimate import critical_value


@dataclass(frozen=True)
class Reliability:
    """A reliability coefficient with its interval.

    ``estimate``, ``se``, ``low``, ``high`` without unit, 1 = no error of measurement; ``n`` persons used,
    ``n_items`` items; ``dropped`` persons left out because an answer is missing.
    """

    estimate: float
    se: float
    low: float
    high: float
    n: int
    n_items: int
    method: str
    dropped: int = 0
    warnings: tuple[str, ...] = ()


def cronbach_alpha(data: Any, *, level: float = 0.95) -> Reliability:
    """Cronbach's alpha with Feldt's F interval and the normal-theory standard error.

    Parameters: ``data`` (persons, items), see :func:`read_answers`; ``level`` of the interval.
    The interval is exact for normal scores with parallel items (Feldt 1965); the standard error is that of Duhachek
    and Iacobucci (2004). Persons with a missing answer are left out and counted.
    Raises ``ValueError`` for fewer than two items or three complete persons, or when the total never varies.
    """
    answers = read_answers(data)
    scores = complete_scores(answers, least_items=2)
    n, k = scores.shape
    covariance = np.cov(scores, rowvar=False)
    alpha = alpha_of(covariance)
    df_persons, df_rest = n - 1, (n - 1) * (k - 1)
    tail = (1 - level) / 2
    low = 1 - (1 - alpha) * float(fdtri(df_persons, df_rest, 1 - tail))
    high = 1 - (1 - alpha) * float(fdtri(df_persons, df_rest, tail))
    warnings = _scale_warnings(answers, covariance)
    dropped = len(answers.rows) - n
    return Reliability(
        alpha, _alpha_se(covariance, n), low, high, n, k, "Cronbach alpha, Feldt interval", dropped, warnings
    )


def mcdonald_omega(data: Any, *, level: float = 0.95) -> Reliability:
    """McDonald's omega (total) of a one-factor model fitted by maximum likelihood.

    Parameters as for :func:`cronbach_alpha`. Standard error by the delta method on the expected information; the
    interval is symmetric on the logit scale, so it stays between 0 and 1. Loadings of both signs are kept as they are:
    reverse-worded items must be turned before.
    Raises ``ValueError`` for fewer than three items (not identified), an item that never varies, or a singular
    covariance (items that are sums of others).
    """
    answers = read_answers(data)
    scores = complete_scores(answers, least_items=3)
    n, k = scores.shape
    covariance = np.cov(scores, rowvar=False)
    constant = [name for name, variance in zip(answers.items, np.diag(covariance), strict=True) if variance <= 0]
    if constant:
        raise ValueError(f"everyone gave the same answer to {', '.join(constant)}: leave the item out for omega")
    sd = np.sqrt(np.diag(covariance))
    correlation = covariance / np.outer(sd, sd)
    if np.linalg.eigvalsh(correlation)[0] < 1e-10:
        raise ValueError("an item is an exact combination of others (singular covariance): leave it out for omega")
    loadings, unique = one_factor(correlation)
    omega, se = _omega_and_se(loadings * sd, unique * sd**2, n)
    warnings = _scale_warnings(answers, covariance)
    if unique.min() <= HEYWOOD * 1.01:
        item = answers.items[int(np.argmin(unique))]
        warnings += (f"item {item} takes all of the factor (Heywood case): omega is not reliable here",)
    spread = critical_value(level) * se / (omega * (1 - omega)) if 0 < omega < 1 else 0.0
    centre = float(np.log(omega / (1 - omega))) if 0 < omega < 1 else np.nan
    low, high = (float(1 / (1 + np.exp(-(centre + side * spread)))) for side in (-1, 1))
    dropped = len(answers.rows) - n
    return Reliability(omega, se, low, high, n, k, "McDonald omega, one factor by ML", dropped, warnings)


HEYWOOD = 0.005
"""Smallest unique variance (of a standardised item) that the one-factor fit allows."""


def one_factor(
    correlation: FloatArray, *, rounds: int = 20_000, tolerance: float = 1e-10
) -> tuple[FloatArray, FloatArray]:
    """Fit one common factor by maximum likelihood: quasi-Newton over the unique variances (Joreskog 1967).

    Parameters: ``correlation`` (k, k), k >= 3, positive definite.
    Returns loadings (k,), oriented to a positive sum, and unique variances (k,), each at least ``HEYWOOD``.
    """
    from scipy.optimize import minimize

    def discrepancy(unique: FloatArray) -> tuple[float, FloatArray]:
        scaled = correlation / np.sqrt(np.outer(unique, unique))
        values, vectors = np.linalg.eigh(scaled)
        rest = values[:-1]
        loss = float(np.sum(rest - np.log(rest)) - len(rest))
        load = np.sqrt(unique) * vectors[:, -1] * np.sqrt(max(values[-1] - 1, 0))
        fitted = np.outer(load, load) + np.diag(unique)
        return loss, np.diag(fitted - correlation) / unique**2

    start = np.clip((1 - 0.5 / len(correlation)) / np.diag(np.linalg.inv(correlation)), HEYWOOD, 1)
    fit = minimize(
        discrepancy,
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=[(HEYWOOD, 1.0)] * len(correlation),
        options={"maxiter": rounds, "ftol": tolerance * 1e-4, "gtol": tolerance},
    )
    unique = np.asarray(fit.x, dtype=np.float64)
    values, vectors = np.linalg.eigh(correlation / np.sqrt(np.outer(unique, unique)))
    loadings = np.sqrt(unique) * vectors[:, -1] * np.sqrt(max(values[-1] - 1, 0))
    return (loadings if loadings.sum() >= 0 else -loadings), unique


def complete_scores(answers: Answers, *, least_items: int) -> FloatArray:
    """Answers of complete persons; refuses what cannot carry a reliability."""
    if len(answers.items) < least_items:
        raise ValueError(f"at least {least_items} items are needed, the table has {len(answers.items)}")
    scores = answers.complete.values
    if len(scores) < 3:
        raise ValueError(
            f"only {len(scores)} of {len(answers.rows)} persons answered every item; at least 3 are needed"
        )
    if np.ptp(scores.sum(axis=1)) == 0 and np.ptp(scores, axis=0).max() == 0:
        raise ValueError("everyone gave the same answers: reliability cannot be measured without differences")
    return scores


def alpha_of(covariance: FloatArray) -> float:
    """Alpha of a covariance matrix (k, k)."""
    k = len(covariance)
    total = float(covariance.sum())
    if total <= 1e-12 * float(np.trace(covariance)):
        raise ValueError("the total score never varies: alpha is not defined (are some items reverse-worded?)")
    return k / (k - 1) * (1 - float(np.trace(covariance)) / total)


def _alpha_se(covariance: FloatArray, n: int) -> float:
    """Standard error of alpha by Duhachek and Iacobucci (2004), equation 2."""
    k = len(covariance)
    total = float(covariance.sum())
    trace = float(np.trace(covariance))
    square = covariance @ covariance
    inner = total * (float(np.trace(square)) + trace**2) - 2 * trace * float(square.sum())
    variance = 2 * k**2 / ((k - 1) ** 2 * total**3) * inner
    return float(np.sqrt(max(variance, 0.0) / n))


def _omega_and_se(loadings: FloatArray, unique: FloatArray, n: int) -> tuple[float, float]:
    """Omega and its delta-method standard error under the fitted one-factor model."""
    k = len(loadings)
    common, noise = float(loadings.sum()), float(unique.sum())
    total = common**2 + noise
    inverse = np.linalg.inv(np.outer(loadings, loadings) + np.diag(unique))
    slopes = np.zeros((2 * k, k, k))
    for j in range(k):
        slopes[j, j, :] += loadings
        slopes[j, :, j] += loadings
        slopes[k + j, j, j] = 1.0
    weighted = inverse @ slopes
    information = n / 2 * np.einsum("aij,bji->ab", weighted, weighted)
    gradient = np.r_[np.full(k, 2 * common * noise / total**2), np.full(k, -(common**2) / total**2)]
    variance = float(gradient @ np.linalg.pinv(information, hermitian=True) @ gradient)
    return common**2 / total, float(np.sqrt(max(variance, 0.0)))


def _scale_warnings(answers: Answers, covariance: FloatArray) -> tuple[str, ...]:
    """What a reader of a reliability must know: small n, dropped persons, items that run against the scale."""
    n = len(answers.complete.rows)
    found = []
    if n < len(answers.rows):
        found.append(f"{len(answers.rows) - n} of {len(answers.rows)} persons left out: an answer is missing")
    if n < 30:
        found.append(f"only {n} persons: the interval is wide, read it before the number")
    rest = covariance.sum(axis=1) - np.diag(covariance)
    against = [name for name, value in zip(answers.items, rest, strict=True) if value < 0]
    if against:
        found.append(f"runs against the other items: {', '.join(against)} (reverse-worded?)")
    return tuple(found)
