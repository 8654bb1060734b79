"""Persons compared once: who was treated, what came out, what was known before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from asah_evaluator.columns import as_binary, as_codes, as_numbers, as_weights, check_clusters, name_rows
from asah_evaluator.estimate import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """One row per person (or unit).

    Attributes
    ----------
    outcome: (n,) in its own unit; NaN where it was not observed (attrition).
    treated: (n,) 0 or 1.
    covariates: (n, k) known before treatment; k may be 0. ``names`` (k,).
    placebo: (n,) an outcome from before treatment, or ``None``.
    weights: (n,) positive, or ``None``. ``cluster``, ``strata``: (n,) codes, or ``None``.
    """

    outcome: FloatArray
    treated: FloatArray
    covariates: FloatArray
    names: tuple[str, ...] = ()
    placebo: FloatArray | None = None
    placebo_name: str = ""
    weights: FloatArray | None = None
    cluster: IntArray | None = None
    strata: IntArray | None = None

    @classmethod
    def from_columns(
        cls,
        treated: Any,
        outcome: Any,
        *,
        covariates: Mapping[str, Any] | None = None,
        placebo: Any = None,
        placebo_name: str = "placebo",
        weights: Any = None,
        cluster: Any = None,
        strata: Any = None,
    ) -> Sample:
        """Build from columns of equal length.

        The placebo outcome is left out of the covariates if it stands among them only when the placebo is run, not
        here. Raises ``ValueError`` naming rows: text, infinite or missing values (a missing outcome is attrition and
        allowed), treatment other than 0 or 1; and when one side is empty, all outcomes are equal, or there is but one
        cluster.
        """
        y = as_numbers(outcome, "outcome", allow_missing=True)
        d = as_binary(treated, "treated")
        columns = {name: as_numbers(values, name) for name, values in (covariates or {}).items()}
        for name, column in {"treated": d, **columns}.items():
            if len(column) != len(y):
                raise ValueError(f"{name}: {len(column)} rows, but outcome has {len(y)}")
        table = np.column_stack(list(columns.values())) if columns else np.empty((len(y), 0))
        sample = cls(
            y, d, table, tuple(columns),
            None if placebo is None else as_numbers(placebo, placebo_name), placebo_name,
            None if weights is None else as_weights(weights, len(y)),
            None if cluster is None else as_codes(cluster, "cluster")[0],
            None if strata is None else as_codes(strata, "strata")[0],
        )  # fmt: skip
        sample._check()
        return sample

    def _check(self) -> None:
        """Raise when there is nothing to compare."""
        if len(self.outcome) == 0:
            raise ValueError("outcome: there are no rows")
        for side, who in ((1, "treated"), (0, "untreated")):
            if not (self.treated == side).any():
                raise ValueError(f"treated: nobody is {who}; there is nothing to compare with")
        seen = self.outcome[self.seen]
        if len(seen) == 0:
            raise ValueError("outcome: every row is missing")
        for who, count in zip(("treated", "untreated"), self.counts, strict=True):
            if count == 0:
                raise ValueError(f"outcome: missing for everyone who is {who}")
        if seen.min() == seen.max():
            raise ValueError(f"outcome: every row has the same value ({seen[0]:g}); there is nothing to compare")
        check_clusters(self.cluster)

    @property
    def seen(self) -> BoolArray:
        """(n,) whether the outcome was observed."""
        return ~np.isnan(self.outcome)

    @property
    def counts(self) -> tuple[int, int]:
        """Treated and untreated rows with an observed outcome."""
        return int((self.treated[self.seen] == 1).sum()), int((self.treated[self.seen] == 0).sum())

    def observed(self) -> Sample:
        """The rows with an observed outcome."""
        return self.only(self.seen)

    def only(self, keep: BoolArray) -> Sample:
        """The rows where ``keep`` is true."""
        return replace(
            self,
            outcome=self.outcome[keep],
            treated=self.treated[keep],
            covariates=self.covariates[keep],
            placebo=None if self.placebo is None else self.placebo[keep],
            weights=None if self.weights is None else self.weights[keep],
            cluster=None if self.cluster is None else np.unique(self.cluster[keep], return_inverse=True)[1],
            strata=None if self.strata is None else np.unique(self.strata[keep], return_inverse=True)[1],
        )

    def as_placebo(self) -> Sample:
        """The same persons with the placebo outcome as outcome; it and a mark of its being zero leave the covariates.

        Covariates measured after the placebo outcome would give its answer away; whoever knows of one leaves it out.
        Raises ``ValueError`` when no placebo outcome was given.
        """
        if self.placebo is None:
            raise ValueError("placebo: no outcome from before treatment was given")
        twins = (self.placebo, self.placebo == 0, self.placebo != 0)
        same = [any(np.array_equal(column, twin) for twin in twins) for column in self.covariates.T]
        keep = ~np.array(same, dtype=bool)
        return replace(
            self,
            outcome=self.placebo,
            covariates=self.covariates[:, keep],
            names=tuple(name for name, kept in zip(self.names, keep, strict=True) if kept),
            placebo=None,
        )


def attrition(sample: Sample) -> tuple[float, float]:
    """Share of missing outcomes among treated and among untreated."""
    missing = ~sample.seen
    return float(missing[sample.treated == 1].mean()), float(missing[sample.treated == 0].mean())


def standardised_differences(covariates: FloatArray, treated: FloatArray, weights: FloatArray) -> FloatArray:
    """(k,) difference of weighted means over the standard deviation among the treated (Stuart 2010).

    ``weights`` (n,) apply to both sides. A covariate without spread among the treated is scaled by the spread of all.
    """
    on, off = treated == 1, treated == 0
    mean_on = np.average(covariates[on], axis=0, weights=weights[on])
    mean_off = np.average(covariates[off], axis=0, weights=weights[off])
    spread = covariates[on].std(axis=0, ddof=1) if on.sum() > 1 else np.zeros(covariates.shape[1])
    spread = np.where(spread > 0, spread, covariates.std(axis=0))
    gaps: FloatArray = np.where(spread > 0, (mean_on - mean_off) / np.where(spread > 0, spread, 1.0), 0.0)
    return gaps


def effective_size(weights: FloatArray) -> float:
    """Kish's effective sample size (sum of weights)^2 / sum of squares."""
    total = float((weights**2).sum())
    return float(weights.sum()) ** 2 / total if total > 0 else 0.0


def name_covariates(names: tuple[str, ...], values: FloatArray, most: int = 3) -> str:
    """The covariates with the largest absolute values, for messages."""
    order = np.argsort(-np.abs(values))[:most]
    return ", ".join(f"{names[k]} {values[k]:+.2f}" for k in order)


def refuse_rows(wrong: BoolArray, message: str) -> None:
    """Raise ``ValueError`` naming rows when any is wrong."""
    if wrong.any():
        raise ValueError(f"{message} at {name_rows(wrong)}")
