"""Units: create, rename, move, close, and a whole reorganisation at once. The tree of the past stays as it was."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, name_subject, note, use_case
from asah.stages.people.events import UnitsChanged
from asah.stages.people.models import Posting, Unit, UnitPosition
from asah.stages.people.queries import tree
from asah.stages.people.queries.subjects import subject_of_unit
from asah.stages.people.rules import Cycle, kind_of_unit, refuse_cycle


class BadUnit(Exception):
    """The tree would not be sound; the text says why."""


@dataclass(frozen=True)
class Move:
    """One step of a reorganisation. name, parent: None keeps what stands."""

    unit: int
    name: str | None = None
    parent: int | None = None


@use_case(Permission.UNIT_EDIT, says=_("{actor} membuat unit {label}"))
def create_unit(
    *,
    actor: Actor,
    now: datetime,
    name: str,
    parent: int | None,
    code: str = "",
    short_name: str = "",
    kind: str = "",
    head_title: str = "",
    district: str = "",
    is_remote: bool = False,
    since: date | None = None,
) -> Unit:
    """Create a unit below another; without parent it is the government itself, of which there is one.

    Raises BadUnit for an empty name, a code in use, a second root, or a parent that does not exist.
    """
    on = since or actor.today(now)
    known = tree(on)
    above = known.units.get(parent) if parent is not None else None
    if not name.strip():
        raise BadUnit("Nama unit belum terisi.")
    if code and Unit.objects.filter(code=code).exists():
        raise BadUnit(f"Kode {code} sudah dipakai unit lain.")
    if parent is not None and above is None:
        raise BadUnit("Unit induk tidak ada pada tanggal itu. Pilih induk lain.")
    if parent is None and any(unit.parent is None for unit in known.units.values()):
        raise BadUnit("Pemerintah daerah sudah ada. Pilih unit induk.")
    row = Unit.objects.create(agency_id=actor.agency, uid=uuid.uuid4(), code=code or f"ASAH-{uuid.uuid4().hex[:12]}")
    depth = above.depth + 1 if above else 0
    UnitPosition.objects.create(
        agency_id=actor.agency,
        unit=row,
        parent_id=parent,
        opd_id=None if depth == 0 else row.pk if depth == 1 else above.opd if above else None,
        name=name.strip(),
        short_name=short_name.strip(),
        kind=kind or kind_of_unit(name, depth),
        head_title=head_title.strip(),
        district=district.strip() or (above.district if above else ""),
        is_remote=is_remote,
        path=f"{above.path if above else '/'}{row.pk}/",
        valid=DateRange(on, None),
    )
    name_subject(name.strip())
    note(parent=parent, code=row.code, since=on.isoformat())
    announce(UnitsChanged(on))
    return row


@use_case(Permission.UNIT_EDIT, on=subject_of_unit, says=_("{actor} mengganti nama unit {label}"))
def rename_unit(
    *, actor: Actor, now: datetime, unit: int, name: str, short_name: str | None = None, head_title: str | None = None
) -> UnitPosition:
    """Give a unit another name from today on; documents of the past keep the old one."""
    on = actor.today(now)
    if not name.strip():
        raise BadUnit("Nama unit belum terisi.")
    row = UnitPosition.objects.get(unit=unit, valid__contains=on)
    note(before=row.name, after=name.strip())
    changes: dict[str, Any] = {"name": name.strip()}
    if short_name is not None:
        changes["short_name"] = short_name.strip()
    if head_title is not None:
        changes["head_title"] = head_title.strip()
    after: UnitPosition = row.succeed(on, **changes)
    announce(UnitsChanged(on))
    return after


@use_case(Permission.UNIT_EDIT, on=subject_of_unit, says=_("{actor} memindahkan unit {label}"))
def move_unit(*, actor: Actor, now: datetime, unit: int, parent: int) -> UnitPosition:
    """Hang a unit, with everything below it, below another from today on.

    Raises BadUnit when the new parent is the unit itself or lies below it, or does not exist.
    """
    on = actor.today(now)
    _hang(unit, parent, on)
    announce(UnitsChanged(on))
    return UnitPosition.objects.get(unit=unit, valid__contains=on)


@use_case(Permission.UNIT_EDIT, on=subject_of_unit, says=_("{actor} menutup unit {label}"))
def close_unit(*, actor: Actor, now: datetime, unit: int) -> None:
    """End a unit today. Raises BadUnit while people work in it or units hang below it."""
    on = actor.today(now)
    people = Posting.objects.filter(unit=unit, valid__contains=on).count()
    below = UnitPosition.objects.filter(parent=unit, valid__contains=on).count()
    if people or below:
        raise BadUnit(f"Unit ini masih memuat {people} pegawai dan {below} unit. Pindahkan dahulu.")
    UnitPosition.objects.get(unit=unit, valid__contains=on).end(on)
    announce(UnitsChanged(on))


@use_case(Permission.UNIT_EDIT, says=_("{actor} menata ulang {count} unit"))
def reorganise(*, actor: Actor, now: datetime, moves: Sequence[Move], count: int = 0) -> int:
    """Rename and move many units as one deed from today on, all or none; returns how many changed.

    Raises BadUnit naming the first step that would make the tree unsound.
    """
    on = actor.today(now)
    for move in moves:
        row = UnitPosition.objects.filter(unit=move.unit, valid__contains=on).first()
        if row is None:
            raise BadUnit(f"Unit {move.unit} tidak ada pada hari ini.")
        if move.name:
            row.succeed(on, name=move.name.strip())
        if move.parent is not None:
            _hang(move.unit, move.parent, on)
    note(moves=[[move.unit, move.name, move.parent] for move in moves])
    announce(UnitsChanged(on))
    return len(moves)


def _hang(unit: int, parent: int, on: date) -> None:
    """Write the new positions of a unit and of everything below it."""
    known = tree(on)
    if parent not in known.units:
        raise BadUnit("Unit induk tidak ada pada hari ini. Pilih induk lain.")
    if known.units[unit].parent is None:
        raise BadUnit("Pemerintah daerah tidak dapat dipindahkan.")
    try:
        refuse_cycle(unit, parent, {one.id: one.path for one in known.units.values()})
    except Cycle as cycle:
        raise BadUnit(str(cycle)) from None
    old, above = known.units[unit].path, known.units[parent]
    new = f"{above.path}{unit}/"
    opd = unit if above.depth == 0 else above.opd
    below = UnitPosition.objects.select_for_update().filter(valid__contains=on, path__startswith=old)
    for row in below.order_by("path"):
        changes: dict[str, Any] = {"path": new + row.path.removeprefix(old), "opd_id": opd}
        if row.unit_id == unit:
            changes["parent_id"] = parent
        row.succeed(on, **changes)
    note(before=old, after=new)
