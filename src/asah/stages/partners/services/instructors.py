"""Instructors: of partners, or of one's own house."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, name_subject, note, use_case
from asah.stages.partners.events import PartnerChanged
from asah.stages.partners.models import Instructor, Partner
from asah.stages.partners.rules import RATE_PER


class InstructorRefused(ValueError):
    """An instructor that cannot be kept as typed; its text says what to mend."""


@dataclass(frozen=True)
class InstructorInput:
    """Who teaches: of a partner (uid) or a person (id in people), in which fields, for how much per what."""

    name: str
    fields: tuple[str, ...] = ()
    rate_rupiah: int | None = None
    rate_per: str = "ojp"
    email: str = ""
    phone: str = ""
    partner: str = ""
    person: int | None = None


def subject_of_instructor(instructor: str) -> Subject:
    """The instructor, locked, by the id that stands in addresses."""
    row = Instructor.objects.select_for_update().filter(uid=instructor).first()
    if row is None:
        raise NotThere(f"instructor {instructor}")
    return Subject(partner=row.partner_id, label=row.name, kind="instructor", key=str(row.uid), row=row)


@use_case(Permission.PARTNER_EDIT, says=gettext_lazy("{actor} mencatat pengajar {label}"))
def add_instructor(*, actor: Actor, now: datetime, instructor: InstructorInput) -> Instructor:
    """Add an instructor. Raises InstructorRefused for somebody of nowhere, of two houses, or already listed."""
    name_subject(instructor.name)
    _check(instructor)
    partner = Partner.objects.filter(uid=instructor.partner).first() if instructor.partner else None
    if instructor.partner and partner is None:
        raise NotThere(f"partner {instructor.partner}")
    try:
        with transaction.atomic():
            row = Instructor.objects.create(
                agency_id=actor.agency, uid=uuid.uuid4(), partner=partner, person_id=instructor.person,
                edited_by=actor.account, edited_at=now, **_values(instructor),
            )  # fmt: skip
    except IntegrityError:
        raise InstructorRefused(_("Pegawai ini sudah tercatat sebagai pengajar.")) from None
    if partner is not None:
        announce(PartnerChanged(partner.pk))
    return row


@use_case(
    Permission.PARTNER_EDIT, on=subject_of_instructor, says=gettext_lazy("{actor} mengubah data pengajar {label}")
)
def edit_instructor(
    *, actor: Actor, now: datetime, instructor: str, version: int, values: InstructorInput
) -> Instructor:
    """Save what is known of an instructor, opened at `version`; the house he belongs to stays."""
    row = Instructor.objects.get(uid=instructor)
    if row.version != version:
        raise InstructorRefused(_("Data pengajar ini berubah sejak Anda membukanya. Muat ulang halaman ini."))
    _check(values, belongs=True)
    new = _values(values)
    note(changed=sorted(name for name, value in new.items() if getattr(row, name) != value))
    for name, value in new.items():
        setattr(row, name, value)
    row.version, row.edited_by, row.edited_at = row.version + 1, actor.account, now
    row.save()
    return row


@use_case(Permission.PARTNER_EDIT, on=subject_of_instructor, says=gettext_lazy("{actor} mengarsipkan pengajar {label}"))
def archive_instructor(*, actor: Actor, now: datetime, instructor: str) -> Instructor:
    """Put an instructor aside, or take him back."""
    row = Instructor.objects.get(uid=instructor)
    row.archived_at = None if row.archived_at else now
    row.version, row.edited_by, row.edited_at = row.version + 1, actor.account, now
    row.save()
    note(archived=row.archived_at is not None)
    return row


def _check(one: InstructorInput, belongs: bool = False) -> None:
    if not one.name.strip():
        raise InstructorRefused(_("Isi nama pengajar."))
    if not belongs and bool(one.partner) == (one.person is not None):
        raise InstructorRefused(_("Pengajar berasal dari satu mitra atau dari pegawai sendiri, salah satu saja."))
    if one.rate_per not in RATE_PER:
        raise InstructorRefused(_("Tarif dihitung per orang-jam, jam pelajaran, atau kegiatan."))
    if one.rate_rupiah is not None and one.rate_rupiah < 0:
        raise InstructorRefused(_("Tarif tidak boleh kurang dari nol."))


def _values(one: InstructorInput) -> dict[str, Any]:
    return {
        "name": one.name.strip(),
        "fields": list(one.fields),
        "rate_rupiah": one.rate_rupiah,
        "rate_per": one.rate_per,
        "email": one.email.strip(),
        "phone": one.phone.strip(),
    }
