"""A person's own decisions, and his objection."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from asah.foundation.access.actor import Subject, require
from asah.foundation.access.permissions import Permission
from asah.foundation.documents.files import FileRefused
from asah.foundation.pages.components import ReasonPart
from asah.foundation.pages.responses import render_form
from asah.foundation.pages.toasts import toast
from asah.stages.plan import queries, services
from asah.stages.plan.rules.words import STATUTORY
from asah.stages.plan.web.forms import ObjectionForm
from asah_basics.charts import rank_strip
from asah_basics.formats import date_weekday


@require_GET
def mine(request: Any) -> HttpResponse:
    """What the enacted plan decided for me."""
    require(request.actor, Permission.OWN_DECISION_READ, Subject(person=request.actor.person))
    return render(request, "plan/mine.html", {"own": queries.own_page(request.actor)})


@require_GET
def why(request: Any, code: str) -> HttpResponse:
    """Mengapa saya belum terpilih? Own data only."""
    require(request.actor, Permission.OWN_DECISION_READ, Subject(person=request.actor.person))
    return render(request, "plan/why.html", card_context(request, code))


def card_context(request: Any, code: str) -> dict[str, Any]:
    """The card of one programme, with what became of an objection."""
    decision, choice = queries.own_choice(request.actor, code)
    parts = [
        ReasonPart(one.label, one.value, one.out_of, one.others, one.note)
        for one in choice.factors
        if one.others is not None
    ]
    quota = min(choice.quota, choice.candidates)
    last = queries.file_until(decision, request.actor)
    return {
        "decision": decision,
        "choice": choice,
        "parts": parts,
        "strip": rank_strip(choice.rank, choice.candidates, quota, quota),
        "objection": queries.own_objection(request.actor, choice.run, choice.programme),
        "file_until": last,
        "may_object": request.actor.holds(Permission.OBJECTION_FILE) and request.actor.today(request.now) <= last,
        "statutory": STATUTORY,
    }


@require_http_methods(["GET", "POST"])
def object_to(request: Any, code: str) -> HttpResponse:
    """One text box, evidence, and the day by which it is answered."""
    require(request.actor, Permission.OBJECTION_FILE, Subject(person=request.actor.person))
    context = card_context(request, code)
    form = ObjectionForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["evidence"]
        try:
            row = services.file_objection(
                actor=request.actor,
                now=request.now,
                code=code,
                text=form.cleaned_data["text"],
                evidence=(file.name, file.read()) if file else None,
            )
        except (services.ObjectionRefused, FileRefused) as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _("Sanggahan diterima. Dijawab paling lambat {}.").format(date_weekday(row.due_on)))
            return redirect("plan_why", code=code)
    return render_form(request, "plan/object.html", form, context)
