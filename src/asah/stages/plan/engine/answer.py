"""A judged plan -> facts to keep: seats, who waits and why, programmes in, at the margin and out, groups, figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from asah.stages.plan.engine.equality import equality_of
from asah.stages.plan.engine.gather import Gathered
from asah.stages.plan.engine.groups import GroupFacts, groups_of
from asah.stages.plan.engine.ledger import Ledger
from asah.stages.plan.engine.programmes import ProgrammeFacts, programmes_of
from asah.stages.plan.engine.shortage import shortage_of
from asah.stages.plan.engine.uncounted import not_counted
from asah.stages.plan.engine.waiting import WaitFacts, waiting_of
from asah.stages.plan.rules.settings import Settings
from asah.stages.plan.rules.sharing import share_of_lower_half
from asah_basics.charts import gini
from asah_planner.codec import loads_solution
from asah_planner.referee import check

__all__ = [
    "Answer",
    "BrokenPlan",
    "GroupFacts",
    "PersonFacts",
    "ProgrammeFacts",
    "SeatFacts",
    "WaitFacts",
    "read_answer",
]


class BrokenPlan(Exception):
    """The referee found broken rules: the plan is not stored. The text lists the first ones."""


@dataclass(frozen=True)
class SeatFacts:
    """One seat, with the rank of its holder among those who could gain."""

    person: int
    programme: str
    month: int
    fund: int | None
    jp: int
    value: float
    cost_rupiah: int
    rank: int


@dataclass(frozen=True)
class PersonFacts:
    """A person's frozen inputs and what the plan gives him."""

    person: int
    unit: int
    path: str
    district: str
    inputs: Mapping[str, Any]
    jp_before: int
    jp_planned: int
    value: float
    attainable: float
    barred: str


@dataclass
class Answer:
    """Everything that keep_answer stores."""

    value: float
    bound: float
    gap_percent: float
    seats: list[SeatFacts]
    waiting: list[WaitFacts]
    people: list[PersonFacts]
    programmes: list[ProgrammeFacts]
    groups: list[GroupFacts]
    cost_rupiah: int
    trained: int
    below_floor: int
    problem_digest: str
    figures: dict[str, Any] = field(default_factory=dict)


def read_answer(gathered: Gathered, plan: bytes, settings: Settings, last_year: Mapping[int, float]) -> Answer:
    """Judge the plan of a child and turn it into facts. `last_year`: JP of the year before, by person.

    Raises BrokenPlan when the independent referee finds a broken rule.
    """
    solution = loads_solution(plan.decode("utf-8"))
    broken = check(gathered.problem, solution)
    if broken:
        raise BrokenPlan("; ".join(str(item) for item in broken[:5]))
    ledger = Ledger(gathered, solution)
    programmes = programmes_of(ledger, settings)
    people = _people(ledger)
    answer = Answer(
        value=solution.value,
        bound=solution.bound,
        gap_percent=solution.gap,
        seats=[
            SeatFacts(seat.person, seat.code, seat.month, seat.fund, seat.jp, seat.value, seat.cost_rupiah, seat.rank)
            for seat in ledger.seats
        ],
        waiting=waiting_of(ledger, settings),
        people=people,
        programmes=programmes,
        groups=groups_of(people, gathered),
        cost_rupiah=ledger.cost_rupiah,
        trained=len(ledger.seats_of),
        below_floor=sum(1 for row in people if not row.barred and row.jp_before + row.jp_planned < settings.minimum_jp),
        problem_digest=gathered.problem.digest,
    )
    answer.figures = _figures(ledger, answer, settings, last_year, solution.status, list(solution.conflicts))
    return answer


def _people(ledger: Ledger) -> list[PersonFacts]:
    rows = []
    for candidate in ledger.gathered.people:
        row = candidate.row
        seats = ledger.seats_of.get(row.person, [])
        chances = ledger.gathered.chances.get(row.person, {})
        best = sorted((chance.value for code, chance in chances.items() if code in ledger.codes), reverse=True)
        rows.append(
            PersonFacts(
                person=row.person,
                unit=row.unit,
                path=row.path,
                district=row.district,
                inputs=_inputs(candidate, ledger),
                jp_before=candidate.jp_done,
                jp_planned=sum(seat.jp for seat in seats),
                value=round(sum(seat.value for seat in seats), 6),
                attainable=round(sum(best[: ledger.gathered.problem.n_max]), 6),
                barred=candidate.barred,
            )
        )
    return rows


def _inputs(candidate: Any, ledger: Ledger) -> dict[str, Any]:
    """What was known of a person when the problem was frozen; explanations read only this."""
    row = candidate.row
    return {
        "gaps": {
            str(competency): [str(required), str(held)] for competency, (required, held) in candidate.gaps.items()
        },
        "unassessed": candidate.unassessed,
        "employment": row.employment,
        "rank": row.rank_id,
        "sex": row.sex,
        "is_remote": row.is_remote,
        "jp_max": candidate.jp_max,
        "last_month": candidate.last_month,
        "done": sorted(candidate.done),
        "chances": {
            code: chance.value
            for code, chance in ledger.gathered.chances.get(row.person, {}).items()
            if code in ledger.codes
        },
    }


def _unproven(ledger: Ledger, answer: Answer) -> dict[str, Any]:
    """Programmes of the plan whose effect nobody has measured yet: how many, their rupiah, the levels hoped for."""
    rows = [row for row in answer.programmes if row.seats and not ledger.offer[row.code].version.effect.is_measured]
    return {
        "prior_effects": len(rows),
        "prior_cost": sum(row.cost_rupiah for row in rows),
        "prior_levels": round(sum(row.levels for row in rows), 2),
    }


def _figures(
    ledger: Ledger,
    answer: Answer,
    settings: Settings,
    last_year: Mapping[int, float],
    status: str,
    conflicts: list[str],
) -> dict[str, Any]:
    """Totals of the run for its page: closing of gaps, sharing of hours, money by kind, who could not be planned."""
    active = [row for row in answer.people if not row.barred]
    hours = [float(row.jp_before + row.jp_planned) for row in active]
    before = [float(last_year.get(row.person, 0.0)) for row in active]
    barred: dict[str, int] = {}
    for row in answer.people:
        if row.barred:
            barred[row.barred] = barred.get(row.barred, 0) + 1
    return {
        "status": status,
        "conflicts": conflicts[:50],
        "gap_levels": round(ledger.gap_levels, 2),
        "closed_levels": round(ledger.closed_levels, 2),
        "people": len(active),
        "barred": barred,
        "unassessed": sum(1 for row in active if not row.inputs["gaps"] and row.inputs["unassessed"]),
        "at_floor": sum(1 for value in hours if value >= settings.minimum_jp),
        "at_floor_last": sum(1 for value in before if value >= settings.minimum_jp),
        "gini": round(gini(hours), 4) if hours else 0.0,
        "gini_last": round(gini(before), 4) if before else 0.0,
        "lower_half": round(share_of_lower_half(hours), 4),
        "lower_half_last": round(share_of_lower_half(before), 4),
        "without_hours": sum(1 for value in hours if value == 0),
        "without_hours_last": sum(1 for value in before if value == 0),
        "money_by_kind": ledger.money_by_kind(),
        "sample_prices": any(offer.costing.has_sample_prices for offer in ledger.gathered.offers if offer.costing),
        "equality": equality_of(ledger, [(row.unit, row.value) for row in active], answer.groups),
        "not_counted": not_counted(ledger.gathered.problem),
        "shortage": shortage_of(ledger, settings, [(row.person, row.jp_before + row.jp_planned) for row in active]),
        **_unproven(ledger, answer),
        "seats_never_asked": sum(1 for seat in ledger.seats if not ledger.candidate[seat.person].asked),
        "classes": sum(row.classes for row in answer.programmes),
        "programmes_in": sum(1 for row in answer.programmes if row.seats),
    }
