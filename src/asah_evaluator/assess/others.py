"""Cut-offs, single offices, and before/after."""

from __future__ import annotations

from typing import Any

import numpy as np

from asah_evaluator.assess.staggered import spread_before, typical_pre_periods
from asah_evaluator.columns import as_numbers
from asah_evaluator.evidence import Evidence, conclude, detectable
from asah_evaluator.frames import Panel
from asah_evaluator.grade import Facts
from asah_evaluator.methods.before_after import before_after
from asah_evaluator.methods.callaway_santanna import group_time_effects
from asah_evaluator.methods.honest import honest
from asah_evaluator.methods.placebo import as_normal, pretrend
from asah_evaluator.methods.rdd import discontinuity
from asah_evaluator.methods.synthetic_did import synthetic_did
from asah_evaluator.verdict import Wording


def assess_change(before: Any, after: Any, wording: Wording | None = None, level: float = 0.95) -> Evidence:
    """Before and after of the same persons: never more than a change."""
    estimate = before_after(before, after, level)
    first = as_numbers(before, "before", allow_missing=True)
    facts = Facts(
        design="before_after", treated=estimate.n, mde=detectable(estimate), spread=float(np.nanstd(first, ddof=1)),
        usable=estimate.is_usable,
    )  # fmt: skip
    return conclude(estimate, facts, wording or Wording())


def assess_cutoff(
    score: Any,
    outcome: Any,
    cutoff: float,
    wording: Wording | None = None,
    *,
    treated_below: bool = False,
    placebo: Any = None,
    level: float = 0.95,
) -> Evidence:
    """Persons just on either side of a score cut-off."""
    estimate = discontinuity(score, outcome, cutoff, treated_below=treated_below, level=level)
    bunched = abs(float(estimate.extra["bunching_z"])) > 1.96
    jump = float("nan")
    if placebo is not None:
        found = discontinuity(score, placebo, cutoff, treated_below=treated_below, level=level)
        jump = as_normal(found.value / found.se_interval, found.dof)
    y = as_numbers(outcome, "outcome", allow_missing=True)
    facts = Facts(
        design="cutoff", treated=estimate.treated, controls=float(estimate.controls), mde=detectable(estimate),
        spread=float(np.nanstd(y, ddof=1)), placebo=float(estimate.extra["bunching_z"]) if bunched else jump,
        usable=estimate.is_usable,
    )  # fmt: skip
    said = wording or Wording(comparison=("mereka yang hampir terpilih", "those who just missed"))
    return conclude(estimate, facts, said)


def assess_synthetic(panel: Panel, wording: Wording | None = None, level: float = 0.95) -> Evidence:
    """One or a few treated offices against a weighted mean of others."""
    estimate = synthetic_did(panel, level=level)
    checked = group_time_effects(panel, controls="never")
    facts = Facts(
        design="synthetic", level="unit", treated=estimate.treated, controls=float(estimate.controls),
        pre_periods=typical_pre_periods(panel, 0.0), mde=detectable(estimate), spread=spread_before(panel),
        placebo=pretrend(checked).statistic, breakdown=honest(checked, level).breakdown, usable=estimate.is_usable,
    )  # fmt: skip
    said = wording or Wording(comparison=("rata-rata tertimbang unit lain", "a weighted mean of other units"))
    return conclude(estimate, facts, said)
