"""Extended two-way fixed effects.

Source: Wooldridge (2021), "Two-way fixed effects, the two-way Mundlak regression, and difference-in-differences
estimators", SSRN 3906345. One regression with unit and period effects in which every treated cohort and period has
its own coefficient; efficient when errors are independent over time.
"""

from __future__ import annotations

from asah_evaluator.frames import Panel
from asah_evaluator.methods.aggregate import GroupTime
from asah_evaluator.methods.cells import check_controls
from asah_evaluator.methods.two_way import saturated


def etwfe(panel: Panel, *, controls: str = "notyet") -> GroupTime:
    """Effects by cohort and period.

    ``controls`` notyet: every untreated cell carries the trend (the paper's own form); never: periods before treatment
    get coefficients too, so that only never-treated units do. Raises ``ValueError`` when nothing is comparable.
    """
    kind = check_controls(controls)
    return saturated(panel, kind, with_leads=kind == "never", name=f"etwfe ({controls})")
