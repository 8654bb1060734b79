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


PAGES: list[tuple[str, Any, dict[str, int]]] = [
    ("catalogue_list", {}, only(*READERS)),
    ("catalogue_export", {}, only(*READERS)),
    ("catalogue_programme", a_programme, only(*READERS)),
    ("catalogue_edit", a_programme, only("planner")),
]
ELSEWHERE = {"catalogue_adopt", "catalogue_publish", "catalogue_archive"}
