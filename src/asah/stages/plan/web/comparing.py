"""Plans side by side, the same plan at its budget stages, and the change of an enacted plan."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from asah.foundation.access.actor import require
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.responses import render_form
from asah.foundation.pages.toasts import toast
from asah.stages.plan import queries, services
from asah.stages.plan.web import pictures
from asah.stages.plan.web.forms import ChangeForm
from asah.stages.plan.web.office import year_of


@require_GET
def compare(request: Any) -> HttpResponse:
    """Two or three plans of the address (`?s=...&s=...`): differences only; without a choice, the form to choose."""
    uids = [uid for text in request.GET.getlist("s") if (uid := _uid(text)) is not None]
    year = year_of(request)
    choices = [row for row in queries.scenarios_of(request.actor, year) if row.run is not None]
    context: dict[str, Any] = {"year": year, "choices": choices, "chosen": {str(uid) for uid in uids}}
    if len(set(uids)) < 2:
        return render(request, "plan/compare.html", context)
    page = queries.compared(request.actor, uids)
    chart = pictures.moves(page.moves, page.letters, page.rows[-1], request.agency.zone)
    return render(request, "plan/compare.html", context | {"page": page, "chart": chart})


def _uid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@require_POST
def carry(request: Any, scenario: uuid.UUID) -> HttpResponse:
    """Carry a plan on to the next budget stage."""
    try:
        fresh = services.carry_scenario(actor=request.actor, now=request.now, scenario=scenario)
    except services.DecisionRefused as refused:
        toast(request, str(refused))
        return redirect("plan_scenario", scenario=scenario)
    toast(request, _("Rencana diteruskan ke tahap {}. Periksa pagunya.").format(fresh.get_stage_display()))
    return redirect("plan_edit", scenario=fresh.uid)


@require_http_methods(["GET", "POST"])
def change(request: Any, scenario: uuid.UUID) -> HttpResponse:
    """Open a change of the enacted plan from a day on."""
    require(request.actor, Permission.PLAN_EDIT)
    page = queries.scenario_page(request.actor, scenario)
    form = ChangeForm(request.POST or None)
    if form.is_valid():
        day = form.cleaned_data["from_on"]
        try:
            fresh = services.open_change(actor=request.actor, now=request.now, scenario=scenario, from_on=day)
        except services.DecisionRefused as refused:
            form.add_error("from_on", str(refused))
        else:
            toast(request, _("Perubahan dibuka. Periksa pagunya, lalu hitung."))
            return redirect("plan_edit", scenario=fresh.uid)
    return render_form(request, "plan/change.html", form, {"page": page, "scenario": page.scenario})


@require_GET
def changed(request: Any, scenario: uuid.UUID) -> HttpResponse:
    """Who gains and who loses by a change."""
    page = queries.change_page(request.actor, scenario, request.actor.today(request.now))
    plan = queries.scenario_page(request.actor, scenario)
    chart = pictures.moves(page.moves, (_("Sebelum"), _("Sesudah")), plan, request.agency.zone)
    context = {"page": page, "plan": plan, "chart": chart, "back": reverse("plan_scenario", args=[scenario])}
    return render(request, "plan/changed.html", context)
