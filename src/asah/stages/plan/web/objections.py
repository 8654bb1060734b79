"""Objections as those who answer them see them."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from asah.foundation.pages.responses import render_form
from asah.foundation.pages.toasts import toast
from asah.stages.plan import queries, services
from asah.stages.plan.rules.reasons import REASONS
from asah.stages.plan.web.forms import AnswerForm


@require_GET
def objections(request: Any) -> HttpResponse:
    """All objections, the ones that wait first."""
    rows = queries.objections_of(request.actor, request.actor.today(request.now))
    waiting = sum(1 for row in rows if row.answer is None)
    return render(request, "plan/objections.html", {"rows": rows, "waiting": waiting})


@require_http_methods(["GET", "POST"])
def objection(request: Any, objection: uuid.UUID) -> HttpResponse:
    """One objection; POST answers it."""
    row, may_answer = queries.objection_page(request.actor, objection, request.actor.today(request.now))
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        try:
            services.answer_objection(
                actor=request.actor,
                now=request.now,
                objection=objection,
                outcome=form.cleaned_data["outcome"],
                text=form.cleaned_data["text"],
            )
        except services.ObjectionRefused as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _("Jawaban terkirim."))
            return redirect("plan_objections")
    reason = REASONS.get(row.objection.card["reason"], "")
    return render_form(request, "plan/objection.html", form, {"row": row, "may_answer": may_answer, "reason": reason})
