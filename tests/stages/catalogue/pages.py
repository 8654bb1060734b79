"""Pages of the catalogue in the page x role matrix."""

from typing import Any

from asah.stages.catalogue import services
from tests.desks.pages import EVERYBODY, only
from tests.factories.competence import dictionary_of_the_catalogue
from tests.stages.budget.pages import NOW, planner

READERS = tuple(set(EVERYBODY) - {"assessor", "admin"})


def a_programme(town: Any) -> dict[str, Any]:
    dictionary_of_the_catalogue(town.agency.pk)
    services.adopt_starting_catalogue(actor=planner(town), now=NOW)
    return {"code": "PM-07"}


def a_draft(town: Any) -> dict[str, Any]:
    a_programme(town)
    services.restore_version(actor=planner(town), now=NOW, code="PM-07", number=1)
    return {}


def two_versions(town: Any) -> dict[str, Any]:
    a_draft(town)
    services.publish_version(actor=planner(town), now=NOW, code="PM-07")
    return {"code": "PM-07", "old": 1, "new": 2}


PAGES: list[tuple[str, Any, dict[str, int]]] = [
    ("catalogue_list", {}, only(*READERS)),
    ("catalogue_export", {}, only(*READERS)),
    ("catalogue_programme", a_programme, only(*READERS)),
    ("catalogue_cost", a_programme, only("planner", "evaluator", "head_of_agency", "pyb", "ppk", "auditor")),
    ("catalogue_edit", a_programme, only("planner")),
    ("catalogue_new", {}, only("planner")),
    ("catalogue_drafts", a_draft, only("planner")),
    ("programme_dossier", a_programme, only(*READERS)),
    ("catalogue_difference", two_versions, only(*READERS)),
]
# These only take a POST: see test_pages.py.
ELSEWHERE = {
    "catalogue_adopt", "catalogue_publish", "catalogue_archive", "catalogue_publish_all", "catalogue_undo",
    "catalogue_discard", "catalogue_restore",
}  # fmt: skip
