"""One person, one unit, one partner, one programme."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from asah.desks.dossiers.facts import partner_facts, person_facts, programme_facts, unit_facts


@require_GET
def person_dossier(request: Any, uid: uuid.UUID) -> HttpResponse:
    """Who somebody is, what his post asks, what he has done, and what the plan gives him."""
    return render(request, "dossiers/person.html", person_facts(request.actor, str(uid), request.now))


@require_GET
def unit_dossier(request: Any, uid: uuid.UUID) -> HttpResponse:
    """Where a unit stands: its people, gaps and hours."""
    return render(request, "dossiers/unit.html", unit_facts(request.actor, str(uid), request.now))


@require_GET
def partner_dossier(request: Any, uid: uuid.UUID) -> HttpResponse:
    """With whom we work: agreements, instructors, and what rests on them."""
    return render(request, "dossiers/partner.html", partner_facts(request.actor, str(uid), request.now))


@require_GET
def programme_dossier(request: Any, code: str) -> HttpResponse:
    """What became of a programme: versions, plans, people, evidence."""
    return render(request, "dossiers/programme.html", programme_facts(request.actor, code, request.now))
