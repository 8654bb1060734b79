"""Plans side by side: settings, results, programmes and units that differ; who gains and who loses a seat."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from asah.foundation.access.actor import Actor, NotThere
from asah.foundation.access.permissions import Permission
from asah.stages.people import queries as people
from asah.stages.plan.models import Decision, PlanGroup, PlanProgramme, PlanRun, PlanSeat, Scenario
from asah.stages.plan.queries.scenarios import ScenarioRow, readable, title_of, within
from asah.stages.plan.rules.comparing import Difference, Move, Side, differing_figures, differing_settings
from asah.stages.plan.rules.settings import FAIRNESS, letter
from asah.stages.plan.rules.sharing import SMALLEST_GROUP
from asah.stages.plan.rules.words import TAG_WORDS

MOST_PLANS = 3


@dataclass(frozen=True)
class ProgrammeDifference:
    """A programme whose seats differ, with its seats in each plan."""

    code: str
    name: str
    seats: tuple[int, ...]


@dataclass(frozen=True)
class Comparison:
    """What differs between the plans; `moves` are units of at least five people, first against last plan."""

    rows: tuple[ScenarioRow, ...]
    letters: tuple[str, ...]
    settings: tuple[Difference, ...]
    figures: tuple[Difference, ...]
    programmes: tuple[ProgrammeDifference, ...]
    moves: tuple[Move, ...]
    same: int


def compared(actor: Actor, uids: Sequence[uuid.UUID]) -> Comparison:
    """Two or three plans that have a result, in the order asked for; seven queries for any number. Raises NotThere."""
    found = {row.uid: row for row in readable(actor).filter(uid__in=list(uids)[:MOST_PLANS])}
    scenarios = [found[uid] for uid in dict.fromkeys(uids) if uid in found][:MOST_PLANS]
    done = PlanRun.objects.filter(scenario__in=scenarios, status=PlanRun.Status.DONE).order_by("pk")
    newest = {run.scenario_id: run for run in done}
    rows = tuple(ScenarioRow(row, title_of(row), newest[row.pk]) for row in scenarios if row.pk in newest)
    if len(rows) < 2:
        raise NotThere("Pilih dua skenario yang sudah dihitung untuk dibandingkan.")
    runs = [row.run for row in rows if row.run is not None]
    sides = [_side(row.scenario, run) for row, run in zip(rows, runs, strict=True)]
    fairness = {key: words for key, (words, _alpha) in FAIRNESS.items()}
    programmes, same = _programmes(runs)
    return Comparison(
        rows=rows,
        letters=tuple(side.letter for side in sides),
        settings=tuple(differing_settings(sides, fairness, TAG_WORDS)),
        figures=tuple(differing_figures(sides)),
        programmes=tuple(programmes),
        moves=tuple(moves_of(runs[0], runs[-1])),
        same=same,
    )


def _side(row: Scenario, run: PlanRun) -> Side:
    totals = {"cost": run.cost_rupiah or 0, "seats": run.seats or 0, "people": run.people or 0}
    return Side(letter(row.number), run.settings, run.figures, totals)


def _programmes(runs: Sequence[PlanRun]) -> tuple[list[ProgrammeDifference], int]:
    seats: dict[str, dict[int, int]] = {}
    names: dict[str, str] = {}
    for one in PlanProgramme.objects.filter(run__in=runs):
        seats.setdefault(one.code, {})[one.run_id] = one.seats
        names[one.code] = one.name
    rows = [
        ProgrammeDifference(code, names[code], tuple(given.get(run.pk, 0) for run in runs))
        for code, given in seats.items()
    ]
    differing = [row for row in rows if len(set(row.seats)) > 1]
    differing.sort(key=lambda row: (-abs(row.seats[-1] - row.seats[0]), row.name))
    return differing, len(rows) - len(differing)


def moves_of(first: PlanRun, last: PlanRun) -> list[Move]:
    """Coverage of each OPD in two runs, those that lose most first; small ones are left out."""
    found: dict[str, dict[int, PlanGroup]] = {}
    for one in PlanGroup.objects.filter(run__in=(first, last), kind="unit", people__gte=SMALLEST_GROUP):
        found.setdefault(one.name, {})[one.run_id] = one
    moves = [
        Move(name, max(row.people for row in both.values()), _coverage(both, first), _coverage(both, last))
        for name, both in found.items()
        if len(both) == len({first.pk, last.pk})
    ]
    return sorted(moves, key=lambda move: (move.change, move.name))


def _coverage(both: dict[int, PlanGroup], run: PlanRun) -> float:
    group = both[run.pk]
    return 100.0 * group.received / group.attainable if group.attainable else 100.0


@dataclass(frozen=True)
class SeatChange:
    """Somebody who gains or loses a seat."""

    name: str
    unit: str
    programme: str
    gains: bool


@dataclass(frozen=True)
class ChangePage:
    """Who gains and who loses by a change of the enacted plan; counts of all, rows of the first ones."""

    before: PlanRun
    after: PlanRun
    gained: int
    lost: int
    rows: tuple[SeatChange, ...]
    moves: tuple[Move, ...]


MOST_ROWS = 200


def change_page(actor: Actor, uid: uuid.UUID, on: date) -> ChangePage:
    """The seats that a change gives and takes, within the actor's reach. Raises NotThere."""
    row = readable(actor).filter(uid=uid).exclude(changes=None).first()
    after = PlanRun.objects.filter(scenario=row, status=PlanRun.Status.DONE).order_by("-pk").first() if row else None
    if row is None or after is None:
        raise NotThere("Perubahan ini belum dihitung.")
    decision = Decision.objects.filter(kind=Decision.Kind.ENACTED, submission__run__scenario=row.changes_id)
    before = PlanRun.objects.get(pk=decision.order_by("-pk").values_list("submission__run", flat=True)[:1])
    seats = PlanSeat.objects.filter(within(actor, Permission.PLAN_READ)).select_related("programme")
    gained, lost = _without(seats, after, before), _without(seats, before, after)
    chosen = [(one, True) for one in gained[:MOST_ROWS]] + [(one, False) for one in lost[:MOST_ROWS]]
    known = {one.id: one for one in people.people_where(on, sorted({seat.person_id for seat, _gains in chosen}))}
    rows = tuple(
        SeatChange(
            known[seat.person_id].name if seat.person_id in known else "Sudah tidak bertugas",
            known[seat.person_id].unit_name if seat.person_id in known else "",
            seat.programme.name,
            gains,
        )
        for seat, gains in chosen
    )
    return ChangePage(before, after, gained.count(), lost.count(), rows, tuple(moves_of(before, after)))


def _without(seats: "QuerySet[PlanSeat]", here: PlanRun, there: PlanRun) -> "QuerySet[PlanSeat]":
    """Seats of one run whose person has no seat in the same programme in the other."""
    other = PlanSeat.objects.filter(run=there, person=OuterRef("person"), programme__code=OuterRef("programme__code"))
    return seats.filter(~Exists(other), run=here).order_by("programme__name", "rank", "pk")


def stages_of(actor: Actor, row: Scenario) -> list[ScenarioRow]:
    """The same plan at its budget stages, the earliest first, as far as the chain is known."""
    year = {one.pk: one for one in readable(actor).filter(year=row.year)}
    first = row
    while first.came_from_id in year:
        first = year[first.came_from_id or 0]
    chain, later = [first], {one.came_from_id: one for one in year.values() if one.came_from_id}
    while chain[-1].pk in later:
        chain.append(later[chain[-1].pk])
    runs = PlanRun.objects.filter(scenario__in=chain, status=PlanRun.Status.DONE).order_by("pk")
    newest = {run.scenario_id: run for run in runs}
    return [ScenarioRow(one, title_of(one), newest.get(one.pk)) for one in chain]
