"""Pages of the budget in the page x role matrix."""

from datetime import UTC, datetime
from typing import Any

from asah.foundation.access.actor import Actor, Held
from asah.stages.budget import services
from tests.desks.pages import only

READERS = ("planner", "evaluator", "head_of_agency", "pyb", "ppk", "auditor")
NOW = datetime(2027, 1, 11, 23, tzinfo=UTC)


def planner(town: Any) -> Actor:
    return Actor(town.agency.pk, None, "Maria W.", roles=(Held("planner"),))


def a_fund(town: Any) -> dict[str, Any]:
    fund = services.FundInput(code="5.03", name="Pengembangan", amount_rupiah=1_000_000)
    return {"fund": services.open_fund(actor=planner(town), now=NOW, year=2027, fund=fund).uid}


def a_standard(town: Any) -> dict[str, Any]:
    services.adopt_sample_standards(actor=planner(town), now=NOW)
    return {"code": "KIT"}


PAGES: list[tuple[str, Any, dict[str, int]]] = [
    ("budget_overview", {}, only(*READERS)),
    ("budget_add", {}, only("planner")),
    ("budget_fund", a_fund, only(*READERS)),
    ("budget_revise", a_fund, only("planner")),
    ("budget_export", {}, only(*READERS)),
    ("budget_edit", a_fund, only("planner")),
    ("budget_standards", {}, only(*READERS)),
    ("budget_standard", a_standard, only("planner")),
]
ELSEWHERE = {"budget_adopt"}
