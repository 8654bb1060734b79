"""Pages of competence in the page x role matrix. Officers and assessors hold no unit in the matrix's town."""

from typing import Any

from asah.foundation.access.roles import GRANTABLE
from tests.factories.competence import dictionary_of_the_catalogue

READERS = ("planner", "evaluator", "head_of_agency", "pyb", "ppk", "auditor")


def roles(otherwise: int, **given: int) -> dict[str, int]:
    """A status for each role, `otherwise` for those not named."""
    return dict.fromkeys(GRANTABLE, otherwise) | given


def _clerk(town: Any) -> dict[str, Any]:
    return {"uid": town.clerk.uid}


def _entry(town: Any) -> dict[str, str]:
    dictionary_of_the_catalogue(town.agency.pk)
    return {"code": "TEK-DIGITAL"}


_READ = dict.fromkeys((*READERS, "asn", "superior", "personnel_officer", "assessor", "admin"), 200)
PAGES: list[tuple[str, Any, dict[str, int]]] = [
    ("gap_map", {}, roles(403, **dict.fromkeys(READERS, 200), asn=302, superior=302)),
    ("gap_team", {}, roles(404, superior=200)),
    ("gap_person", _clerk, roles(404, **dict.fromkeys(READERS, 200), asn=200, superior=200)),
    ("competency_mine", {}, roles(404, asn=200, superior=200)),
    ("competency_standards", {}, roles(403, **_READ)),
    ("competency_detail", _entry, roles(403, **_READ)),
]
# gap_people asks for a cell and is tested in test_map.py; the others only take a POST.
ELSEWHERE = {"gap_people", "gap_refresh", "gap_export", "competency_start"}
