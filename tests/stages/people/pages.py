"""Pages of people and units in the page x role matrix."""

from typing import Any

from tests.desks.pages import EVERYBODY, only

_READERS = {role: 403 if role in ("instructor", "partner") else 200 for role in EVERYBODY}


def _clerk(town: Any) -> dict[str, Any]:
    return {"uid": town.clerk.uid}


def _unit(town: Any) -> dict[str, Any]:
    return {"uid": town.unit.uid}


# A personnel officer's grant without a unit reaches nobody: the person does not exist for him.
_EDITORS = {**only("planner"), "personnel_officer": 404}

PAGES: list[tuple[str, Any, dict[str, int]]] = [
    ("people_list", {}, _READERS),
    ("person_contact", _clerk, _EDITORS),
    ("person_close", _clerk, _EDITORS),
    ("person_erase", _clerk, only("admin")),
    ("unit_tree", {}, _READERS),
    ("unit_new", {}, only("planner", "admin")),
    ("unit_edit", _unit, only("planner", "admin")),
    ("superiors", {}, only("planner", "admin", "personnel_officer")),
    ("grants", {}, only("admin")),
    ("people_former", {}, only("admin")),
]
