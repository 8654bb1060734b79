"""Changing a scenario: settings, locks, caps, undo; two planners at once lose nothing."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from asah.foundation.access.actor import require
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.components import Conflict
from asah.foundation.pages.responses import render_form
from asah.foundation.pages.toasts import toast
from asah.stages.plan import queries, services
from asah.stages.plan.rules.settings import SettingsRefused
from asah.stages.plan.web.forms import CapForm, ScenarioForm, scenario_initial
from asah_basics.formats import FormatError, relative

REFUSED = (SettingsRefused, services.ScenarioLocked, FormatError)


@require_http_methods(["GET", "POST"])
def edit(request: Any, scenario: uuid.UUID) -> HttpResponse:
    """Change the settings; a conflict asks field by field and keeps what was typed."""
    require(request.actor, Permission.PLAN_EDIT)
    page = queries.scenario_page(request.actor, scenario)
    form = ScenarioForm(request.POST or None, initial=scenario_initial(page.scenario))
    context = {"page": page, "scenario": page.scenario, "caps": queries.caps_of(request.actor, page.scenario)}
    if form.is_valid():
        try:
            _save(request, scenario, form, page.scenario.version)
        except services.ScenarioChanged as changed:
            return render(request, "plan/edit.html", context | _conflict(request, form, changed), status=409)
        except REFUSED as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _("Pengaturan tersimpan. Rencana sedang dihitung."), undo=_undo(scenario))
            return redirect("plan_scenario", scenario=scenario)
    return render_form(request, "plan/edit.html", form, context | {"cap_form": CapForm()})


def _save(request: Any, scenario: uuid.UUID, form: ScenarioForm, version: int) -> None:
    choices = {key.removeprefix("keep-"): value for key, value in request.POST.items() if key.startswith("keep-")}
    services.edit_scenario(
        actor=request.actor,
        now=request.now,
        scenario=scenario,
        version=form.cleaned_data["version"] or version,
        values=form.values(),
        choices=choices,
    )
    services.request_plan(actor=request.actor, now=request.now, scenario=scenario)


def _conflict(request: Any, form: ScenarioForm, changed: services.ScenarioChanged) -> dict[str, Any]:
    """Both values of each field, as the form shows them."""
    fields = [
        Conflict(
            name=one.field,
            label=str(form.fields[_box(one.field)].label),
            mine=form.shown(_box(one.field), one.yours),
            theirs=form.shown(_box(one.field), one.theirs),
        )
        for one in changed.conflicts
    ]
    when = relative(changed.at, request.now, request.agency.zone)
    return {"form": form, "conflicts": fields, "by": changed.by, "when": when}


def _box(field: str) -> str:
    return "unit_cap_rupiah" if field == "unit_caps" else field


def _undo(scenario: uuid.UUID) -> str:
    return reverse("plan_undo", args=[scenario])


def _change(request: Any, scenario: uuid.UUID, deed: Any, **values: Any) -> HttpResponse:
    """Do one deed on a scenario, ask for a new computation, say so with a way back."""
    try:
        deed(actor=request.actor, now=request.now, scenario=scenario, **values)
        services.request_plan(actor=request.actor, now=request.now, scenario=scenario)
    except REFUSED as refused:
        toast(request, str(refused))
    else:
        back = "" if deed is services.undo_edit else _undo(scenario)
        told = _("Perubahan terakhir diurungkan. Rencana sedang dihitung.") if not back else _("Tersimpan.")
        toast(request, told, undo=back)
    return redirect("plan_scenario", scenario=scenario)


@require_POST
def undo(request: Any, scenario: uuid.UUID) -> HttpResponse:
    """Take the newest change back."""
    return _change(request, scenario, services.undo_edit)


@require_POST
def lock(request: Any, scenario: uuid.UUID, code: str) -> HttpResponse:
    """Lock a programme in or out, or give it free; the computation starts anew."""
    return _change(request, scenario, services.lock_programme, code=code, lock=request.POST.get("lock", ""))


@require_POST
def cap(request: Any, scenario: uuid.UUID) -> HttpResponse:
    """Cap the money of one unit, or take its cap away (an empty amount)."""
    form = CapForm(request.POST)
    if not form.is_valid():
        toast(request, " ".join(str(text) for texts in form.errors.values() for text in texts))
        return redirect("plan_edit", scenario=scenario)
    unit = queries.unit_named(request.actor, form.cleaned_data["unit"], request.actor.today(request.now))
    if unit is None:
        toast(request, _("Unit {} tidak ada. Tulis namanya seperti di daftar unit.").format(form.cleaned_data["unit"]))
        return redirect("plan_edit", scenario=scenario)
    return _change(request, scenario, services.cap_unit, unit=unit, rupiah=form.cleaned_data["amount"])


@require_POST
def solve(request: Any, scenario: uuid.UUID) -> HttpResponse:
    """Ask for a run of the scenario as it stands."""
    try:
        services.request_plan(actor=request.actor, now=request.now, scenario=scenario)
    except (SettingsRefused, services.ScenarioLocked) as refused:
        toast(request, str(refused))
    return redirect("plan_scenario", scenario=scenario)
