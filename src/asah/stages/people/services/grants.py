"""Roles given over units for a period."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.models import Membership
from asah.foundation.access.permissions import Permission
from asah.foundation.access.roles import GRANTABLE, ROLES
from asah.foundation.audit.door import note, use_case
from asah.stages.people.models import Grant, UnitPosition


class GrantTaken(Exception):
    """The role cannot be given so; the text says why."""


def subject_of_membership(*, actor: Actor, now: datetime, membership: int, unit: int | None) -> Subject:
    """A membership of the actor's own agency; the subject lies where the role would hold."""
    row = Membership.objects.select_related("account").filter(pk=membership, agency=actor.agency).first()
    if row is None:
        raise NotThere(f"membership {membership}")
    path = None
    if unit is not None:
        place = UnitPosition.objects.filter(unit=unit, valid__contains=actor.today(now)).first()
        if place is None:
            raise NotThere(f"unit {unit}")
        path = place.path
    return Subject(unit=path, person=row.person, label=row.account.name, kind="membership", key=str(row.pk), row=row)


def subject_of_grant(*, actor: Actor, now: datetime, grant: int) -> Subject:
    """A grant, locked."""
    row = Grant.objects.select_for_update().filter(pk=grant).first()
    if row is None:
        raise NotThere(f"grant {grant}")
    return subject_of_membership(actor=actor, now=now, membership=row.membership, unit=row.unit_id)


@use_case(Permission.GRANT_GIVE, on=subject_of_membership, says=_("{actor} memberi {label} peran {role}"))
def give_grant(
    *,
    actor: Actor,
    now: datetime,
    membership: int,
    role: str,
    unit: int | None = None,
    since: date | None = None,
    until: date | None = None,
    reason: str = "",
) -> Grant:
    """Give a role over a subtree of units (None: the whole agency); until: first day on which it no longer holds.

    Raises GrantTaken for an unknown role, a period that ends before it begins, or a role already held then.
    """
    since = since or actor.today(now)
    if role not in GRANTABLE:
        raise GrantTaken("Pilih salah satu peran dari daftar.")
    if until is not None and until <= since:
        raise GrantTaken("Masa peran berakhir sebelum dimulai. Ubah tanggalnya.")
    note(role=role, unit=unit, since=since.isoformat(), until=until.isoformat() if until else None, reason=reason)
    try:
        with transaction.atomic():
            return Grant.objects.create(
                agency_id=actor.agency,
                membership=membership,
                role=role,
                unit_id=unit,
                valid=DateRange(since, until),
                reason=reason.strip(),
            )
    except IntegrityError:
        raise GrantTaken(f"Peran {ROLES[role].label} di unit ini sudah dipegang pada masa itu.") from None


@use_case(Permission.GRANT_GIVE, on=subject_of_grant, says=_("{actor} mengakhiri peran {label}"))
def end_grant(*, actor: Actor, now: datetime, grant: int) -> None:
    """End a role today."""
    row = Grant.objects.get(pk=grant)
    note(role=row.role, unit=row.unit_id)
    row.end(actor.today(now))
