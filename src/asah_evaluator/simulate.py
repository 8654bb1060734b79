"""Data with a known answer: panels, lotteries and comparisons, clean or spoiled in one known way.

Every function is deterministic in its seed. The truth is returned beside the data, so that coverage and false claims
can be counted. Used by the tests, the benchmarks and the power calculations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from asah_evaluator.estimate import FloatArray
from asah_evaluator.frames import Panel
from asah_evaluator.sample import Sample

Errors = Literal["normal", "heavy"]


@dataclass(frozen=True, slots=True)
class Rollout:
    """A staggered roll-out to be simulated.

    ``units`` and ``periods``; ``treated`` units, started in equal shares at ``starts`` (numbers of periods from 1);
    ``effect`` on every treated unit in every treated period, in the outcome's unit; ``unit_spread`` and ``noise``
    standard deviations of unit effects and errors; ``errors`` normal or heavy (Student's t with 4 degrees of freedom,
    scaled to the same spread); ``treated_noise`` multiplies the errors of treated units; ``persistence`` of errors
    from period to period (0 to 1); ``drift`` a trend that only treated units follow, per period (a trap);
    ``dip`` a fall of treated units in the last period before treatment (regression to the mean, a trap).
    """

    units: int = 40
    periods: int = 8
    treated: int = 20
    starts: tuple[int, ...] = (5,)
    effect: float = 0.0
    unit_spread: float = 1.0
    noise: float = 0.5
    errors: Errors = "normal"
    treated_noise: float = 1.0
    persistence: float = 0.0
    drift: float = 0.0
    dip: float = 0.0


def simulate_rollout(plan: Rollout, seed: int) -> Panel:
    """A balanced panel drawn from ``plan``. Raises ``ValueError`` when nobody is left untreated."""
    if not 0 < plan.treated < plan.units:
        raise ValueError(f"treated must lie between 1 and {plan.units - 1}, got {plan.treated}")
    rng = np.random.default_rng(seed)
    cohort = np.full(plan.units, np.inf)
    cohort[: plan.treated] = [plan.starts[k % len(plan.starts)] for k in range(plan.treated)]
    times = np.arange(1.0, plan.periods + 1)
    errors = plan.noise * draw_errors(rng, (plan.units, plan.periods), plan.errors, plan.persistence)
    errors[: plan.treated] *= plan.treated_noise
    common = rng.normal(0, 0.3, plan.periods).cumsum()
    outcome = rng.normal(0, plan.unit_spread, plan.units)[:, None] + common[None, :] + errors
    is_treated = np.isfinite(cohort)
    on = times[None, :] >= cohort[:, None]
    outcome = outcome + plan.effect * on + plan.drift * np.outer(is_treated, times)
    outcome = outcome - plan.dip * (times[None, :] == cohort[:, None] - 1)
    return Panel(outcome, cohort, times, period_labels=tuple(f"{t:g}" for t in times), labels=np.arange(plan.units))


def draw_errors(
    rng: np.random.Generator, shape: tuple[int, int], kind: Errors = "normal", persistence: float = 0.0
) -> FloatArray:
    """(units, periods) errors with standard deviation one, first-order autoregressive over periods."""
    fresh = rng.standard_normal(shape) if kind == "normal" else rng.standard_t(4, shape) / np.sqrt(2.0)
    if persistence == 0:
        return fresh
    errors = np.empty(shape)
    errors[:, 0] = fresh[:, 0]
    for t in range(1, shape[1]):
        errors[:, t] = persistence * errors[:, t - 1] + np.sqrt(1 - persistence**2) * fresh[:, t]
    return errors


@dataclass(frozen=True, slots=True)
class Draw:
    """A lottery to be simulated.

    ``persons``; ``share`` who win; ``effect`` of taking the seat; ``takers`` share of winners who take it;
    ``crashers`` share of losers who get in anyway; ``lost_winners`` and ``lost_losers`` shares whose outcome is
    missing; ``spread`` of the outcome.
    """

    persons: int = 400
    share: float = 0.5
    effect: float = 0.0
    takers: float = 1.0
    crashers: float = 0.0
    lost_winners: float = 0.0
    lost_losers: float = 0.0
    spread: float = 1.0


def simulate_draw(plan: Draw, seed: int) -> tuple[Sample, FloatArray]:
    """The sample (``treated`` is the offer) and who took part."""
    rng = np.random.default_rng(seed)
    offer = (rng.permutation(plan.persons) < plan.share * plan.persons).astype(np.float64)
    eager = rng.random(plan.persons)
    taken = np.where(offer == 1, eager < plan.takers, eager < plan.crashers).astype(np.float64)
    ability = rng.normal(0, plan.spread, plan.persons)
    outcome = ability + plan.effect * taken
    lost = np.where(offer == 1, plan.lost_winners, plan.lost_losers)
    outcome[rng.random(plan.persons) < lost] = np.nan
    placebo = 0.6 * ability + 0.8 * rng.normal(0, plan.spread, plan.persons)
    return Sample(outcome, offer, np.empty((plan.persons, 0)), placebo=placebo, placebo_name="before"), taken


@dataclass(frozen=True, slots=True)
class Selection:
    """Participants whom somebody chose.

    ``persons``; ``effect``; ``on_seen`` and ``on_hidden`` how strongly the choice follows a covariate that is seen
    and one that is not (hidden selection is a trap that the placebo should catch); ``spread`` of the outcome.
    """

    persons: int = 800
    effect: float = 0.0
    on_seen: float = 0.5
    on_hidden: float = 0.0
    spread: float = 1.0


def simulate_selection(plan: Selection, seed: int) -> Sample:
    """A sample with two covariates, and an outcome from before the training as placebo."""
    rng = np.random.default_rng(seed)
    seen, other, hidden = rng.standard_normal((3, plan.persons))
    index = plan.on_seen * (seen + 0.5 * other) + plan.on_hidden * hidden - 0.7
    treated = (rng.random(plan.persons) < 1 / (1 + np.exp(-index))).astype(np.float64)
    base = 0.6 * seen + 0.3 * other + 0.6 * hidden
    before = plan.spread * (base + 0.6 * rng.standard_normal(plan.persons))
    outcome = plan.spread * (base + 0.6 * rng.standard_normal(plan.persons)) + plan.effect * treated
    return Sample(
        outcome, treated, np.column_stack([seen, other]), ("seen", "other"), placebo=before, placebo_name="before"
    )


def simulate_low_scorers(persons: int, seed: int, share: float = 0.3) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Score before, score after and who was trained, when low scorers are trained and the training does nothing."""
    rng = np.random.default_rng(seed)
    ability = rng.normal(60, 8, persons)
    before = ability + rng.normal(0, 8, persons)
    after = ability + rng.normal(0, 8, persons)
    treated = (before <= np.quantile(before, share)).astype(np.float64)
    return before, after, treated
