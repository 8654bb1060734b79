"""Pages of questionnaires in the page x role matrix. Clerk and head of the matrix's town are both asked."""

from datetime import UTC, date, datetime
from typing import Any

from asah.foundation.access.actor import Actor, Held
from asah.foundation.access.roles import GRANTABLE
from asah.stages.questionnaires import queries, services

READERS = ("planner", "evaluator", "head_of_agency", "pyb", "ppk", "auditor")
NOW = datetime(2027, 1, 11, 22, 0, tzinfo=UTC)


def roles(otherwise: int, **given: int) -> dict[str, int]:
    """A status for each role, `otherwise` for those not named."""
    return dict.fromkeys(GRANTABLE, otherwise) | given


def _planner(town: Any) -> Actor:
    return Actor(town.agency.pk, None, "Maria W.", None, (Held("planner"),), town.agency.zone)


def _survey(town: Any, about: str, *, is_open: bool = True) -> dict[str, Any]:
    do: dict[str, Any] = {"actor": _planner(town), "now": NOW}
    services.adopt_starting_instruments(**do)
    version = next(one for one in queries.newest_versions() if one.about == about)
    row = services.prepare_survey(
        **do, year=2027, title="Survei", version=version.id, opens_on=date(2027, 1, 12), closes_on=date(2027, 1, 31)
    )
    if is_open:
        services.open_survey(**do, survey=row.uid)
    return {"uid": row.uid}


def _own(town: Any) -> dict[str, Any]:
    return _survey(town, "diri")


def _team(town: Any) -> dict[str, Any]:
    return _survey(town, "tim")


def _draft(town: Any) -> dict[str, Any]:
    return _survey(town, "diri", is_open=False)


def _instrument(town: Any) -> dict[str, Any]:
    services.adopt_starting_instruments(actor=_planner(town), now=NOW)
    return {"uid": queries.instruments(_planner(town))[0].uid}


_READ = dict.fromkeys(READERS, 200)
_INVITED = {"asn": 200, "superior": 200}
PAGES: list[tuple[str, Any, dict[str, int]]] = [
    ("survey_list", {}, roles(403, **_READ, asn=302, superior=302)),
    ("survey_mine", {}, roles(403, **_INVITED)),
    ("survey_new", {}, roles(403, planner=200)),
    ("survey_detail", _own, roles(404, **_READ)),
    ("survey_results", _own, roles(404, **_READ)),
    ("survey_open", _draft, roles(403, planner=200)),
    ("survey_extend", _own, roles(403, planner=200)),
    ("survey_answer", _own, roles(404, **_INVITED)),
    ("survey_pack", _own, roles(404, **_INVITED)),
    ("survey_mirror", _own, roles(404, **_INVITED)),
    ("survey_team", _team, roles(404, superior=200)),
    ("instrument_list", {}, roles(403, planner=200)),
    ("instrument_edit", _instrument, roles(403, planner=200)),
    ("instrument_preview", _instrument, roles(403, planner=200)),
]
# These only take a POST.
ELSEWHERE = {
    "survey_remind", "survey_close", "survey_withdraw", "survey_export", "survey_settle", "instrument_publish",
}  # fmt: skip
