"""A frozen design and a table of data: the finding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from asah_evaluator.assess.compared import Compared, assess_compared
from asah_evaluator.assess.drawn import APPLICANTS, assess_drawn, draw_strata
from asah_evaluator.assess.others import assess_change, assess_cutoff, assess_synthetic
from asah_evaluator.assess.staggered import Staggered, assess_staggered
from asah_evaluator.columns import as_binary, as_codes, as_numbers
from asah_evaluator.design import Design
from asah_evaluator.evidence import CONFIRMED, EXPLORATORY, Evidence
from asah_evaluator.frames import Panel, columns_of
from asah_evaluator.sample import Sample

OTHERS = ("bukan peserta", "non-participants")
UNTRAINED = ("unit yang belum atau tidak dilatih", "units not trained, or not yet")


def evaluate(design: Design, data: Any) -> Evidence:
    """The finding of a design on a mapping or data frame of columns.

    It is confirmatory when the design carries its own digest; else it is exploratory and says so. Raises
    ``ValueError`` naming columns or rows that are not what they should be.
    """
    named = columns_of(data, [*dict.fromkeys([*design.columns.values(), *design.covariates])])
    roles = {role: named[column] for role, column in design.columns.items()}
    covariates = {column: named[column] for column in design.covariates}
    found = _BY_KIND[design.kind](design, roles, covariates)
    status = CONFIRMED if design.is_frozen else EXPLORATORY
    notes = [] if design.is_frozen else ["the design was not frozen before results were read, or changed since"]
    if design.looks[0] > 1:
        notes.append(f"look {design.looks[1]} of {design.looks[0]} planned; the interval holds over all of them")
    estimate = found.estimate.with_warnings(*notes)
    return replace(found, status=status, design_digest=design.digest, estimate=estimate)


def _panel(design: Design, roles: dict[str, Any], covariates: dict[str, Any]) -> Panel:
    """The panel of a design, cut to its window."""
    if design.window is not None:
        times = np.asarray(roles["time"])
        low, high = design.window
        inside = (times >= np.asarray(low)) & (times <= np.asarray(high))
        if not inside.any():
            raise ValueError(f"window: no row lies between {low} and {high}")
        roles = {role: np.asarray(values)[inside] for role, values in roles.items()}
        covariates = {name: np.asarray(values)[inside] for name, values in covariates.items()}
    return Panel.from_columns(
        roles["unit"], roles["time"], roles["cohort"], roles["outcome"], weights=roles.get("weights"),
        cluster=roles.get("cluster"), covariates=covariates, anticipation=design.anticipation,
    )  # fmt: skip


def _staggered(design: Design, roles: dict[str, Any], covariates: dict[str, Any]) -> Evidence:
    """Staggered roll-outs, with a drawn order or not."""
    plan = Staggered(
        method=design.chosen_method,
        controls=design.controls,
        aggregate=design.aggregate,
        anticipation=design.anticipation,
        random_order=design.kind == "random_order",
        level=design.level,
        counted="person" if design.counted == "person" else "unit",
    )
    return assess_staggered(_panel(design, roles, covariates), plan, design.wording(UNTRAINED))


def _synthetic(design: Design, roles: dict[str, Any], covariates: dict[str, Any]) -> Evidence:
    """One or a few offices."""
    wording = design.wording(("rata-rata tertimbang unit lain", "a weighted mean of other units"))
    return assess_synthetic(_panel(design, roles, {}), wording, design.level)


def _sample(roles: dict[str, Any], covariates: dict[str, Any], treated: str) -> Sample:
    """The cross-section of a design."""
    strata = roles.get("strata")
    if roles.get("probability") is not None:
        codes = None if strata is None else as_codes(strata, "strata")[0].astype(np.float64)
        strata = draw_strata(as_numbers(roles["probability"], "probability"), codes)
    return Sample.from_columns(
        roles[treated], roles["outcome"], covariates=covariates, placebo=roles.get("placebo"),
        weights=roles.get("weights"), cluster=roles.get("cluster"), strata=strata,
    )  # fmt: skip


def _compared(design: Design, roles: dict[str, Any], covariates: dict[str, Any]) -> Evidence:
    """Weighted, adjusted and plain comparisons."""
    method = design.chosen_method if design.kind == "matched" else "difference"
    plan = Compared(method, design.level, "unit" if design.counted == "unit" else "person")
    return assess_compared(_sample(roles, covariates, "treated"), plan, design.wording(OTHERS))


def _drawn(design: Design, roles: dict[str, Any], covariates: dict[str, Any]) -> Evidence:
    """Lotteries."""
    taken = as_binary(roles["taken"], "taken")
    return assess_drawn(_sample(roles, covariates, "offer"), taken, design.wording(APPLICANTS), design.level)


def _cutoff(design: Design, roles: dict[str, Any], covariates: dict[str, Any]) -> Evidence:
    """Score cut-offs."""
    assert design.cutoff is not None
    return assess_cutoff(
        roles["score"], roles["outcome"], design.cutoff,
        design.wording(("mereka yang hampir terpilih", "those who just missed")),
        treated_below=design.treated_below, placebo=roles.get("placebo"), level=design.level,
    )  # fmt: skip


def _change(design: Design, roles: dict[str, Any], covariates: dict[str, Any]) -> Evidence:
    """Before and after."""
    return assess_change(roles["before"], roles["outcome"], design.wording(OTHERS), design.level)


_BY_KIND: dict[str, Callable[[Design, dict[str, Any], dict[str, Any]], Evidence]] = {
    "staggered": _staggered,
    "random_order": _staggered,
    "synthetic": _synthetic,
    "matched": _compared,
    "difference": _compared,
    "lottery": _drawn,
    "cutoff": _cutoff,
    "before_after": _change,
}
