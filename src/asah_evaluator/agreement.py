"""Do two readers see the same thing? Agreement between raters, corrected for chance.

Sources: Cohen (1960, 1968) kappa with the standard error of Fleiss, Cohen and Everitt (1969); Fleiss (1971) kappa with
the large-sample variance of Gwet (2008, 2021); Krippendorff (2011, 2019) alpha with missing values, interval by a
bootstrap over units (Zapf et al. 2016). Reading of alpha: from 0.80 claims may rest on the coding, from 0.67 only
tentative ones (Krippendorff 2019), otherwise none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from asah_evaluator.answers import Answers, FloatArray, name_rows, read_answers, read_labels
from asah_evaluator.estimate import critical_value

Metric = Literal["nominal", "ordinal", "interval", "ratio"]
METRICS: tuple[Metric, ...] = ("nominal", "ordinal", "interval", "ratio")

CLAIM_FROM = 0.80
TENTATIVE_FROM = 0.67
MOST_VALUES = 1_000
"""Different ratings beyond which a table holds measurements rather than a scale."""


@dataclass(frozen=True)
class Agreement:
    """A coefficient of agreement: 1 all agree, 0 as chance would, below 0 worse than chance.

    ``se``, ``low``, ``high`` in the same unit; ``units`` judged things used, ``raters``, ``ratings`` counted;
    ``level`` what may rest on it: ``claim``, ``tentative`` or ``none`` (by the estimate).
    """

    estimate: float
    se: float
    low: float
    high: float
    units: int
    raters: int
    ratings: int
    method: str
    level: str
    warnings: tuple[str, ...] = ()


def cohen_kappa(
    one: Iterable[Any],
    other: Iterable[Any],
    *,
    weights: Literal["none", "linear", "quadratic"] = "none",
    order: Sequence[Any] | None = None,
    level: float = 0.95,
) -> Agreement:
    """Cohen's kappa of two raters, plain or weighted.

    Parameters: ``one`` and ``other`` the labels of the same n units; ``weights`` of disagreement by distance of
    categories; ``order`` of the categories, needed for weights when labels are not numbers; ``level`` of the interval.
    Units that either rater left empty are left out. Interval: estimate +- z times the asymptotic standard error.
    Raises ``ValueError`` for unequal lengths, no unit judged by both, a label outside ``order``, or when both raters
    used one and the same category throughout (agreement beyond chance is then not defined).
    """
    first, second = read_labels(one), read_labels(other)
    if len(first) != len(second):
        raise ValueError(f"the raters judged {len(first)} and {len(second)} units; both lists must be equally long")
    pairs = [(a, b) for a, b in zip(first, second, strict=True) if a is not None and b is not None]
    if not pairs:
        raise ValueError("no unit was judged by both raters")
    names = _categories({label for pair in pairs for label in pair}, order, needed=weights != "none")
    table = np.zeros((len(names), len(names)))
    for a, b in pairs:
        table[names.index(a), names.index(b)] += 1
    kappa, se = _kappa(table / table.sum(), _agreement_weights(len(names), weights), len(pairs))
    z = critical_value(level)
    method = "Cohen kappa" if weights == "none" else f"Cohen kappa, {weights} weights"
    return Agreement(
        kappa,
        se,
        max(kappa - z * se, -1.0),
        min(kappa + z * se, 1.0),
        len(pairs),
        2,
        2 * len(pairs),
        method,
        _reading(kappa),
        _few_units(len(pairs), len(first) - len(pairs)),
    )


def fleiss_kappa(counts: Any, *, level: float = 0.95) -> Agreement:
    """Fleiss' kappa of several raters who may differ from unit to unit.

    Parameters: ``counts`` (units, categories), how many raters put the unit into the category; every unit must have
    the same number of raters, at least two. Interval: t with units - 1 degrees of freedom (Gwet 2021).
    Raises ``ValueError`` with the rows named for negative or broken counts and unequal numbers of raters, for fewer
    than two units, and when all ratings are one category.
    """
    table = read_answers(counts)
    values = table.values
    odd = (np.isnan(values) | (values < 0) | (values != np.floor(np.nan_to_num(values)))).any(axis=1)
    if odd.any():
        raise ValueError(f"{name_rows(odd, table.rows)}: counts of raters must be whole numbers from 0")
    raters = values.sum(axis=1)
    unequal = raters != np.median(raters)
    if unequal.any():
        raise ValueError(
            f"{name_rows(unequal, table.rows)}: not {np.median(raters):g} raters as elsewhere; use Krippendorff's alpha"
        )
    if raters[0] < 2:
        raise ValueError("every unit needs at least two raters")
    if len(values) < 2:
        raise ValueError("at least two units are needed")
    r = float(raters[0])
    share = values.sum(axis=0) / values.sum()
    chance = float(share @ share)
    if chance >= 1 - 1e-12:
        raise ValueError("all ratings are one category: agreement beyond chance cannot be measured")
    each = (np.sum(values**2, axis=1) - r) / (r * (r - 1))
    kappa = float((each.mean() - chance) / (1 - chance))
    own = (each - chance) / (1 - chance) - 2 * (1 - kappa) * (values @ share / r - chance) / (1 - chance)
    se = float(np.std(own, ddof=1) / np.sqrt(len(values)))
    spread = critical_value(level, len(values) - 1) * se
    return Agreement(
        kappa,
        se,
        max(kappa - spread, -1.0),
        min(kappa + spread, 1.0),
        len(values),
        int(r),
        int(values.sum()),
        "Fleiss kappa",
        _reading(kappa),
        _few_units(len(values), 0),
    )


def krippendorff_alpha(
    ratings: Any,
    *,
    metric: Metric = "nominal",
    order: Sequence[Any] | None = None,
    draws: int = 1000,
    seed: int = 20_270_101,
    level: float = 0.95,
) -> Agreement:
    """Krippendorff's alpha for any number of raters, with missing ratings.

    Parameters: ``ratings`` (raters, units): one row a rater, empty cells where a rater did not judge; numbers, or
    labels for the nominal metric and for the ordinal one with ``order``; ``metric`` of the scale; ``draws`` of the
    bootstrap over units and its ``seed``; ``level`` of the interval. The same call gives the same interval.
    Units judged by fewer than two raters carry no information and are left out.
    Raises ``ValueError`` for text under a numeric metric, negative values under the ratio metric, fewer than two
    pairable units, ratings that are all equal (there is nothing to disagree about), and more than
    :data:`MOST_VALUES` different ratings.
    """
    if metric not in METRICS:
        raise ValueError(f"unknown metric {metric!r}; allowed are {', '.join(METRICS)}")
    codes, scale = _coded(ratings, metric, order)
    judged = (~np.isnan(codes)).sum(axis=0)
    usable = codes[:, judged >= 2]
    if usable.shape[1] < 2:
        raise ValueError("fewer than two units were judged by two raters or more")
    if len(scale) > MOST_VALUES:
        raise ValueError(
            f"there are {len(scale):,} different ratings; round them to a scale of at most {MOST_VALUES:,}"
        )
    counts = np.stack([(usable == place).sum(axis=0) for place in range(len(scale))], axis=1).astype(np.float64)
    keep = counts.sum(axis=0) > 0
    counts, scale = counts[:, keep], scale[keep]
    if len(scale) == 1:
        raise ValueError("all ratings are the same: agreement cannot be measured without differences")
    # Units judged alike are drawn together, so that millions of units cost no more than their different patterns.
    patterns, times = _patterns(counts)
    alpha = float(_alphas(patterns, times[None, :], scale, metric)[0])
    sample = np.random.default_rng(seed).multinomial(len(counts), times / len(counts), size=draws)
    drawn = _alphas(patterns, sample.astype(np.float64), scale, metric)
    usable_draws = drawn[np.isfinite(drawn)]
    warnings = _few_units(len(counts), int((judged < 2).sum()))
    if len(usable_draws) < 0.9 * draws:
        warnings += ("many bootstrap samples held one value only: the interval is too narrow",)
    low, high = np.quantile(usable_draws, [(1 - level) / 2, 0.5 + level / 2])
    return Agreement(
        alpha,
        float(np.std(usable_draws, ddof=1)),
        float(low),
        float(high),
        len(counts),
        int((~np.isnan(usable)).any(axis=1).sum()),
        int(counts.sum()),
        f"Krippendorff alpha, {metric}",
        _reading(alpha),
        warnings,
    )


def _patterns(counts: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Different rows of ``counts`` (units, values) and how often each stands there."""
    base = int(counts.max()) + 1
    if counts.shape[1] * np.log2(base) >= 62:
        patterns, times = np.unique(counts, axis=0, return_counts=True)
        return patterns, times.astype(np.float64)
    packed = counts.astype(np.int64) @ base ** np.arange(counts.shape[1], dtype=np.int64)
    _, first, times = np.unique(packed, return_index=True, return_counts=True)
    return counts[first], times.astype(np.float64)


def _coded(ratings: Any, metric: Metric, order: Sequence[Any] | None) -> tuple[FloatArray, FloatArray]:
    """Ratings as places on a scale (raters, units), NaN where empty, and the value at each place."""
    if metric == "nominal" or order is not None:
        return _coded_labels(ratings, order)
    answers: Answers = read_answers(ratings)
    values = answers.values
    if metric == "ratio" and (values < 0).any():
        raise ValueError(f"{name_rows((values < 0).any(axis=1), answers.rows)}: the ratio metric needs values from 0")
    scale = np.unique(values[~np.isnan(values)])
    if not len(scale):
        raise ValueError("no rating at all")
    return np.where(np.isnan(values), np.nan, np.searchsorted(scale, np.nan_to_num(values))), scale


def _coded_labels(ratings: Any, order: Sequence[Any] | None) -> tuple[FloatArray, FloatArray]:
    """Labels as places in their order."""
    table = ratings.to_numpy() if hasattr(ratings, "to_numpy") else ratings
    rows = [read_labels(row) for row in table]
    if len({len(row) for row in rows}) > 1:
        raise ValueError("raters judged different numbers of units; leave a cell empty where a rater did not judge")
    names = _categories({label for row in rows for label in row if label is not None}, order, needed=False)
    if not names:
        raise ValueError("no rating at all")
    place = {name: float(i) for i, name in enumerate(names)}
    codes = np.array([[np.nan if label is None else place[label] for label in row] for row in rows])
    return codes, np.arange(len(names), dtype=np.float64)


def _alphas(counts: FloatArray, sample: FloatArray, scale: FloatArray, metric: Metric) -> FloatArray:
    """Alpha of every weighting of the units.

    Parameters: ``counts`` (units, values); ``sample`` (draws, units) how often a unit was drawn; ``scale`` (values,).
    Returns (draws,), NaN where a draw holds a single value. The ordinal metric is the interval metric on mid-ranks.
    """
    size = counts.sum(axis=1)
    totals = sample @ counts
    pairable = totals.sum(axis=1)
    if metric in ("interval", "ordinal"):
        places = scale - scale.mean() if metric == "interval" else np.cumsum(totals, axis=1) - totals / 2
        places = np.broadcast_to(places, totals.shape)
        squares, sums = counts @ (places**2).T, counts @ places.T
        within = 2 * (size[:, None] * squares - sums**2) / (size[:, None] - 1)
        observed = np.sum(sample.T * within, axis=0)
        expected = 2 * (pairable * np.sum(totals * places**2, axis=1) - np.sum(totals * places, axis=1) ** 2)
    else:
        distance = _distance(scale, metric)
        within_unit = np.einsum("uc,cd,ud->u", counts, distance, counts, optimize=True) / (size - 1)
        observed = sample @ within_unit
        expected = np.einsum("bc,cd,bd->b", totals, distance, totals, optimize=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        alpha = 1 - observed * (pairable - 1) / expected
    single = (totals > 0).sum(axis=1) < 2
    return np.asarray(np.where(single, np.nan, alpha), dtype=np.float64)


def _distance(scale: FloatArray, metric: Metric) -> FloatArray:
    """Squared differences (values, values) of the nominal and the ratio metric."""
    if metric == "nominal":
        return 1.0 - np.eye(len(scale))
    total = scale[:, None] + scale[None, :]
    return np.asarray(((scale[:, None] - scale[None, :]) / np.where(total == 0, 1.0, total)) ** 2, dtype=np.float64)


def _categories(found: set[str], order: Sequence[Any] | None, *, needed: bool) -> list[str]:
    """Categories in their order: the given one, numeric when all are numbers, otherwise alphabetical."""
    if order is not None:
        names = [str(label) for label in read_labels(order)]
        stranger = sorted(found - set(names))
        if stranger:
            raise ValueError(f"label {', '.join(stranger)} is not among the categories {', '.join(names)}")
        return names
    try:
        return sorted(found, key=float)
    except ValueError:
        if needed:
            raise ValueError("weighted kappa needs the order of the categories when labels are words") from None
        return sorted(found)


def _agreement_weights(k: int, kind: str) -> FloatArray:
    """Credit (k, k) for a pair of categories: 1 on the diagonal, less the further apart."""
    if kind == "none" or k == 1:
        return np.eye(k)
    if kind not in ("linear", "quadratic"):
        raise ValueError(f"unknown weights {kind!r}; allowed are none, linear, quadratic")
    gap = np.abs(np.subtract.outer(np.arange(k), np.arange(k))) / (k - 1)
    return np.asarray(1 - (gap if kind == "linear" else gap**2), dtype=np.float64)


def _kappa(table: FloatArray, credit: FloatArray, n: int) -> tuple[float, float]:
    """Weighted kappa and its non-null standard error (Fleiss, Cohen and Everitt 1969)."""
    row, column = table.sum(axis=1), table.sum(axis=0)
    chance = float(row @ credit @ column)
    if chance >= 1 - 1e-12:
        raise ValueError("both raters used one and the same category: agreement beyond chance cannot be measured")
    observed = float(np.sum(credit * table))
    kappa = (observed - chance) / (1 - chance)
    mean = np.add.outer(credit @ column, row @ credit)
    spread = float(np.sum(table * (credit - mean * (1 - kappa)) ** 2)) - (kappa - chance * (1 - kappa)) ** 2
    return kappa, float(np.sqrt(max(spread, 0.0) / n) / (1 - chance))


def _reading(estimate: float) -> str:
    """What may rest on a coefficient of this size."""
    if estimate >= CLAIM_FROM:
        return "claim"
    return "tentative" if estimate >= TENTATIVE_FROM else "none"


def _few_units(used: int, left_out: int) -> tuple[str, ...]:
    """Warnings about the number of units."""
    found: tuple[str, ...] = ()
    if left_out:
        found += (f"{left_out} units left out: fewer than two ratings",)
    if used < 20:
        found += (f"only {used} units: the interval is wide, read it before the number",)
    return found
