"""What the list of people and the tree of units show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from asah.foundation.access.permissions import Permission
from asah.foundation.pages.components import Tile
from asah.foundation.text.nip import only_digits
from asah.stages.people import queries
from asah.stages.people.rules import EMPLOYMENTS, JOB_KINDS

PAGE = 50


@dataclass(frozen=True)
class TreeRow:
    """A unit with the people in it and below it, and its own rows below."""

    unit: queries.UnitNode
    people: int
    below: tuple["TreeRow", ...]


def filter_of(params: Mapping[str, str], tree: queries.Tree) -> queries.Filter:
    """The filter that the address and the search box ask for; unknown values narrow nothing."""
    unit = next((one for one in tree.units.values() if one.uid == params.get("unit")), None)
    status, kind = params.get("status", ""), params.get("jenis", "")
    return queries.Filter(
        words=params.get("q", "").strip()[:80],
        unit_path=unit.path if unit else "",
        employment=status if status in EMPLOYMENTS else "",
        job_kind=kind if kind in JOB_KINDS else "",
    )


def people_context(
    request: Any, today: date, params: Mapping[str, str], rows: list[queries.PersonRow], total: int, page: int
) -> dict[str, Any]:
    """Everything the list page shows."""
    counts = queries.employment_counts(request.actor, today)
    status = params.get("status", "")
    opds = queries.visible_tree(request.actor, today)
    return {
        "rows": rows,
        "total": total,
        "everybody": sum(counts.values()),
        "tiles": [
            Tile(count, EMPLOYMENTS[code], f"?status={code}", code == status)
            for code, count in counts.items()
            if code in EMPLOYMENTS
        ],
        "words": params.get("q", ""),
        "is_number": only_digits(params.get("q", "")).isdigit(),
        "status": status,
        "kind": params.get("jenis", ""),
        "unit": params.get("unit", ""),
        "statuses": EMPLOYMENTS.items(),
        "kinds": JOB_KINDS.items(),
        "opds": [unit for unit in opds.walk() if unit.depth == 1] if opds.children else [],
        "page": page,
        "pages": max(1, -(-total // PAGE)),
        "first": (page - 1) * PAGE + 1 if rows else 0,
        "last": (page - 1) * PAGE + len(rows),
        "may_import": request.actor.holds(Permission.PEOPLE_IMPORT),
    }


def tree_rows(tree: queries.Tree, people: Mapping[int, int]) -> list[TreeRow]:
    """The units as nested rows; a subtree whose root the actor does not see begins at its own top."""
    tops = [unit for unit in tree.units.values() if unit.parent not in tree.units]
    return [_row(unit, tree, people) for unit in sorted(tops, key=lambda unit: unit.name)]


def _row(unit: queries.UnitNode, tree: queries.Tree, people: Mapping[int, int]) -> TreeRow:
    below = tuple(_row(child, tree, people) for child in tree.children.get(unit.id, ()))
    return TreeRow(unit, people.get(unit.id, 0) + sum(row.people for row in below), below)
