"""Giving an answer: named ones are kept with the invitation, unnamed ones without any way back to it."""

import uuid
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import note, use_case
from asah.stages.competencies import queries as competencies
from asah.stages.people import queries as people
from asah.stages.questionnaires.models import About, Answer, Invitation, UnnamedAnswer
from asah.stages.questionnaires.queries.answering import Sheet, sheet_from
from asah.stages.questionnaires.rules import (
    CROWD,
    BadAnswer,
    Question,
    clean_value,
    is_asked,
    why_not_now,
)
from asah.stages.questionnaires.services.surveys import NotNow

_STATES = frozenset(Answer.State.values)


class AlreadyGiven(Exception):
    """An unnamed answer was given before; nobody can find it again to change it. The text says so."""


def own_invitation(survey: uuid.UUID, actor: Actor) -> Subject:
    """The actor's own invitation, locked. Raises NotThere when he has none: other people's do not exist for him."""
    row = _locked(survey, actor)
    return Subject(
        unit=row.path, person=row.person_id, label=row.survey.title, kind="survey", key=str(row.survey.uid), row=row
    )


def _locked(survey: uuid.UUID, actor: Actor) -> Invitation:
    row = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("survey__version")
        .filter(survey__uid=survey, person=actor.person or 0)
        .first()
    )
    if row is None:
        raise NotThere(f"survey {survey}")
    return row


@use_case(Permission.SURVEY_ANSWER, on=own_invitation, says=gettext_lazy("{actor} menjawab survei {label}"))
def give_answer(
    *,
    actor: Actor,
    now: datetime,
    survey: uuid.UUID,
    question: str,
    value: Any = None,
    state: str = "dijawab",
    competency: str = "",
    about: int | None = None,
    device: str = "",
) -> Answer:
    """Keep a named answer; the same question from the same device again replaces it.

    question, competency: codes; state: dijawab, tidak_tahu or lewati (value is then ignored); about: id of the person
    it speaks of, himself when None; device: what the phone calls itself: two devices do not overwrite each other.
    Raises BadAnswer, NotNow, NotThere.
    """
    row = _locked(survey, actor)
    asked, required, competency_id = _asked(row, actor, now, question, competency, about)
    if not asked.named:
        raise BadAnswer(_("Pertanyaan ini dijawab tanpa nama."))
    if state not in _STATES:
        raise BadAnswer(_("Pilih satu jawaban atau tekan “Lewati”."))
    cleaned = clean_value(asked, value, _own_codes(row)) if state == Answer.State.GIVEN else None
    level, offset = _as_level(asked, cleaned)
    place = {"question": question, "about_id": about or row.person_id, "device": device[:36]}
    kept = row_of(row, competency_id, place) or Answer(
        agency_id=actor.agency, invitation=row, competency_id=competency_id, **place
    )
    kept.state, kept.value, kept.level, kept.offset = state, cleaned, level, offset
    kept.required = required if offset is not None else None
    kept.is_overruled, kept.received_at = False, now
    kept.save()
    _begin(row, now)
    note(question=question, competency=competency)
    return kept


@use_case(says="jawaban tanpa nama", anonymous=True)
def give_unnamed(
    *, actor: Actor, now: datetime, survey: uuid.UUID, question: str, value: Any = None, state: str = "dijawab"
) -> None:
    """Keep an unnamed answer: in its own table, with a random id, the office when it is large enough, and the day.

    The invitation only remembers that the question is done, so that it is not asked again; what was said cannot be
    found from there. Raises AlreadyGiven the second time, BadAnswer, NotNow, NotThere.
    """
    row = _locked(survey, actor)
    asked, _required, _competency = _asked(row, actor, now, question, "", None)
    if asked.named or state not in _STATES:
        raise BadAnswer(_("Pertanyaan ini dijawab dengan nama."))
    if question in row.passed:
        raise AlreadyGiven(_("Jawaban tanpa nama sudah terkirim dan tidak dapat dicari lagi untuk diubah."))
    if state == Answer.State.GIVEN:
        UnnamedAnswer.objects.create(
            agency_id=actor.agency, survey=row.survey, question=question, opd_id=_crowded_office(row),
            value=clean_value(asked, value), on=actor.today(now),
        )  # fmt: skip
    row.passed = sorted([*row.passed, question])
    _begin(row, now)
    row.save(update_fields=["passed"])


@use_case(Permission.SURVEY_ANSWER, on=own_invitation, says=gettext_lazy("{actor} menyelesaikan survei {label}"))
def finish_survey(*, actor: Actor, now: datetime, survey: uuid.UUID) -> Invitation:
    """ "Benar": the mirror is confirmed and the sheet counts as finished. Doing it twice changes nothing.

    Raises NotNow, and BadAnswer while nothing at all was answered.
    """
    row = _locked(survey, actor)
    if row.finished_at is not None:
        return row
    _refuse_unless_open(row, actor, now)
    if not row.passed and not Answer.objects.filter(invitation=row).exists():
        raise BadAnswer(_("Belum ada jawaban. Jawab paling sedikit satu pertanyaan."))
    row.finished_at = now
    row.started_at = row.started_at or now
    row.save(update_fields=["finished_at", "started_at"])
    return row


@use_case(
    Permission.SURVEY_ANSWER, on=own_invitation, says=gettext_lazy("{actor} memilih satu dari dua jawaban di {label}")
)
def settle_answer(
    *, actor: Actor, now: datetime, survey: uuid.UUID, question: str, competency: str, device: str
) -> None:
    """Of two devices' answers keep the one of `device`; the other stays, overruled. Raises NotThere, NotNow."""
    row = _locked(survey, actor)
    _refuse_unless_open(row, actor, now)
    answers = Answer.objects.filter(invitation=row, question=question, about=row.person_id)
    answers = answers.filter(competency__code=competency) if competency else answers.filter(competency=None)
    if not answers.filter(device=device).exists():
        raise NotThere(f"answer of {device}")
    answers.exclude(device=device).update(is_overruled=True)
    answers.filter(device=device).update(is_overruled=False)
    note(question=question, competency=competency)


def row_of(row: Invitation, competency: int | None, place: dict[str, Any]) -> Answer | None:
    """The answer of one device to one question; the invitation's lock keeps two requests from making two of it."""
    answers = Answer.objects.filter(invitation=row, **place)
    return (answers.filter(competency=competency) if competency else answers.filter(competency=None)).first()


def _asked(
    row: Invitation, actor: Actor, now: datetime, question: str, competency: str, about: int | None
) -> tuple[Question, Decimal | None, int | None]:
    """The question as the version puts it, what the post asks in the competency, and the competency's id."""
    _refuse_unless_open(row, actor, now)
    sheet = sheet_from(row, actor.today(now))
    asked = sheet.content.question(question)
    if asked is None:
        raise NotThere(f"question {question}")
    if bool(asked.competency) != bool(competency):
        raise BadAnswer(_("Pertanyaan ini perlu kompetensi yang ditanyakan."))
    if not asked.competency:
        if about not in (None, row.person_id) or not is_asked(asked, sheet.given):
            raise BadAnswer(_("Pertanyaan ini tidak ditanyakan kepada Anda."))
        return asked, None, None
    required, key = _required(row, sheet, actor, now, competency, about or row.person_id)
    return asked, required, key


def _required(
    row: Invitation, sheet: Sheet, actor: Actor, now: datetime, competency: str, about: int
) -> tuple[Decimal, int]:
    if row.survey.about == About.SELF:
        if about != row.person_id:
            raise NotThere(f"person {about}")
        own = sheet.competency(competency)
        if own is None:
            raise NotThere(f"competency {competency}")
        return Decimal(str(own.required)), own.id
    if about not in people.team_of(row.person_id, actor.today(now)):
        raise NotThere(f"person {about}")
    for gap in competencies.gaps_of_person(about):
        if gap.code == competency:
            return gap.required, gap.competency
    raise NotThere(f"competency {competency}")


def _own_codes(row: Invitation) -> list[str]:
    return [gap.code for gap in competencies.gaps_of_person(row.person_id)]


def _as_level(asked: Question, cleaned: Any) -> tuple[Decimal | None, Decimal | None]:
    if cleaned is None or not asked.competency:
        return None, None
    if asked.kind == "level":
        return Decimal(cleaned), None
    return None, Decimal(str(asked.offsets[cleaned - 1])) if asked.offsets else None


def _refuse_unless_open(row: Invitation, actor: Actor, now: datetime) -> None:
    survey = row.survey
    why_not = why_not_now(survey.state, survey.opens_on, survey.closes_on, actor.today(now))
    if why_not:
        raise NotNow(why_not)


def _begin(row: Invitation, now: datetime) -> None:
    if row.started_at is None:
        row.started_at = now
        row.save(update_fields=["started_at"])


def _crowded_office(row: Invitation) -> int | None:
    asked = Invitation.objects.filter(survey=row.survey, opd=row.opd_id).count()
    return row.opd_id if asked >= CROWD else None
