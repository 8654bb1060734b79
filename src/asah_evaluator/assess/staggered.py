"""Staggered roll-outs: estimate, placebo, sensitivity to trends, gates, verdict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import isfinite, nan
from typing import Any, Literal

import numpy as np

from asah_evaluator.estimate import BoolArray, Estimate, FloatArray
from asah_evaluator.evidence import Evidence, conclude, detectable, is_measured
from asah_evaluator.frames import Panel, Rows
from asah_evaluator.grade import Facts
from asah_evaluator.inference.ledger import CohortLedger
from asah_evaluator.inference.moments import CohortMoments
from asah_evaluator.inference.permutation import permute_cohorts
from asah_evaluator.methods.aggregate import GroupTime, aggregate, averages
from asah_evaluator.methods.callaway_santanna import group_time_effects
from asah_evaluator.methods.efficient import efficient
from asah_evaluator.methods.etwfe import etwfe
from asah_evaluator.methods.honest import honest
from asah_evaluator.methods.imputation import imputation
from asah_evaluator.methods.placebo import pretrend, trend_share
from asah_evaluator.methods.sun_abraham import sun_abraham
from asah_evaluator.sample import effective_size
from asah_evaluator.verdict import Wording

METHODS = ("cs", "imputation", "etwfe", "sunab", "efficient")
OWN_CONTROLS = {"cs": "never", "sunab": "never", "imputation": "notyet", "etwfe": "notyet", "efficient": "notyet"}
"""Comparison each method was published with."""
PERMUTE_UP_TO = 200
"""Panels with at most this many units also get a permutation p-value."""


@dataclass(frozen=True, slots=True)
class Staggered:
    """How a staggered roll-out is to be analysed.

    ``method`` one of :data:`METHODS`; ``controls`` never or notyet, empty for the
    method's own (:data:`OWN_CONTROLS`); ``aggregate`` simple, group, dynamic or calendar;
    ``adjustment`` dr, reg or ipw (method cs with covariates); ``anticipation`` in units of time; ``random_order`` true
    only when start dates were drawn; ``level`` of confidence; ``counted`` whether panel units are persons or offices;
    ``permute`` whether small panels also get a permutation p-value.
    """

    method: str = "cs"
    controls: str = ""
    aggregate: str = "simple"
    adjustment: str = "dr"
    anticipation: float = 0.0
    random_order: bool = False
    level: float = 0.95
    counted: Literal["person", "unit"] = "unit"
    permute: bool = True


def assess_staggered(data: Panel | Rows, plan: Staggered, wording: Wording | None = None) -> Evidence:
    """The finding of a staggered roll-out. Raises ``ValueError`` for unknown options or when nothing is comparable."""
    if plan.method not in METHODS:
        raise ValueError(f"method must be one of {', '.join(METHODS)}; got {plan.method!r}")
    if isinstance(data, Rows) and plan.method != "cs":
        raise ValueError("repeated cross-sections are estimated by method cs only")
    plan = replace(plan, controls=plan.controls or own_controls(plan.method, data))
    checked = group_time_effects(data, controls=plan.controls, method=plan.adjustment, anticipation=plan.anticipation)
    estimate = _estimate(data, plan, checked)
    placebo, trend = pretrend(checked), honest(checked, plan.level)
    spread = spread_before(data, checked)
    facts = Facts(
        design="random_order" if plan.random_order else "staggered",
        level=plan.counted,
        treated=checked.treated,
        controls=comparison_size(data, plan.controls),
        pre_periods=typical_pre_periods(data, plan.anticipation),
        mde=detectable(estimate),
        spread=spread,
        placebo=placebo.statistic,
        breakdown=trend.breakdown,
        trend_share=trend_share(checked, placebo),
        attrition_gap=attrition_gap(data) if isinstance(data, Panel) else 0.0,
        usable=is_measured(estimate, spread),
    )
    diagnostics: dict[str, Any] = {
        "placebo_t": placebo.statistic if isfinite(placebo.statistic) else None,
        "placebo_joint_p": placebo.joint_p if isfinite(placebo.joint_p) else None,
        "breakdown": trend.breakdown if isfinite(trend.breakdown) else None,
        "breakdown_interval": trend.breakdown_interval if isfinite(trend.breakdown_interval) else None,
        "breakdown_steps": trend.breakdown_steps if isfinite(trend.breakdown_steps) else None,
    }
    if isfinite(facts.trend_share):
        diagnostics["trend_share"] = facts.trend_share
    p_value = permutation(data, checked) if plan.permute else None
    if p_value is not None:
        diagnostics["permutation_p"] = p_value
    said = wording or Wording(comparison=comparison_of(plan.controls))
    tables: dict[str, Any] = {}
    if estimate.rows_of != "event_times":
        study = _hide_few(aggregate(checked, "dynamic", plan.level), plan)
        tables["event_times"] = [row.as_dict() for row in study.rows]
    return conclude(_hide_few(estimate, plan), facts, said, tables=tables, diagnostics=diagnostics)


def own_controls(method: str, data: Panel | Rows) -> str:
    """The comparison a method takes when none is asked for; Sun and Abraham fall back on the last cohort."""
    if method == "sunab" and not np.isinf(data.cohort).any():
        return "notyet"
    return OWN_CONTROLS[method]


def comparison_of(controls: str) -> tuple[str, str]:
    """Whom the treated are compared with, in both languages."""
    if controls == "never":
        return "unit yang tidak pernah dilatih", "units never trained"
    return "unit yang belum dilatih", "units not yet trained"


def _estimate(data: Panel | Rows, plan: Staggered, checked: GroupTime) -> Estimate:
    """The estimate by the chosen method."""
    if plan.method == "cs":
        return aggregate(checked, plan.aggregate, plan.level)
    assert isinstance(data, Panel)
    if plan.method == "efficient":
        return efficient(data, plan.aggregate, plan.level)
    makers: dict[str, Callable[[Panel], GroupTime]] = {
        "imputation": imputation,
        "etwfe": lambda panel: etwfe(panel, controls=plan.controls),
        "sunab": sun_abraham,
    }
    return aggregate(makers[plan.method](data), plan.aggregate, plan.level)


def _hide_few(estimate: Estimate, plan: Staggered) -> Estimate:
    """Leave out lines of the table that stand on fewer than five persons."""
    if plan.counted != "person":
        return estimate
    kept = tuple(row for row in estimate.rows if not 0 < row.n < 5)
    return replace(estimate, rows=kept)


def comparison_size(data: Panel | Rows, controls: str) -> float:
    """Untreated units after weighting (clusters where given); with controls notyet, later cohorts count too."""
    never = np.isinf(data.cohort)
    starts = np.unique(data.cohort[~never])
    serves = never if controls == "never" else never | (data.cohort > starts[0])
    if data.cluster is not None:
        return float(len(np.unique(data.cluster[serves])))
    if isinstance(data, Rows):
        return float(serves.sum()) / len(data.periods)
    return float(serves.sum()) if data.weights is None else effective_size(data.weights[serves])


def typical_pre_periods(data: Panel | Rows, anticipation: float) -> int:
    """Periods before treatment that at least half of the treated units have."""
    treated = data.cohort[np.isfinite(data.cohort)]
    before = (data.periods[None, :] < treated[:, None] - anticipation).sum(axis=1)
    return int(np.quantile(before, 0.5, method="lower"))


def spread_before(data: Panel | Rows, found: GroupTime | None = None) -> float:
    """Standard deviation of the outcome between untreated observations of one period, pooled over periods.

    Where ``found`` carries the moments of a balanced panel, no pass over the data is needed.
    """
    if found is not None and isinstance(found.ledger, CohortLedger):
        return _spread_of_moments(found.ledger.moments, found.periods)
    if isinstance(data, Rows):
        free = data.periods[data.time] < data.cohort
        groups = [data.outcome[free & (data.time == t)] for t in range(len(data.periods))]
    else:
        open_cells = data.periods[None, :] < data.cohort[:, None]
        groups = [_seen(data.outcome[open_cells[:, t], t]) for t in range(len(data.periods))]
    squares = sum(float(((part - part.mean()) ** 2).sum()) for part in groups if len(part) > 1)
    spare = sum(len(part) - 1 for part in groups if len(part) > 1)
    return float(np.sqrt(squares / spare)) if spare > 0 else nan


def _spread_of_moments(moments: CohortMoments, periods: FloatArray) -> float:
    """The same from cohort sizes, means and scatter."""
    open_cells = periods[None, :] < moments.starts[:, None]
    size = np.where(open_cells, moments.sizes[:, None], 0.0)
    total = size.sum(axis=0)
    middle = np.where(open_cells, size * moments.means, 0.0).sum(axis=0) / np.where(total > 0, total, 1.0)
    own = np.where(open_cells, np.einsum("ctt->ct", moments.scatter), 0.0)
    squares = float((own + size * np.where(open_cells, moments.means - middle, 0.0) ** 2)[:, total > 1].sum())
    spare = float((total[total > 1] - 1).sum())
    return float(np.sqrt(squares / spare)) if spare > 0 else nan


def _seen(values: FloatArray) -> FloatArray:
    """Values that are not missing."""
    return values[~np.isnan(values)]


def attrition_gap(panel: Panel) -> float:
    """Difference of the shares of missing outcomes after treatment, treated against those untreated in that period."""
    missing = np.isnan(panel.outcome)
    if not missing.any():
        return 0.0
    after: BoolArray = panel.periods[None, :] >= panel.cohort[:, None]
    gaps, mass = [], []
    for t in range(len(panel.periods)):
        on, off = after[:, t], ~after[:, t]
        if on.any() and off.any():
            gaps.append(float(missing[on, t].mean() - missing[off, t].mean()))
            mass.append(float(on.sum()))
    return abs(float(np.average(gaps, weights=mass))) if gaps else 0.0


def permutation(data: Panel | Rows, found: GroupTime, draws: int = 499, seed: int = 7) -> float | None:
    """P-value of the studentised permutation of start dates for small balanced panels, else ``None``."""
    if not isinstance(found.ledger, CohortLedger) or found.n > PERMUTE_UP_TO or not isinstance(data, Panel):
        return None
    moments = found.ledger.moments
    cohorts, periods = moments.means.shape
    slopes = averages(found, "simple").overall.fixed[: cohorts * periods].reshape(cohorts, periods) / moments.n
    cohort = np.where(np.isin(data.cohort, moments.starts), data.cohort, np.inf)
    member = np.searchsorted(moments.starts, cohort)
    return permute_cohorts(data.outcome[:, :periods] @ slopes.T, member, draws=draws, seed=seed)
