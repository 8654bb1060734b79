"""What was liked (diverging bars), and who is missing (response funnel)."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from asah_basics.charts import Chart, Rated, diverging, funnel
from asah_basics.formats import join_and, number
from asah_evaluator.privacy import INSIDE_OFFICE


@dataclass(frozen=True)
class Question:
    """How many chose each level of one question, worst first."""

    label: str
    counts: tuple[int, ...]


def reaction_picture(
    questions: Sequence[Question],
    levels: Sequence[str],
    *,
    invited: int,
    source: str,
    place: str = "",
    minimum: int = INSIDE_OFFICE,
) -> Chart:
    """Diverging bars of answers on a scale of four or five levels.

    Parameters: ``levels`` names, worst first; ``invited`` persons asked, for the response rate printed under the title;
    ``minimum`` answers under which a question is not drawn. Raises ``ValueError`` when no question has enough answers,
    or more answered than were invited.
    """
    most = max((sum(question.counts) for question in questions), default=0)
    if most > invited:
        raise ValueError(f"{most} answers to one question, but {invited} were invited")
    shown = [question for question in questions if sum(question.counts) >= minimum]
    if not shown:
        raise ValueError(f"no question has {minimum} answers: nothing is shown, so that nobody is recognised")
    said = f"{number(most)} dari {number(invited)} mengisi ({100 * most / invited:.0f}%)"
    if place:
        said = f"{place}, {said}"
    hidden = len(questions) - len(shown)
    if hidden:
        said += f". {hidden} pertanyaan di bawah {minimum} jawaban tidak ditampilkan"
    return diverging([Rated(q.label, q.counts) for q in shown], list(levels), sub=said, source=source)


def response_picture(
    stages: Sequence[tuple[str, int]], *, noun: str = "peserta", source: str, minimum: int = INSIDE_OFFICE
) -> Chart:
    """Ordered bars from the invited to those judged by their superior: who is missing?

    Parameters: ``stages`` (name, persons) in order. Stages under ``minimum`` persons are not drawn and named.
    Raises ``ValueError`` when a stage holds more than the one before it, or fewer than two can be shown.
    """
    for (earlier, before), (later, after) in itertools.pairwise(stages):
        if after > before:
            raise ValueError(f"stage {later} holds {after} persons, more than {before} in {earlier}")
    shown = [(name, count) for name, count in stages if count >= minimum]
    if len(shown) < 2:
        raise ValueError(f"fewer than two stages hold {minimum} persons: nothing is shown")
    lost = [name for name, count in stages if count < minimum]
    said = f"Banyak {noun} di setiap tahap; persen dari tahap pertama"
    if lost:
        said += f". {join_and(lost)}: di bawah {minimum} orang, tidak ditampilkan"
    return funnel(shown, noun=noun, sub=said, source=source)
