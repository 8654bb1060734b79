"""The slider: an estimate for every place while it moves, the exact plan as a job when it is let go."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from asah.foundation.access.actor import NotThere
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.toasts import toast
from asah.stages.plan import queries, services
from asah.stages.plan.rules.settings import RELAXABLE, SettingsRefused
from asah.stages.plan.web import pictures
from asah.stages.plan.web.jobs import job_view
from asah_basics.formats import FormatError, parse_rupiah, rupiah_short

STEPS = (-50_000_000, 50_000_000)


@require_POST
def prepare(request: Any, scenario: uuid.UUID) -> HttpResponse:
    """A planner opened the scenario: compute the budgets around it, once for these settings."""
    services.request_frontier(actor=request.actor, now=request.now, scenario=scenario)
    if not request.htmx:
        return redirect("plan_scenario", scenario=scenario)
    return render(request, "plan/parts/preparing.html")


@require_GET
def slide(request: Any, scenario: uuid.UUID) -> HttpResponse:
    """The estimate at a place of the slider, as fragments; the address alone shows it on the whole page."""
    slider = queries.slider_of(request.actor, scenario)
    if slider is None:
        raise NotThere("Garis anggaran skenario ini belum dihitung.")
    budget = _amount(request.GET.get("geser"), slider.scenario.budget_rupiah)
    return render(request, "plan/parts/estimate.html", estimate_context(request, slider, budget))


def estimate_context(request: Any, slider: queries.Slider, budget: int) -> dict[str, Any]:
    """Figures, pictures and rows of an estimate: all from one Point, so that they agree."""
    budget = min(max(budget, slider.low), slider.high)
    point = slider.estimate(budget)
    before = slider.estimate(slider.scenario.budget_rupiah)
    rows = queries.estimate_rows(slider, point, before)
    money, hours = pictures.estimated(slider, point, budget, request.agency.zone)
    return {
        "scenario": slider.scenario,
        "budget": budget,
        "point": point,
        "closed": 100.0 * point.closed_share,
        "gini": pictures.gini_of(point),
        "rows": [row for row in rows if row.is_in or row.moved],
        "inside": sum(1 for row in rows if row.is_in),
        "points_total": sum(row.points for row in rows if row.is_in),
        "marginal": slider.marginal(budget),
        "money_chart": money,
        "hours_chart": hours,
    }


def slider_context(request: Any, page: queries.ScenarioPage) -> dict[str, Any]:
    """The slider on the page of a scenario; without computed budgets the form alone."""
    slider = queries.slider_of(request.actor, page.scenario.uid)
    if slider is None:
        return {"slider": None}
    here = min(max(page.scenario.budget_rupiah, slider.low), slider.high)
    marginal = slider.marginal(here)
    return {
        "slider": slider,
        "slider_value": here,
        "frontier_chart": pictures.line_of_budgets(slider, here),
        "marginal": marginal,
        "marginal_names": queries.programme_words(slider, marginal.opens[:2]) if marginal else (),
    }


@require_POST
def budget(request: Any, scenario: uuid.UUID) -> HttpResponse:
    """Let go: keep the budget and ask for the exact plan. The box wins over the slider, a step button over both."""
    page = queries.scenario_page(request.actor, scenario)
    now = page.scenario.budget_rupiah
    try:
        wanted = _wanted(request.POST, now)
        services.set_budget(actor=request.actor, now=request.now, scenario=scenario, budget_rupiah=wanted)
        services.request_plan(actor=request.actor, now=request.now, scenario=scenario)
    except (SettingsRefused, services.ScenarioLocked, FormatError) as refused:
        toast(request, str(refused))
    else:
        if wanted != now:
            back = reverse("plan_undo", args=[scenario])
            toast(request, _("Pagu {} tersimpan. Hasil pasti sedang dihitung.").format(rupiah_short(wanted)), undo=back)
    if not request.htmx:
        return redirect("plan_scenario", scenario=scenario)
    return _settled(request, scenario)


def _settled(request: Any, scenario: uuid.UUID) -> HttpResponse:
    """The fragment after letting go: the estimate, the living job, the boxes, the toast."""
    page = queries.scenario_page(request.actor, scenario)
    context: dict[str, Any] = {
        "page": page,
        "run": page.run,
        "job": job_view(page),
        "may_edit": True,
        "scenario": page.scenario,
    }
    context |= slider_context(request, page)
    slider = queries.slider_of(request.actor, scenario)
    if slider is not None:
        context |= estimate_context(request, slider, page.scenario.budget_rupiah)
    return render(request, "plan/parts/settled.html", context)


def _wanted(data: Any, now: int) -> int:
    step = int(data["langkah"]) if str(data.get("langkah", "")).lstrip("-").isdigit() else 0
    if step in STEPS:
        return max(0, now + step)
    typed = parse_rupiah(data["pagu"], what="Pagu") if data.get("pagu") else now
    return typed if typed != now else _amount(data.get("geser"), now)


def _amount(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdigit() else otherwise


@require_POST
def relax(request: Any, scenario: uuid.UUID) -> HttpResponse:
    """Take one of the suggested relaxations and compute again."""
    page = queries.scenario_page(request.actor, scenario)
    found = [one for one in queries.relaxations_of(page) if one.key == request.POST.get("pilihan")]
    if not found or found[0].field not in RELAXABLE or not request.actor.holds(Permission.PLAN_EDIT):
        raise NotThere("Pelonggaran ini tidak ada.")
    try:
        services.set_field(
            actor=request.actor, now=request.now, scenario=scenario, field=found[0].field, value=found[0].value
        )
        services.request_plan(actor=request.actor, now=request.now, scenario=scenario)
    except (SettingsRefused, services.ScenarioLocked) as refused:
        toast(request, str(refused))
    else:
        toast(request, _("Pelonggaran dipakai. Rencana sedang dihitung."), undo=reverse("plan_undo", args=[scenario]))
    return redirect("plan_scenario", scenario=scenario)
