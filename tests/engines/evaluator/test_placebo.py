"""Trends before treatment: what is caught, what clean data pay for it."""

from dataclasses import replace

import numpy as np
import pytest

from asah_evaluator.assess.staggered import Staggered, assess_staggered
from asah_evaluator.methods.callaway_santanna import group_time_effects
from asah_evaluator.methods.honest import honest
from asah_evaluator.methods.placebo import pretrend, trend_share
from asah_evaluator.simulate import Rollout, simulate_rollout

CLEAN = (
    Rollout(units=40, periods=8, treated=20, starts=(5,), effect=0.5),
    Rollout(units=60, periods=12, treated=30, starts=(6, 8, 10), effect=0.4),
    Rollout(units=60, periods=12, treated=30, starts=(9,), effect=0.45, errors="heavy"),
)


def grades(plan: Rollout, runs: int) -> list[str]:
    """Grades of ``runs`` simulated roll-outs."""
    return [assess_staggered(simulate_rollout(plan, seed), Staggered()).judgement.grade for seed in range(runs)]


def test_the_slope_is_that_of_a_line_through_all_periods() -> None:
    panel = simulate_rollout(Rollout(units=30, periods=9, treated=12, starts=(7,)), seed=3)
    treated = np.isfinite(panel.cohort)
    gap = panel.outcome[treated].mean(axis=0) - panel.outcome[~treated].mean(axis=0)
    slope = np.polyfit(panel.periods[:6], gap[:6], 1)[0]
    assert pretrend(group_time_effects(panel)).value == pytest.approx(slope, abs=1e-10)
    universal = group_time_effects(panel, universal_base=True)
    assert pretrend(universal).value == pytest.approx(slope, abs=1e-10)


def test_the_placebo_fails_about_as_often_as_it_should_on_clean_data() -> None:
    plan = Rollout(units=60, periods=12, treated=30, starts=(6, 8, 10))
    failed = [abs(pretrend(group_time_effects(simulate_rollout(plan, s))).statistic) > 1.96 for s in range(150)]
    # Two questions at 5 % each, correlated.
    assert 0.03 <= np.mean(failed) <= 0.15


@pytest.mark.parametrize("plan", CLEAN)
def test_clean_roll_outs_are_refused_at_most_one_time_in_five(plan: Rollout) -> None:
    refused = sum(grade not in ("A", "B") for grade in grades(plan, 50))
    assert refused <= 0.20 * 50 + 3


@pytest.mark.parametrize(
    "trap",
    [
        Rollout(units=60, periods=12, treated=30, starts=(6,), drift=0.25),
        Rollout(units=60, periods=12, treated=30, starts=(9,), drift=0.15),
        Rollout(units=60, periods=12, treated=30, starts=(6, 8, 10), drift=0.15),
        Rollout(units=60, periods=12, treated=30, starts=(6,), dip=1.0),
        Rollout(units=60, periods=12, treated=30, starts=(6, 8, 10), dip=0.8),
    ],
)
def test_trends_and_dips_are_never_worded_as_an_effect(trap: Rollout) -> None:
    assert set(grades(trap, 25)) <= {"C", "D", "0"}


def test_flat_data_need_no_allowance_half_of_the_time() -> None:
    plan = Rollout(units=60, periods=10, treated=30, starts=(8,))
    steps = [honest(group_time_effects(simulate_rollout(plan, seed))).largest_step for seed in range(60)]
    assert 0.3 <= np.mean(np.array(steps) == 0) <= 0.7


def test_breakdown_is_the_effect_over_the_largest_real_step() -> None:
    plan = Rollout(units=4000, periods=8, treated=2000, starts=(6,), effect=1.0, noise=0.05, dip=0.4)
    found = honest(group_time_effects(simulate_rollout(plan, 1)))
    assert found.largest_step == pytest.approx(0.4, abs=0.01)
    assert found.breakdown == pytest.approx(1.4 / 0.4, rel=0.03)
    low, high = found.bounds(1.0)
    assert low == pytest.approx(1.0, abs=0.03)
    assert high == pytest.approx(1.8, abs=0.03)


def test_a_trend_that_goes_on_is_the_slope_times_the_way_to_the_effect() -> None:
    # One cohort at 6 of 9 periods: effects stand 1, 2, 3, 4 periods after their base, 2.5 on average.
    plan = Rollout(units=4000, periods=9, treated=2000, starts=(6,), effect=1.0, noise=0.01, drift=0.2)
    found = group_time_effects(simulate_rollout(plan, 1))
    assert trend_share(found, pretrend(found)) == pytest.approx(0.2 * 2.5 / (1.0 + 0.2 * 2.5), abs=0.01)
    against = group_time_effects(simulate_rollout(replace(plan, drift=-0.2), 1))
    assert trend_share(against, pretrend(against)) < 0


def test_a_slope_within_its_own_error_explains_nothing() -> None:
    plan = Rollout(units=60, periods=10, treated=30, starts=(7,), effect=0.5)
    for seed in range(40):
        found = group_time_effects(simulate_rollout(plan, seed))
        tested = pretrend(found)
        share = trend_share(found, tested)
        assert (share == 0) == (abs(tested.value) <= tested.se)


def test_the_gate_of_the_continued_trend_catches_weak_drifts_that_the_placebo_misses() -> None:
    # A drift of a seventh of the noise per period, five periods before: the placebo alone believes about two in five.
    plan = Rollout(units=100, periods=10, treated=50, starts=(6,), noise=0.7, drift=0.1)
    findings = [assess_staggered(simulate_rollout(plan, seed), Staggered(permute=False)) for seed in range(150)]
    placebo_only = [not {g.key for g in f.judgement.failed} & {"placebo", "breakdown"} for f in findings]
    believed = [f.judgement.grade == "B" for f in findings]
    assert np.mean(placebo_only) > 0.3
    assert np.mean(believed) < 0.8 * np.mean(placebo_only)
