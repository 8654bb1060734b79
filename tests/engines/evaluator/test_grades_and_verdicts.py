"""No sentence exceeds its grade; every refusal says what is missing and what would suffice: proved by generation."""

from __future__ import annotations

import re
from dataclasses import replace
from math import inf, nan
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asah_evaluator.estimate import Estimate, make_estimate
from asah_evaluator.grade import CEILINGS, GATES, ORDER, Facts, Grade, judge
from asah_evaluator.verdict import CAUSAL_WORDS, PHRASES, Wording, choose_phrase, decide

EFFECT_WORDS = re.compile("|".join(CAUSAL_WORDS))
GOOD = Facts(
    design="lottery",
    treated=80,
    controls=80.0,
    pre_periods=6,
    mde=0.2,
    spread=1.0,
    gap=0.02,
    placebo=0.4,
    breakdown=2.0,
    trend_share=0.1,
)

numbers = st.one_of(st.floats(-50, 50), st.just(nan), st.just(inf))
wild_facts = st.builds(
    Facts,
    design=st.sampled_from(sorted(CEILINGS)),
    level=st.sampled_from(["person", "unit"]),
    treated=st.integers(0, 500),
    controls=st.one_of(st.floats(0, 500), st.just(nan)),
    pre_periods=st.integers(0, 12),
    mde=st.one_of(st.floats(0, 5), st.just(nan)),
    spread=st.one_of(st.floats(0, 5), st.just(nan)),
    gap=st.one_of(st.floats(0, 3), st.just(nan)),
    gap_in=st.sampled_from(["", "usia", "skor"]),
    placebo=numbers,
    breakdown=st.one_of(st.floats(0, 9), st.just(nan), st.just(inf)),
    trend_share=numbers,
    attrition_gap=st.floats(0, 1),
    usable=st.booleans(),
)
good_facts = st.builds(
    lambda design, gate: replace(GOOD, design=design, **gate),
    st.sampled_from(sorted(CEILINGS)),
    st.sampled_from(
        [
            {},
            {"gap": 0.3},
            {"placebo": 3.0},
            {"breakdown": 0.2},
            {"trend_share": 0.6},
            {"attrition_gap": 0.3},
            {"controls": 7.0},
        ]
    ),
)
facts = st.one_of(wild_facts, good_facts)
wordings = st.builds(
    Wording,
    outcome=st.sampled_from(["nilai layanan", "IKM"]),
    unit=st.sampled_from(["", "poin"]),
    smallest_worth=st.floats(0, 3),
    higher_is_better=st.booleans(),
)


def estimate_of(value: float, se: float) -> Estimate:
    return make_estimate(value, se, n=100, method="x")


@settings(max_examples=400, deadline=None)
@given(facts, wordings, st.floats(-1000, 1000), st.one_of(st.floats(0.001, 500), st.just(nan)))
def test_no_sentence_exceeds_its_grade(known: Facts, wording: Wording, value: float, se: float) -> None:
    estimate = estimate_of(value, se)
    known = replace(known, usable=estimate.is_usable)
    judgement = judge(known)
    verdict = decide(estimate, judgement, wording)
    sentence, english = verdict.sentence.lower(), verdict.sentence_en.lower()
    assert ORDER.index(judgement.grade) <= ORDER.index(CEILINGS[known.design].grade)
    assert "nan" not in re.split(r"\W+", sentence + " " + english)
    if judgement.grade in ("0", "D"):
        assert not EFFECT_WORDS.search(sentence), sentence
        assert not EFFECT_WORDS.search(english), english
        assert verdict.phrase == "Belum dapat dipastikan"
    elif judgement.grade == "C":
        assert "mungkin merupakan efek" in sentence
        assert "may be an effect" in english
        assert verdict.phrase != "Jelas membantu"
    else:
        assert sentence.startswith("efek pada")
        assert wording.comparison[0] in sentence
    if judgement.grade == "0":
        assert sentence.startswith("belum cukup data")
    assert (verdict.phrase, verdict.phrase_en) in PHRASES


@settings(max_examples=300, deadline=None)
@given(facts)
def test_every_refusal_says_what_is_missing_and_what_would_suffice(known: Facts) -> None:
    judgement = judge(known)
    estimate = estimate_of(1.0, 0.2 if known.usable else nan)
    verdict = decide(estimate, judgement, Wording())
    for gate in judgement.failed:
        for language in (0, 1):
            assert gate.missing[language]
            assert gate.suffices[language]
    binding = [gate for gate in judgement.failed if gate.most == "0"] if judgement.grade == "0" else judgement.failed
    if judgement.grade in ("0", "C", "D"):
        for gate in binding:
            assert gate.missing[0] in verdict.sentence
            assert gate.suffices[0] in verdict.sentence
            assert gate.missing[1] in verdict.sentence_en
    if judgement.grade != judgement.ceiling.grade:
        assert binding


@pytest.mark.parametrize(
    ("changed", "grade"),
    [
        ({}, "A"),
        ({"treated": 4}, "0"),
        ({"treated": 4, "level": "unit"}, "A"),
        ({"treated": 1, "level": "unit"}, "0"),
        ({"mde": 0.81}, "0"),
        ({"mde": 0.80}, "A"),
        ({"controls": 19.9}, "C"),
        ({"controls": 20.0}, "A"),
        ({"design": "staggered"}, "B"),
        ({"design": "staggered", "pre_periods": 2}, "C"),
        ({"design": "staggered", "placebo": 1.97}, "D"),
        ({"design": "staggered", "placebo": -1.97}, "D"),
        ({"design": "staggered", "placebo": nan}, "D"),
        ({"design": "staggered", "breakdown": 0.49}, "D"),
        ({"design": "random_order", "breakdown": 0.1}, "A"),
        ({"design": "staggered", "trend_share": 0.34}, "D"),
        ({"design": "staggered", "trend_share": 0.33}, "B"),
        ({"design": "staggered", "trend_share": -2.0}, "B"),
        ({"design": "staggered", "trend_share": inf}, "D"),
        ({"design": "random_order", "trend_share": 0.9}, "A"),
        ({"design": "matched"}, "C"),
        ({"design": "matched", "gap": 0.11}, "D"),
        ({"design": "matched", "placebo": nan}, "D"),
        ({"attrition_gap": 0.051}, "D"),
        ({"attrition_gap": 0.05}, "A"),
        ({"design": "before_after"}, "D"),
        ({"usable": False}, "0"),
    ],
)
def test_the_table_of_gates(changed: dict[str, Any], grade: str) -> None:
    assert judge(replace(GOOD, **changed)).grade == grade


@pytest.mark.parametrize(
    ("low", "high", "grade", "worth", "phrase"),
    [
        (1, 3, "A", 0.5, "Jelas membantu"),
        (1, 3, "B", 2.0, "Kemungkinan membantu"),
        (1, 3, "C", 0.5, "Kemungkinan membantu"),
        (1, 3, "D", 0.5, "Belum dapat dipastikan"),
        (-1, 3, "A", 2.0, "Belum dapat dipastikan"),
        (-1, 1, "A", 2.0, "Tidak tampak membantu"),
        (-3, -1, "B", 2.0, "Tampak merugikan"),
        (-3, -1, "0", 2.0, "Belum dapat dipastikan"),
    ],
)
def test_the_five_phrases(low: float, high: float, grade: Grade, worth: float, phrase: str) -> None:
    estimate = replace(estimate_of((low + high) / 2, 1.0), low=low, high=high)
    chosen = choose_phrase(estimate, grade, Wording(smallest_worth=worth))
    assert PHRASES[chosen][0] == phrase
    mirrored = replace(estimate, low=-high, high=-low)
    assert choose_phrase(mirrored, grade, Wording(smallest_worth=worth, higher_is_better=False)) == chosen


def test_gates_are_one_table_with_unique_names() -> None:
    assert len({gate.key for gate in GATES}) == len(GATES)
    assert all(gate.most in ORDER for gate in GATES)


def test_an_unknown_design_lists_the_known_ones() -> None:
    with pytest.raises(ValueError, match="lottery, random_order"):
        judge(Facts(design="feeling"))


def test_too_little_power_speaks_of_cohorts() -> None:
    judgement = judge(replace(GOOD, mde=1.6))
    assert "butuh 3 angkatan lagi" in judgement.failed[0].suffices[0]
