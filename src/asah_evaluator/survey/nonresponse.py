"""Weights for those who did not answer, always with the unweighted value beside the weighted one.

Sources: Deming and Stephan (1940) raking; Little (1986) and Horvitz and Thompson (1952) inverse probability weights;
Kish (1965) design effect of unequal weights; linearised standard error of a weighted mean as in Lumley (2010).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import expit

from asah_evaluator.answers import FloatArray, name_rows, read_answers, read_labels, read_numbers
from asah_evaluator.estimate import critical_value

WIDEST_RATIO = 10.0
"""Largest over smallest weight beyond which a warning is due."""
LEAST_EFFECTIVE = 0.5
"""Share of the sample that must remain as effective size, otherwise a warning."""


@dataclass(frozen=True)
class Weights:
    """Weights (n,) with mean 1, NaN for persons who did not answer; ``effective_n`` the size of an equally informative
    unweighted sample (Kish); ``design_effect`` n / effective_n; ``ratio`` largest over smallest weight."""

    values: FloatArray
    effective_n: float
    design_effect: float
    ratio: float
    method: str
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Beside:
    """A weighted mean (``estimate``, ``se``, ``low``, ``high``) and the ``unweighted`` one, in the answer's points."""

    estimate: float
    se: float
    low: float
    high: float
    unweighted: float
    n: int
    effective_n: float
    method: str
    warnings: tuple[str, ...]


def rake(
    groups: Mapping[str, Any],
    targets: Mapping[str, Mapping[str, float]],
    *,
    base: Any = None,
    rounds: int = 1000,
    tolerance: float = 1e-10,
) -> Weights:
    """Raking: weights whose shares equal known shares of the invited, margin by margin.

    Parameters: ``groups`` margin -> label of each respondent (n,); ``targets`` margin -> label -> share or count of
    the invited (scaled to 1); ``base`` weights to start from, 1 when ``None``; ``rounds``, ``tolerance`` (on shares).
    Raises ``ValueError`` when a group of the invited has nobody among the respondents (nobody can speak for it: merge
    it), when a respondent's label has no target (rows named), or when the margins contradict each other.
    """
    labels = {margin: read_labels(groups[margin]) for margin in targets if margin in groups}
    absent = [margin for margin in targets if margin not in labels]
    if absent or not targets:
        raise ValueError(f"no group labels for {', '.join(absent) or 'any margin'}")
    sizes = {len(column) for column in labels.values()}
    if len(sizes) > 1 or sizes == {0}:
        raise ValueError("every margin needs a label for the same, non-empty list of respondents")
    masks = [cell for margin, shares in targets.items() for cell in _margin(margin, labels[margin], shares)]
    weights = _start(base, sizes.pop())
    for _ in range(rounds):
        for inside, share in masks:
            weights[inside] *= share * weights.sum() / weights[inside].sum() if share > 0 else 0.0
        worst = max(abs(weights[inside].sum() / weights.sum() - share) for inside, share in masks)
        if worst < tolerance:
            return describe_weights(weights, "raking")
    raise ValueError(f"raking does not settle (a share is still {worst:.2g} off): the margins contradict each other")


def inverse_probability(answered: Any, covariates: Any, *, cap: float | None = None) -> Weights:
    """Weights 1 / P(answered), the probability from a logistic regression on what is known of everybody invited.

    Parameters: ``answered`` (n,) 0/1 for all invited; ``covariates`` (n, k) numbers known for all (sex, age, grade);
    ``cap`` largest weight allowed, as a multiple of the mean weight.
    Raises ``ValueError`` with rows named for empty covariates; when nobody or everybody answered; and when a covariate
    tells exactly who answered (weights would be infinite).
    """
    told = read_numbers(answered, what="answered")
    odd = np.isnan(told) | ((told != 0) & (told != 1))
    if odd.any():
        raise ValueError(f"{name_rows(odd)}: answered must be 0 or 1")
    known = read_answers(covariates)
    if len(known.rows) != len(told):
        raise ValueError(f"{len(told)} persons in answered, {len(known.rows)} in covariates")
    empty = np.isnan(known.values).any(axis=1)
    if empty.any():
        raise ValueError(f"{name_rows(empty, known.rows)}: covariates must be known for everybody invited")
    if told.min() == told.max():
        raise ValueError("nobody answered" if told.max() == 0 else "everybody answered: no weights are needed")
    probability = _logistic(known.values, told)
    weights = np.where(told == 1, 1 / probability, np.nan)
    warnings: tuple[str, ...] = ()
    if cap is not None:
        limit = cap * float(np.nanmean(weights))
        over = int(np.nansum(weights > limit))
        weights = np.minimum(weights, limit)
        warnings = (
            (f"{over} weights cut to {cap:g} times the mean: a small bias is accepted for a steadier number",)
            if over
            else ()
        )
    made = describe_weights(weights, "inverse probability")
    return Weights(made.values, made.effective_n, made.design_effect, made.ratio, made.method, made.warnings + warnings)


def weighted_beside(answers: Any, weights: Any, *, level: float = 0.95) -> Beside:
    """Weighted mean with a linearised t interval, and the unweighted mean beside it.

    Parameters: ``answers`` (n,) points, empty cells left out; ``weights`` (n,) as numbers or :class:`Weights`.
    Raises ``ValueError`` with rows named for a weight that is missing where there is an answer, negative or infinite.
    """
    numbers = read_numbers(answers, what="answer")
    given = weights.values if isinstance(weights, Weights) else read_numbers(weights, what="weight")
    if len(given) != len(numbers):
        raise ValueError(f"{len(numbers)} answers but {len(given)} weights")
    used = ~np.isnan(numbers)
    bad = used & (np.isnan(given) | (given < 0))
    if bad.any():
        raise ValueError(f"{name_rows(bad)}: an answer without a weight from 0")
    y, w = numbers[used], given[used]
    if len(y) < 2 or w.sum() <= 0:
        raise ValueError("at least two answers with weights are needed")
    mean = float(w @ y / w.sum())
    n = len(y)
    se = float(np.sqrt(n / (n - 1) * np.sum((w * (y - mean)) ** 2)) / w.sum())
    spread = critical_value(level, n - 1) * se
    about = describe_weights(w, weights.method if isinstance(weights, Weights) else "given weights")
    warnings = about.warnings
    shift = mean - float(y.mean())
    if abs(shift) > se > 0:
        warnings += (f"weighting moves the mean by {shift:+.2f}: who answers matters here, show both values",)
    return Beside(mean, se, mean - spread, mean + spread, float(y.mean()), n, about.effective_n, about.method, warnings)


def describe_weights(raw: FloatArray, method: str) -> Weights:
    """Weights scaled to mean 1, with Kish's effective size and warnings."""
    known = raw[~np.isnan(raw)]
    if not np.isfinite(known).all() or known.sum() <= 0:
        raise ValueError("weights are infinite or all zero: someone had no chance to be among those who answered")
    scaled = raw * (len(known) / known.sum())
    positive = known[known > 0]
    effective = float(known.sum() ** 2 / np.sum(known**2))
    ratio = float(positive.max() / positive.min())
    found: tuple[str, ...] = ()
    if ratio > WIDEST_RATIO:
        found += (f"the heaviest answer counts {ratio:.0f} times the lightest",)
    if effective < LEAST_EFFECTIVE * len(known):
        found += (f"{len(known)} answers carry the information of {effective:.0f}",)
    return Weights(scaled, effective, len(known) / effective, ratio, method, found)


def _margin(margin: str, labels: list[str | None], shares: Mapping[str, float]) -> list[tuple[FloatArray, float]]:
    """Mask and target share of every label of one margin."""
    wanted = {str(label): float(share) for label, share in shares.items()}
    total = sum(wanted.values())
    if any(share < 0 or not np.isfinite(share) for share in wanted.values()) or total <= 0:
        raise ValueError(f"margin {margin}: target shares must be numbers from 0 with a positive sum")
    stranger = np.array([label is None or label not in wanted for label in labels])
    if stranger.any():
        raise ValueError(f"margin {margin}, {name_rows(stranger)}: no target share for this label")
    held = {label: np.array([own == label for own in labels]) for label in wanted}
    silent = [label for label, share in wanted.items() if share > 0 and not held[label].any()]
    if silent:
        raise ValueError(f"margin {margin}: nobody of {', '.join(silent)} answered; merge it with a similar group")
    return [(held[label], share / total) for label, share in wanted.items() if held[label].any()]


def _start(base: Any, n: int) -> FloatArray:
    """Starting weights, checked."""
    if base is None:
        return np.ones(n)
    weights = read_numbers(base, what="base weight").copy()
    bad = np.isnan(weights) | (weights <= 0)
    if len(weights) != n or bad.any():
        raise ValueError(f"{name_rows(bad) if bad.any() else 'base weights'}: one weight above 0 for each respondent")
    return weights


def _logistic(covariates: FloatArray, outcome: FloatArray, *, rounds: int = 100) -> FloatArray:
    """Fitted probabilities (n,) of a logistic regression by Newton steps.

    Raises ``ValueError`` on separation: the likelihood then has no maximum and some probabilities go to 0 or 1.
    """
    sd = covariates.std(axis=0)
    varied = sd > 0
    design = np.column_stack(
        [np.ones(len(outcome)), (covariates[:, varied] - covariates[:, varied].mean(axis=0)) / sd[varied]]
    )
    beta = np.zeros(design.shape[1])
    for _ in range(rounds):
        probability = expit(design @ beta)
        information = design.T @ (design * (probability * (1 - probability))[:, None])
        step = np.linalg.lstsq(information, design.T @ (outcome - probability), rcond=None)[0]
        beta = beta + step
        if np.abs(beta).max() > 25:
            break
        if np.abs(step).max() < 1e-9:
            return np.asarray(expit(design @ beta), dtype=np.float64)
    raise ValueError(
        "a covariate tells exactly who answered (separation): weights would be infinite; use broader groups"
    )
