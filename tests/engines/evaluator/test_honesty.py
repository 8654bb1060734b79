"""A quick sample of the trials that `bench.evaluator` runs at length: coverage, traps, many programmes, many looks."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.special import stdtr

from asah_evaluator import trials
from asah_evaluator.frames import Panel
from asah_evaluator.methods.aggregate import aggregate
from asah_evaluator.methods.callaway_santanna import group_time_effects
from asah_evaluator.portfolio import assess_portfolio
from asah_evaluator.simulate import Rollout, simulate_rollout
from asah_evaluator.trials import Case

# 300 draws: the share of a true 95 % lies within 92.4 and 97.6 % in 19 of 20 runs; the grid itself may lie at 93 or 97.
SAMPLE = [
    Rollout(12, 8, 3, (5,), 0.3, persistence=0.3),
    Rollout(24, 8, 3, (4, 6), 0.3, persistence=0.3, treated_noise=2.0),
    Rollout(24, 8, 8, (4, 6), 0.3, errors="heavy"),
    Rollout(40, 8, 20, (5,), 0.3, errors="heavy", treated_noise=2.0),
    Rollout(40, 8, 12, (3, 5, 7), 0.3),
]


@pytest.mark.parametrize("plan", SAMPLE, ids=lambda plan: f"{plan.units}-{plan.treated}-{plan.starts}-{plan.errors}")
def test_intervals_cover(plan: Rollout) -> None:
    assert 0.905 <= trials.coverage(plan, 300) <= 0.99


@pytest.mark.parametrize("case", trials.traps(), ids=lambda case: case.name)
def test_no_trap_is_worded_causally(case: Case) -> None:
    assert trials.causal_share(case, 12) == 0


@pytest.mark.parametrize("case", trials.clean_cases(), ids=lambda case: case.name)
def test_clean_cases_are_rarely_refused(case: Case) -> None:
    assert trials.refused_share(case, 40) <= 0.20


def test_portfolios_and_looks_keep_their_error() -> None:
    holm, naive = trials.false_portfolios(6, programmes=60)
    assert holm <= 0.34
    assert naive >= 0.5
    planned, peeking = trials.false_looks(1500)
    assert planned <= 0.05
    assert peeking > 0.15


def test_a_portfolio_of_nothing_is_claimed_less_than_once_in_twenty() -> None:
    """Counting portfolios tells 5 % from 6 % only after thousands, so the statistic itself is drawn two million times.

    With one start and normal errors it is a normal mean over a spread made of two independent chi-squares; the first
    half of the test shows that the estimator is exactly that, the second counts how often Holm's first step is passed.
    """
    on, off = 15, 25
    for seed in range(5):
        panel = simulate_rollout(Rollout(units=on + off, treated=on, periods=6, starts=(4,)), seed)
        change = panel.outcome[:, 3:].mean(axis=1) - panel.outcome[:, 2]
        sides = change[:on].var(ddof=1) / on, change[on:].var(ddof=1) / off
        found = aggregate(group_time_effects(panel))
        assert found.value == pytest.approx(change[:on].mean() - change[on:].mean())
        assert found.se_interval == pytest.approx(np.sqrt(sum(sides)))
        assert found.dof == pytest.approx(freedom(*sides, on, off))
    rng, draws = np.random.default_rng(0), 2_000_000
    first, second = rng.chisquare(on - 1, draws) / (on - 1) / on, rng.chisquare(off - 1, draws) / (off - 1) / off
    t = np.abs(rng.normal(0, np.sqrt(1 / on + 1 / off), draws)) / np.sqrt(first + second)
    passed = float((2 * stdtr(freedom(first, second, on, off), -t) <= 0.05 / 100).mean())
    assert 0.03 < 1 - (1 - passed) ** 100 <= 0.05


def freedom(first: Any, second: Any, on: int, off: int) -> Any:
    """Degrees of freedom as documented: three quarters on the smaller of Satterthwaite's and the working model's."""
    estimated = (first + second) ** 2 / (first**2 / (on - 1) + second**2 / (off - 1))
    working = (1 / on + 1 / off) ** 2 / (1 / on**2 / (on - 1) + 1 / off**2 / (off - 1))
    return np.minimum(estimated, working) ** 0.75 * np.maximum(estimated, working) ** 0.25


def test_a_portfolio_claims_what_is_there_and_nothing_else() -> None:
    rng = np.random.default_rng(3)
    units, times = 400, np.arange(1.0, 9.0)
    outcome = rng.normal(size=(units, 1)) + rng.normal(0, 0.5, (units, 8))
    programmes = {f"nihil {k}": rng.choice([np.inf, 5.0], units, p=[0.6, 0.4]) for k in range(30)}
    real = rng.choice([np.inf, 5.0], units)
    programmes["nyata"] = real
    outcome = outcome + 0.4 * (times[None, :] >= real[:, None])
    panel = Panel(outcome, real, times, period_labels=tuple(f"{t:g}" for t in times))
    rows = {row.programme: row for row in assess_portfolio(panel, {"ikm": outcome}, programmes)}
    assert rows["nyata"].may_claim
    assert rows["nyata"].evidence.verdict.phrase == "Jelas membantu"
    assert not any(row.may_claim for name, row in rows.items() if name != "nyata")
    assert all(row.evidence.verdict.phrase == "Belum dapat dipastikan" for name, row in rows.items() if name != "nyata")
