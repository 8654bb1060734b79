"""What became of each programme: in, at the margin, or out, with the facts of the reason."""

from dataclasses import dataclass, field
from typing import Any

from asah.stages.plan.engine.ledger import Ledger
from asah.stages.plan.engine.offers import OnOffer
from asah.stages.plan.rules.settings import Settings

MARGIN = 1.15  # within 15 % of the weakest value per rupiah that is still paid: first to go when money shrinks


@dataclass(frozen=True)
class ProgrammeFacts:
    """One row of the programme table. `reason` names the sentence, `facts` fill it."""

    version: int
    code: str
    name: str
    state: str
    seats: int
    classes: int
    cost_rupiah: int
    value: float
    levels: float
    candidates: int
    months: list[int]
    reason: str
    facts: dict[str, Any] = field(default_factory=dict)


def programmes_of(ledger: Ledger, settings: Settings) -> list[ProgrammeFacts]:
    """Every programme of the catalogue, the one that closes most first."""
    seats: dict[str, int] = {}
    value: dict[str, float] = {}
    units: dict[str, set[int]] = {}
    for seat in ledger.seats:
        seats[seat.code] = seats.get(seat.code, 0) + 1
        value[seat.code] = value.get(seat.code, 0.0) + seat.value
        units.setdefault(seat.code, set()).add(ledger.candidate[seat.person].row.unit)
    weakest = _weakest(ledger, value)
    rows = []
    for code, offer in ledger.offer.items():
        common = _common(ledger, offer, seats.get(code, 0), value.get(code, 0.0))
        if seats.get(code):
            state, reason, facts = _inside(ledger, offer, value[code], len(units[code]), weakest, settings)
        else:
            state, (reason, facts) = "tidak_masuk", _outside(ledger, offer)
        rows.append(ProgrammeFacts(**common, state=state, reason=reason, facts=facts))
    return sorted(rows, key=lambda row: (-row.levels, row.state, row.code))


def _common(ledger: Ledger, offer: OnOffer, seats: int, value: float) -> dict[str, Any]:
    code = offer.version.code
    offered = [row for row in ledger.by_code.get(code, ()) if ledger.classes.get(row.id)]
    return {
        "version": offer.version.id,
        "code": code,
        "name": offer.version.name,
        "seats": seats,
        "classes": sum(ledger.classes[row.id] for row in offered),
        "cost_rupiah": ledger.costs.get(code, 0),
        "value": round(value, 6),
        "levels": round(ledger.closed_by_code.get(code, 0.0), 4),
        "candidates": len(ledger.ranking.get(code, ())),
        "months": sorted({row.month for row in offered}),
    }


def _weakest(ledger: Ledger, value: dict[str, float]) -> float:
    """Least value per rupiah among programmes that are paid for; 0 when nothing costs money."""
    ratios = [value[code] / ledger.costs[code] for code in value if ledger.costs[code]]
    return min(ratios, default=0.0)


def _inside(
    ledger: Ledger, offer: OnOffer, value: float, units: int, weakest: float, settings: Settings
) -> tuple[str, str, dict[str, Any]]:
    code = offer.version.code
    cost, seats = ledger.costs[code], sum(1 for seat in ledger.seats if seat.code == code)
    facts: dict[str, Any] = {"per_seat": -(-cost // seats), "units": units}
    if settings.locks.get(code) == "in":
        return "masuk", "dikunci_masuk", facts
    if offer.version.mandatory_basis:
        return "masuk", "wajib", facts | {"basis": offer.version.mandatory_basis}
    spent = ledger.cost_rupiah
    tight = spent > 0.97 * settings.budget_rupiah
    if tight and cost and value / cost <= weakest * MARGIN:
        return "di_batas", "di_batas", facts | {"cost": cost}
    if offer.version.effect.is_measured:
        return "masuk", "terbukti", facts | {"source": offer.version.effect.source}
    if _only_one(ledger, code):
        return "masuk", "satu_satunya", facts | {"competency": offer.version.gains[0].name}
    if not cost or value / cost > 4 * weakest > 0:
        return "masuk", "termurah", facts
    return "masuk", "unit", facts


def _only_one(ledger: Ledger, code: str) -> bool:
    main = ledger.offer[code].version.gains[0].competency
    others = [
        other for other in ledger.codes if other != code
        and any(gain.competency == main for gain in ledger.offer[other].version.gains)
    ]  # fmt: skip
    return not others


def _outside(ledger: Ledger, offer: OnOffer) -> tuple[str, dict[str, Any]]:
    version = offer.version
    if offer.refused:
        return offer.refused, {
            "detail": offer.detail,
            "candidates": len([1 for own in ledger.gathered.chances.values() if version.code in own]),
            "needs": version.class_min,
        }
    best = ledger.ranking[version.code][: version.class_max]
    cost = offer.costing.of_class(len(best)) if offer.costing else 0
    levels = sum(row[0] for row in best)
    return "kalah_hasil", {"cost": cost, "levels": round(levels, 2), "seats": len(best)}
