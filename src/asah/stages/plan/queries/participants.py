"""Who goes, who waits and why, within an actor's reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from asah.foundation.access.actor import Actor, NotThere
from asah.foundation.access.permissions import Permission
from asah.stages.people import queries as people
from asah.stages.plan.models import Decision, PlanProgramme, PlanRun, PlanSeat, PlanWait
from asah.stages.plan.queries.scenarios import within
from asah.stages.plan.rules.words import MONTHS, waiting_reason

PAGE = 50


@dataclass(frozen=True)
class ParticipantRow:
    """One seat, or one person who waits (month 0, with the reason)."""

    person_uid: str
    nip: str
    name: str
    unit: str
    programme: str
    code: str
    month: str
    jp: int
    value: float
    rank: int
    cost_rupiah: int
    reason: str = ""


@dataclass(frozen=True)
class RosterPage:
    """A page of rows; `total` of all pages."""

    rows: tuple[ParticipantRow, ...]
    total: int
    page: int
    pages: int


def participants_of(
    actor: Actor, run: PlanRun, on: date, *, code: str = "", month: int = 0, page: int = 1, size: int = PAGE
) -> RosterPage:
    """Seats of a run within reach, by programme and rank, narrowed to a programme and a month; six queries."""
    rows = PlanSeat.objects.filter(within(actor, Permission.PLAN_READ), run=run)
    if code:
        rows = rows.filter(programme__code=code)
    if month:
        rows = rows.filter(month=month)
    total = rows.count()
    page, pages = _page(page, total, size)
    chosen = list(
        rows.select_related("programme").order_by("programme__name", "month", "rank", "pk")[
            (page - 1) * size : page * size
        ]
    )
    known = _identities([seat.person_id for seat in chosen], on)
    found = [
        ParticipantRow(
            *_identity(known, seat.person_id),
            programme=seat.programme.name,
            code=seat.programme.code,
            month=MONTHS[seat.month - 1],
            jp=seat.jp,
            value=seat.value,
            rank=seat.rank,
            cost_rupiah=seat.cost_rupiah,
        )
        for seat in chosen
    ]
    return RosterPage(tuple(found), total, page, pages)


def waiting_of(
    actor: Actor, run: PlanRun, on: date, *, code: str = "", reason: str = "", page: int = 1, size: int = PAGE
) -> RosterPage:
    """People who could gain and wait, within reach, the highest in rank first, with the reason in words."""
    rows = PlanWait.objects.filter(within(actor, Permission.PLAN_READ), run=run)
    if code:
        rows = rows.filter(programme__code=code)
    if reason:
        rows = rows.filter(reason=reason)
    total = rows.count()
    page, pages = _page(page, total, size)
    chosen = list(
        rows.select_related("programme").order_by("programme__name", "rank", "pk")[(page - 1) * size : page * size]
    )
    known = _identities([wait.person_id for wait in chosen], on)
    found = [
        ParticipantRow(
            *_identity(known, wait.person_id),
            programme=wait.programme.name,
            code=wait.programme.code,
            month="",
            jp=0,
            value=wait.value,
            rank=wait.rank,
            cost_rupiah=0,
            reason=waiting_reason(wait.reason, wait.facts),
        )
        for wait in chosen
    ]
    return RosterPage(tuple(found), total, page, pages)


def _page(page: int, total: int, size: int) -> tuple[int, int]:
    pages = max(1, -(-total // size))
    return min(max(1, page), pages), pages


def _identities(ids: Sequence[int], on: date) -> dict[int, "people.PersonRow"]:
    return {row.id: row for row in people.people_where(on, sorted(set(ids)))}


def _identity(known: dict[int, "people.PersonRow"], person: int) -> tuple[str, str, str, str]:
    row = known.get(person)
    if row is None:
        return "", "", "Sudah tidak bertugas", ""
    return row.uid, row.nip, row.name, row.unit_name


@dataclass(frozen=True)
class ProgrammeRoster:
    """A programme of a run: who goes and who waits."""

    programme: PlanProgramme
    seats: RosterPage
    waiting: RosterPage


def programme_roster(actor: Actor, run: PlanRun, code: str, on: date, *, page: int = 1) -> ProgrammeRoster:
    """Who goes to a programme and who waits. Raises NotThere."""
    programme = PlanProgramme.objects.filter(run=run, code=code).first()
    if programme is None:
        raise NotThere("Program ini tidak ada di rencana.")
    return ProgrammeRoster(
        programme,
        participants_of(actor, run, on, code=code, page=page),
        waiting_of(actor, run, on, code=code, page=page),
    )


def enacted_seats(year: int) -> "list[PlanSeat]":
    """Seats of the year's enacted plan (its newest change), for delivery to open classes from."""
    decided = Decision.objects.filter(kind=Decision.Kind.ENACTED, submission__run__scenario__year=year)
    run = decided.order_by("-pk").values_list("submission__run", flat=True).first()
    return list(PlanSeat.objects.filter(run=run).select_related("programme").order_by("pk")) if run else []
