"""What a hard minimum of lesson hours lacks: the fewest hours, who cannot be lifted at all, what lifting costs."""

from collections.abc import Sequence
from typing import Any

from asah.stages.plan.engine.ledger import Ledger
from asah.stages.plan.rules.settings import Settings


def shortage_of(ledger: Ledger, settings: Settings, hours: Sequence[tuple[int, int]]) -> dict[str, Any] | None:
    """The facts of rules.relaxing.Shortage, None when the minimum is a wish or everybody reaches it.

    hours: (person, JP with the plan) of everybody who can be planned. The money is a lower estimate: each missing hour
    at the cheapest rupiah per hour among the programmes the person could still attend.
    """
    short = [(person, jp) for person, jp in hours if jp < settings.minimum_jp]
    if not settings.minimum_is_hard or not short:
        return None
    price = {code: _per_hour(ledger, code) for code in ledger.codes}
    hopeless, money = 0, 0.0
    for person, jp in short:
        held = {seat.code for seat in ledger.seats_of.get(person, ())}
        left = [code for code in ledger.gathered.chances.get(person, {}) if code in price and code not in held]
        missing = settings.minimum_jp - jp
        if sum(ledger.offer[code].jp for code in left) < missing:
            hopeless += 1
        else:
            money += missing * min(price[code] for code in left)
    lowest = min(jp for _person, jp in short)
    return {"lowest": lowest, "short": len(short), "hopeless": hopeless, "money": round(money)}


def _per_hour(ledger: Ledger, code: str) -> float:
    """Rupiah of one lesson hour of one person in a full class."""
    offer = ledger.offer[code]
    if offer.costing is None or not offer.jp:
        return 0.0
    return (offer.costing.seat_rupiah + offer.costing.class_rupiah / offer.version.class_max) / offer.jp
