"""One person: contact data, and a move from one post to another."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import note, use_case
from asah.foundation.imports.cleaners import email as clean_email
from asah.foundation.imports.cleaners import phone as clean_phone
from asah.stages.agency import queries as agency
from asah.stages.people.models import Person, Posting
from asah.stages.people.queries import tree
from asah.stages.people.queries.subjects import subject_of_person
from asah.stages.people.rules import functional_level_of, is_head_title, pension_key, retires_on
from asah.stages.people.rules.posts import FUNCTIONAL


class Conflict(Exception):
    """Somebody saved in between: `theirs` holds what stands now, field by field."""

    def __init__(self, theirs: dict[str, str]) -> None:
        super().__init__("Data ini baru saja diubah orang lain. Bandingkan, lalu pilih yang dipakai.")
        self.theirs = theirs


@use_case(Permission.PEOPLE_EDIT, on=subject_of_person, says=_("{actor} mengubah kontak {label}"))
def edit_contact(*, actor: Actor, now: datetime, person: int, email: str, phone: str, version: int) -> Person:
    """Change e-mail and phone. version: what the form was opened with.

    Raises Conflict when somebody saved in between; findings.Problem for an address or number that is none.
    """
    row = Person.objects.get(pk=person)
    if row.version != version:
        raise Conflict({"email": row.email, "phone": row.phone})
    before = {"email": row.email, "phone": row.phone}
    row.email = clean_email(email.strip()) if email.strip() else ""
    row.phone = clean_phone(phone.strip()) if phone.strip() else ""
    row.version += 1
    row.save(update_fields=["email", "phone", "version"])
    note(before=before, after={"email": row.email, "phone": row.phone})
    return row


@use_case(Permission.PEOPLE_EDIT, on=subject_of_person, says=_("{actor} memindahkan {label}"))
def move_person(
    *, actor: Actor, now: datetime, person: int, unit: int, since: date | None = None, **post: str
) -> Posting:
    """Post somebody to a unit from a day on; what `post` does not name (job_title, rank_id ...) stays as it was.

    Raises LookupError when he has no posting on that day.
    """
    on = since or actor.today(now)
    row = Posting.objects.filter(person=person, valid__contains=on).first()
    if row is None:
        raise LookupError("Pegawai ini tidak bertugas pada tanggal itu.")
    unknown = set(post) - {"job_title", "job_kind", "job_code", "echelon", "rank_id", "employment", "legal_status"}
    if unknown:
        raise ValueError(f"not a field of a posting: {', '.join(sorted(unknown))}")
    changes: dict[str, Any] = {"unit_id": unit, **post}
    title, kind = changes.get("job_title", row.job_title), changes.get("job_kind", row.job_kind)
    level = functional_level_of(title) if kind == FUNCTIONAL else ""
    place = tree(on).units[unit]
    seat_free = not Posting.objects.filter(unit=unit, is_head=True, valid__contains=on).exclude(person=person).exists()
    changes["is_head"] = seat_free and is_head_title(title, place.head_title, place.name)
    changes["functional_level"] = level
    key = pension_key(kind, changes.get("echelon", row.echelon), level, title)
    ages = agency.rules("usia_pensiun", on)
    if key in ages:
        born = Person.objects.values_list("birth_on", flat=True).get(pk=person)
        changes["retires_on"] = retires_on(born, int(ages[key].values["age"]))
    note(before={"unit": row.unit_id, "job_title": row.job_title}, after={"unit": unit, **post})
    after: Posting = row.succeed(on, **changes)
    return after
