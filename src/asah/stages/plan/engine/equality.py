"""How equally a plan shares its value: the measures of the planner, from judged seats, without the solver."""

from collections.abc import Sequence
from typing import Any

from asah.stages.plan.engine.groups import GroupFacts
from asah.stages.plan.engine.ledger import Ledger
from asah_planner import measures
from asah_planner.fairness import justified_envy

COMPARED = ("distrik", "golongan", "status", "kelamin", "unit")


def equality_of(ledger: Ledger, values: Sequence[tuple[int, float]], groups: Sequence[GroupFacts]) -> dict[str, Any]:
    """Measures for rules.equality: of value by person and unit, of coverage by kind of group.

    values: (unit, value received) of everybody who can be planned.
    """
    units: dict[str, list[float]] = {}
    for unit, value in values:
        units.setdefault(str(unit), []).append(value)
    received = [value for _unit, value in values]
    between, within = measures.theil(units)
    return {
        "gini": round(measures.gini(received), 4),
        "jain": round(measures.jain(received), 4),
        "theil_between": round(between, 4),
        "theil_within": round(within, 4),
        "envy": len(justified_envy(ledger.gathered.problem, ledger.solution)),
        "ratios": {kind: _ratio([row for row in groups if row.kind == kind]) for kind in COMPARED},
        "parity": _parity(groups),
    }


def _ratio(groups: Sequence[GroupFacts]) -> float:
    """Lowest coverage by highest, of groups that could receive anything at all."""
    return round(
        measures.worst_to_best({row.name: row.received / row.attainable for row in groups if row.attainable}), 4
    )


def _parity(groups: Sequence[GroupFacts]) -> list[dict[str, Any]]:
    """Groups served at a lower rate than everybody else: seats short of parity, and whether it may be chance."""
    rows = []
    for kind in COMPARED:
        own = [row for row in groups if row.kind == kind]
        people, trained = sum(row.people for row in own), sum(row.trained for row in own)
        for row in own:
            others, elsewhere = people - row.people, trained - row.trained
            if not others:
                continue
            short = round((elsewhere / others - row.trained / row.people) * row.people)
            if short > 0:
                odds = measures.difference_is_chance(row.trained, row.people, elsewhere, others)
                rows.append(
                    {"kind": kind, "name": row.name, "people": row.people, "short": short, "chance": round(odds, 4)}
                )
    return rows
