"""A person's own decisions."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from asah.foundation.access.actor import Subject, require
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.components import ReasonPart
from asah.stages.plan import queries
from asah.stages.plan.rules.words import NOT_COUNTED


@require_GET
def mine(request: Any) -> HttpResponse:
    """What the approved plan decided for me."""
    require(request.actor, Permission.OWN_DECISION_READ, Subject(person=request.actor.person))
    return render(request, "plan/mine.html", {"own": queries.own_page(request.actor)})


@require_GET
def why(request: Any, code: str) -> HttpResponse:
    """Mengapa saya belum terpilih? Own data only."""
    require(request.actor, Permission.OWN_DECISION_READ, Subject(person=request.actor.person))
    decision, choice = queries.own_choice(request.actor, code)
    parts = []
    if choice.selected_mean is not None:
        top = max(choice.value, choice.selected_mean, 1.0)
        parts.append(ReasonPart("Kesenjangan yang dapat ditutup (level)", choice.value, top, choice.selected_mean))
    return render(
        request,
        "plan/why.html",
        {"decision": decision, "choice": choice, "parts": parts, "not_counted": NOT_COUNTED},
    )
