"""Who could gain and waits, and why: one reason for each person and programme."""

from dataclasses import dataclass
from typing import Any

from asah.stages.plan.engine.ledger import Ledger
from asah.stages.plan.rules.reasons import Ask, Quota, Slot, why
from asah.stages.plan.rules.settings import Settings


@dataclass(frozen=True)
class WaitFacts:
    """A seat not given."""

    person: int
    programme: str
    value: float
    rank: int
    reason: str
    facts: dict[str, Any]


def waiting_of(ledger: Ledger, settings: Settings) -> list[WaitFacts]:
    """Everybody who could gain from a programme of the plan and did not get a seat, in the order of people."""
    quotas = {code: _quota(ledger, code) for code in ledger.codes}
    slots = {code: _slots(ledger, code) for code in ledger.codes}
    full = _full_months(ledger)
    rows = []
    for person, chances in sorted(ledger.gathered.chances.items()):
        got = {seat.code for seat in ledger.seats_of.get(person, ())}
        base = _held(ledger, person)
        for code, chance in chances.items():
            if code not in ledger.codes or code in got:
                continue
            rank = ledger.rank[person, code]
            ask = _ask(ledger, person, code, base, full, settings, rank, chance.value)
            reason, facts = why(ask, slots[code], quotas[code])
            rows.append(WaitFacts(person, code, chance.value, rank, reason, facts))
    return rows


def _held(ledger: Ledger, person: int) -> tuple[tuple[str, int, bool, str], ...]:
    return tuple(
        (
            ledger.offer[seat.code].version.name,
            seat.month,
            seat.away,
            ledger.offer[seat.code].version.gains[0].code,
        )
        for seat in ledger.seats_of.get(person, ())
    )


def _ask(
    ledger: Ledger,
    person: int,
    code: str,
    held: tuple[tuple[str, int, bool, str], ...],
    full: dict[int, frozenset[int]],
    settings: Settings,
    rank: int,
    value: float,
) -> Ask:
    candidate, offer = ledger.candidate[person], ledger.offer[code]
    mine = {seat.code for seat in ledger.seats_of.get(person, ())}
    missing = tuple(
        ledger.offer[needed].version.name
        for needed in offer.version.prerequisites
        if needed not in candidate.done and needed not in mine and needed in ledger.offer
    )
    return Ask(
        jp=offer.jp,
        competency=offer.version.gains[0].code,
        missing=missing,
        held=held,
        hours=candidate.jp_done + sum(seat.jp for seat in ledger.seats_of.get(person, ())),
        jp_max=candidate.jp_max,
        most=settings.most_trainings,
        closed_months=full.get(candidate.row.unit, frozenset()),
        last_month=candidate.last_month,
        away_months=candidate.away,
        rank=rank,
        value=value,
    )


def _quota(ledger: Ledger, code: str) -> Quota:
    values = [seat.value for seat in ledger.seats if seat.code == code]
    return Quota(
        seats=len(values),
        cutoff=min(values) if values else None,
        candidates=len(ledger.ranking[code]),
        class_min=ledger.offer[code].version.class_min,
    )


def _slots(ledger: Ledger, code: str) -> list[Slot]:
    rows = []
    for row in ledger.by_code.get(code, ()):
        classes = ledger.classes.get(row.id, 0)
        free = classes * row.max_seats - ledger.taken.get(row.id, 0)
        rows.append(Slot(row.id, row.month, classes, free, row.days_away > 0))
    return rows


def _full_months(ledger: Ledger) -> dict[int, frozenset[int]]:
    """Months in which nobody more of a unit may leave."""
    away: dict[tuple[int, int], int] = {}
    for seat in ledger.seats:
        if seat.away:
            key = (ledger.candidate[seat.person].row.unit, seat.month)
            away[key] = away.get(key, 0) + 1
    caps = {int(unit.id): unit.away_cap for unit in ledger.gathered.problem.units}
    found: dict[int, set[int]] = {}
    for (unit, month), count in away.items():
        cap = caps[unit]
        if cap is not None and count >= cap:
            found.setdefault(unit, set()).add(month)
    return {unit: frozenset(months) for unit, months in found.items()}
