"""Predicates of one person: for himself, and for whoever may see him."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from asah.foundation.access.actor import NotThere, Subject, allowed
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.components import Status
from asah.stages.agency import queries as agency
from asah.stages.people import queries as people
from asah.stages.performance import queries, services
from asah.stages.performance.rules import EXPECTATIONS, PREDICATES


@require_GET
def mine(request: Any) -> HttpResponse:
    """What was my work called, and how did the word come about?"""
    place = people.where_was(request.actor.person or 0, request.actor.today(request.now))
    if place is None:
        raise NotThere("no post of one's own")
    return render(request, "performance/person.html", _context(request, place) | {"is_mine": True})


@require_GET
def person(request: Any, uid: uuid.UUID) -> HttpResponse:
    """Somebody's predicates, for his superior and the office; opening them is remembered."""
    today = request.actor.today(request.now)
    place = people.person_by_uid(request.actor, str(uid), today)
    subject = Subject(unit=place.path, person=place.id, superior=people.superior_of(place.id, today))
    if not allowed(request.actor, Permission.PERFORMANCE_READ, subject):
        raise NotThere(f"person {uid}")
    if request.actor.person != place.id:
        services.look_at_ratings(actor=request.actor, now=request.now, person=place.id)
    return render(request, "performance/person.html", _context(request, place))


def _context(request: Any, place: people.PersonRow) -> dict[str, Any]:
    today = request.actor.today(request.now)
    rows = queries.ratings_of(place.id)
    yearly = [row for row in rows if row.period == "tahunan"]
    matrix = agency.rules("matriks_kinerja", today)
    latest = yearly[0] if yearly else (rows[0] if rows else None)
    own_unit = people.tree(today).units.get(place.unit)
    return {
        "place": place,
        "rows": [(row, Status(row.predicate.word, row.predicate.tone)) for row in rows],
        "latest": latest,
        "lead": _lead(latest),
        "matrix": _matrix(matrix, latest),
        "basis": ", ".join(agency.legal_basis_names(row.legal_basis for row in matrix.values()).values()),
        "behaviours": [words for code, words in _AXIS],
        "unit_uid": own_unit.uid if own_unit else "",
    }


# Worst to best across, best to worst down: as the regulation prints it.
_AXIS = tuple((code, EXPECTATIONS[code][1]) for code in ("di_bawah", "sesuai", "di_atas"))


def _matrix(matrix: dict[str, agency.RuleRow], latest: queries.RatingRow | None) -> list[dict[str, Any]]:
    rows = []
    for result, words in reversed(_AXIS):
        cells = []
        for behaviour, behaviour_words in _AXIS:
            cell = matrix.get(f"{result}/{behaviour}")
            word = PREDICATES[int(cell.values["predicate_id"])].word if cell else "–"
            here = latest is not None and (latest.result, latest.behaviour) == (words, behaviour_words)
            cells.append({"word": word, "is_mine": here, "behaviour": behaviour_words})
        rows.append({"label": words, "cells": cells})
    return rows


def _lead(latest: queries.RatingRow | None) -> str:
    if latest is None:
        return _("Belum ada predikat yang tercatat.")
    words = {
        "word": latest.predicate.word,
        "year": latest.year,
        "result": latest.result.lower(),
        "behaviour": latest.behaviour.lower(),
    }
    if not latest.result:
        return _("Predikat %(year)s: %(word)s.") % words
    return _("Predikat %(year)s: %(word)s, dari hasil kerja %(result)s dan perilaku %(behaviour)s.") % words
