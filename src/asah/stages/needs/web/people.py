"""The need card of one person: for himself, his superior, his OPD and the office."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from asah.foundation.access.actor import NotThere, allowed
from asah.foundation.access.permissions import Permission
from asah.stages.needs import queries
from asah.stages.people import queries as people


@require_GET
def mine(request: Any) -> HttpResponse:
    """My own needs."""
    place = people.where_was(request.actor.person or 0, request.actor.today(request.now))
    if place is None:
        raise NotThere("no post of one's own")
    return _card(request, place.uid, is_mine=True)


@require_GET
def person(request: Any, uid: uuid.UUID) -> HttpResponse:
    """Somebody's needs, each with its parts."""
    return _card(request, str(uid), is_mine=False)


def _card(request: Any, uid: str, *, is_mine: bool) -> HttpResponse:
    today = request.actor.today(request.now)
    card = queries.needs_of_person(request.actor, uid, today)
    subject = people.as_subject(card.place, people.superior_of(card.place.id, today))
    context = {
        "card": card,
        "place": card.place,
        "is_mine": is_mine,
        "first": next((need for need in card.needs if need.row.weight > 0), None),
        "odd": sum(need.row.contradicts for need in card.needs),
        "proposals": queries.proposals_of_person(request.actor, card.place.id, today),
        "may_propose": allowed(request.actor, Permission.PROPOSAL_MAKE, subject),
    }
    return render(request, "needs/person.html", context)
