"""Pages of the desks in the page x role matrix: route, arguments, expected status by role."""

from typing import Any

EVERYBODY = dict.fromkeys(
    ("asn", "superior", "personnel_officer", "planner", "instructor", "committee", "assessor", "partner", "evaluator",
     "head_of_agency", "pyb", "ppk", "auditor", "admin"),
    200,
)  # fmt: skip


def only(*roles: str) -> dict[str, int]:
    """200 for these roles, 403 for all others."""
    return {role: 200 if role in roles else 403 for role in EVERYBODY}


def _clerk(town: Any) -> dict[str, Any]:
    return {"uid": town.clerk.uid}


def _unit(town: Any) -> dict[str, Any]:
    return {"uid": town.unit.uid}


# asn is the clerk himself, superior the head of his unit; an officer or assessor without a unit reaches nobody.
_ALL_READERS = {"planner", "evaluator", "head_of_agency", "pyb", "ppk", "auditor", "admin"}
_READERS_OF_THE_CLERK = {role: 200 if role in {*_ALL_READERS, "asn", "superior"} else 404 for role in EVERYBODY}
_READERS_OF_THE_UNIT = {role: 200 if role in _ALL_READERS else 404 for role in EVERYBODY}

PAGES: list[tuple[str, Any, dict[str, int]]] = [
    ("home", {}, EVERYBODY),
    ("search", {}, EVERYBODY),
    ("notices", {}, EVERYBODY),
    ("jobs", {}, EVERYBODY),
    ("documents", {}, EVERYBODY),
    ("profile", {}, EVERYBODY),
    ("help", {}, EVERYBODY),
    ("audit_trail", {}, only("auditor", "admin")),
    ("setup_home", {}, only("admin")),
    ("sample_load", {}, only("admin")),
    # The matrix grants roles without a unit: an officer of no unit reaches nobody here.
    ("activation_sheets", {}, only("planner", "admin")),
    ("person_dossier", _clerk, _READERS_OF_THE_CLERK),
    ("unit_dossier", _unit, _READERS_OF_THE_UNIT),
]
# Open to everybody, log-in or not; no row in the matrix because no role matters.
PUBLIC = {"account_login", "account_logout", "account_inactive", "activate", "gallery", "offline", "service_worker"}
# Addresses that only take a POST, or need an object of their own and are tested beside it.
ELSEWHERE = {"outbox", "switch", "job", "document_download", "sample_remove"}
