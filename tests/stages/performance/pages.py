"""Pages of performance in the page x role matrix. Officers hold no unit in the matrix's town."""

from typing import Any

from asah.foundation.access.roles import GRANTABLE

READERS = ("planner", "evaluator", "head_of_agency", "pyb", "ppk", "auditor")


def roles(otherwise: int, **given: int) -> dict[str, int]:
    """A status for each role, `otherwise` for those not named."""
    return dict.fromkeys(GRANTABLE, otherwise) | given


def _clerk(town: Any) -> dict[str, Any]:
    return {"uid": town.clerk.uid}


def _unit(town: Any) -> dict[str, Any]:
    return {"uid": town.unit.uid}


_ALL = dict.fromkeys(READERS, 200)
PAGES: list[tuple[str, Any, dict[str, int]]] = [
    ("performance_overview", {}, roles(403, **_ALL, asn=302, superior=302)),
    ("performance_unit", _unit, roles(404, **_ALL, asn=200, superior=200)),
    ("skp_mine", {}, roles(404, asn=200, superior=200)),
    ("skp_person", _clerk, roles(404, **_ALL, asn=200, superior=200)),
]
