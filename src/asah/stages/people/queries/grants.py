"""Roles granted over units, and who leads somebody."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, Subquery

from asah.foundation.access.models import Membership
from asah.stages.people.models import ActingPost, Grant, Posting, SuperiorCorrection, UnitPosition


@dataclass(frozen=True)
class GrantRow:
    """A role held on a date; unit_path None means the whole agency."""

    role: str
    unit_path: str | None


def grants_of(membership: int, on: date) -> list[GrantRow]:
    """Roles granted to a membership and in force on a date, with the unit's path of that date."""
    path = UnitPosition.objects.filter(unit=OuterRef("unit"), valid__contains=on).values("path")[:1]
    rows = Grant.objects.filter(membership=membership, valid__contains=on).annotate(path=Subquery(path)).order_by("id")
    return [GrantRow(row.role, row.path) for row in rows if row.unit_id is None or row.path is not None]


@dataclass(frozen=True)
class GrantLine:
    """A grant as the page of roles lists it; until is the first day on which it no longer holds."""

    id: int
    membership: int
    role: str
    unit: int | None
    since: date
    until: date | None
    reason: str


def grants_listed(on: date) -> list[GrantLine]:
    """Every grant in force on a day."""
    rows = Grant.objects.filter(valid__contains=on).order_by("role", "membership")
    return [
        GrantLine(row.pk, row.membership, row.role, row.unit_id, row.valid.lower, row.valid.upper, row.reason)
        for row in rows
    ]


def leads_somebody(person: int, on: date) -> bool:
    """Whether somebody heads a unit (definitively or acting) or was set as a superior by hand, on a date."""
    return (
        Posting.objects.filter(Q(person=person), is_head=True, valid__contains=on).exists()
        or ActingPost.objects.filter(person=person, is_head=True, valid__contains=on).exists()
        or SuperiorCorrection.objects.filter(superior=person, valid__contains=on).exists()
    )


def accounts_holding(roles: Collection[str], on: date) -> list[int]:
    """Accounts to which one of some roles is granted on a day, over any unit: whom a notice tells."""
    members = Grant.objects.filter(role__in=list(roles), valid__contains=on).values_list("membership", flat=True)
    rows = Membership.objects.filter(pk__in=list(members), is_active=True)
    return list(rows.order_by("account_id").values_list("account_id", flat=True).distinct())
