"""One person's sheet: what he is asked, what he has answered, what comes next."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from asah.foundation.access.actor import Actor, NotThere
from asah.stages.competencies import queries as competencies
from asah.stages.questionnaires.models import Answer, Invitation
from asah.stages.questionnaires.queries.surveys import SurveyRow, survey_row
from asah.stages.questionnaires.rules import (
    Content,
    Given,
    Mirror,
    Step,
    Turn,
    key_of,
    mirror_of,
    next_step,
    read_content,
    turn,
)

_FRESH_DAYS = 730
# How sure an earlier assessment leaves us, in levels (standard deviation, as assumed).
_TESTED, _SEEN, _OLD = 0.45, 0.7, 1.0


@dataclass(frozen=True)
class AskedCompetency:
    """A competency of somebody's post. levels: (name, indicator) of levels 1 to 5."""

    id: int
    code: str
    name: str
    required: float
    levels: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Contested:
    """A question that two devices answered differently. answers: (device, value), the latest first."""

    key: str
    answers: tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Sheet:
    """Everything about one invitation. given: key of a question (rules.key_of) -> what is known of its answer."""

    survey: SurveyRow
    invitation: int
    person: int
    content: Content
    competencies: tuple[AskedCompetency, ...]
    turns: tuple[Turn, ...]
    given: dict[str, Given] = field(default_factory=dict)
    contested: tuple[Contested, ...] = ()
    started_at: datetime | None = None
    finished_at: datetime | None = None

    @cached_property
    def step(self) -> Step | None:
        """The next question, None at the end."""
        return next_step(self.content, self.turns, self.given)

    @property
    def mirror(self) -> Mirror:
        """What his own answers say."""
        return mirror_of(self.content, self.turns, self.given)

    def competency(self, code: str) -> AskedCompetency | None:
        """The competency of a code, when his post asks for it."""
        return next((one for one in self.competencies if one.code == code), None)


@dataclass(frozen=True)
class OwnSurvey:
    """A survey somebody is invited to, for his list and home page."""

    survey: SurveyRow
    answered: int
    started_at: datetime | None
    finished_at: datetime | None


def own_surveys(actor: Actor) -> list[OwnSurvey]:
    """Surveys the actor is invited to, those to answer first, by last day; two queries."""
    if actor.person is None:
        return []
    rows = (
        Invitation.objects.filter(person=actor.person).select_related("survey__version").order_by("survey__closes_on")
    )
    found = list(rows)
    counted: dict[int, int] = {}
    for key in Answer.objects.filter(invitation__in=found).values_list("invitation_id", flat=True):
        counted[key] = counted.get(key, 0) + 1
    listed = [
        OwnSurvey(survey_row(row.survey), counted.get(row.pk, 0) + len(row.passed), row.started_at, row.finished_at)
        for row in found
    ]
    return sorted(listed, key=lambda one: (one.finished_at is not None, one.survey.state != "dibuka"))


def sheet_of(actor: Actor, uid: uuid.UUID | str, on: date) -> Sheet:
    """The actor's own sheet of a survey. Raises NotThere when he is not invited: other people's sheets do not exist."""
    row = Invitation.objects.filter(survey__uid=uid, person=actor.person or 0).select_related("survey__version").first()
    if row is None:
        raise NotThere(f"survey {uid}")
    return sheet_from(row, on)


def sheet_from(row: Invitation, on: date) -> Sheet:
    """The sheet of an invitation that was loaded with its survey and version; four queries."""
    content = read_content(row.survey.version.content)
    about_team = row.survey.about == "tim"
    gaps = [] if about_team else sorted(competencies.gaps_of_person(row.person_id), key=lambda one: one.code)
    given, contested = _given(row)
    return Sheet(
        survey_row(row.survey),
        row.pk,
        row.person_id,
        content,
        _asked(gaps),
        _turns(gaps, content, on),
        given,
        contested,
        row.started_at,
        row.finished_at,
    )


def _asked(gaps: Sequence[competencies.GapRow]) -> tuple[AskedCompetency, ...]:
    """The competencies of somebody's post with the words of their levels; one query."""
    words = competencies.levels_of_many([one.competency for one in gaps]) if gaps else {}
    return tuple(
        AskedCompetency(one.competency, one.code, one.name, float(one.required), words.get(one.competency, ()))
        for one in gaps
    )


def _turns(gaps: Sequence[competencies.GapRow], content: Content, on: date) -> tuple[Turn, ...]:
    if content.level_block is None:
        return ()
    offsets = content.check_block.offsets if content.check_block else ()
    return tuple(
        turn(row.code, float(row.required), None if row.held is None else float(row.held), _spread(row, on), offsets)
        for row in gaps
    )


def _spread(row: competencies.GapRow, on: date) -> float:
    if row.assessed_on is None or (on - row.assessed_on).days > _FRESH_DAYS:
        return _OLD
    return _TESTED if row.centre is not None or row.test is not None else _SEEN


def _given(row: Invitation) -> tuple[dict[str, Given], tuple[Contested, ...]]:
    """Answers about oneself by key, the latest of each; and what two devices said differently."""
    answers = (
        Answer.objects.filter(invitation=row, is_overruled=False, about=row.person_id)
        .order_by("-received_at", "-pk")
        .values_list("question", "competency__code", "state", "value", "device")
    )
    by_key: dict[str, list[tuple[str, Any, str]]] = {}
    for question, code, state, value, device in answers:
        by_key.setdefault(key_of(question, code or ""), []).append((state, value, device))
    given = {key: Given(found[0][0], found[0][1]) for key, found in by_key.items()}
    given |= {key: Given(Answer.State.GIVEN.value) for key in row.passed}
    contested = tuple(
        Contested(key, tuple((device, value) for _state, value, device in found))
        for key, found in by_key.items()
        if len({repr(value) for _state, value, _device in found}) > 1
    )
    return given, contested
