"""Interviews, importance of service and study assignments, as pages show them."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Q

from asah.foundation.access.actor import Actor, NotAllowed, NotThere, extent, require
from asah.foundation.access.permissions import Permission
from asah.stages.needs.models import Interview, InterviewNote, ServiceWeight, StudyAssignment
from asah.stages.needs.queries.reach import over_units, under
from asah.stages.people import queries as people


@dataclass(frozen=True)
class InterviewRow:
    """An interview in a list."""

    uid: uuid.UUID
    interviewee: str
    unit: str
    held_on: date
    interviewer: str
    status: str
    status_word: str
    notes: int


@dataclass(frozen=True)
class NoteRow:
    """A coded note."""

    id: int
    code: str
    competency: str
    unit: str
    quote: str
    interviewee: str


@dataclass(frozen=True)
class InterviewPage:
    """One interview with its notes."""

    row: Interview
    unit: str
    notes: tuple[NoteRow, ...]


def interviews_of_year(actor: Actor, year: int, on: date) -> tuple[list[InterviewRow], list[NoteRow]]:
    """Interviews within reach, newest first, and their newest 200 notes. Raises NotAllowed."""
    within = Interview.objects.filter(_seen(actor), year=year)
    names = {unit.unit: unit.name for unit in people.units_on(on)}
    notes = InterviewNote.objects.filter(interview__in=within).select_related("competency", "interview")
    many = dict(notes.order_by().values_list("interview").annotate(n=Count("pk")))
    rows = [
        InterviewRow(
            row.uid, row.interviewee, names.get(row.unit_id, ""), row.held_on, row.interviewer_name, row.status,
            str(row.get_status_display()), many.get(row.pk, 0),
        )
        for row in within.order_by("-held_on", "-pk")
    ]  # fmt: skip
    return rows, [_note(row, names) for row in notes.order_by("-pk")[:200]]


def interview_page(actor: Actor, uid: uuid.UUID, on: date) -> InterviewPage:
    """One interview within reach. Raises NotThere."""
    row = Interview.objects.filter(_seen(actor), uid=uid).first()
    if row is None:
        raise NotThere("Wawancara ini tidak ada.")
    names = {unit.unit: unit.name for unit in people.units_on(on)}
    notes = InterviewNote.objects.filter(interview=row).select_related("competency", "interview").order_by("pk")
    return InterviewPage(row, names.get(row.unit_id, ""), tuple(_note(one, names) for one in notes))


def _seen(actor: Actor) -> Q:
    reach = extent(actor, Permission.INTERVIEW_READ)
    if reach.nothing:
        require(actor, Permission.INTERVIEW_READ)
        raise NotAllowed("Peran Anda belum mencakup unit mana pun.")
    return Q() if reach.everything else under(reach.unit_paths)


def _note(row: InterviewNote, names: dict[int, str]) -> NoteRow:
    return NoteRow(
        row.pk, row.competency.code, row.competency.name, names.get(row.unit_id, ""), row.quote,
        row.interview.interviewee,
    )  # fmt: skip


@dataclass(frozen=True)
class WeightRow:
    """A row of the table of importance in force."""

    family: str
    code: str
    competency: str
    factor: Decimal
    reason: str
    since: date
    edited_at: datetime


def weights_in_force(actor: Actor, on: date) -> list[WeightRow]:
    """The table of importance on a day, the largest factor first. Raises NotAllowed."""
    if not actor.holds(Permission.NEED_READ):
        require(actor, Permission.NEED_READ)
    rows = ServiceWeight.objects.filter(valid__contains=on).select_related("competency")
    return [
        WeightRow(
            row.job_family, row.competency.code, row.competency.name, row.factor, row.reason, row.valid.lower,
            row.edited_at,
        )
        for row in rows.order_by("-factor", "job_family", "competency__code")
    ]  # fmt: skip


@dataclass(frozen=True)
class StudyRow:
    """A study assignment with its names."""

    uid: uuid.UUID
    person_uid: str
    person: str
    unit: str
    degree: str
    field: str
    institution: str
    start: date
    last: date
    frees: bool
    funding: str
    letter: str
    letter_on: date
    is_running: bool


def studies(actor: Actor, on: date) -> list[StudyRow]:
    """Study assignments within reach over units, the running ones first. Raises NotAllowed."""
    reach = over_units(actor)
    rows = list(StudyAssignment.objects.order_by("-valid"))
    places = {row.id: row for row in people.people_where(on, {row.person_id for row in rows})}
    found = [_study(row, places[row.person_id], on) for row in rows if row.person_id in places]
    paths = {row.uid: row.path for row in places.values()}
    within = [
        row
        for row in found
        if reach.everything or any(paths[row.person_uid].startswith(root) for root in reach.unit_paths)
    ]
    return sorted(within, key=lambda row: (not row.is_running, row.last))


def _study(row: StudyAssignment, place: people.PersonRow, on: date) -> StudyRow:
    last = date.fromordinal(row.valid.upper.toordinal() - 1)
    return StudyRow(
        row.uid, place.uid, place.name, place.unit_name, row.degree, row.field, row.institution, row.valid.lower, last,
        row.frees_from_post, row.funding, row.letter_number, row.letter_on, row.valid.lower <= on <= last,
    )  # fmt: skip
