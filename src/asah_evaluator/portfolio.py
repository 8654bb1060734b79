"""Many programmes on one panel: estimate each, then let only those claim that survive all being asked at once.

Decisions use Holm's correction over the whole portfolio; marks on a dashboard use Benjamini-Hochberg. The data are
read once; each programme adds one pass over the outcomes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isfinite

from asah_evaluator.estimate import FloatArray
from asah_evaluator.evidence import Evidence
from asah_evaluator.frames import Panel
from asah_evaluator.many import benjamini_hochberg, holm
from asah_evaluator.verdict import OPEN, PHRASES, Verdict


@dataclass(frozen=True, slots=True)
class PortfolioRow:
    """One programme and outcome: its finding, p-value after Holm, and whether it may be claimed and marked."""

    programme: str
    outcome: str
    evidence: Evidence
    adjusted_p: float
    may_claim: bool
    is_marked: bool


def decide_together(findings: Mapping[tuple[str, str], Evidence], level: float = 0.05) -> tuple[PortfolioRow, ...]:
    """Correct findings, keyed by (programme, outcome), for having been asked together.

    A finding that does not survive Holm's correction keeps its numbers and loses its claim: its phrase becomes
    "Belum dapat dipastikan". ``level`` is the chance of any false claim in the portfolio.
    """
    keys = list(findings)
    raw = [findings[key].estimate.p_value for key in keys]
    p_values = [p if isfinite(p) else 1.0 for p in raw]
    decisions, marks = holm(p_values, level=level), benjamini_hochberg(p_values, level=level)
    rows = []
    for place, key in enumerate(keys):
        found = findings[key]
        survives = bool(decisions.rejected[place])
        claims = survives and found.judgement.grade in ("A", "B", "C")
        if not survives:
            found = replace(found, verdict=_open(found.verdict))
        rows.append(
            PortfolioRow(key[0], key[1], found, float(decisions.adjusted[place]), claims, bool(marks.rejected[place]))
        )
    return tuple(rows)


def _open(verdict: Verdict) -> Verdict:
    """The same sentence under the phrase that settles nothing."""
    return replace(verdict, phrase=PHRASES[OPEN][0], phrase_en=PHRASES[OPEN][1])


def assess_portfolio(
    panel: Panel, outcomes: Mapping[str, FloatArray], programmes: Mapping[str, FloatArray], level: float = 0.05
) -> tuple[PortfolioRow, ...]:
    """Every programme on every outcome of one panel.

    Parameters: ``panel`` units and periods; ``outcomes`` name -> (units, periods); ``programmes`` name -> (units,)
    first treated period, infinite for never. Raises ``ValueError`` when a programme has nothing to compare.
    """
    from asah_evaluator.assess.staggered import Staggered, assess_staggered

    findings = {
        (programme, outcome): assess_staggered(
            replace(panel, outcome=values, cohort=cohort, warnings=()).checked(), Staggered(permute=False)
        )
        for programme, cohort in programmes.items()
        for outcome, values in outcomes.items()
    }
    return decide_together(findings, level)
