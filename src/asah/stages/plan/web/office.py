"""The planner's pages: scenarios, one scenario, its settings, files and proof."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from asah.foundation.access.actor import NotThere, require
from asah.foundation.access.permissions import Permission
from asah.foundation.documents import files
from asah.foundation.pages.components import Status
from asah.foundation.pages.toasts import toast
from asah.stages.agency import queries as agency
from asah.stages.plan import queries, services
from asah.stages.plan.rules.steps import FIXED, STATUS_WORDS, next_stage
from asah.stages.plan.rules.words import GROUP_WORDS
from asah.stages.plan.web import pictures
from asah.stages.plan.web.jobs import job_view
from asah.stages.plan.web.playing import slider_context
from asah.stages.records import queries as records


def year_of(request: Any) -> int:
    """The year of the address, of the session, or the newest one of the agency."""
    wanted = request.GET.get("tahun") or request.session.get("year")
    if str(wanted or "").isdigit():
        return int(wanted)
    known = [row.year for row in agency.years()]
    return max(known, default=request.actor.today(request.now).year)


@require_http_methods(["GET", "POST"])
def scenarios(request: Any) -> HttpResponse:
    """The scenarios of a year; POST opens a new one."""
    year = year_of(request)
    if request.method == "POST":
        row = services.open_scenario(actor=request.actor, now=request.now, year=year)
        return redirect("plan_edit", scenario=row.uid)
    rows = queries.scenarios_of(request.actor, year)
    context = {"year": year, "rows": rows, "may_edit": request.actor.holds(Permission.PLAN_EDIT)}
    return render(request, "plan/scenarios.html", context | {"waiting": queries.waiting_decisions(request.actor)})


@require_GET
def scenario(request: Any, scenario: uuid.UUID) -> HttpResponse:
    """One scenario: sentence, one button, figures, pictures, programmes."""
    page = queries.scenario_page(request.actor, scenario)
    return render(request, "plan/scenario.html", plan_context(request, page) | slider_context(request, page))


def plan_context(request: Any, page: queries.ScenarioPage) -> dict[str, Any]:
    """What the page of a plan and the memo of its decision both show."""
    actor, zone = request.actor, request.agency.zone
    context: dict[str, Any] = {
        "page": page,
        "scenario": page.scenario,
        "run": page.run,
        "may_edit": actor.holds(Permission.PLAN_EDIT) and page.scenario.status not in FIXED,
        "may_submit": actor.holds(Permission.PLAN_SUBMIT) and page.may_submit,
        "job": job_view(page),
        "status": status_of(page.scenario.status),
        "conflict": queries.conflict_of(page),
        "relaxations": queries.relaxations_of(page),
        "stages": queries.stages_of(actor, page.scenario),
        "undo": queries.last_edit(page.scenario),
        "next_stage": actor.holds(Permission.PLAN_EDIT) and next_stage(page.scenario.stage, is_enacted=False),
        "may_change": actor.holds(Permission.PLAN_EDIT) and page.scenario.status == "ditetapkan",
    }
    if page.run is None:
        return context
    planned, before = _hours(page, page.run)
    groups = [(kind, label, page.groups[kind]) for kind, label in GROUP_WORDS.items() if page.groups.get(kind)]
    return context | {
        "figures": page.run.figures,
        "money_chart": pictures.money(page, zone),
        "hours_chart": pictures.hours(page, planned, before, zone),
        "district_chart": pictures.coverage(page, "distrik", request.agency.name, zone),
        "groups": groups,
        "shown": page.programmes if request.GET.get("semua") else page.programmes[:15],
        "counts": {state: sum(1 for row in page.programmes if row.state == state) for state in ("masuk", "di_batas")},
        "points": sum(row.points for row in page.programmes),
    }


def _hours(page: queries.ScenarioPage, run: Any) -> tuple[list[float], list[float]]:
    last = {person: float(jp) for person, jp in records.hours_of_year(page.scenario.year - 1).items()}
    rows = queries.hours_of(run)
    return [hours for _person, hours in rows], [last.get(person, 0.0) for person, _hours in rows]


def status_of(status: str) -> Status:
    """The state of a plan on its way to a decree, as a tag."""
    tones: dict[str, Any] = {"draf": "info", "dikembalikan": "warn", "ditetapkan": "ok", "digantikan": ""}
    return Status(STATUS_WORDS[status], tones.get(status, "info"))


@require_POST
def export(request: Any, scenario: uuid.UUID, form: str) -> HttpResponse:
    """Start the making of a file; its job page leads to the download."""
    page = queries.scenario_page(request.actor, scenario)
    if page.run is None:
        raise NotThere("Belum ada hasil untuk diunduh.")
    try:
        job = services.export_plan(actor=request.actor, now=request.now, run=page.run.uid, form=form)
    except services.DecisionRefused as refused:
        toast(request, str(refused))
        return redirect("plan_scenario", scenario=scenario)
    return redirect(f"/pekerjaan/{job.uid}/")


@require_GET
def proof(request: Any, scenario: uuid.UUID) -> HttpResponse:
    """How anybody repeats the computation: digests, the file, the command."""
    page = queries.scenario_page(request.actor, scenario)
    may_fetch = request.actor.holds(Permission.PLAN_SOLVE)
    return render(request, "plan/proof.html", {"page": page, "run": page.run, "may_fetch": may_fetch})


@require_GET
def problem_file(request: Any, scenario: uuid.UUID) -> HttpResponse:
    """The frozen problem as a file; it names people by number only, and only planners fetch it."""
    require(request.actor, Permission.PLAN_SOLVE)
    page = queries.scenario_page(request.actor, scenario)
    if page.run is None:
        raise NotThere("Belum ada hasil untuk diunduh.")
    response = HttpResponse(files.read(page.run.problem_file), content_type="application/json")
    name = f"masalah-{page.scenario.year}-{page.run.problem_digest[:8]}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
