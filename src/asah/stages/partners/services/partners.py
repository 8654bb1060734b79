"""Partners: who they are, and how the search finds them."""

import uuid
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, name_subject, note, use_case
from asah.foundation.search.services import Findable, keep_entries
from asah.stages.partners.events import PartnerChanged
from asah.stages.partners.models import Partner
from asah.stages.partners.queries import PartnerRow, partner_rows


class PartnerExists(ValueError):
    """There is a partner with this code already."""


class PartnerChangedMeanwhile(ValueError):
    """Somebody else saved the partner since the form was opened. `conflicts`: (label, theirs, yours)."""

    def __init__(self, version: int, conflicts: list[tuple[str, str, str]]) -> None:
        super().__init__("Mitra ini berubah sejak Anda membukanya. Pilih nilai yang dipakai.")
        self.version = version
        self.conflicts = conflicts


@dataclass(frozen=True)
class PartnerInput:
    """What a form or a row of a spreadsheet says of a partner."""

    code: str
    name: str
    kind: str
    fields: tuple[str, ...] = ()
    accreditation: str = ""
    accredited_until: date | None = None
    city: str = ""
    contact_name: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    note: str = ""


def subject_of_partner(partner: str) -> Subject:
    """The partner, locked, by the id that stands in addresses."""
    row = Partner.objects.select_for_update().filter(uid=partner).first()
    if row is None:
        raise NotThere(f"partner {partner}")
    return Subject(partner=row.pk, label=row.name, kind="partner", key=str(row.uid), row=row)


@use_case(Permission.PARTNER_EDIT, says=_("{actor} mencatat mitra {label}"))
def add_partner(*, actor: Actor, now: datetime, partner: PartnerInput, is_sample: bool = False) -> Partner:
    """Add a partner. Raises PartnerExists when its code is taken."""
    name_subject(partner.name)
    try:
        with transaction.atomic():
            row = Partner.objects.create(
                agency_id=actor.agency, uid=uuid.uuid4(), is_sample=is_sample, edited_by=actor.account, edited_at=now,
                **_values(partner),
            )  # fmt: skip
    except IntegrityError:
        raise PartnerExists(f"Kode mitra {partner.code.strip().upper()} sudah dipakai. Pilih kode lain.") from None
    _found_again(row, actor, now)
    return row


@use_case(Permission.PARTNER_EDIT, on=subject_of_partner, says=_("{actor} mengubah mitra {label}"))
def edit_partner(*, actor: Actor, now: datetime, partner: str, version: int, values: PartnerInput) -> Partner:
    """Save a partner opened at `version`. Raises PartnerChangedMeanwhile or PartnerExists."""
    row = Partner.objects.get(uid=partner)
    new = _values(values)
    changed = {name: (getattr(row, name), value) for name, value in new.items() if getattr(row, name) != value}
    if row.version != version:
        raise PartnerChangedMeanwhile(row.version, _conflicts(changed))
    for name, value in new.items():
        setattr(row, name, value)
    row.version, row.edited_by, row.edited_at = row.version + 1, actor.account, now
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise PartnerExists(f"Kode mitra {new['code']} sudah dipakai. Pilih kode lain.") from None
    note(changed=sorted(changed))
    _found_again(row, actor, now)
    return row


@use_case(Permission.PARTNER_EDIT, on=subject_of_partner, says=_("{actor} mengarsipkan mitra {label}"))
def archive_partner(*, actor: Actor, now: datetime, partner: str) -> Partner:
    """Put a partner aside, or take it back; what was agreed and taught with it stays."""
    row = Partner.objects.get(uid=partner)
    row.archived_at = None if row.archived_at else now
    row.version, row.edited_by, row.edited_at = row.version + 1, actor.account, now
    row.save()
    note(archived=row.archived_at is not None)
    _found_again(row, actor, now)
    return row


@use_case(Permission.JOB_RUN, says=_("{actor} memperbarui pencarian mitra"))
def refresh_search(*, actor: Actor, now: datetime) -> int:
    """Write all entries of partners anew; returns how many."""
    rows = [findable(row) for row in partner_rows()]
    return keep_entries(actor=actor, now=now, kind="partner", things=rows, whole=True)


def findable(row: PartnerRow) -> Findable:
    """A partner as the search knows it; partners are no secret inside the house."""
    return Findable(
        kind="partner",
        key=row.uid,
        title=row.name,
        link=reverse("partner_dossier", args=[row.uid]),
        hint=row.kind_label,
        more="|".join((row.code, row.city, *row.fields)),
        is_open=True,
    )


def _found_again(row: Partner, actor: Actor, now: datetime) -> None:
    """The search and whoever listens follow the change."""
    known = next(one for one in partner_rows(archived=True) if one.id == row.pk)
    keep_entries(actor=actor, now=now, kind="partner", things=[findable(known)])
    announce(PartnerChanged(row.pk))


def _values(partner: PartnerInput) -> dict[str, Any]:
    values = asdict(partner)
    clean = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    return clean | {"code": clean["code"].upper(), "fields": list(partner.fields)}


def _conflicts(changed: dict[str, tuple[Any, Any]]) -> list[tuple[str, str, str]]:
    known = {field.name: str(field.verbose_name) for field in Partner._meta.concrete_fields}
    labels = {one.name: known[one.name] for one in fields(PartnerInput)}
    return [(labels[name].capitalize(), _shown(theirs), _shown(mine)) for name, (theirs, mine) in changed.items()]


def _shown(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else str(value or "–")
