"""What the list of people and the tree of units show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from asah.foundation.access.permissions import Permission
from asah.foundation.pages.components import Tile
from asah.foundation.text.nip import only_digits
from asah.stages.people import queries
from asah.stages.people.rules import EMPLOYMENTS, JOB_KINDS

PAGE = 50


@dataclass(frozen=True)
class TreeRow:
    """A unit with the number of people in it and below it, and of units directly below.

    below: their rows where the branch is open; None where it is fetched when somebody opens it.
    """

    unit: queries.UnitNode
    people: int
    children: int
    below: tuple["TreeRow", ...] | None


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
    request: Any,
    params: Mapping[str, str],
    counts: Mapping[str, int],
    opds: queries.Tree,
    rows: list[queries.PersonRow],
    total: int,
    page: int,
) -> dict[str, Any]:
    """Everything the list page shows. counts: people by kind of employment; opds: the units the actor sees."""
    status = params.get("status", "")
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


def tree_rows(tree: queries.Tree, people: Mapping[int, int], opened: str) -> list[TreeRow]:
    """The tops of what the actor sees, with the way down to the unit whose uid is `opened` unfolded.

    A government of nine hundred units would be ten thousand elements at once: other branches come when they are asked.
    """
    tops = [unit for unit in tree.units.values() if unit.parent not in tree.units]
    way = next((unit.path for unit in tree.units.values() if unit.uid == opened), "")
    return [_row(unit, tree, people, way, is_open=len(tops) == 1) for unit in sorted(tops, key=lambda unit: unit.name)]


def branch_rows(tree: queries.Tree, people: Mapping[int, int], uid: str) -> list[TreeRow]:
    """The units directly below one that the actor sees, all folded; empty for one that he does not see."""
    unit = next((unit for unit in tree.units.values() if unit.uid == uid), None)
    return [_row(child, tree, people, "") for child in tree.children.get(unit.id, ())] if unit else []


def _row(
    unit: queries.UnitNode, tree: queries.Tree, people: Mapping[int, int], way: str, *, is_open: bool = False
) -> TreeRow:
    children = tree.children.get(unit.id, [])
    unfolded = is_open or way.startswith(unit.path)
    below = tuple(_row(child, tree, people, way) for child in children) if unfolded else None
    return TreeRow(unit, people.get(unit.id, 0), len(children), below)
