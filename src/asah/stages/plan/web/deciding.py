"""Submission by the planner, decision by another person."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from asah.foundation.access.actor import require
from asah.foundation.access.permissions import Permission
from asah.foundation.documents.files import FileRefused
from asah.foundation.pages.responses import render_form
from asah.foundation.pages.toasts import toast
from asah.stages.plan import queries, services
from asah.stages.plan.web.forms import DecideForm, EnactForm, SubmitForm
from asah.stages.plan.web.office import status_of


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
    """The memo; POST takes the step it waits for or returns it, with the digest that stood on the page."""
    page = queries.decision_page(request.actor, submission)
    kind = EnactForm if page.step and page.step.after == "ditetapkan" else DecideForm
    form = kind(request.POST or None, request.FILES or None, initial={"seen": page.submission.digest})
    if request.method == "POST" and form.is_valid():
        try:
            decision = _take(request, submission, form)
        except (services.PlanChanged, services.DecisionRefused, FileRefused) as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _told(decision))
            return redirect("plan_scenario", scenario=page.plan.scenario.uid)
    context = {"memo": page, "page": page.plan, "scenario": page.plan.scenario, "run": page.plan.run}
    return render_form(request, "plan/decide.html", form, context | {"status": status_of(page.plan.scenario.status)})


def _take(request: Any, submission: uuid.UUID, form: DecideForm) -> Any:
    data = form.cleaned_data
    common = {
        "actor": request.actor,
        "now": request.now,
        "submission": submission,
        "seen": data["seen"],
        "reason": data["reason"],
    }
    if data["decision"] == "return":
        return services.return_plan(**common)
    if isinstance(form, EnactForm):
        return services.enact_plan(**common, decree=form.decree())
    step = queries.decision_page(request.actor, submission).step
    return services.validate_plan(**common) if step and step.number == 2 else services.verify_plan(**common)


def _told(decision: Any) -> str:
    if decision.number:
        return _("Rencana ditetapkan. Nomor {}.").format(decision.number)
    if decision.passed:
        return _("Rencana {}.").format(decision.get_kind_display().lower())
    return _("Rencana dikembalikan dengan catatan.")


@require_POST
def note(request: Any, submission: uuid.UUID) -> HttpResponse:
    """Start the making of the nota dinas; its job page leads to the download."""
    page = queries.decision_page(request.actor, submission)
    job = services.export_plan(actor=request.actor, now=request.now, run=page.submission.run.uid, form="nota")
    return redirect(f"/pekerjaan/{job.uid}/")
