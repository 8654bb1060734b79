"""Pages of partners in the page x role matrix."""

from datetime import UTC, date, datetime
from typing import Any

from asah.foundation.access.actor import Actor, Held
from asah.foundation.access.roles import GRANTABLE
from asah.stages.partners import services

READERS = ("planner", "evaluator", "head_of_agency", "pyb", "ppk", "auditor", "personnel_officer")
NOW = datetime(2027, 1, 1, tzinfo=UTC)


def roles(otherwise: int, **given: int) -> dict[str, int]:
    """A status for each role, `otherwise` for those not named."""
    return dict.fromkeys(GRANTABLE, otherwise) | given


def _planner(town: Any) -> dict[str, Any]:
    actor = Actor(agency=town.agency.pk, account=None, name="Maria", roles=(Held("planner"),), zone="Asia/Jayapura")
    return {"actor": actor, "now": NOW}


def _partner(town: Any) -> dict[str, Any]:
    row = services.add_partner(
        **_planner(town), partner=services.PartnerInput("UNIPA", "Universitas Papua", "universitas")
    )
    return {"uid": row.uid}


def _agreement(town: Any) -> dict[str, Any]:
    partner = str(_partner(town)["uid"])
    days = (date(2026, 1, 1), date(2026, 1, 1), date(2027, 12, 31))
    signed = services.AgreementInput("pks", "1/PKS/2026", "Pelatihan", *days)
    return {"uid": services.sign_agreement(**_planner(town), partner=partner, agreement=signed).uid}


def _instructor(town: Any) -> dict[str, Any]:
    partner = str(_partner(town)["uid"])
    who = services.InstructorInput("Dr. Contoh Nama, M.Si.", partner=partner)
    return {"uid": services.add_instructor(**_planner(town), instructor=who).uid}


_READ = dict.fromkeys(READERS, 200)
PAGES: list[tuple[str, Any, dict[str, int]]] = [
    ("partner_list", {}, roles(403, **_READ, partner=200)),
    ("partner_dossier", _partner, roles(403, **_READ, partner=404)),
    ("partner_new", {}, roles(403, planner=200)),
    ("partner_edit", _partner, roles(403, planner=200)),
    ("agreement_new", _partner, roles(403, planner=200)),
    ("agreement_end", _agreement, roles(403, planner=200)),
    ("instructor_new", _partner, roles(403, planner=200)),
    ("instructor_edit", _instructor, roles(403, planner=200)),
]
# These only take a POST: see test_pages.py.
ELSEWHERE = {"partner_archive", "instructor_archive"}
