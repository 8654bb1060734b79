"""Questions about people and units. What is shown to people takes an actor and answers only within his reach."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import OuterRef, Q, Subquery

from asah.foundation.access.actor import Actor, Held
from asah.foundation.access.models import Activation
from asah.stages.agency.queries import SetupTask
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


def leads_somebody(person: int, on: date) -> bool:
    """Whether somebody heads a unit (definitively or acting) or was set as a superior by hand, on a date."""
    return (
        Posting.objects.filter(Q(person=person), is_head=True, valid__contains=on).exists()
        or ActingPost.objects.filter(person=person, is_head=True, valid__contains=on).exists()
        or SuperiorCorrection.objects.filter(superior=person, valid__contains=on).exists()
    )


@dataclass(frozen=True)
class WorkforceRow:
    """Somebody in service on a date, with the facts of his posting and of his unit that planning needs."""

    person: int
    unit: int
    path: str
    unit_name: str
    unit_kind: str
    opd: int | None
    district: str
    is_remote: bool
    sex: str
    employment: str
    legal_status: str
    job_kind: str
    job_code: str
    job_family: str
    echelon: str
    functional_level: str
    rank_id: str
    is_head: bool
    contract_from: date | None
    contract_until: date | None
    retires_on: date | None


def workforce(on: date) -> list[WorkforceRow]:
    """Everybody with a posting in force on a date, in the order of his id; two queries.

    For engines of later stages that freeze the state of a day; pages use queries that take an actor.
    """
    units = {unit.unit: unit for unit in units_on(on)}
    rows = (
        Posting.objects.filter(valid__contains=on)
        .order_by("person")
        .values_list(
            "unit", "person", "person__sex", "employment", "legal_status", "job_kind", "job_code", "job_family",
            "echelon", "functional_level", "rank_id", "is_head", "contract_from", "contract_until", "retires_on",
        )
    )  # fmt: skip
    return [_worker(units[row[0]], row) for row in rows.iterator(chunk_size=5000) if row[0] in units]


def _worker(unit: "UnitRow", row: tuple[Any, ...]) -> WorkforceRow:
    _unit, person, *rest = row
    return WorkforceRow(
        person, unit.unit, unit.path, unit.name, unit.kind, unit.opd, unit.district, unit.is_remote, *rest
    )


@dataclass(frozen=True)
class UnitRow:
    """A unit as it stands on a date."""

    unit: int
    code: str
    path: str
    name: str
    short_name: str
    kind: str
    parent: int | None
    opd: int | None
    district: str
    is_remote: bool


def units_on(on: date) -> list[UnitRow]:
    """Every unit that exists on a date, parents before children; one query."""
    rows = (
        UnitPosition.objects.filter(valid__contains=on)
        .order_by("path")
        .values_list(
            "unit", "unit__code", "path", "name", "short_name", "kind", "parent", "opd", "district", "is_remote"
        )
    )
    return [UnitRow(*row) for row in rows]


# SIASN kedudukanHukum codes that end the service relation (domain.md 2.3): dismissed, reached pension age, retired.
ENDED_STATUSES = frozenset({"66", "77", "88", "98", "99"})


def may_sign_in(person: int, on: date) -> bool:
    """Whether somebody is still in service on a date: who left, retired or died no longer signs in."""
    return Posting.objects.filter(person=person, valid__contains=on).exclude(legal_status__in=ENDED_STATUSES).exists()


class NotActivated(Exception):
    """The code, NIP or password does not do; the text says what to do next."""


def code_hash(code: str) -> str:
    """What is stored of a code: typed in any case, with or without dashes."""
    plain = "".join(c for c in code.upper() if c.isalnum())
    return hashlib.sha256(f"asah.activation:{plain}".encode()).hexdigest()


def find_activation(nip: str, code: str, now: datetime) -> Activation:
    """The living activation that fits code and NIP. Raises NotActivated with one sentence for every mismatch."""
    row = (
        Activation.objects.select_related("membership__account", "membership__agency")
        .filter(code_hash=code_hash(code), used_at=None, revoked_at=None)
        .first()
    )
    if row is None or row.membership.account.username != nip.replace(" ", ""):
        raise NotActivated("NIP dan kode tidak cocok, atau kode sudah dipakai. Minta kode baru kepada pengelola OPD.")
    if row.expires_at <= now:
        raise NotActivated("Kode ini berlaku 14 hari dan sudah lewat. Minta kode baru kepada pengelola OPD.")
    return row


def newcomer(activation: Activation) -> Actor:
    """The actor of somebody who holds a code and has no session yet."""
    member = activation.membership
    return Actor(member.agency_id, member.account_id, member.account.name, member.person, (Held("asn"),))


def orphans(on: date) -> list[int]:
    """People in service without a superior on a date: no head above them and no correction. One query.

    The superior is the head of the nearest unit on the way up, definitive or acting, who is not the person himself.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ORPHANS_SQL, {"on": on, "ended": list(ENDED_STATUSES)})
        return [row[0] for row in cursor.fetchall()]


_ORPHANS_SQL = """
with pos as (select unit_id, path from people_unitposition where valid @> %(on)s::date),
heads as (
  select pos.path, p.person_id from people_posting p join pos on pos.unit_id = p.unit_id
   where p.is_head and p.valid @> %(on)s::date
  union
  select pos.path, a.person_id from people_actingpost a join pos on pos.unit_id = a.unit_id
   where a.is_head and a.valid @> %(on)s::date
)
select p.person_id from people_posting p join pos on pos.unit_id = p.unit_id
 where p.valid @> %(on)s::date and not (p.legal_status = any(%(ended)s))
   and not exists (select 1 from people_superiorcorrection c where c.person_id = p.person_id and c.valid @> %(on)s::date)
   and not exists (select 1 from heads h where pos.path like h.path || '%%' and h.person_id <> p.person_id)
 order by p.person_id
"""


def setup_tasks(on: date) -> list[SetupTask]:
    """Unit, Pegawai, Atasan, Peran dan aktivasi: four of the nine tasks of Siapkan Asah."""
    units = UnitPosition.objects.filter(valid__contains=on).count()
    people = Posting.objects.filter(valid__contains=on).count()
    alone = max(0, len(orphans(on)) - 1) if people else 0
    roles = set(Grant.objects.filter(valid__contains=on).values_list("role", flat=True))
    wanted = {"planner": "perencana", "head_of_agency": "kepala badan", "personnel_officer": "pengelola OPD"}
    missing = [word for role, word in wanted.items() if role not in roles]
    return [
        _task(4, "Unit", units > 1, f"{units} unit." if units else "Belum ada unit.", "unit_tree"),
        _task(5, "Pegawai", people > 0, f"{people} pegawai." if people else "Belum ada pegawai.", "people_list"),
        _task(
            6, "Atasan", people > 0 and alone == 0, f"{alone} pegawai belum punya atasan." if alone else "", "superiors"
        ),
        _task(9, "Peran dan aktivasi", not missing, f"Belum ada: {', '.join(missing)}." if missing else "", "grants"),
    ]


def _task(order: int, title: str, is_done: bool, hint: str, route: str) -> SetupTask:
    return SetupTask(order, title, "selesai" if is_done else "belum", hint, route)
