"""People who leave, and personal data that are erased after a hold of thirty days."""

from datetime import date, datetime, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, note, use_case
from asah.stages.people.events import PersonLeft
from asah.stages.people.models import ActingPost, Person, PersonNumber, Posting
from asah.stages.people.queries.subjects import subject_of_person

HOLD = timedelta(days=30)
REASONS = tuple(Posting.End.values)


class CannotErase(Exception):
    """The data of somebody in service are needed by law; the text says so."""


@use_case(Permission.PEOPLE_EDIT, on=subject_of_person, says=_("{actor} menutup masa tugas {label}: {reason}"))
def close_person(*, actor: Actor, now: datetime, person: int, reason: str, on: date | None = None) -> None:
    """End somebody's service (pensiun, meninggal, pindah, berhenti); on: first day out, default today.

    Raises ValueError for another reason.
    """
    if reason not in REASONS:
        raise ValueError(f"reason must be one of {', '.join(REASONS)}")
    day = on or actor.today(now)
    for row in Posting.objects.filter(person=person, valid__contains=day):
        if row.valid.lower == day:
            # One day of service at least: "who was where on day D" keeps its answer, and the reason its row.
            row.valid = DateRange(day, day + timedelta(days=1))
        else:
            row.valid = DateRange(row.valid.lower, day)
        row.end_reason = reason
        row.save(update_fields=["valid", "end_reason"])
    for acting in ActingPost.objects.filter(person=person, valid__contains=day):
        acting.end(day)
    note(reason=reason, on=day.isoformat())
    announce(PersonLeft(person, day))


@use_case(Permission.PERSONAL_ERASE, on=subject_of_person, says=_("{actor} meminta penghapusan data pribadi {label}"))
def request_erasure(*, actor: Actor, now: datetime, person: int, typed_name: str) -> Person:
    """Start the hold of thirty days after which personal data are erased; the name must be typed as it stands.

    Raises CannotErase for another name or for somebody still in service.
    """
    row = Person.objects.get(pk=person)
    today = actor.today(now)
    if typed_name.strip() != row.name:
        raise CannotErase("Nama yang diketik tidak sama. Ketik nama persis seperti tertulis.")
    if Posting.objects.filter(person=person, valid__contains=today).exists():
        raise CannotErase("Pegawai ini masih bertugas. Datanya dibutuhkan selama masa tugas.")
    row.erase_on = today + HOLD
    row.save(update_fields=["erase_on"])
    note(erase_on=row.erase_on.isoformat())
    return row


@use_case(Permission.PERSONAL_ERASE, on=subject_of_person, says=_("{actor} membatalkan penghapusan data {label}"))
def cancel_erasure(*, actor: Actor, now: datetime, person: int) -> Person:
    """Stop an erasure during its hold."""
    row = Person.objects.get(pk=person)
    row.erase_on = None
    row.save(update_fields=["erase_on"])
    return row


@use_case(Permission.JOB_RUN, says=_("{actor} menghapus data pribadi yang masa tunggunya berakhir"))
def erase_due(*, actor: Actor, now: datetime) -> int:
    """Erase what is due: the person stays as a number without name, so that counts of past years stay right."""
    due = Person.objects.filter(erase_on__lte=actor.today(now), erased_at=None)
    ids = list(due.values_list("pk", flat=True))
    for row in due:
        row.name, row.title_front, row.title_back, row.name_key = "Data dihapus", "", "", ""
        row.siasn_id, row.email, row.phone = "", "", ""
        row.birth_on = row.birth_on.replace(month=1, day=1)
        row.erased_at, row.version = now, row.version + 1
        row.save()
    PersonNumber.objects.filter(person_id__in=ids).delete()
    note(people=ids)
    return len(ids)
