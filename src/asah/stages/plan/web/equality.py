"""How equally a plan shares, what more equality would cost, and the point that a decision maker signs."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from asah.foundation.access.actor import NotThere
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.responses import render_form
from asah.foundation.pages.toasts import toast
from asah.stages.plan import queries, services
from asah.stages.plan.rules.equality import measures_of, shorts_of
from asah.stages.plan.web import pictures
from asah.stages.plan.web.forms import SignForm


@require_http_methods(["GET", "POST"])
def equality(request: Any, scenario: uuid.UUID) -> HttpResponse:
    """Every measure with what it means, and the price of a floor; POST signs a point of it."""
    page, curve = queries.scenario_page(request.actor, scenario), queries.curve_of(scenario)
    form = SignForm(request.POST or None, points=curve.points if curve else [])
    if form.is_valid():
        try:
            services.sign_fairness(
                actor=request.actor,
                now=request.now,
                scenario=scenario,
                floor_percent=int(form.cleaned_data["floor"]),
                reason=form.cleaned_data["reason"],
            )
        except services.DecisionRefused as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _("Pilihan pemerataan ditandatangani."))
            return redirect("plan_equality", scenario=scenario)
    return render_form(request, "plan/equality.html", form, _context(request, page, curve))


def _context(request: Any, page: queries.ScenarioPage, curve: Any) -> dict[str, Any]:
    found = page.run.figures.get("equality") if page.run else None
    return {
        "page": page,
        "run": page.run,
        "measures": measures_of(found) if found else [],
        "shorts": shorts_of(found) if found else [],
        "curve": curve,
        "chart": pictures.price_of_equality(curve.points) if curve else None,
        "choice": queries.choice_of(page.scenario.uid),
        "may_sign": curve is not None and request.actor.holds(Permission.PLAN_APPROVE),
        "may_plan": request.actor.holds(Permission.PLAN_SOLVE) and page.run is not None,
    }


@require_POST
def compute(request: Any, scenario: uuid.UUID) -> HttpResponse:
    """Ask for the curve of the newest run."""
    job = services.request_curve(actor=request.actor, now=request.now, scenario=scenario)
    return redirect(f"/pekerjaan/{job.uid}/") if job else redirect("plan_equality", scenario=scenario)


@require_POST
def use(request: Any, scenario: uuid.UUID) -> HttpResponse:
    """Plan with the floor that was signed."""
    choice = queries.choice_of(scenario)
    if choice is None:
        raise NotThere("Belum ada pilihan pemerataan yang ditandatangani.")
    do = {"actor": request.actor, "now": request.now, "scenario": scenario}
    try:
        services.set_field(**do, field="district_floor_percent", value=choice.floor_percent or None)
        services.request_plan(**do)
    except services.ScenarioLocked as refused:
        toast(request, str(refused))
    return redirect("plan_scenario", scenario=scenario)
