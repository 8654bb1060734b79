"""My own competencies."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from asah.foundation.access.actor import NotThere
from asah.stages.competencies.web.superior import person_context
from asah.stages.people import queries as people


@require_GET
def mine(request: Any) -> HttpResponse:
    """What does my post ask, and what is missing?"""
    place = people.where_was(request.actor.person or 0, request.actor.today(request.now))
    if place is None:
        raise NotThere("no post of one's own")
    return render(request, "competencies/person.html", person_context(request, place) | {"is_mine": True})
