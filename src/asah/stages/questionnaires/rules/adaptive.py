"""Which question about competence is worth asking next, and when enough is known (ux.md 4.11).

A belief is a distribution over the level somebody holds, on a grid from 0 to 5. A level question is an answer with
normal noise; a follow-up ("how often did you need help?") speaks about the level relative to what the post asks. Worth
is the expected fall of the standard deviation of the *gap*, because the gap is what the plan needs: whoever is surely
above the requirement is not asked again. Expected posterior variance: Owen (1975) for adaptive testing; the grid
replaces his normal approximation.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

GRID: tuple[float, ...] = tuple(step / 4 for step in range(21))
LEVEL_NOISE = 0.7
"""Standard deviation of an answer to a level question around the level held, in levels (self-ratings, as assumed)."""
FOLLOW_NOISE = 0.8
"""The same of a follow-up."""
ENOUGH = 0.12
"""A question that lowers the standard deviation of the gap by less than this many levels is not asked."""
UNKNOWN_BELOW, UNKNOWN_SPREAD = 0.7, 1.2
"""Prior while nothing is known: that many levels below what the post asks, with this standard deviation."""
LEVELS = (1, 2, 3, 4, 5)

Belief = tuple[float, ...]


def prior(mean: float, spread: float) -> Belief:
    """A normal belief on the grid. spread: standard deviation in levels, above zero."""
    return _normal([math.exp(-((level - mean) ** 2) / (2 * spread**2)) for level in GRID])


def first_belief(required: float, known: float | None, spread: float) -> Belief:
    """What is believed before the first question. known: level last assessed, None when nobody did; spread: its sd."""
    if known is None:
        return prior(required - UNKNOWN_BELOW, UNKNOWN_SPREAD)
    return prior(known, spread)


def after_level(belief: Belief, answer: int) -> Belief:
    """The belief after a level was named."""
    return _normal([mass * _says(level, answer) for level, mass in zip(GRID, belief, strict=True)])


def after_follow(belief: Belief, required: float, offsets: Sequence[float], word: int) -> Belief:
    """The belief after a follow-up. word: place of the answer from 0; offsets: what each word says."""
    return _normal([mass * _follows(level, required, offsets, word) for level, mass in zip(GRID, belief, strict=True)])


def mean_of(belief: Belief) -> float:
    """Expected level."""
    return sum(level * mass for level, mass in zip(GRID, belief, strict=True))


def gap_spread(belief: Belief, required: float) -> float:
    """Standard deviation of max(0, required - level)."""
    gaps = [max(0.0, required - level) for level in GRID]
    mean = sum(gap * mass for gap, mass in zip(gaps, belief, strict=True))
    return math.sqrt(max(0.0, sum((gap - mean) ** 2 * mass for gap, mass in zip(gaps, belief, strict=True))))


def level_worth(belief: Belief, required: float) -> float:
    """Expected fall of the gap's standard deviation by asking the level."""
    chances = [sum(mass * _says(level, answer) for level, mass in zip(GRID, belief, strict=True)) for answer in LEVELS]
    left = sum(
        chance * gap_spread(after_level(belief, answer), required) ** 2
        for answer, chance in zip(LEVELS, chances, strict=True)
        if chance
    )
    return max(0.0, gap_spread(belief, required) - math.sqrt(left))


def follow_worth(belief: Belief, required: float, offsets: Sequence[float]) -> float:
    """Expected fall of the gap's standard deviation by the follow-up."""
    left = 0.0
    for word in range(len(offsets)):
        chance = sum(mass * _follows(level, required, offsets, word) for level, mass in zip(GRID, belief, strict=True))
        if chance:
            left += chance * gap_spread(after_follow(belief, required, offsets, word), required) ** 2
    return max(0.0, gap_spread(belief, required) - math.sqrt(left))


@dataclass(frozen=True)
class Turn:
    """All that choosing needs to know about one competency, as a small table that fits on a phone.

    first: worth of the level question; then: worth of the follow-up after each level 1-5; unknown: after "tidak tahu";
    expected: the level most likely to be named, for guessing how many questions remain.
    """

    competency: str
    required: float
    first: float
    then: tuple[float, ...]
    unknown: float
    expected: int


def turn(competency: str, required: float, known: float | None, spread: float, offsets: Sequence[float]) -> Turn:
    """The table of one competency. offsets: of the follow-up; empty when the questionnaire has none."""
    return Turn(competency, required, *_table(required, known, spread, tuple(offsets)))


@lru_cache(maxsize=4096)
def _table(
    required: float, known: float | None, spread: float, offsets: tuple[float, ...]
) -> tuple[float, tuple[float, ...], float, int]:
    belief = first_belief(required, known, spread)
    then: tuple[float, ...] = (0.0,) * len(LEVELS)
    unknown = 0.0
    if offsets:
        then = tuple(follow_worth(after_level(belief, answer), required, offsets) for answer in LEVELS)
        unknown = follow_worth(belief, required, offsets)
    expected = min(LEVELS[-1], max(1, round(mean_of(belief))))
    return round(level_worth(belief, required), 4), tuple(round(one, 4) for one in then), round(unknown, 4), expected


@dataclass(frozen=True)
class Heard:
    """What was heard about one competency. level: 1-5, None for "tidak tahu"; skipped: "lewati"; followed: again."""

    level: int | None = None
    skipped: bool = False
    followed: bool = False


def choose(turns: Sequence[Turn], heard: Mapping[str, Heard], left: int) -> tuple[str, bool] | None:
    """(competency, whether it is the follow-up) of the question worth most, None when enough is known.

    left: how many more questions may be asked. Ties go to the earlier competency, so that a phone without signal and
    the server choose alike.
    """
    if left <= 0:
        return None
    best: tuple[str, bool] | None = None
    most = ENOUGH
    for one in turns:
        worth, follows = _worth(one, heard.get(one.competency))
        if worth > most:
            best, most = (one.competency, follows), worth
    return best


def remaining(turns: Sequence[Turn], heard: Mapping[str, Heard], left: int) -> int:
    """How many more questions are likely: the same choice, with the expected answers."""
    told = dict(heard)
    count = 0
    while (chosen := choose(turns, told, left - count)) is not None:
        competency, follows = chosen
        expected = next(one.expected for one in turns if one.competency == competency)
        before = told.get(competency, Heard(expected))
        told[competency] = Heard(before.level, before.skipped, follows)
        count += 1
    return count


def _worth(one: Turn, heard: Heard | None) -> tuple[float, bool]:
    if heard is None:
        return one.first, False
    if heard.skipped or heard.followed:
        return 0.0, True
    return (one.unknown if heard.level is None else one.then[heard.level - 1]), True


def _says(level: float, answer: int) -> float:
    weights = [math.exp(-((one - level) ** 2) / (2 * LEVEL_NOISE**2)) for one in LEVELS]
    return weights[answer - 1] / sum(weights)


def _follows(level: float, required: float, offsets: Sequence[float], word: int) -> float:
    # Beyond what the post asks the follow-up cannot tell apart: nobody needs help less often than never.
    distance = min(max(level - required, min(offsets)), max(offsets))
    weights = [math.exp(-((one - distance) ** 2) / (2 * FOLLOW_NOISE**2)) for one in offsets]
    return weights[word] / sum(weights)


def _normal(weights: Sequence[float]) -> Belief:
    total = sum(weights)
    return tuple(weight / total for weight in weights)
