"""Influence functions kept as vectors that add up: per unit, or per cohort when that is enough.

An influence function psi_i of an estimate has mean zero and ``value - truth ~ mean(psi_i)``. A *ledger* stores it as
one row of numbers on which sums and multiples act, and knows how to turn such rows into covariances. Two books:

* :class:`UnitLedger` holds psi for every unit (any estimator, weights, clusters);
* :class:`CohortLedger` holds, for estimators linear in cohort means, the coefficients on each cohort's periods and a
  constant per cohort, so that its length does not grow with the number of people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from asah_evaluator.estimate import BoolArray, FloatArray, IntArray
from asah_evaluator.inference.moments import CohortMoments


class Ledger(Protocol):
    """What aggregation needs to know about a book of influence functions."""

    @property
    def starts(self) -> FloatArray:
        """(cohorts,) first treated period of each cohort, infinite last."""
        ...

    @property
    def shares(self) -> FloatArray:
        """(cohorts,) weighted share of units in each cohort."""
        ...

    @property
    def width(self) -> int:
        """Length of one stored influence function."""
        ...

    def shift(self, per_cohort: FloatArray) -> FloatArray:
        """(width,) the influence function that is ``weight x per_cohort`` for a cohort's units."""
        ...

    def covariance(self, rows: FloatArray) -> FloatArray:
        """(k, k) covariance of the estimates whose influence functions are ``rows`` (k, width)."""
        ...

    def few_units(self, row: FloatArray) -> SmallSample:
        """Bias-reduced variance and degrees of freedom of one estimate, for few units."""
        ...


@dataclass(frozen=True, slots=True)
class SmallSample:
    """A standard error for few units and the degrees of freedom to use with it."""

    se: float
    dof: float


@dataclass(frozen=True, slots=True)
class Side:
    """What one side of a comparison adds: its ``variance``, the ``dof`` behind it, and its ``size`` (the variance it
    would have if every error had variance one)."""

    variance: float
    dof: float
    size: float


def join_sides(sides: list[Side]) -> SmallSample:
    """Standard error of independent sides and cautious degrees of freedom.

    Satterthwaite's rule (1946) with the estimated variances follows treated units that are noisier, but overstates
    the freedom when a small side happens to show little variance; the rule with equal error variances
    (Bell-McCaffrey's working model) does not depend on that luck, but is too cautious when the large side is the noisy
    one. A geometric mean with three quarters on the smaller keeps coverage in 93 to 97 % where each alone left that
    band (see the benchmark).
    """
    total = sum(side.variance for side in sides)
    active = [side for side in sides if side.size > 0]
    if total <= 0 or any(side.dof <= 0 for side in active):
        return SmallSample(float("nan"), float("nan"))
    estimated = total**2 / sum(side.variance**2 / side.dof for side in active)
    working = sum(side.size for side in active) ** 2 / sum(side.size**2 / side.dof for side in active)
    return SmallSample(float(np.sqrt(total)), float(min(estimated, working) ** 0.75 * max(estimated, working) ** 0.25))


@dataclass(frozen=True, slots=True, eq=False)
class CohortLedger:
    """Influence functions of a balanced panel: cohorts x periods coefficients, then one constant per cohort."""

    moments: CohortMoments

    @property
    def starts(self) -> FloatArray:
        """First treated period of each cohort."""
        return self.moments.starts

    @property
    def shares(self) -> FloatArray:
        """Share of units in each cohort."""
        return self.moments.sizes / self.moments.n

    @property
    def width(self) -> int:
        """Cohorts x periods + cohorts."""
        cohorts, periods = self.moments.means.shape
        return int(cohorts * periods + cohorts)

    def row(self, coefficients: FloatArray, constants: FloatArray | None = None) -> FloatArray:
        """The influence function of ``sum(coefficients x means)``; ``coefficients`` (cohorts, periods).

        ``constants`` (cohorts,) is what a unit adds on top of its deviation from its own cohort's mean.
        """
        scaled = coefficients * (self.moments.n / self.moments.sizes)[:, None]
        extra = np.zeros(len(self.moments.sizes)) if constants is None else constants
        return np.concatenate([scaled.ravel(), extra])

    def shift(self, per_cohort: FloatArray) -> FloatArray:
        """The influence function that is constant within cohorts."""
        row = np.zeros(self.width)
        row[-len(per_cohort) :] = per_cohort
        return row

    def _split(self, rows: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Rows as (k, cohorts, periods) coefficients and (k, cohorts) constants."""
        cohorts, periods = self.moments.means.shape
        return rows[:, : cohorts * periods].reshape(len(rows), cohorts, periods), rows[:, cohorts * periods :]

    def covariance(self, rows: FloatArray) -> FloatArray:
        """Covariance as the mean of products of influence functions over n."""
        slopes, constants = self._split(np.atleast_2d(rows))
        moved = np.matmul(slopes.transpose(1, 0, 2), self.moments.scatter).transpose(1, 0, 2)
        within = moved.reshape(len(slopes), -1) @ slopes.reshape(len(slopes), -1).T
        between = (constants * self.moments.sizes) @ constants.T
        total: FloatArray = (within + between) / self.moments.n**2
        return total

    def few_units(self, row: FloatArray) -> SmallSample:
        """CR2 for cohort means: unbiased scatter within treated units and within never-treated ones.

        Treated cohorts share one covariance matrix of errors (they may be noisier than the untreated, not than each
        other); a cohort of one unit therefore borrows from its sisters. Degrees of freedom of each side are
        Bell-McCaffrey's under independent errors. With fewer than two degrees of freedom among the treated, their
        unit effects count as draws from one distribution (:meth:`_as_draws`).
        """
        slopes = self._split(row[None, :])[0][0] * (self.moments.sizes / self.moments.n)[:, None]
        treated = np.isfinite(self.moments.starts)
        spare = [float((self.moments.sizes[side] - 1).sum()) for side in (treated, ~treated)]
        if not (~treated).any():
            return join_sides([self._side(slopes, treated)])
        if spare[1] < 1:
            return join_sides([self._side(slopes, treated | ~treated)])
        first = self._side(slopes, treated) if spare[0] >= 2 else self._as_draws(slopes, treated)
        return join_sides([first, self._side(slopes, ~treated)])

    def _side(self, slopes: FloatArray, side: BoolArray) -> Side:
        """What units within cohorts say about one side."""
        spare = float((self.moments.sizes[side] - 1).sum())
        mixing = np.einsum("ct,cs,c->ts", slopes[side], slopes[side], 1 / self.moments.sizes[side])
        size = float(np.trace(mixing))
        if size <= 0:
            return Side(0.0, 1.0, 0.0)
        if spare <= 0:
            return Side(size, 0.0, size)
        covariance = self.moments.scatter[side].sum(axis=0) / spare
        dof = spare * size**2 / float((mixing * mixing).sum())
        return Side(max(float((mixing * covariance).sum()), 0.0), dof, size)

    def _as_draws(self, slopes: FloatArray, treated: BoolArray) -> Side:
        """Very few treated units in several cohorts: the spread of their own effects around the overall one.

        Unit i of cohort c has the effect ``slopes_c / weight_c @ (y_i - untreated mean)`` and enters with share
        ``weight_c / size_c``. Squared deviations are made unbiased for equal effects (CR2 of a weighted mean), and what
        the untreated mean adds to them is taken off, because the other side counts it already; if effects do differ
        between cohorts, that is counted as noise and the interval is too wide rather than too narrow.
        """
        moments = self.moments
        weight = np.abs(slopes).sum(axis=1) / 2
        used = np.flatnonzero(treated & (weight > 0))
        size = float((slopes[treated] ** 2 / moments.sizes[treated][:, None]).sum())
        if len(used) == 0 or moments.sizes[used].sum() < 2:
            return Side(size, 0.0, size)
        total = weight[used].sum()
        own = slopes[used] / weight[used][:, None]
        effect = np.einsum("ct,ct->c", own, moments.means[used] - moments.means[~treated].mean(axis=0))
        middle = float(weight[used] @ effect) / total
        within = np.einsum("ct,cts,cs->c", own, moments.scatter[used], own)
        apart = moments.sizes[used] * np.maximum((effect - middle) ** 2 - self._by_untreated(own, weight[used]), 0.0)
        squares = apart + within
        share = weight[used] / total / moments.sizes[used]
        factor = share**2 / (1 - 2 * share + float((share**2 * moments.sizes[used]).sum()))
        cohort = np.repeat(np.arange(len(used)), moments.sizes[used].astype(np.int64))
        centre = np.eye(len(cohort)) - share[cohort][None, :]
        model = (own**2).sum(axis=1)[cohort]
        form = centre.T @ (factor[cohort][:, None] * centre) * np.sqrt(np.outer(model, model))
        dof = float(np.trace(form)) ** 2 / float((form * form).sum())
        return Side(float(factor @ squares) * total**2, dof, size)

    def _by_untreated(self, own: FloatArray, weight: FloatArray) -> FloatArray:
        """(k,) variance that the untreated mean adds to the deviation of each cohort's effect from the middle."""
        free = ~np.isfinite(self.moments.starts)
        size = float(self.moments.sizes[free].sum())
        if size < 2:
            return np.zeros(len(own))
        covariance = self.moments.scatter[free].sum(axis=0) / (size - free.sum()) / size
        moved = own - (weight / weight.sum()) @ own
        added: FloatArray = np.einsum("ct,ts,cs->c", moved, covariance, moved)
        return added


@dataclass(frozen=True, slots=True, eq=False)
class UnitLedger:
    """Influence functions written out per unit.

    Attributes: ``member`` (units,) cohort codes; ``starts`` (cohorts,); ``weights`` (units,) with mean one;
    ``cluster`` (units,) codes or ``None``.
    """

    member: IntArray
    starts: FloatArray
    weights: FloatArray
    cluster: IntArray | None = None

    @property
    def width(self) -> int:
        """Number of units."""
        return len(self.member)

    @property
    def shares(self) -> FloatArray:
        """Weighted share of units in each cohort."""
        return np.bincount(self.member, self.weights, minlength=len(self.starts)) / len(self.member)

    def shift(self, per_cohort: FloatArray) -> FloatArray:
        """Weight of the unit times the value of its cohort."""
        return self.weights * per_cohort[self.member]

    def covariance(self, rows: FloatArray) -> FloatArray:
        """Covariance over independent units, or over clusters of them."""
        sums = self.by_cluster(np.atleast_2d(rows))
        total: FloatArray = sums @ sums.T / self.width**2
        return total

    def by_cluster(self, rows: FloatArray) -> FloatArray:
        """(k, clusters) sums of influence functions within clusters; the rows themselves when units are independent."""
        if self.cluster is None:
            return rows
        sums = np.zeros((rows.shape[0], int(self.cluster.max()) + 1))
        np.add.at(sums.T, self.cluster, rows.T)
        return sums

    def few_units(self, row: FloatArray) -> SmallSample:
        """CR2-like: sums per cluster, centred within their side, unbiased, joined by Satterthwaite's rule.

        A cluster counts as treated when any of its units ever is. Each side loses one degree of freedom per cohort
        that has more than one cluster.
        """
        sums = self.by_cluster(row[None, :])[0] / self.width
        cluster = np.arange(self.width) if self.cluster is None else self.cluster
        cohort = np.full(len(sums), -1, dtype=np.int64)
        cohort[cluster] = self.member
        treated = np.zeros(len(sums), dtype=bool)
        np.logical_or.at(treated, cluster, np.isfinite(self.starts)[self.member])
        return join_sides([_pooled(sums[side], cohort[side]) for side in (treated, ~treated) if side.any()])


def _pooled(sums: FloatArray, cohort: IntArray) -> Side:
    """What a total of independent ``sums`` says, centred within cohorts of more than one.

    Its size under errors of equal variance is taken as one over the number of sums, as for a mean.
    """
    codes, member = np.unique(cohort, return_inverse=True)
    sizes = np.bincount(member).astype(np.float64)
    residual = sums - (np.bincount(member, sums) / sizes)[member]
    spare = len(sums) - len(codes)
    if spare < 1:
        return Side(float((sums**2).sum()), 0.0, 1 / len(sums))
    return Side(float((residual**2).sum()) * len(sums) / spare, float(spare), 1 / len(sums))
