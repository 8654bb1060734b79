"""Interaction-weighted event study.

Source: Sun and Abraham (2021), "Estimating dynamic treatment effects in event studies with heterogeneous treatment
effects", Journal of Econometrics 225(2), 175-199. Cohort-specific effects relative to the period before treatment,
against never-treated units (or the last cohort where there are none), averaged with cohorts' shares.
"""

from __future__ import annotations

import numpy as np

from asah_evaluator.frames import Panel
from asah_evaluator.methods.aggregate import GroupTime
from asah_evaluator.methods.two_way import saturated


def sun_abraham(panel: Panel) -> GroupTime:
    """Effects by cohort and period, before and after treatment. Raises ``ValueError`` when nothing is comparable."""
    has_never = bool(np.isinf(panel.cohort).any())
    return saturated(panel, "never" if has_never else "notyet", with_leads=True, name="sun-abraham")
