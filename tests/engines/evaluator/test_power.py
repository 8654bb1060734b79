"""Power before the class runs: closed forms, and simulations that find what the plan promised."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from asah_evaluator.cli import main
from asah_evaluator.grade import CEILINGS
from asah_evaluator.methods.aggregate import aggregate
from asah_evaluator.methods.callaway_santanna import group_time_effects
from asah_evaluator.methods.lottery import intention_to_treat
from asah_evaluator.methods.synthetic_did import synthetic_did
from asah_evaluator.power import PRIORS, Plan, detectable_with, expected_effect, power_of, size_for
from asah_evaluator.simulate import Draw, Rollout, simulate_draw, simulate_rollout


def test_textbook_size_of_a_two_group_trial() -> None:
    # Cohen (1988): d = 0.5, alpha 0.05, power 0.80 needs 64 a group.
    assert size_for(Plan(design="lottery"), 0.5) == pytest.approx(128, abs=2)
    assert power_of(Plan(design="lottery", n=128)).mde_d == pytest.approx(0.5, abs=0.01)


def test_mde_follows_its_ingredients() -> None:
    base = power_of(Plan(n=200, spread=10)).mde
    assert power_of(Plan(n=200, spread=20)).mde == pytest.approx(2 * base)
    assert power_of(Plan(n=200, spread=10, takeup=0.5)).mde == pytest.approx(2 * base)
    assert power_of(Plan(n=200, spread=10, explained=0.75)).mde == pytest.approx(base / 2)
    assert power_of(Plan(n=800, spread=10, icc=0.1, cluster_size=31)).mde == pytest.approx(base, rel=0.05)
    assert power_of(Plan(design="cutoff", n=550, spread=10)).mde == pytest.approx(base, rel=0.01)
    assert power_of(Plan(design="before_after", n=50, correlation=0.75)).se == pytest.approx(np.sqrt(2 * 0.25 / 50))


def test_simulated_lotteries_find_the_promised_share() -> None:
    plan = Plan(n=200, share=0.4)
    effect = power_of(plan).mde
    found = [
        intention_to_treat(simulate_draw(Draw(persons=200, share=0.4, effect=effect), seed)[0]).p_value < 0.05
        for seed in range(300)
    ]
    assert np.mean(found) == pytest.approx(0.8, abs=0.07)


def test_simulated_rollouts_find_the_promised_share() -> None:
    plan = Plan(design="staggered", n=60, share=0.5, periods=8, starts=(4, 6), noise=0.5, correlation=0.4)
    effect = power_of(plan).mde
    shape = Rollout(units=60, treated=30, periods=8, starts=(4, 6), noise=0.5, persistence=0.4, effect=effect)
    found = [aggregate(group_time_effects(simulate_rollout(shape, seed))).p_value < 0.05 for seed in range(250)]
    assert np.mean(found) == pytest.approx(0.8, abs=0.08)


def test_an_office_among_others_is_seen_as_well_as_planned() -> None:
    plan = Plan(design="synthetic", n=25, share=1 / 25, periods=12, starts=(9,), noise=0.2, correlation=0.0)
    shape = Rollout(units=25, treated=1, starts=(9,), periods=12, noise=0.2)
    values = [synthetic_did(simulate_rollout(shape, seed), draws=2).value for seed in range(15)]
    assert power_of(plan).se == pytest.approx(np.std(values, ddof=1), rel=0.35)
    assert power_of(plan).grade == "C"
    assert "unit" in power_of(plan).words


def test_every_design_has_a_power() -> None:
    for design in CEILINGS:
        found = power_of(Plan(design=design, n=40, share=0.3))
        assert 0 < found.mde < np.inf, design
        assert found.curve[0][1] > found.curve[-1][1]


def test_words_speak_of_cohorts() -> None:
    found = power_of(Plan(n=120, spread=10), target=4, batch=30, unit="poin")
    assert found.needed == 199
    assert "butuh 3 angkatan lagi" in found.words
    assert "3 more cohorts" in found.words_en
    assert "cukup untuk melihat" in power_of(Plan(n=400, spread=10), target=4).words
    assert "orang lagi" in power_of(Plan(n=40, spread=10), target=4).words
    assert "berapa pun" in power_of(Plan(n=40, spread=10), target=0.001).words


def test_a_plan_too_small_to_judge_says_so() -> None:
    assert "tidak dapat menghasilkan rentang" in power_of(Plan(design="staggered", n=3, share=0.9)).words
    assert detectable_with(Plan(n=100, share=0.01), 20) == np.inf


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"design": "x"}, "design must be one of"),
        ({"n": 1}, "n must be at least 2"),
        ({"share": 1.0}, "share must lie between"),
        ({"spread": 0.0}, "spread must be positive"),
        ({"attrition": 1.0}, "attrition must be at least 0"),
        ({"design": "staggered", "starts": (1,)}, "starts must lie between 2"),
    ],
)
def test_plans_refuse_what_makes_no_sense(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Plan(**wrong)
    with pytest.raises(ValueError, match="target must be positive"):
        power_of(Plan(), target=0)


def test_planning_uses_half_of_the_published_means() -> None:
    assert expected_effect("behaviour", "leadership") == 0.41
    assert PRIORS["general"]["reaction"] == 0.60
    with pytest.raises(ValueError, match="level must be one of"):
        expected_effect("feeling")


@pytest.mark.parametrize("design", ["lottery", "matched", "difference", "cutoff", "before_after", "staggered"])
def test_the_verb_answers_and_draws(tmp_path: Path, capsys: pytest.CaptureFixture[str], design: str) -> None:
    picture = tmp_path / "daya.svg"
    words = ["power", "--design", design, "--n", "60", "--sd", "8", "--target", "3", "--batch", "20"]
    assert main([*words, "--svg", str(picture), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["estimate"] == found["mde"] > 0
    assert found["curve"][0]["mde"] > found["curve"][-1]["mde"]
    assert found["gates"][0]["passed"] == (found["mde_d"] <= 0.8)
    assert picture.read_text().startswith("<svg")
