"""The next question is the one that helps most; it stops when enough is known, and never asks more than twelve."""

import math
import random

import pytest

from asah.stages.questionnaires.rules import Given, Turn, key_of, next_step, read_content, turn
from asah.stages.questionnaires.rules.adaptive import (
    ENOUGH,
    GRID,
    Heard,
    after_follow,
    after_level,
    choose,
    follow_worth,
    gap_spread,
    level_worth,
    mean_of,
    prior,
    remaining,
)
from asah.stages.questionnaires.rules.scoring import evidence_of

OFFSETS = (-2.2, -1.4, -0.6, 0.0)
CONTENT = read_content(
    {
        "questions": [
            {"code": "hambat", "kind": "choice", "text": "a", "named": False, "options": [
                {"value": "x", "label": "X"}, {"value": "y", "label": "Y"}]},
            {"code": "mampu", "kind": "level", "text": "b", "competency": "*"},
            {"code": "bantuan", "kind": "scale", "text": "c", "competency": "*", "words": list("1234"),
             "offsets": list(OFFSETS)},
            {"code": "saran", "kind": "text", "text": "d", "named": False},
        ]
    }
)  # fmt: skip


def test_a_belief_is_a_distribution_and_moves_towards_what_is_said() -> None:
    belief = prior(2.0, 1.0)
    assert math.isclose(sum(belief), 1.0)
    assert abs(mean_of(belief) - 2.0) < 0.1
    higher, lower = after_level(belief, 4), after_level(belief, 1)
    assert mean_of(lower) < mean_of(belief) < mean_of(higher) < 4
    helped = after_follow(belief, 3.0, OFFSETS, 0)
    assert mean_of(helped) < mean_of(after_follow(belief, 3.0, OFFSETS, 3))


def test_posterior_of_a_level_equals_bayes_by_hand() -> None:
    belief = tuple(1.0 if level in (2.0, 3.0) else 0.0 for level in GRID)
    belief = tuple(mass / 2 for mass in belief)
    chances = {}
    for level in (2.0, 3.0):
        weights = [math.exp(-((one - level) ** 2) / (2 * 0.7**2)) for one in (1, 2, 3, 4, 5)]
        chances[level] = weights[2] / sum(weights)
    after = after_level(belief, 3)
    expected = chances[3.0] / (chances[2.0] + chances[3.0])
    assert math.isclose(after[GRID.index(3.0)], expected, rel_tol=1e-12)


def test_a_question_is_never_expected_to_make_things_worse() -> None:
    dice = random.Random(5)
    for _ in range(60):
        required, belief = dice.uniform(1, 5), prior(dice.uniform(0, 5), dice.uniform(0.2, 1.5))
        assert 0 <= level_worth(belief, required) <= gap_spread(belief, required) + 1e-12
        assert 0 <= follow_worth(belief, required, OFFSETS) <= gap_spread(belief, required) + 1e-12


def test_whoever_is_surely_above_the_requirement_is_not_asked() -> None:
    above = turn("A", 2.0, 4.0, 0.45, OFFSETS)
    unknown = turn("B", 3.0, None, 1.0, OFFSETS)
    assert above.first < ENOUGH < unknown.first
    assert choose([above, unknown], {}, 5) == ("B", False)
    assert choose([above], {}, 5) is None


def test_what_was_tested_lately_is_worth_less_than_what_nobody_has_seen() -> None:
    worths = [turn("A", 3.0, known, spread, OFFSETS).first for known, spread in ((2.3, 0.45), (2.3, 0.7), (2.3, 1.0))]
    assert worths == sorted(worths)
    assert turn("A", 3.0, None, 1.0, OFFSETS).first > worths[-1]


def test_a_follow_up_comes_only_where_the_first_answer_left_doubt() -> None:
    one = turn("A", 4.0, None, 1.0, OFFSETS)
    assert one.then[4] < max(one.then)
    assert choose([one], {"A": Heard(3, followed=True)}, 5) is None
    assert choose([one], {"A": Heard(skipped=True)}, 5) is None


def test_ties_go_to_the_earlier_competency_and_no_room_means_no_question() -> None:
    twins = [turn(code, 3.0, None, 1.0, OFFSETS) for code in ("A", "B")]
    assert choose(twins, {}, 3) == ("A", False)
    assert choose(twins, {}, 0) is None


def _walk(turns: list[Turn], said: int) -> list[str]:
    given: dict[str, Given] = {}
    keys = []
    while (step := next_step(CONTENT, turns, given)) is not None:
        assert len(keys) < 40
        value = said if step.question.kind in ("level", "scale") else "x"
        given[step.key] = Given("dijawab", min(value, 4) if step.question.kind == "scale" else value)
        keys.append(step.key)
    return keys


@pytest.mark.parametrize("said", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("count", [0, 1, 5, 13])
def test_a_whole_way_has_at_most_twelve_questions_and_none_twice(count: int, said: int) -> None:
    turns = [turn(f"C{place:02}", 3.0, None, 1.0, OFFSETS) for place in range(count)]
    keys = _walk(turns, said)
    assert len(keys) == len(set(keys)) <= 12
    assert {"hambat", "saran"} <= set(keys)


def test_the_way_is_shorter_when_more_is_known() -> None:
    unknown = [turn(f"C{place}", 3.0, None, 1.0, OFFSETS) for place in range(5)]
    known = [turn(f"C{place}", 2.0, 3.5, 0.45, OFFSETS) for place in range(5)]
    assert len(_walk(known, 3)) == 2 < len(_walk(unknown, 3))


def test_the_guess_of_what_is_left_falls_to_one() -> None:
    turns = [turn(f"C{place}", 3.0, None, 1.0, OFFSETS) for place in range(4)]
    given: dict[str, Given] = {}
    guesses = []
    while (step := next_step(CONTENT, turns, given)) is not None:
        guesses.append(step.left)
        expected = next((one.expected for one in turns if one.competency == step.competency), 2)
        given[step.key] = Given("dijawab", min(expected, 4) if step.question.kind == "scale" else expected)
    assert guesses[-1] == 1
    assert guesses == list(range(len(guesses), 0, -1))
    assert remaining(turns, {}, 0) == 0


def test_skipping_ends_a_competency_and_not_knowing_may_lead_to_the_follow_up() -> None:
    turns = [turn("A", 3.0, None, 1.0, OFFSETS)]
    skipped = {"hambat": Given("dijawab"), key_of("mampu", "A"): Given("lewati")}
    step = next_step(CONTENT, turns, skipped)
    assert step is not None
    assert step.key == "saran"
    unknown = {"hambat": Given("dijawab"), key_of("mampu", "A"): Given("tidak_tahu")}
    step = next_step(CONTENT, turns, unknown)
    assert step is not None
    assert step.key == "bantuan:A"


def test_evidence_leaves_earlier_knowledge_out_and_gains_by_each_voice() -> None:
    assert evidence_of(None, None, None, 3.0) is None
    assert evidence_of(None, -0.6, None, None) is None
    one, two = evidence_of(3.0, None, None, 3.0), evidence_of(3.0, None, 3.0, 3.0)
    assert one is not None
    assert two is not None
    assert abs(one.level - 3.0) < 0.05
    assert abs(one.standard_error - 0.7) < 0.02
    # Two normal voices: precisions add up.
    assert abs(two.standard_error - 1 / math.sqrt(1 / 0.7**2 + 1 / 0.6**2)) < 0.02
    assert (one.answers, two.answers) == (1, 2)
    far = evidence_of(1.0, None, 4.0, None)
    assert far is not None
    weight = (1 / 0.6**2) / (1 / 0.7**2 + 1 / 0.6**2)
    assert abs(far.level - (1 + 3 * weight)) < 0.05
