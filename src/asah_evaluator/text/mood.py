"""The mood of a comment, by a small lexicon of our own and the grammar of Indonesian negation.

``tidak``, ``bukan``, ``belum``, ``jangan``, ``tanpa`` and ``kurang`` turn what follows within the clause; ``terlalu``
makes a plain adjective a complaint; ``sangat``, ``sekali`` strengthen; a wish (``semoga``, ``agar``, ``sebaiknya``)
praises nothing. The score is a hint for sorting comments, never a result: it is not shown as a figure about a person.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from asah_evaluator.text.lexicon import CONTRAST, MILD, POLARITY, STRONGER, TURNERS, WISHES
from asah_evaluator.text.words import stem, tokens

REACH = 3
"""Words that a negation reaches over."""
CLEAR = 0.2
"""Score from which a comment counts as positive (or negative)."""


@dataclass(frozen=True)
class Mood:
    """``score`` from -1 (bad) to 1 (good); ``label`` positif, netral, negatif or campuran; ``words`` that decided, with
    the sign each had."""

    score: float
    label: str
    words: tuple[tuple[str, float], ...]


def mood_of(comment: str) -> Mood:
    """Mood of one comment; an empty one is netral."""
    found: list[tuple[str, float]] = []
    clause: list[str] = []
    for word in [*tokens(comment), "."]:
        if word == "." or word in CONTRAST:
            found += _clause(clause)
            clause = []
        else:
            clause.append(word)
    good = sum(value for _, value in found if value > 0)
    bad = -sum(value for _, value in found if value < 0)
    total = good - bad
    score = total / (total**2 + 2.0) ** 0.5
    return Mood(round(score, 4), _label(score, good, bad), tuple(found))


def moods_of(comments: Iterable[str]) -> tuple[Mood, ...]:
    """Mood of every comment, in order."""
    return tuple(mood_of(comment) for comment in comments)


def _clause(words: list[str]) -> list[tuple[str, float]]:
    """Words of one clause that carry a mood, with sign and strength."""
    found: list[tuple[str, float]] = []
    wish = next((place for place, word in enumerate(words) if word in WISHES), len(words))
    for place, word in enumerate(words):
        if word in TURNERS:
            if word == "kurang" and not _has_target(words, place):
                found.append((word, -0.8))
            continue
        value = POLARITY.get(word, POLARITY.get(stem(word), 0.0))
        before = words[max(place - REACH, 0) : place]
        if word in ("bisa", "dapat") and before[-1:] in (["tidak"], ["belum"]):
            found.append((f"{before[-1]} {word}", -0.6))
            continue
        if value == 0 and before[-1:] == ["terlalu"]:
            found.append((f"terlalu {word}", -0.8))
            continue
        if value == 0 or place > wish:
            continue
        found.append(_turned(word, value, before, words[place + 1 : place + 2]))
    if wish < len(words):
        found.append((words[wish], -0.2))
    return found


def _turned(word: str, value: float, before: list[str], after: list[str]) -> tuple[str, float]:
    """A word's value after negation and strengthening."""
    turners = [turner for turner in before if turner in TURNERS]
    if "terlalu" in before[-1:]:
        return (f"terlalu {word}", -abs(value))
    stronger = any(w in STRONGER for w in before[-1:] + after)
    value *= 1.5 if stronger else 1.0
    for turner in turners:
        value = -value * (TURNERS[turner] if value > 0 else MILD)
    return (" ".join([*turners, word]), round(value, 3))


def _has_target(words: list[str], place: int) -> bool:
    """Whether ``kurang`` at a place has a word of mood to turn; otherwise it is itself the complaint."""
    return any(word in POLARITY or stem(word) in POLARITY for word in words[place + 1 : place + 1 + REACH])


def _label(score: float, good: float, bad: float) -> str:
    """The mood in one word."""
    if good >= 0.6 and bad >= 0.6:
        return "campuran"
    if score >= CLEAR:
        return "positif"
    return "negatif" if score <= -CLEAR else "netral"
