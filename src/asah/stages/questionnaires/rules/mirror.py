"""What somebody's own answers say, told back to him: strong in ..., wants to learn ... Right?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from asah.stages.questionnaires.rules.adaptive import Turn
from asah.stages.questionnaires.rules.flow import Given, key_of
from asah.stages.questionnaires.rules.questions import OWN_COMPETENCIES, Content

MOST_STRONG, MOST_WISHED = 2, 2


@dataclass(frozen=True)
class Mirror:
    """Codes of competencies: at or above what the post asks by his own words, and what he wants to learn."""

    strong: tuple[str, ...]
    wished: tuple[str, ...]


def mirror_of(content: Content, turns: Sequence[Turn], given: Mapping[str, Given]) -> Mirror:
    """The strongest first. Without a wish of his own, what lacks most stands in for it."""
    level = content.level_block
    named = {
        one.competency: answer.value - one.required
        for one in turns
        if level is not None
        and (answer := given.get(key_of(level.code, one.competency))) is not None
        and answer.state == "dijawab"
    }
    order = {one.competency: place for place, one in enumerate(turns)}
    by_strength = sorted(named, key=lambda code: (-named[code], order[code]))
    strong = tuple(code for code in by_strength if named[code] >= 0)[:MOST_STRONG]
    wished = _wishes(content, given)
    if not wished:
        wished = tuple(code for code in sorted(named, key=lambda code: (named[code], order[code])) if named[code] < 0)
    return Mirror(strong, wished[:MOST_WISHED])


def _wishes(content: Content, given: Mapping[str, Given]) -> tuple[str, ...]:
    for question in content.questions:
        if question.source == OWN_COMPETENCIES and (answer := given.get(question.code)) and answer.value:
            return tuple(answer.value) if isinstance(answer.value, list) else (answer.value,)
    return ()
