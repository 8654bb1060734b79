"""The way through a questionnaire: which question comes next, and about how many are left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from asah.stages.questionnaires.rules.adaptive import Heard, Turn, choose, remaining
from asah.stages.questionnaires.rules.questions import Content, Question


@dataclass(frozen=True)
class Given:
    """An answer as far as the way depends on it. state: dijawab, tidak_tahu or lewati; value: None for unnamed ones."""

    state: str
    value: Any = None


@dataclass(frozen=True)
class Step:
    """The question to show. competency: code for a question that repeats; left: about how many, this one included."""

    question: Question
    competency: str
    left: int

    @property
    def key(self) -> str:
        """What its answer is filed under."""
        return key_of(self.question.code, self.competency)


def key_of(code: str, competency: str = "") -> str:
    """`mampu:TEK-DATA`, or the code alone."""
    return f"{code}:{competency}" if competency else code


def is_asked(question: Question, given: Mapping[str, Given]) -> bool:
    """Whether the condition of a question holds, as far as is known."""
    if question.only_if is None:
        return True
    answer = given.get(question.only_if.question)
    if answer is None or answer.value is None:
        return False
    chosen = answer.value if isinstance(answer.value, list) else [answer.value]
    return any(one in question.only_if.any_of for one in chosen)


def next_step(content: Content, turns: Sequence[Turn], given: Mapping[str, Given]) -> Step | None:
    """The next question in order; the repeating block stands where its level question stands. None at the end."""
    ahead = 0
    found: tuple[Question, str] | None = None
    for question in content.questions:
        if question.repeats:
            if question is content.level_block:
                here, count = _block(content, turns, given)
                ahead += count
                found = found or here
        elif question.code not in given and is_asked(question, given):
            ahead += 1
            found = found or (question, "")
    if found is None:
        return None
    return Step(found[0], found[1], max(1, ahead))


def block_room(content: Content, turns: Sequence[Turn], given: Mapping[str, Given]) -> int:
    """How many questions the repeating block may still ask, so that the whole stays within `content.most`."""
    single = sum(not one.repeats for one in content.questions)
    asked = sum(":" in key for key in given)
    return content.most - single - asked


def heard_of(content: Content, given: Mapping[str, Given]) -> dict[str, Heard]:
    """What was heard about each competency."""
    level, check = content.level_block, content.check_block
    found: dict[str, Heard] = {}
    for key, answer in given.items():
        code, _sep, competency = key.partition(":")
        if level is None or not competency or code != level.code:
            continue
        followed = check is None or key_of(check.code, competency) in given
        found[competency] = Heard(
            answer.value if answer.state == "dijawab" else None, answer.state == "lewati", followed
        )
    return found


def _block(
    content: Content, turns: Sequence[Turn], given: Mapping[str, Given]
) -> tuple[tuple[Question, str] | None, int]:
    level, check = content.level_block, content.check_block
    if level is None:
        return None, 0
    heard, room = heard_of(content, given), block_room(content, turns, given)
    chosen = choose(turns, heard, room)
    if chosen is None:
        return None, 0
    competency, follows = chosen
    question = check if follows and check is not None else level
    return (question, competency), remaining(turns, heard, room)
