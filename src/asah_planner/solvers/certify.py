"""Prices by name, as they are stored in a plan: points per rupiah, seat, absence and so on; zeros are left out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from asah_planner.solvers.compiled import Floats
from asah_planner.solvers.prices import Prices, World


def _names(w: World) -> Iterator[tuple[str, list[str], float]]:
    """Yield family, item names (in flat order) and rupiah a unit of each family of `Prices`."""
    p, c = w.c.problem, w.c
    months = range(1, 13)
    yield "money", ["budget"], w.purse
    yield "fund", [f.id for f in p.funds] + [""], w.purse
    yield "quarter", [f"{f}:{q}" for f in [*(f.id for f in p.funds), ""] for q in range(1, 5)], w.purse
    yield "unit_money", [u.id for u in p.units], w.purse
    yield "resource", [f"{r.id}:{t}" for r in p.resources for t in months], 1.0
    yield "seat", c.offering_ids, 1.0
    yield "away", [f"{u.id}:{t}" for u in p.units for t in months], 1.0
    yield "group", [g for g, _ in p.fairness.floors], 1.0
    yield "limit", [x.id for x in p.limits], 1.0


def prices_to_dict(w: World, prices: Prices) -> dict[str, object]:
    """Return prices by family and item."""
    flat = prices.flat()
    out: dict[str, object] = {}
    at = 0
    for family, names, unit in _names(w):
        values = flat[at : at + len(names)]
        at += len(names)
        found = {name: float(v) / unit for name, v in zip(names, values.tolist(), strict=True) if v > 0}
        if found:
            out[family] = found
    return out


def prices_from_dict(w: World, stored: dict[str, object]) -> Prices:
    """Return stored prices in the shapes of this problem; items it does not know are ignored."""
    parts: list[Floats] = []
    for family, names, unit in _names(w):
        known = stored.get(family, {})
        table = known if isinstance(known, dict) else {}
        parts.append(np.array([float(table.get(name, 0.0)) * unit for name in names]))
    zero = w.zero()
    return zero.like(np.concatenate(parts) * w.limited().flat())
