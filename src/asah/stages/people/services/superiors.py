"""Superiors that cannot be derived: corrections by hand, and posts held for a time."""

from datetime import date, datetime

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import note, use_case
from asah.stages.people.models import ActingPost, Person, Posting, SuperiorCorrection
from asah.stages.people.queries import chain, where_was
from asah.stages.people.queries.subjects import subject_of_person


class BadSuperior(Exception):
    """Nobody can be his own superior, directly or around a ring; superiors must be in service."""


@use_case(Permission.SUPERIOR_CORRECT, on=subject_of_person, says=_("{actor} menetapkan atasan {label}"))
def correct_superior(*, actor: Actor, now: datetime, person: int, superior: int, reason: str) -> SuperiorCorrection:
    """Set somebody's superior by hand from today on, because the derived one is wrong.

    Raises BadSuperior for himself, for somebody not in service, for a ring, or without a reason.
    """
    on = actor.today(now)
    if person == superior:
        raise BadSuperior("Seseorang tidak dapat menjadi atasan dirinya sendiri.")
    if not reason.strip():
        raise BadSuperior("Tulis alasan koreksi ini, misalnya nomor surat tugas.")
    if not Posting.objects.filter(person=superior, valid__contains=on).exists():
        raise BadSuperior("Atasan yang dipilih tidak bertugas hari ini. Pilih orang lain.")
    _refuse_ring(person, superior, on)
    old = SuperiorCorrection.objects.filter(person=person, valid__contains=on).first()
    note(before=old.superior_id if old else None, after=superior, reason=reason.strip())
    if old is not None:
        after: SuperiorCorrection = old.succeed(on, superior_id=superior, reason=reason.strip())
        return after
    return SuperiorCorrection.objects.create(
        agency_id=actor.agency, person_id=person, superior_id=superior, reason=reason.strip(), valid=DateRange(on, None)
    )


@use_case(Permission.SUPERIOR_CORRECT, on=subject_of_person, says=_("{actor} mencabut koreksi atasan {label}"))
def drop_correction(*, actor: Actor, now: datetime, person: int) -> None:
    """Return to the derived superior from today on."""
    on = actor.today(now)
    for row in SuperiorCorrection.objects.filter(person=person, valid__contains=on):
        note(before=row.superior_id)
        row.end(on)


@use_case(Permission.SUPERIOR_CORRECT, on=subject_of_person, says=_("{actor} menunjuk {label} sebagai {kind}"))
def appoint_acting(
    *,
    actor: Actor,
    now: datetime,
    person: int,
    unit: int,
    kind: str,
    title: str,
    since: date,
    until: date | None = None,
    is_head: bool = True,
) -> ActingPost:
    """Give somebody a post for a time (PLT, PLH, TT, PJ); until: first day on which it no longer holds."""
    note(unit=unit, title=title, since=since.isoformat(), until=until.isoformat() if until else None)
    return ActingPost.objects.create(
        agency_id=actor.agency,
        person_id=person,
        unit_id=unit,
        kind=kind,
        title=title.strip(),
        is_head=is_head,
        valid=DateRange(since, until),
    )


@use_case(Permission.SUPERIOR_CORRECT, on=subject_of_person, says=_("{actor} mengakhiri jabatan sementara {label}"))
def end_acting(*, actor: Actor, now: datetime, person: int) -> int:
    """End every post somebody holds for a time, today; returns how many."""
    on = actor.today(now)
    rows = list(ActingPost.objects.filter(person=person, valid__contains=on))
    for row in rows:
        row.end(on)
    return len(rows)


def _refuse_ring(person: int, superior: int, on: date) -> None:
    """Follow the chain up from the new superior; meeting the person again would make a ring."""
    links, here, steps = chain(on), superior, 0
    while steps < 50:
        row = where_was(here, on)
        above = links.superior_of(here, row.unit if row else None)
        if above is None:
            return
        if above == person:
            name = Person.objects.values_list("name", flat=True).get(pk=person)
            raise BadSuperior(f"Orang ini sendiri berada di bawah {name}. Pilih atasan lain.")
        here, steps = above, steps + 1
