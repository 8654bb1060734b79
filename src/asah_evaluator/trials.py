"""Trials of honesty: how often intervals cover, how often a trap is believed, how often a clean case is refused.

Each function repeats a simulation with a known answer and counts. The benchmark runs them at length, the tests take a
quick sample; anyone may run them on a design of his own before trusting it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np

from asah_evaluator.assess.compared import Compared, assess_compared
from asah_evaluator.assess.drawn import assess_drawn
from asah_evaluator.assess.others import assess_change
from asah_evaluator.assess.staggered import Staggered, assess_staggered
from asah_evaluator.estimate import critical_value
from asah_evaluator.evidence import Evidence
from asah_evaluator.many import holm
from asah_evaluator.methods.aggregate import aggregate
from asah_evaluator.methods.callaway_santanna import group_time_effects
from asah_evaluator.sample import Sample
from asah_evaluator.simulate import (
    Draw,
    Errors,
    Rollout,
    Selection,
    simulate_draw,
    simulate_low_scorers,
    simulate_rollout,
    simulate_selection,
)
from asah_evaluator.verdict import PHRASES

EFFECT = 0.3


def coverage_grid() -> list[Rollout]:
    """The designs of the coverage trial: 12 to 40 units, at least 3 treated, both kinds of errors and of starts."""
    kinds: tuple[Errors, ...] = ("normal", "heavy")
    return [
        Rollout(units, 8, treated, starts, EFFECT, errors=errors, treated_noise=noise, persistence=0.3)
        for units, treated in ((12, 3), (12, 6), (24, 3), (24, 8), (40, 3), (40, 12), (40, 20))
        for starts in ((5,), (4, 6))
        for errors in kinds
        for noise in (1.0, 2.0)
    ]


def coverage(plan: Rollout, draws: int, level: float = 0.95, first: int = 0) -> float:
    """Share of intervals of the overall effect that contain the truth, in draws number ``first`` and after."""
    inside = 0
    for seed in range(first, first + draws):
        found = aggregate(group_time_effects(simulate_rollout(plan, seed)), level=level, table=False)
        inside += found.low <= plan.effect <= found.high
    return inside / draws


@dataclass(frozen=True, slots=True)
class Case:
    """A repeated question: its name and a finding for each seed."""

    name: str
    find: Callable[[int], Evidence]


def _rollout(plan: Rollout) -> Callable[[int], Evidence]:
    """Findings of a roll-out, without the permutation test."""
    return lambda seed: assess_staggered(simulate_rollout(plan, seed), Staggered(permute=False))


def _low_scorers(seed: int) -> Evidence:
    """Before and after of people chosen for low scores."""
    before, after, treated = simulate_low_scorers(300, seed)
    return assess_change(before[treated == 1], after[treated == 1])


def _low_against_others(seed: int) -> Evidence:
    """Gains of people chosen for low scores against the others."""
    before, after, treated = simulate_low_scorers(300, seed)
    sample = Sample.from_columns(treated, after - before, placebo=before)
    return assess_compared(sample, Compared("difference"))


BASE = Rollout(units=100, treated=50, starts=(6, 8), periods=10, noise=0.5)


def traps() -> tuple[Case, ...]:
    """Cases without any effect that look like one (or with an effect that cannot be known)."""
    return (
        Case("diverging trends", _rollout(replace(BASE, drift=0.15))),
        Case("failed placebo (dip before treatment)", _rollout(replace(BASE, dip=0.6))),
        Case("one treated unit", _rollout(Rollout(units=40, treated=1, effect=1.0))),
        Case("regression to the mean, before/after", _low_scorers),
        Case("regression to the mean, against others", _low_against_others),
        Case("hidden selection", lambda s: assess_compared(simulate_selection(_HIDDEN, s), Compared("entropy"))),
        Case("30 % differential attrition", lambda s: assess_drawn(*simulate_draw(_LOST, s))),
    )


def clean_cases() -> tuple[Case, ...]:
    """Cases with a real effect, nothing spoiled, and power of at least 0.8."""
    return (
        Case("lottery", lambda s: assess_drawn(*simulate_draw(Draw(400, effect=0.35), s))),
        Case("staggered roll-out", _rollout(replace(BASE, effect=0.3))),
        Case("simultaneous roll-out", _rollout(Rollout(60, 8, 30, (5,), 0.45))),
        Case("weighted comparison", lambda s: assess_compared(simulate_selection(_SEEN, s), Compared("entropy"))),
    )


def weak_traps() -> tuple[Case, ...]:
    """Drifts and dips so small that no look at the periods before treatment can see them every time.

    They are no test that can be passed; they tell how far the gates may be trusted.
    """
    late = Rollout(units=100, treated=50, starts=(6,), periods=10)
    return (
        Case("drift of a tenth of the noise, 5 periods before", _rollout(replace(late, noise=1.0, drift=0.1))),
        Case("drift of a seventh of the noise, 5 periods before", _rollout(replace(late, noise=0.7, drift=0.1))),
        Case("drift of a fifth of the noise, 5 periods before", _rollout(replace(late, noise=0.5, drift=0.1))),
        Case("drift of a tenth of the noise, 5 to 7 periods before", _rollout(replace(BASE, drift=0.05))),
        Case("dip of six tenths of the noise", _rollout(replace(BASE, dip=0.3))),
    )


_HIDDEN = Selection(on_hidden=0.6)
_SEEN = Selection(effect=0.3)
_LOST = Draw(400, effect=0.35, lost_winners=0.3)


def is_causal(finding: Evidence) -> bool:
    """Whether a finding speaks of an effect, even of a possible one, or claims by its phrase."""
    return finding.judgement.grade in ("A", "B", "C") or finding.verdict.phrase != PHRASES[2][0]


def share(cases: Iterable[Evidence], counts: Callable[[Evidence], bool]) -> float:
    """Share of findings that count."""
    return float(np.mean([counts(finding) for finding in cases]))


def causal_share(case: Case, draws: int) -> float:
    """Share of findings of a case that are worded causally."""
    return share((case.find(seed) for seed in range(draws)), is_causal)


def refused_share(case: Case, draws: int) -> float:
    """Share of findings of a clean case that are refused any causal wording."""
    return 1 - causal_share(case, draws)


def false_portfolios(portfolios: int, programmes: int = 100, seed: int = 0) -> tuple[float, float]:
    """Share of portfolios of programmes without effect that hold a claim: after Holm, and uncorrected."""
    plan = Rollout(units=40, treated=15, periods=6, starts=(4,))
    claimed, naive = 0, 0
    for portfolio in range(portfolios):
        first = seed + portfolio * programmes
        panels = (simulate_rollout(plan, first + k) for k in range(programmes))
        p = [aggregate(group_time_effects(panel), table=False).p_value for panel in panels]
        claimed += holm(p).count > 0
        naive += min(p) < 0.05
    return claimed / portfolios, naive / portfolios


def false_looks(programmes: int, looks: int = 12, seed: int = 0) -> tuple[float, float]:
    """Share of programmes without effect claimed in some of ``looks`` quarters: planned looks, and naive ones."""
    rng = np.random.default_rng(seed)
    planned, naive = 0, 0
    for _ in range(programmes):
        gaps = rng.normal(size=(looks, 30)).cumsum(axis=0).mean(axis=1)
        spread = np.sqrt(np.arange(1, looks + 1) / 30)
        z = np.abs(gaps / spread)
        planned += bool((z > critical_value(1 - 0.05 / looks)).any())
        naive += bool((z > critical_value(0.95)).any())
    return planned / programmes, naive / programmes
