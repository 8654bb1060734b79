"""Pages of needs in the page x role matrix. Officers and assessors hold no unit in the matrix's town."""

import uuid
from datetime import UTC, date, datetime
from typing import Any

from asah.foundation.access.actor import Actor, Held
from asah.foundation.access.roles import GRANTABLE
from asah.stages.needs import services
from asah.stages.needs.models import Need, NeedsReport, ReportStep
from tests.factories.competence import dictionary_of_the_catalogue

READERS = ("planner", "evaluator", "head_of_agency", "pyb", "ppk", "auditor")
NOW = datetime(2027, 1, 11, 23, tzinfo=UTC)


def roles(otherwise: int, **given: int) -> dict[str, int]:
    """A status for each role, `otherwise` for those not named."""
    return dict.fromkeys(GRANTABLE, otherwise) | given


def planner(town: Any) -> Actor:
    return Actor(town.agency.pk, 999_999, "Maria W.", roles=(Held("planner"),), zone=town.agency.zone)


def _clerk(town: Any) -> dict[str, Any]:
    return {"uid": town.clerk.uid}


def _proposal(town: Any) -> dict[str, Any]:
    dictionary_of_the_catalogue(town.agency.pk)
    person = town.clerk.pk
    row = services.propose(
        actor=planner(town), now=NOW, year=2027, person=person, competency="MAN-05", basis="akpk", reason="Loket"
    )
    return {"proposal": row.uid}


def _interview(town: Any) -> dict[str, Any]:
    row = services.open_interview(
        actor=planner(town), now=NOW, year=2027, unit=town.unit.pk, interviewee="Kepala", held_on=date(2027, 1, 4)
    )
    return {"interview": row.uid}


def _report(town: Any) -> dict[str, Any]:
    competency = dictionary_of_the_catalogue(town.agency.pk)["MAN-05"]
    Need.objects.create(
        agency_id=town.agency.pk, person=town.clerk.pk, unit=town.unit.pk, path=f"/{town.unit.pk}/",
        competency=competency.pk, gap_points=1, factor=1, weight=1, place=1, since=date(2027, 1, 1), refreshed_at=NOW,
    )  # fmt: skip
    row = services.compile_report(actor=planner(town), now=NOW, year=2027)
    assert isinstance(row, NeedsReport)
    assert ReportStep.objects.count() == 1
    assert isinstance(row.uid, uuid.UUID)
    return {"report": row.uid}


_WIDE = dict.fromkeys(READERS, 200)
_TALKS = {"planner": 200, "evaluator": 200}
PAGES: list[tuple[str, Any, dict[str, int]]] = [
    ("needs_home", {}, roles(403, **_WIDE, asn=302, superior=302)),
    ("needs_list", {}, roles(403, **_WIDE, asn=200, superior=200)),
    ("needs_mine", {}, roles(404, asn=200, superior=200)),
    ("needs_person", _clerk, roles(404, **_WIDE, asn=200, superior=200)),
    ("needs_proposals", {}, roles(403, **_WIDE, asn=200, superior=200)),
    ("needs_propose", _clerk, roles(404, **(dict.fromkeys(READERS, 403) | {"planner": 200}), asn=200, superior=200)),
    ("needs_proposal", _proposal, roles(403, **_WIDE, asn=200, superior=200)),
    ("needs_interviews", {}, roles(403, **_TALKS)),
    ("needs_interview_new", {}, roles(403, planner=200, assessor=200)),
    ("needs_interview", _interview, roles(403, **_TALKS)),
    ("needs_importance", {}, roles(403, **_WIDE, asn=200, superior=200, personnel_officer=200, assessor=200)),
    ("needs_studies", {}, roles(403, **_WIDE)),
    ("needs_reports", {}, roles(403, **_WIDE)),
    ("needs_report", _report, roles(403, **_WIDE)),
]
# These only take a POST and are tested in test_pages.py.
ELSEWHERE = {
    "needs_refresh", "needs_proposal_decide", "needs_proposal_withdraw", "needs_interview_save",
    "needs_interview_quote", "needs_interview_finish", "needs_importance_adopt", "needs_study_end",
    "needs_report_file",
}  # fmt: skip
