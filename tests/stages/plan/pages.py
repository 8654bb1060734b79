"""Pages of the plan in the page x role matrix. Those that need a solved run stand in test_pages.py."""

from typing import Any

from asah.stages.plan import services
from tests.desks.pages import only
from tests.stages.budget.pages import NOW, planner

READERS = ("planner", "evaluator", "head_of_agency", "pyb", "ppk", "auditor")
LIST_READERS = (*READERS, "personnel_officer")


def a_scenario(town: Any) -> dict[str, Any]:
    values = services.ScenarioInput(name="Utama", budget_rupiah=1_000_000)
    return {"scenario": services.open_scenario(actor=planner(town), now=NOW, year=2027, values=values).uid}


def draft(*roles: str) -> dict[str, int]:
    """Like only(); an OPD officer holds the verb, but a draft is not there for him."""
    return {**only(*roles), "personnel_officer": 404}


PAGES: list[tuple[str, Any, dict[str, int]]] = [
    ("plan_scenarios", {}, only(*LIST_READERS)),
    ("plan_scenario", a_scenario, draft(*READERS)),
    ("plan_edit", a_scenario, only("planner")),
    ("plan_proof", a_scenario, draft(*READERS)),
    ("plan_equality", a_scenario, draft(*READERS)),
    ("plan_submit", a_scenario, only("planner")),
    ("plan_compare", {}, only(*LIST_READERS)),
    ("plan_change", a_scenario, only("planner")),
    ("plan_participants", {}, only(*LIST_READERS)),
    ("plan_waiting", {}, only(*LIST_READERS)),
    ("plan_lotteries", {}, only(*READERS)),
    ("plan_objections", {}, only("planner", "head_of_agency", "pyb")),
    ("plan_mine", {}, only("asn", "superior", "planner", "head_of_agency", "auditor")),
]
ELSEWHERE = {
    "plan_solve",
    "plan_lock",
    "plan_undo",
    "plan_cap",
    "plan_carry",
    "plan_changed",
    "plan_note",
    "plan_export",
    "plan_problem",
    "plan_programme",
    "plan_decide",
    "plan_why",
    "plan_object",
    "plan_objection",
    "plan_slide",
    "plan_budget",
    "plan_frontier",
    "plan_relax",
    "plan_curve",
    "plan_curve_use",
    "plan_lottery_freeze",
    "plan_lottery",
    "plan_lottery_record",
    "lottery_check",
    "lottery_download",
}
