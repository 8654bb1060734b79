"""Before and after, without anyone to compare with: a change, never more than that."""

from __future__ import annotations

from typing import Any

import numpy as np

from asah_evaluator.columns import as_numbers
from asah_evaluator.estimate import Estimate, make_estimate


def before_after(before: Any, after: Any, level: float = 0.95) -> Estimate:
    """Mean change of the same persons, with the paired t interval (Student 1908).

    Persons seen only once are left out with a warning. Raises ``ValueError`` with fewer than two complete pairs or
    when all changes are equal.
    """
    first = as_numbers(before, "before", allow_missing=True)
    second = as_numbers(after, "after", allow_missing=True)
    if len(first) != len(second):
        raise ValueError(f"after: {len(second)} rows, but before has {len(first)}")
    change = (second - first)[~np.isnan(second - first)]
    if len(change) < 2:
        raise ValueError(f"only {len(change)} person was seen both before and after; at least 2 are needed")
    if change.min() == change.max():
        raise ValueError(f"every change equals {change[0]:g}; there is no spread to judge by")
    lost = len(first) - len(change)
    warnings = [f"{lost} persons seen only once were left out"] if lost else []
    warnings.append("people chosen for low scores rise without any programme (regression to the mean)")
    se = float(change.std(ddof=1) / np.sqrt(len(change)))
    return make_estimate(
        float(change.mean()), se, n=len(change), method="before and after", dof=float(len(change) - 1), level=level,
        treated=len(change), warnings=warnings,
    )  # fmt: skip
