"""Comparisons of persons: LaLonde's figures, weighting, lotteries, cut-offs and bounds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from asah_evaluator.assess.compared import Compared, assess_compared
from asah_evaluator.assess.drawn import assess_drawn, draw_strata
from asah_evaluator.assess.others import assess_change, assess_cutoff
from asah_evaluator.methods.before_after import before_after
from asah_evaluator.methods.entropy import entropy_balancing
from asah_evaluator.methods.ipw import ipw
from asah_evaluator.methods.lee import imbens_manski, lee_bounds
from asah_evaluator.methods.lottery import intention_to_treat, late
from asah_evaluator.methods.ordinal import ordinal_difference
from asah_evaluator.methods.rdd import discontinuity
from asah_evaluator.methods.regression import difference, regression
from asah_evaluator.roi import return_on_investment
from asah_evaluator.sample import Sample, attrition
from asah_evaluator.simulate import Draw, Selection, simulate_draw, simulate_low_scorers, simulate_selection
from asah_evaluator.verdict import CAUSAL_WORDS
from tests.engines.evaluator.causal_data import COVARIATES, experiment, observational

CONTROL_SETS = ("cps_controls", "cps_controls2", "cps_controls3", "psid_controls", "psid_controls2", "psid_controls3")
EXPERIMENTAL = 1794.34


def men(data: Any, *, unemployed: bool = False, placebo: bool = False) -> Sample:
    """The men with the usual covariates; ``unemployed`` adds marks of zero earnings."""
    covariates = {name: data[name] for name in COVARIATES}
    if unemployed:
        covariates |= {"u74": (data["re74"] == 0) * 1.0, "u75": (data["re75"] == 0) * 1.0}
    return Sample.from_columns(
        data["treat"],
        data["re78"],
        covariates=covariates,
        placebo=data["re75"] if placebo else None,
        placebo_name="re75",
    )


@pytest.mark.parametrize(
    ("name", "value", "low", "high"), [("lalonde_nsw.csv", 886, 472, 489), ("lalonde_nsw_dw.csv", 1794, 633, 672)]
)
def test_experimental_figures(name: str, value: int, low: int, high: int) -> None:
    data = experiment(name)
    found = difference(Sample.from_columns(data["treat"], data["re78"]))
    assert round(found.value) == value
    assert low <= found.se <= high


@pytest.mark.parametrize(("controls", "raw", "adjusted"), [("cps_controls", -8498, 1066), ("psid_controls", -15205, 4)])
def test_observational_figures(controls: str, raw: int, adjusted: int) -> None:
    sample = men(observational(controls), unemployed=True)
    assert round(difference(sample).value) == raw
    assert round(regression(sample).value) == adjusted


@pytest.mark.parametrize(
    ("controls", "published", "within"), [("cps_controls", 1406, 0.5), ("psid_controls", 2420, 5.0)]
)
def test_entropy_balancing_figures(controls: str, published: int, within: float) -> None:
    # Published by Imbens and Xu (2024) with the package hbal and these ten covariates. For the PSID ours is 2,424.7;
    # the next test shows that this is the optimum. hbal standardises and stops by a rule of its own.
    found = entropy_balancing(men(observational(controls), unemployed=True))
    assert found.value == pytest.approx(published, abs=within)
    assert max(abs(row["after"]) for row in found.extra["balance"]) < 1e-6
    assert max(abs(row["before"]) for row in found.extra["balance"]) > 1


@pytest.mark.parametrize("controls", ["cps_controls", "psid_controls"])
def test_entropy_weights_are_the_optimum_another_solver_finds(controls: str) -> None:
    from scipy.optimize import minimize
    from scipy.special import logsumexp, softmax

    sample = men(observational(controls), unemployed=True)
    on = sample.treated == 1
    x = (sample.covariates - sample.covariates[on].mean(axis=0)) / sample.covariates.std(axis=0)
    gap = x[~on]

    def height(tilt: Any) -> tuple[float, Any]:
        return float(logsumexp(gap @ tilt)), softmax(gap @ tilt) @ gap

    start = np.zeros(gap.shape[1])
    dual = minimize(height, start, jac=True, method="BFGS", options={"gtol": 1e-9, "maxiter": 2000})
    weights = softmax(gap @ dual.x)
    assert np.abs(weights @ gap).max() < 1e-5
    theirs = sample.outcome[on].mean() - weights @ sample.outcome[~on]
    assert entropy_balancing(sample).value == pytest.approx(theirs, abs=0.1)


def test_intervals_cover_the_experimental_figure_and_wording_obeys_the_gates() -> None:
    covered = 0
    for controls in CONTROL_SETS:
        finding = assess_compared(men(observational(controls), placebo=True), Compared("entropy"))
        covered += finding.estimate.low <= EXPERIMENTAL <= finding.estimate.high
        failed = {gate.key for gate in finding.judgement.failed}
        assert finding.judgement.grade not in ("A", "B")
        if failed & {"placebo", "balance"}:
            assert finding.judgement.grade == "D"
            assert not any(word in finding.verdict.sentence.lower() for word in CAUSAL_WORDS)
            assert finding.verdict.phrase == "Belum dapat dipastikan"
    assert covered >= 5


def test_the_large_control_sets_fail_their_placebo() -> None:
    for controls in ("cps_controls", "psid_controls"):
        finding = assess_compared(men(observational(controls), placebo=True), Compared("entropy"))
        assert abs(finding.facts.placebo) > 4


def test_entropy_balancing_says_when_nothing_overlaps() -> None:
    rng = np.random.default_rng(1)
    x = np.concatenate([rng.normal(10, 0.1, 20), rng.normal(0, 0.1, 50)])
    sample = Sample.from_columns(np.repeat([1, 0], [20, 50]), rng.normal(size=70), covariates={"skor": x})
    with pytest.raises(ValueError, match="skor; the groups do not overlap"):
        entropy_balancing(sample)
    with pytest.raises(ValueError, match="predict"):
        ipw(sample)


@pytest.mark.parametrize("method", [entropy_balancing, ipw, regression])
def test_adjustment_recovers_the_truth_and_its_spread(method: Any) -> None:
    values, errors = [], []
    for seed in range(60):
        found = method(simulate_selection(Selection(persons=500, effect=0.4), seed))
        values.append(found.value)
        errors.append(found.se)
    assert np.mean(values) == pytest.approx(0.4, abs=0.04)
    assert np.mean(errors) == pytest.approx(np.std(values), rel=0.25)


def test_regression_with_clusters_and_weights_runs_by_hand() -> None:
    rng = np.random.default_rng(2)
    d, w = np.repeat([1.0, 0.0], 30), rng.uniform(0.5, 2, 60)
    y = d + rng.normal(size=60)
    found = difference(Sample.from_columns(d, y, weights=w, cluster=np.arange(60) % 12 + 100 * d))
    assert found.value == pytest.approx(np.average(y[:30], weights=w[:30]) - np.average(y[30:], weights=w[30:]))
    assert found.dof < 24


def test_lottery_equals_two_stage_least_squares() -> None:
    from linearmodels.iv import IV2SLS

    sample, taken = simulate_draw(Draw(persons=600, effect=0.5, takers=0.7, crashers=0.1), 3)
    found = late(sample, taken)
    frame = pd.DataFrame({"y": sample.outcome, "d": taken, "z": sample.treated, "one": 1.0})
    theirs = IV2SLS(frame["y"], frame[["one"]], frame[["d"]], frame[["z"]]).fit(cov_type="robust")
    assert found.value == pytest.approx(theirs.params["d"], abs=1e-10)
    assert found.se == pytest.approx(theirs.std_errors["d"], rel=0.01)
    assert found.extra["first_stage"] == pytest.approx(0.6, abs=0.07)
    itt = intention_to_treat(sample)
    assert found.value == pytest.approx(itt.value / found.extra["first_stage"])


def test_anderson_rubin_agrees_when_the_draw_is_strong_and_opens_when_it_is_weak() -> None:
    sample, taken = simulate_draw(Draw(persons=2000, effect=0.5, takers=0.8), 4)
    strong = late(sample, taken)
    assert strong.extra["anderson_rubin"] == pytest.approx([strong.low, strong.high], abs=0.01)
    sample, taken = simulate_draw(Draw(persons=200, takers=0.33, crashers=0.3), 5)
    weak = late(sample, taken)
    assert weak.extra["first_stage_f"] < 10
    assert None in weak.extra["anderson_rubin"]
    assert "few follow the draw" in weak.warnings[0]


def test_anderson_rubin_covers_whatever_the_strength() -> None:
    inside = 0
    for seed in range(200):
        sample, taken = simulate_draw(Draw(persons=150, effect=0.5, takers=0.45, crashers=0.2), seed)
        low, high = late(sample, taken).extra["anderson_rubin"]
        inside += (low is None or low <= 0.5) and (high is None or high >= 0.5)
    assert inside / 200 >= 0.91


def test_strata_keep_a_lottery_with_unequal_chances_honest() -> None:
    values, naive = [], []
    for seed in range(80):
        rng = np.random.default_rng(seed)
        stratum = np.repeat([0, 1], 150)
        chance = np.where(stratum == 1, 0.8, 0.2)
        offer = (rng.random(300) < chance).astype(float)
        y = 2.0 * stratum + rng.normal(size=300)
        values.append(intention_to_treat(Sample.from_columns(offer, y, strata=draw_strata(chance, None))).value)
        naive.append(intention_to_treat(Sample.from_columns(offer, y)).value)
    assert np.mean(values) == pytest.approx(0, abs=0.05)
    assert np.mean(naive) > 0.8


def test_strata_where_all_won_are_left_out_with_a_warning() -> None:
    offer, strata = [1, 1, 1, 0, 1, 0, 1, 0], ["a", "a", "a", "b", "b", "b", "b", "b"]
    found = intention_to_treat(Sample.from_columns(offer, [9, 9, 9, 1, 2, 3, 4, 2], strata=strata))
    assert found.n == 5
    assert "3 persons" in found.warnings[0]


def test_a_draw_that_moves_nobody_is_refused() -> None:
    sample, taken = simulate_draw(Draw(persons=100), 1)
    with pytest.raises(ValueError, match="changed nobody"):
        late(sample, np.ones_like(taken))


def test_differential_attrition_is_bounded_and_never_worded_as_an_effect() -> None:
    sample, taken = simulate_draw(Draw(persons=800, effect=0.6, lost_winners=0.3), 6)
    finding = assess_drawn(sample, taken)
    assert finding.judgement.grade == "D"
    assert "efek" not in finding.verdict.sentence.lower()
    bounds = finding.tables["lee_bounds"][0]
    assert bounds["lower"] < 0.6 < bounds["upper"]
    assert bounds["missing_treated"] == pytest.approx(attrition(sample)[0])


def test_lee_bounds_by_hand() -> None:
    treated, untreated = np.arange(10.0), np.array([2.0, 3.0, 4.0, np.nan, np.nan])
    sample = Sample.from_columns(np.repeat([1, 0], [10, 5]), np.concatenate([treated, untreated]))
    found = lee_bounds(sample)
    assert found.trimmed == pytest.approx(0.4)
    assert [found.lower, found.upper] == pytest.approx([2.5 - 3, 6.5 - 3])
    assert found.low < found.lower < found.upper < found.high


def test_imbens_manski_lies_between_one_and_two_sided() -> None:
    assert imbens_manski(0.0, 1.0, 0.95) == pytest.approx(1.96, abs=1e-3)
    assert imbens_manski(100.0, 1.0, 0.95) == pytest.approx(1.645, abs=1e-3)


def test_cutoff_recovers_a_jump_and_covers_it() -> None:
    inside, values = 0, []
    for seed in range(100):
        rng = np.random.default_rng(seed)
        score = rng.uniform(0, 100, 800)
        y = np.sin(score / 40) + 0.5 * (score >= 60) + rng.normal(0, 0.5, 800)
        found = discontinuity(score, y, 60)
        inside += found.low <= 0.5 <= found.high
        values.append(found.value)
    assert inside >= 88
    assert np.mean(values) == pytest.approx(0.5, abs=0.06)


def test_cutoff_with_low_scorers_treated_and_bunching() -> None:
    rng = np.random.default_rng(9)
    score = rng.uniform(0, 100, 1500)
    y = 0.01 * score + 0.8 * (score < 50) + rng.normal(0, 0.3, 1500)
    assert discontinuity(score, y, 50, treated_below=True).value == pytest.approx(0.8, abs=0.2)
    pushed = np.where((score >= 46) & (score < 50), 50.5, score)
    finding = assess_cutoff(pushed, y, 50)
    assert finding.judgement.grade in ("0", "D")
    assert "bunch" in finding.estimate.warnings[0]


def test_before_and_after_is_only_a_change() -> None:
    before, after, treated = simulate_low_scorers(400, 2)
    low = treated == 1
    finding = assess_change(before[low], after[low])
    assert finding.estimate.low > 0  # low scorers rise without any training ...
    assert finding.judgement.grade == "D"  # ... and the engine does not call it an effect
    assert finding.verdict.phrase == "Belum dapat dipastikan"
    assert not any(word in finding.verdict.sentence.lower() for word in CAUSAL_WORDS)


def test_paired_interval_by_hand() -> None:
    found = before_after([1, 2, 3, 4], [2, 4, 4, np.nan])
    change = np.array([1.0, 2, 1])
    assert found.value == pytest.approx(change.mean())
    assert found.se == pytest.approx(change.std(ddof=1) / np.sqrt(3))
    assert "1 persons" in found.warnings[0]


def test_comparison_of_low_scorers_with_others_is_refused() -> None:
    before, after, treated = simulate_low_scorers(600, 3)
    sample = Sample.from_columns(treated, after - before, placebo=before, placebo_name="before")
    finding = assess_compared(sample, Compared("difference"))
    assert finding.estimate.low > 0
    assert finding.judgement.grade == "D"


def test_ordered_outcomes_equal_scipys_brunner_munzel() -> None:
    from scipy.stats import brunnermunzel

    rng = np.random.default_rng(12)
    d = np.repeat([1.0, 0.0], [40, 60])
    grade = np.clip(np.round(rng.normal(2 + 0.5 * d, 1)), 0, 4)
    found = ordinal_difference(Sample.from_columns(d, grade))
    theirs = brunnermunzel(grade[d == 0], grade[d == 1])
    assert found.p_value == pytest.approx(theirs.pvalue, rel=1e-9)
    assert found.value / found.se == pytest.approx(theirs.statistic, rel=1e-9)
    with pytest.raises(ValueError, match="at least 2 persons"):
        ordinal_difference(Sample.from_columns([1, 0, 0], [1, 2, 3]))


def test_clusters_get_a_wild_bootstrap_beside_the_interval() -> None:
    rng = np.random.default_rng(13)
    office = np.repeat(np.arange(14), 6)
    d = (office < 6).astype(float)
    y = 2 * d + rng.normal(size=14)[office] * 0.3 + rng.normal(size=84)
    finding = assess_compared(Sample.from_columns(d, y, cluster=office), Compared("difference"))
    assert finding.diagnostics["wild_bootstrap_p"] < 0.05
    assert finding.facts.treated == 6


def test_return_is_stated_only_of_an_isolated_effect() -> None:
    data = experiment()
    sample = Sample.from_columns(data["treat"], data["re78"])
    finding = assess_drawn(sample, data["treat"].to_numpy(dtype=float))
    found = return_on_investment(finding, value_rupiah=1.0, cost_rupiah=100_000.0, persons=185)
    assert found.value == pytest.approx(1794.34 * 185 / 100_000 - 1, abs=1e-3)
    assert found.low < found.value < found.high
    assert found.breakeven == pytest.approx(100_000 / 185)
    weak = assess_compared(sample, Compared("difference"))
    with pytest.raises(ValueError, match="isolates no effect"):
        return_on_investment(weak, value_rupiah=1.0, cost_rupiah=1.0, persons=185)
    with pytest.raises(ValueError, match="must be positive"):
        return_on_investment(finding, value_rupiah=0.0, cost_rupiah=1.0, persons=185)
