"""Cohort-by-period moments: all a balanced panel has to say about estimators that are linear in cohort means.

For a balanced panel without covariates, every estimator of staggered adoption used here is
``sum over cohorts of coefficient(cohort, period) x mean(cohort, period)``. Its value and its standard error follow
from cohort sizes, means and within-cohort scatter, so a million people cost one pass over the data.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from asah_evaluator.estimate import FloatArray, IntArray
from asah_evaluator.frames import Panel

CHUNK = 65_536
"""Units whose scatter is summed at once; bounds the working memory."""


@dataclass(frozen=True, slots=True, eq=False)
class CohortMoments:
    """Sufficient statistics of a balanced panel.

    Attributes: ``starts`` (cohorts,) first treated period, infinite last for never; ``sizes`` (cohorts,) units;
    ``means`` (cohorts, periods); ``scatter`` (cohorts, periods, periods) sums of centred cross-products.
    """

    starts: FloatArray
    sizes: FloatArray
    means: FloatArray
    scatter: FloatArray

    @property
    def n(self) -> float:
        """Units in all cohorts."""
        return float(self.sizes.sum())


def cohort_moments(panel: Panel) -> CohortMoments:
    """Moments of a balanced, unweighted panel. Cost: one pass, memory of one chunk."""
    starts, member = np.unique(panel.cohort, return_inverse=True)
    cohorts, periods = len(starts), panel.outcome.shape[1]
    sizes = np.bincount(member, minlength=cohorts).astype(np.float64)
    # Differences from a common level keep the cross-products well conditioned whatever the outcome's unit.
    level = panel.outcome[: min(CHUNK, panel.units)].mean(axis=0)
    sums = np.zeros((cohorts, periods))
    products = np.zeros((cohorts, periods, periods))
    for start in range(0, panel.units, CHUNK):
        block = panel.outcome[start : start + CHUNK] - level
        _add_block(block, member[start : start + CHUNK], sums, products)
    centred = sums / sizes[:, None]
    scatter = products - sizes[:, None, None] * centred[:, :, None] * centred[:, None, :]
    return CohortMoments(starts, sizes, centred + level, scatter)


def _add_block(block: FloatArray, member: IntArray, sums: FloatArray, products: FloatArray) -> None:
    """Add one chunk of units to the running sums and cross-products of cohorts.

    When one cohort holds most units (nearly always the never-treated), it is the chunk minus the others, so that only
    the others are sorted and copied.
    """
    counts = np.bincount(member, minlength=len(sums))
    largest = int(np.argmax(counts))
    if 2 * counts[largest] > len(member):
        others = np.flatnonzero(member != largest)
        total, cross = block.sum(axis=0), block.T @ block
        seen, crossed = np.zeros_like(sums), np.zeros_like(products)
        _add_sorted(block[others], member[others], seen, crossed)
        seen[largest], crossed[largest] = total - seen.sum(axis=0), cross - crossed.sum(axis=0)
        sums += seen
        products += crossed
    else:
        _add_sorted(block, member, sums, products)


def _add_sorted(block: FloatArray, member: IntArray, sums: FloatArray, products: FloatArray) -> None:
    """Add units to the running sums and cross-products, after sorting them by cohort."""
    order = np.argsort(member, kind="stable")
    block, member = block[order], member[order]
    edges = np.searchsorted(member, np.arange(len(sums) + 1))
    for cohort, (first, last) in enumerate(pairwise(edges)):
        if last > first:
            part = block[first:last]
            sums[cohort] += part.sum(axis=0)
            products[cohort] += part.T @ part
