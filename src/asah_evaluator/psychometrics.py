"""Is the questionnaire or the test worth reading? Reliability and item analysis.

Sources: Cronbach (1951) coefficient alpha; Feldt (1965) and Feldt, Woodruff and Salih (1987) for its interval;
McDonald (1999) omega of a one-factor model by maximum likelihood (Joreskog 1967); item statistics as in Lord and
Novick (1968); ceiling share of 15 % from Terwee et al. (2007). The two-parameter logistic model is in :mod:`irt`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats

from asah_evaluator.answers import Answers, FloatArray, name_rows, read_answers, read_labels

CEILING_SHARE = 0.15
"""Share of persons at the highest possible total from which growth can no longer be seen (Terwee et al. 2007)."""
WEAK_ITEM = 0.20
"""Item-rest correlation under which an item says little about what the others say (Ebel and Frisbie 1991)."""
TAIL = 0.27
"""Share of persons in the upper and in the lower group of a discrimination index (Kelley 1939)."""
LAZY_DISTRACTOR = 0.05
"""A wrong option chosen by fewer does no work (Haladyna and Downing 1993)."""


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


@dataclass(frozen=True)
class Item:
    """One item of a test or scale.

    ``difficulty`` mean answer divided by ``maximum`` (share correct for 0/1 items); ``item_rest`` correlation with the
    sum of the other items, NaN when either never varies; ``alpha_without`` alpha of the other items, NaN for fewer than
    two; ``discrimination`` difference of difficulty between upper and lower 27 %; ``ceiling`` share at the maximum.
    """

    name: str
    n: int
    mean: float
    sd: float
    difficulty: float
    item_rest: float
    discrimination: float
    alpha_without: float
    ceiling: float
    flags: tuple[str, ...]


@dataclass(frozen=True)
class ItemAnalysis:
    """All items, with the ceiling of the total: ``total_mean`` and ``total_maximum`` in points."""

    items: tuple[Item, ...]
    n: int
    total_mean: float
    total_sd: float
    total_maximum: float
    ceiling_share: float
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Option:
    """One answer option of a multiple-choice item: shares 0-1 of all, of the upper and of the lower group.

    ``correlation`` of choosing it with the score on the other items, NaN when nobody or everybody chose it.
    """

    item: str
    option: str
    is_key: bool
    share: float
    upper: float
    lower: float
    correlation: float
    flag: str


def cronbach_alpha(data: Any, *, level: float = 0.95) -> Reliability:
    """Cronbach's alpha with Feldt's F interval and the normal-theory standard error.

    Parameters: ``data`` (persons, items), see :func:`read_answers`; ``level`` of the interval.
    The interval is exact for normal scores with parallel items (Feldt 1965); the standard error is that of Duhachek
    and Iacobucci (2004). Persons with a missing answer are left out and counted.
    Raises ``ValueError`` for fewer than two items or three complete persons, or when the total never varies.
    """
    answers = read_answers(data)
    scores = _complete_scores(answers, least_items=2)
    n, k = scores.shape
    covariance = np.cov(scores, rowvar=False)
    alpha = _alpha(covariance)
    df_persons, df_rest = n - 1, (n - 1) * (k - 1)
    tail = (1 - level) / 2
    low = 1 - (1 - alpha) * float(stats.f.ppf(1 - tail, df_persons, df_rest))
    high = 1 - (1 - alpha) * float(stats.f.ppf(tail, df_persons, df_rest))
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
    scores = _complete_scores(answers, least_items=3)
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
    spread = float(stats.norm.ppf(0.5 + level / 2)) * se / (omega * (1 - omega)) if 0 < omega < 1 else 0.0
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


def analyse_items(data: Any, *, maximum: float | None = None) -> ItemAnalysis:
    """Difficulty, item-rest correlation, discrimination and ceiling of every item.

    Parameters: ``data`` (persons, items); ``maximum`` the highest possible answer, the highest seen in the table when
    ``None`` (1 for items scored 0/1). Persons with a missing answer are left out.
    Raises ``ValueError`` for fewer than two items, fewer than three complete persons, or an answer above ``maximum``.
    """
    answers = read_answers(data)
    scores = _complete_scores(answers, least_items=2)
    top = float(np.max(scores)) if maximum is None else float(maximum)
    if top <= 0:
        raise ValueError("the highest answer is not above 0: give the highest possible answer as maximum")
    over = (answers.values > top).any(axis=1)
    if over.any():
        raise ValueError(f"{name_rows(over, answers.rows)}: an answer is above the maximum of {top:g}")
    totals = scores.sum(axis=1)
    upper, lower = _tails(totals)
    items = tuple(_item(answers.items[j], scores, j, totals, top, upper, lower) for j in range(scores.shape[1]))
    ceiling = float(np.mean(totals >= top * scores.shape[1] - 1e-9))
    return ItemAnalysis(
        items=items,
        n=len(scores),
        total_mean=float(totals.mean()),
        total_sd=float(totals.std(ddof=1)),
        total_maximum=top * scores.shape[1],
        ceiling_share=ceiling,
        warnings=_analysis_warnings(ceiling, items, len(answers.rows) - len(scores), len(scores)),
    )


def analyse_distractors(data: Any, key: dict[str, str]) -> tuple[Option, ...]:
    """How every option of multiple-choice items worked.

    Parameters: ``data`` a frame or mapping of chosen options, one column an item; ``key`` item -> right option.
    An unanswered item counts as wrong. Flags: ``lazy`` a wrong option under 5 %, ``attracts the able`` a wrong option
    whose choice goes with a higher rest score, ``weak key`` a right option that does not.
    Raises ``ValueError`` when an item of the key is missing or nobody chose its right option in the data at all.
    """
    chosen = {item: read_labels(data[item]) for item in key if item in data}
    absent = [item for item in key if item not in chosen]
    if absent:
        raise ValueError(f"no column named {', '.join(absent)}")
    never = [item for item, right in key.items() if right not in chosen[item]]
    if never:
        raise ValueError(f"nobody chose the right option of {', '.join(never)}: check the key")
    correct = np.column_stack([[float(c == key[item]) for c in chosen[item]] for item in key])
    totals = correct.sum(axis=1)
    upper, lower = _tails(totals)
    found: list[Option] = []
    for place, (item, right) in enumerate(key.items()):
        rest = totals - correct[:, place]
        for option in sorted({c for c in chosen[item] if c is not None}):
            picked = np.array([float(c == option) for c in chosen[item]])
            found.append(_option(item, option, option == right, picked, rest, upper, lower))
    return tuple(found)


def _complete_scores(answers: Answers, *, least_items: int) -> FloatArray:
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


def _alpha(covariance: FloatArray) -> float:
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


def _tails(totals: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Weights (n,) of the upper and the lower 27 %; persons tied at the border share the remaining places."""
    size = max(1.0, TAIL * len(totals))
    return _tail(totals, size), _tail(-totals, size)


def _tail(scores: FloatArray, size: float) -> FloatArray:
    """Weights summing to 1 of the ``size`` highest scores, ties shared: the answer does not depend on row order."""
    border = np.sort(scores)[::-1][int(np.ceil(size)) - 1]
    above, tied = scores > border, scores == border
    weights = above + tied * (size - above.sum()) / tied.sum()
    return np.asarray(weights / size, dtype=np.float64)


def _item(
    name: str, scores: FloatArray, j: int, totals: FloatArray, top: float, upper: FloatArray, lower: FloatArray
) -> Item:
    """Statistics of item ``j``."""
    own = scores[:, j]
    rest = totals - own
    correlation = _correlation(own, rest)
    others = np.delete(scores, j, axis=1)
    alpha = np.nan
    if others.shape[1] >= 2 and np.ptp(others.sum(axis=1)) > 0:
        alpha = _alpha(np.cov(others, rowvar=False))
    ceiling = float(np.mean(own >= top - 1e-9))
    difficulty = float(own.mean() / top)
    return Item(
        name=name,
        n=len(own),
        mean=float(own.mean()),
        sd=float(own.std(ddof=1)),
        difficulty=difficulty,
        item_rest=correlation,
        discrimination=float((upper @ own - lower @ own) / top),
        alpha_without=alpha,
        ceiling=ceiling,
        flags=_item_flags(correlation, difficulty, float(own.std())),
    )


def _item_flags(correlation: float, difficulty: float, sd: float) -> tuple[str, ...]:
    """Words for what is wrong with an item, none when nothing is."""
    flags = []
    if sd == 0:
        flags.append("no differences")
    elif correlation < 0:
        flags.append("runs against the others")
    elif correlation < WEAK_ITEM:
        flags.append("weak")
    if difficulty > 0.95:
        flags.append("too easy")
    if difficulty < 0.20:
        flags.append("too hard")
    return tuple(flags)


def _option(
    item: str, option: str, is_key: bool, picked: FloatArray, rest: FloatArray, upper: FloatArray, lower: FloatArray
) -> Option:
    """Statistics of one option."""
    correlation = _correlation(picked, rest)
    flag = ""
    if is_key and not correlation > 0:
        flag = "weak key"
    elif not is_key and correlation > 0.05:
        flag = "attracts the able"
    elif not is_key and picked.mean() < LAZY_DISTRACTOR:
        flag = "lazy"
    return Option(
        item, option, is_key, float(picked.mean()), float(upper @ picked), float(lower @ picked), correlation, flag
    )


def _correlation(one: FloatArray, other: FloatArray) -> float:
    """Pearson correlation; NaN when either never varies."""
    if np.ptp(one) == 0 or np.ptp(other) == 0:
        return float("nan")
    return float(np.corrcoef(one, other)[0, 1])


def _analysis_warnings(ceiling: float, items: tuple[Item, ...], dropped: int, n: int) -> tuple[str, ...]:
    """Warnings of a whole item analysis."""
    found = []
    if dropped:
        found.append(f"{dropped} persons left out: an answer is missing")
    if ceiling >= CEILING_SHARE:
        found.append(f"ceiling: {ceiling:.0%} of {n} persons reached the highest score, growth cannot be seen in them")
    weak = [item.name for item in items if item.flags]
    if weak:
        found.append(f"look at {', '.join(weak)}")
    return tuple(found)
