"""Lotteries: what an offered seat did, and what taking it did."""

from __future__ import annotations

from math import isfinite, nan
from typing import Any

import numpy as np

from asah_evaluator.assess.compared import Compared, bounds_table, permutation, placebo_statistic, sides, spread_within
from asah_evaluator.estimate import FloatArray, IntArray
from asah_evaluator.evidence import Evidence, conclude, detectable
from asah_evaluator.grade import Facts
from asah_evaluator.methods.lottery import comparable, intention_to_treat, late
from asah_evaluator.sample import Sample, attrition
from asah_evaluator.verdict import Wording

APPLICANTS = ("pendaftar yang tidak terundi", "applicants who were not drawn")


def assess_drawn(sample: Sample, taken: FloatArray, wording: Wording | None = None, level: float = 0.95) -> Evidence:
    """The finding of a lottery; ``sample.treated`` is the offer and ``taken`` (n,) who in fact took part.

    The headline is the effect of the offer (ITT), which holds however few follow the draw; the effect of taking a seat
    (LATE) stands beside it with first-stage F and Anderson-Rubin interval, and a warning below F = 10. Raises
    ``ValueError`` when the draw moved nobody.
    """
    offer = intention_to_treat(sample, level)
    seat = late(sample, taken, level)
    said = wording or Wording(comparison=APPLICANTS)
    seen, _ = comparable(sample.observed())
    treated, controls = sides(seen)
    lost = attrition(sample)
    placebo = nan
    if sample.placebo is not None:
        placebo = placebo_statistic(sample, Compared("regression", level))
    facts = Facts(
        design="lottery",
        treated=treated,
        controls=float(controls),
        mde=detectable(offer),
        spread=spread_within(seen),
        placebo=placebo,
        attrition_gap=abs(lost[0] - lost[1]),
        usable=offer.is_usable,
    )
    tables: dict[str, Any] = {
        "itt": _short(offer.as_dict()),
        "late": _short(seat.as_dict()) | seat.extra,
        "estimates": [_row("itt", offer.as_dict()), _row("late", seat.as_dict())],
    } | bounds_table(sample, level)
    diagnostics: dict[str, Any] = {"placebo_t": placebo if isfinite(placebo) else None}
    diagnostics["permutation_p"] = permutation(seen, "itt")
    return conclude(
        offer.with_warnings(*seat.warnings), facts, said, tables=tables,
        diagnostics={key: value for key, value in diagnostics.items() if value is not None},
    )  # fmt: skip


def _short(named: dict[str, Any]) -> dict[str, Any]:
    """Value, uncertainty and method of an estimate."""
    return {key: named[key] for key in ("estimate", "se", "low", "high", "n", "method", "p_value")}


def _row(label: str, named: dict[str, Any]) -> dict[str, Any]:
    """One line of the table of estimates."""
    return {"label": label, **{key: named[key] for key in ("estimate", "se", "low", "high", "n")}}


def draw_strata(probabilities: FloatArray, strata: FloatArray | None) -> IntArray:
    """Codes of groups with one draw probability (and stratum), for designs whose chances differed."""
    columns = [probabilities] if strata is None else [strata, probabilities]
    return np.unique(np.column_stack(columns), axis=0, return_inverse=True)[1].ravel()
