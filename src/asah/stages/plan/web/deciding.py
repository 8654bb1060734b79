"""Submission by the planner, decision by another person."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from asah.foundation.access.actor import require
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.responses import render_form
from asah.foundation.pages.toasts import toast
from asah.stages.plan import queries, services
from asah.stages.plan.web.forms import DecideForm, SubmitForm
from asah.stages.plan.web.office import plan_context


@require_http_methods(["GET", "POST"])
def submit(request: Any, scenario: uuid.UUID) -> HttpResponse:
    """Check what is submitted, then submit it."""
    require(request.actor, Permission.PLAN_SUBMIT)
    page = queries.scenario_page(request.actor, scenario)
    form = SubmitForm(request.POST or None)
    if form.is_valid():
        try:
            services.submit_plan(
                actor=request.actor, now=request.now, scenario=scenario, note_text=form.cleaned_data["note"]
            )
        except services.DecisionRefused as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _("Rencana terkirim kepada Kepala badan."))
            return redirect("plan_scenario", scenario=scenario)
    return render_form(request, "plan/submit.html", form, {"page": page, "scenario": page.scenario, "run": page.run})


@require_http_methods(["GET", "POST"])
def decide(request: Any, submission: uuid.UUID) -> HttpResponse:
    """The memo; POST approves or returns it, with the digest that stood on the page."""
    memo = queries.decision_page(request.actor, submission)
    form = DecideForm(request.POST or None, initial={"seen": memo.submission.digest})
    if request.method == "POST" and form.is_valid():
        deed = services.approve_plan if form.cleaned_data["decision"] == "approve" else services.return_plan
        try:
            decision = deed(
                actor=request.actor,
                now=request.now,
                submission=submission,
                seen=form.cleaned_data["seen"],
                reason=form.cleaned_data["reason"],
            )
        except (services.PlanChanged, services.DecisionRefused) as refused:
            form.add_error(None, str(refused))
        else:
            told = (
                _("Rencana disetujui. Nomor {}.").format(decision.number)
                if decision.number
                else _("Rencana dikembalikan.")
            )
            toast(request, told)
            return redirect("plan_scenario", scenario=memo.plan.scenario.uid)
    context = plan_context(request, memo.plan) | {"memo": memo}
    if form.is_bound and form.errors:
        return render(request, "plan/decide.html", context | {"form": form}, status=422)
    return render(request, "plan/decide.html", context | {"form": form})
