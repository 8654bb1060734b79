"""Partners and instructors as rows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from asah.foundation.access.actor import NotThere
from asah.stages.partners.models import Instructor, Partner
from asah.stages.partners.rules import KINDS, RATE_PER


@dataclass(frozen=True)
class PartnerRow:
    """A partner as lists and later stages see it."""

    id: int
    uid: str
    code: str
    name: str
    kind: str
    kind_label: str
    fields: tuple[str, ...]
    accreditation: str
    accredited_until: date | None
    city: str
    contact_name: str
    email: str
    phone: str
    website: str
    note: str
    is_archived: bool
    is_sample: bool
    version: int


@dataclass(frozen=True)
class InstructorRow:
    """Somebody who can teach. rate_rupiah: what he asks per `rate_per`, None when unknown."""

    id: int
    uid: str
    partner: int | None
    person: int | None
    name: str
    fields: tuple[str, ...]
    rate_rupiah: int | None
    rate_per: str
    rate_label: str
    email: str
    phone: str
    is_archived: bool
    version: int


def partner_rows(*, archived: bool = False) -> list[PartnerRow]:
    """Every partner by name; archived ones only when asked for."""
    rows = Partner.objects.order_by("name")
    return [_partner(row) for row in (rows if archived else rows.filter(archived_at=None))]


def partners_by_code() -> dict[str, PartnerRow]:
    """Every partner, also archived ones, by code."""
    return {row.code: row for row in partner_rows(archived=True)}


def partners_by_id(ids: Collection[int]) -> dict[int, PartnerRow]:
    """Partners by id, also archived ones."""
    return {row.pk: _partner(row) for row in Partner.objects.filter(pk__in=list(ids))}


def partner_by_uid(uid: str) -> PartnerRow:
    """One partner; the caller has checked his reach. Raises NotThere."""
    row = Partner.objects.filter(uid=uid).first()
    if row is None:
        raise NotThere(f"partner {uid}")
    return _partner(row)


def instructors_of(partner: int | None = None, *, field: str = "") -> list[InstructorRow]:
    """Instructors in use: of one partner, or all; `field` narrows to those who name it."""
    wanted = Q(archived_at=None)
    if partner is not None:
        wanted &= Q(partner=partner)
    rows = [instructor_row(row) for row in Instructor.objects.filter(wanted).order_by("name")]
    return [row for row in rows if not field or field.casefold() in (one.casefold() for one in row.fields)]


def instructor_by_uid(uid: str) -> tuple[InstructorRow, PartnerRow | None]:
    """One instructor with his partner, None for one of the own house; the caller has checked his reach.

    Raises NotThere.
    """
    row = Instructor.objects.select_related("partner").filter(uid=uid).first()
    if row is None:
        raise NotThere(f"instructor {uid}")
    return instructor_row(row), _partner(row.partner) if row.partner is not None else None


def _partner(row: Partner) -> PartnerRow:
    return PartnerRow(
        row.pk, str(row.uid), row.code, row.name, row.kind, KINDS[row.kind], tuple(row.fields), row.accreditation,
        row.accredited_until, row.city, row.contact_name, row.email, row.phone, row.website, row.note,
        row.archived_at is not None, row.is_sample, row.version,
    )  # fmt: skip


def instructor_row(row: Instructor) -> InstructorRow:
    """A row as others see it."""
    return InstructorRow(
        row.pk, str(row.uid), row.partner_id, row.person_id, row.name, tuple(row.fields), row.rate_rupiah,
        row.rate_per, RATE_PER[row.rate_per], row.email, row.phone, row.archived_at is not None, row.version,
    )  # fmt: skip
