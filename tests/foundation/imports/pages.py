"""Pages of the wizard in the page x role matrix."""

import uuid
from typing import Any

from asah.foundation.access.actor import Actor, Held
from asah.foundation.imports import services
from asah.foundation.imports.models import ImportBatch
from tests.conftest import NOW
from tests.desks.pages import EVERYBODY

CSV = "NIP;Nama;Unit\n198504122010012007;Maria Wanggai;Dinas Kesehatan\n"
_ROSTER = {role: 200 if role in ("planner", "admin") else 404 if role == "assessor" else 403 for role in EVERYBODY}
_LIST = {role: 200 if role in ("planner", "admin", "assessor") else 403 for role in EVERYBODY}
_FORM = {role: 200 if role in ("planner", "admin") else 403 for role in EVERYBODY}


def _moved(expected: dict[str, int]) -> dict[str, int]:
    """Where a batch stands at another step, who may see it is sent there."""
    return {role: 302 if status == 200 else status for role, status in expected.items()}


def batch(town: Any) -> ImportBatch:
    """A roster uploaded a moment ago."""
    actor = Actor(town.agency.pk, None, "Maria W.", roles=(Held("planner"),), zone=town.agency.zone)
    return services.open_batch(
        actor=actor, now=NOW, format="roster", filename="a.csv", content=CSV.encode(), form_key=uuid.uuid4()
    )


def _uid(town: Any) -> dict[str, Any]:
    return {"uid": batch(town).uid}


PAGES: list[tuple[str, Any, dict[str, int]]] = [
    ("import_list", {}, _LIST),
    ("import_new", {"code": "roster"}, _FORM),
    ("import_template", {"code": "roster"}, _FORM),
    ("import_show", _uid, _moved(_ROSTER)),
    ("import_columns", _uid, _ROSTER),
    ("import_check", _uid, _moved(_ROSTER)),
    ("import_repair", _uid, _moved(_ROSTER)),
    ("import_problems", _uid, _ROSTER),
    ("import_review", _uid, _moved(_ROSTER)),
    ("import_result", _uid, _moved(_ROSTER)),
]
# Take a POST only; tested in test_wizard.py.
ELSEWHERE = {"import_undo", "import_cancel"}
