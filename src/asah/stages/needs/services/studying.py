"""Study assignments: recorded with their decree, ended early when somebody comes back."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, note, use_case
from asah.stages.needs.events import VoicesChanged
from asah.stages.needs.models import StudyAssignment
from asah.stages.people import queries as people
from asah.stages.people.queries.subjects import subject_of_person


class StudyRefused(Exception):
    """The assignment cannot be kept like this; the text says why and what to do."""


@dataclass(frozen=True)
class StudyInput:
    """An assignment as typed. until: the last day of study; frees: whether he leaves his post meanwhile."""

    degree: str
    field: str
    institution: str
    start: date
    until: date
    frees: bool
    letter_number: str
    letter_on: date
    funding: str = ""


def studying_subject(actor: Actor, now: datetime, person: int) -> Subject:
    """The locked person who is sent."""
    return subject_of_person(actor=actor, now=now, person=person)


def subject_of_study(actor: Actor, now: datetime, study: uuid.UUID) -> Subject:
    """A locked assignment. Raises NotThere."""
    row = StudyAssignment.objects.select_for_update().filter(uid=study).first()
    if row is None:
        raise NotThere("Tugas belajar ini tidak ada.")
    person = subject_of_person(actor=actor, now=now, person=row.person_id)
    return Subject(unit=person.unit, person=row.person_id, label=person.label, kind="study", key=str(row.uid), row=row)


@use_case(Permission.STUDY_EDIT, on=studying_subject, says=_("{actor} mencatat tugas belajar {label}"))
def record_study(*, actor: Actor, now: datetime, person: int, study: StudyInput) -> StudyAssignment:
    """Record an assignment. Whoever it frees from his post is not planned in its months. Raises StudyRefused."""
    if study.until <= study.start:
        raise StudyRefused("Tanggal selesai harus sesudah tanggal mulai.")
    if not study.letter_number.strip():
        raise StudyRefused("Tulis nomor keputusan tugas belajar; tanpa keputusan, penugasan belum berlaku.")
    values = {
        "degree": study.degree.strip(), "field": study.field.strip(), "institution": study.institution.strip(),
        "frees_from_post": study.frees, "funding": study.funding.strip(),
        "letter_number": study.letter_number.strip(), "letter_on": study.letter_on,
    }  # fmt: skip
    try:
        with transaction.atomic():
            row = StudyAssignment.objects.create(
                agency_id=actor.agency, uid=uuid.uuid4(), person_id=person,
                valid=(study.start, date.fromordinal(study.until.toordinal() + 1)), recorded_by=actor.account,
                recorded_at=now, **values,
            )  # fmt: skip
    except IntegrityError:
        raise StudyRefused("Pegawai ini sudah bertugas belajar pada masa itu. Akhiri yang lama lebih dulu.") from None
    note(start=study.start.isoformat(), until=study.until.isoformat(), frees=study.frees, letter=study.letter_number)
    _tell(actor, now, person)
    return row


@use_case(Permission.STUDY_EDIT, on=subject_of_study, says=_("{actor} mengakhiri tugas belajar {label} per {last}"))
def end_study(*, actor: Actor, now: datetime, study: uuid.UUID, last: date) -> StudyAssignment:
    """Let an assignment end earlier or later: `last` is its last day. Raises StudyRefused."""
    row = StudyAssignment.objects.get(uid=study)
    if last < row.valid.lower:
        raise StudyRefused("Tanggal selesai lebih awal daripada mulainya.")
    try:
        with transaction.atomic():
            row.valid = (row.valid.lower, date.fromordinal(last.toordinal() + 1))
            row.save(update_fields=["valid"])
    except IntegrityError:
        raise StudyRefused("Masa itu bertumpuk dengan tugas belajar berikutnya.") from None
    note(last=last.isoformat())
    _tell(actor, now, row.person_id)
    return row


def _tell(actor: Actor, now: datetime, person: int) -> None:
    place = people.where_was(person, actor.today(now))
    if place is not None:
        announce(VoicesChanged(place.unit))
