"""A finding: the estimate with everything that decides how far it may be believed."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import nan
from typing import Any

from asah_evaluator.estimate import Estimate, critical_value, or_none
from asah_evaluator.grade import FEWEST_PERSONS, Facts, Judgement, judge
from asah_evaluator.verdict import Verdict, Wording, decide

POWER = 0.80
ROUNDING = 1e-7
"""Standard errors below this share of the outcome's spread are rounding, not information."""
CONFIRMED, EXPLORATORY = "konfirmatori", "eksploratif"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Estimate, facts, judgement and verdict of one question.

    ``status`` is konfirmatori only when the design was frozen before results were read; ``design_digest`` names it.
    ``tables`` hold further rows (balance, event times before treatment, bounds), ``diagnostics`` single values.
    """

    estimate: Estimate
    facts: Facts
    judgement: Judgement
    verdict: Verdict
    wording: Wording
    status: str = EXPLORATORY
    design_digest: str = ""
    tables: dict[str, Any] = field(default_factory=dict)
    diagnostics: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """JSON values with the keys of the command line."""
        named = self.estimate.as_dict()
        warnings = named.pop("warnings")
        shown = self._shown({**named, **self.diagnostics, "mde": or_none(self.facts.mde)}, self.tables, warnings)
        return {
            **shown[0],
            "grade": self.judgement.grade,
            **self.verdict.as_dict(),
            "status": self.status,
            "design_digest": self.design_digest or None,
            "gates": [gate.as_dict() for gate in self.judgement.gates],
            **shown[1],
            "warnings": warnings,
        }

    def _shown(
        self, named: dict[str, Any], tables: dict[str, Any], warnings: list[str]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Numbers and tables that may be shown: none of a side with fewer than five persons."""
        sides = [self.facts.treated] + ([self.estimate.controls] if self.estimate.controls else [])
        if self.facts.level != "person" or min(sides) >= FEWEST_PERSONS:
            return named, tables
        warnings.append(f"fewer than {FEWEST_PERSONS} persons on one side: numbers are not shown")
        kept = ("n", "method", "level", "treated", "controls")
        return {key: value if key in kept else None for key, value in named.items()}, {}


def is_measured(estimate: Estimate, spread: float) -> bool:
    """Whether an interval exists and stands on more than rounding: outcomes without any noise were not measured."""
    return estimate.is_usable and not estimate.se_interval <= ROUNDING * spread


def conclude(
    estimate: Estimate,
    facts: Facts,
    wording: Wording,
    *,
    tables: dict[str, Any] | None = None,
    diagnostics: dict[str, Any] | None = None,
) -> Evidence:
    """Apply gates and verdict to an estimate and its facts."""
    judgement = judge(facts)
    verdict = decide(estimate, judgement, wording)
    return Evidence(estimate, facts, judgement, verdict, wording, tables=tables or {}, diagnostics=diagnostics or {})


def detectable(estimate: Estimate) -> float:
    """Smallest effect this design would have found with power 0.80 at its level, in the outcome's unit.

    NaN when the standard error is unknown. Source: Bloom (1995), Evaluation Review 19(5).
    """
    if not estimate.is_usable:
        return nan
    multiple = critical_value(estimate.level, estimate.dof) + critical_value(2 * POWER - 1, estimate.dof)
    return multiple * estimate.se_interval
