"""Interviews about needs: opened, saved while typed, coded by quotes, finished."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, note, use_case
from asah.stages.competencies import queries as competencies
from asah.stages.needs.events import VoicesChanged
from asah.stages.needs.models import Interview, InterviewNote
from asah.stages.needs.rules import QUESTIONS
from asah.stages.people import queries as people
from asah.stages.people.queries.subjects import subject_of_unit


class InterviewRefused(Exception):
    """The interview or note cannot be kept like this; the text says why and what to do."""


class InterviewChanged(Exception):
    """Somebody else saved it since it was opened. `theirs`: what stands there now, by name of field."""

    def __init__(self, version: int, theirs: Mapping[str, Any]) -> None:
        super().__init__("Wawancara ini berubah sejak Anda membukanya. Isian Anda masih ada; bandingkan, lalu simpan.")
        self.version, self.theirs = version, dict(theirs)


def unit_subject(actor: Actor, now: datetime, unit: int) -> Subject:
    """The unit in which somebody is interviewed."""
    return subject_of_unit(actor=actor, now=now, unit=unit)


def subject_of_interview(interview: uuid.UUID) -> Subject:
    """A locked interview. Raises NotThere."""
    row = Interview.objects.select_for_update().filter(uid=interview).first()
    if row is None:
        raise NotThere("Wawancara ini tidak ada.")
    label = f"wawancara {row.interviewee}"
    return Subject(unit=row.path, label=label, kind="interview", key=str(row.uid), row=row)


@use_case(Permission.INTERVIEW_EDIT, on=unit_subject, says=_("{actor} membuka wawancara di {label}"))
def open_interview(*, actor: Actor, now: datetime, year: int, unit: int, interviewee: str, held_on: date) -> Interview:
    """Begin an interview with somebody of a unit. Raises InterviewRefused."""
    if not interviewee.strip():
        raise InterviewRefused("Tulis siapa yang diwawancarai: nama atau jabatannya.")
    if held_on > actor.today(now):
        raise InterviewRefused("Tanggal wawancara belum terjadi. Tulis tanggal pelaksanaannya.")
    place = next(row for row in people.units_on(actor.today(now)) if row.unit == unit)
    return Interview.objects.create(
        agency_id=actor.agency, uid=uuid.uuid4(), year=year, unit_id=unit, path=place.path,
        interviewee=interviewee.strip(), held_on=held_on, interviewer=actor.account, interviewer_name=actor.name,
        answers=[""] * len(QUESTIONS), edited_by=actor.account, edited_at=now,
    )  # fmt: skip


@use_case(Permission.INTERVIEW_EDIT, on=subject_of_interview, says=_("{actor} menyimpan {label}"))
def save_interview(
    *, actor: Actor, now: datetime, interview: uuid.UUID, version: int, answers: Sequence[str]
) -> Interview:
    """Save the answers as far as they were typed.

    The page saves itself every few seconds without learning the new version: only what somebody else saved since is a
    conflict. Raises InterviewChanged.
    """
    row = Interview.objects.get(uid=interview)
    typed = [text.strip()[:4000] for text in answers[: len(QUESTIONS)]]
    typed += [""] * (len(QUESTIONS) - len(typed))
    if row.version != version and row.edited_by != actor.account:
        theirs = {str(at): old for at, (old, new) in enumerate(zip(row.answers, typed, strict=True)) if old != new}
        if theirs:
            raise InterviewChanged(row.version, theirs)
    if typed != row.answers:
        row.answers, row.version, row.edited_by, row.edited_at = typed, row.version + 1, actor.account, now
        row.save()
    return row


@use_case(Permission.INTERVIEW_EDIT, on=subject_of_interview, says=_("{actor} memberi kode {competency} pada {label}"))
def code_quote(
    *, actor: Actor, now: datetime, interview: uuid.UUID, competency: str, quote: str, unit: int = 0
) -> InterviewNote:
    """Tie a quote to a competency (code) and to the interview's unit, or to one below it (id).

    Raises InterviewRefused.
    """
    row = Interview.objects.get(uid=interview)
    key = competencies.competency_ids().get(competency)
    if key is None or not quote.strip():
        raise InterviewRefused("Catatan berkode membutuhkan kutipan dan kompetensi dari kamus.")
    place = next((one for one in people.units_on(actor.today(now)) if one.unit == (unit or row.unit_id)), None)
    if place is None or not place.path.startswith(row.path):
        raise InterviewRefused("Pilih unit tempat wawancara, atau unit di bawahnya.")
    made = InterviewNote.objects.create(
        agency_id=actor.agency, interview=row, competency_id=key, unit_id=place.unit, path=place.path,
        quote=quote.strip()[:600], coded_at=now,
    )  # fmt: skip
    note(competency=competency, unit=place.code)
    if row.status == Interview.Status.DONE:
        announce(VoicesChanged(place.unit, below=True))
    return made


@use_case(Permission.INTERVIEW_EDIT, on=subject_of_interview, says=_("{actor} menghapus catatan berkode pada {label}"))
def drop_quote(*, actor: Actor, now: datetime, interview: uuid.UUID, quote: int) -> None:
    """Take a coded note away. Raises NotThere."""
    row = InterviewNote.objects.filter(pk=quote, interview__uid=interview).select_related("interview").first()
    if row is None:
        raise NotThere("Catatan ini tidak ada.")
    note(competency=row.competency_id, quote=row.quote)
    unit, done = row.unit_id, row.interview.status == Interview.Status.DONE
    row.delete()
    if done:
        announce(VoicesChanged(unit, below=True))


@use_case(Permission.INTERVIEW_EDIT, on=subject_of_interview, says=_("{actor} menyelesaikan {label}"))
def finish_interview(*, actor: Actor, now: datetime, interview: uuid.UUID) -> Interview:
    """From now on its notes count as needs. Raises InterviewRefused while there is none."""
    row = Interview.objects.get(uid=interview)
    notes = InterviewNote.objects.filter(interview=row).count()
    if not notes:
        raise InterviewRefused("Beri kode paling sedikit satu kutipan: tanpa itu wawancara tidak menjadi kebutuhan.")
    row.status, row.version, row.edited_at = Interview.Status.DONE, row.version + 1, now
    row.save()
    note(notes=notes)
    announce(VoicesChanged(row.unit_id, below=True))
    return row
