"""Pages of completed development in the page x role matrix. Officers hold no unit in the matrix's town."""

from typing import Any

from asah.foundation.access.roles import GRANTABLE

READERS = ("planner", "evaluator", "head_of_agency", "pyb", "ppk", "auditor")


def roles(otherwise: int, **given: int) -> dict[str, int]:
    """A status for each role, `otherwise` for those not named."""
    return dict.fromkeys(GRANTABLE, otherwise) | given


def _clerk(town: Any) -> dict[str, Any]:
    return {"uid": town.clerk.uid}


_ALL = dict.fromkeys(READERS, 200)
PAGES: list[tuple[str, Any, dict[str, int]]] = [
    ("records_mine", {}, roles(404, asn=200, superior=200)),
    ("records_person", _clerk, roles(404, **_ALL, asn=200, superior=200)),
    ("record_add", _clerk, roles(404, **dict.fromkeys(READERS, 403), asn=403, superior=403) | {"planner": 200}),
    ("jp_overview", {}, roles(403, **_ALL, asn=302, superior=302)),
    ("jp_below", {}, roles(404, **_ALL)),
]
# The first needs a record of its own, the second only takes a POST: see test_entries.py and test_export.py.
ELSEWHERE = {"record_withdraw", "jp_export"}
