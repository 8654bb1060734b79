"""A superior's team, and one person's page for whoever may see him."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from asah.foundation.access.actor import NotThere, Subject, allowed
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.tables import Column, TableSpec, build
from asah.stages.competencies import queries
from asah.stages.competencies.web import pictures
from asah.stages.competencies.web.office import level_words, source_words
from asah.stages.people import queries as people


@require_GET
def team(request: Any) -> HttpResponse:
    """My team: whom does what lack?"""
    today = request.actor.today(request.now)
    gaps = queries.gaps_of_team(request.actor, today)
    rows = sorted(people.people_where(today, set(gaps)), key=lambda row: (-_lacking(gaps[row.id]), row.name))
    spec = TableSpec(
        name="tim",
        caption=_("Tim saya dan kesenjangannya"),
        columns=(
            Column("nama", _("Nama"), lambda row: row.name, hint=lambda row: row.job_title),
            Column("kurang", _("Di bawah syarat"), lambda row: _lacking(gaps[row.id]), is_numeric=True),
            Column("besar", _("Terbesar"), lambda row: _largest(gaps[row.id]), is_small=True),
        ),
        row_key=lambda row: row.uid,
        row_url=lambda row: reverse("gap_person", args=[row.uid]),
        empty_text=_("Belum ada pegawai yang atasan langsungnya Anda."),
    )
    lacking = sum(_lacking(gaps[row.id]) > 0 for row in rows)
    context = {"table": build(spec, rows, request.GET, request.path), "total": len(rows), "lacking": lacking}
    return render(request, "competencies/team.html", context)


@require_GET
def person(request: Any, uid: uuid.UUID) -> HttpResponse:
    """One person: what the post asks, what is held, by whose view, and the match under each rule set."""
    today = request.actor.today(request.now)
    place = people.person_by_uid(request.actor, str(uid), today)
    subject = Subject(unit=place.path, person=place.id, superior=people.superior_of(place.id, today))
    if not allowed(request.actor, Permission.COMPETENCY_READ, subject):
        raise NotThere(f"person {uid}")
    return render(request, "competencies/person.html", person_context(request, place))


def person_context(request: Any, place: people.PersonRow) -> dict[str, Any]:
    """Everything the page of one person shows."""
    today = request.actor.today(request.now)
    rows = queries.gaps_of_person(place.id)
    return {
        "place": place,
        "rows": [(row, level_words(row), source_words(row)) for row in rows],
        "lacking": _lacking(rows),
        "known": sum(row.held is not None for row in rows),
        "figure": pictures.person_chart(rows, "", today),
        "matches": queries.matches_of(place, rows, today),
        "history": queries.history_of(place.id)[:20],
        "names": {row.competency: row.name for row in rows},
    }


def _lacking(rows: list[queries.GapRow]) -> int:
    return sum(1 for row in rows if row.gap)


def _largest(rows: list[queries.GapRow]) -> str:
    worst = max((row for row in rows if row.gap), key=lambda row: row.gap or 0, default=None)
    return f"{worst.name}: {level_words(worst)}" if worst else _("tidak ada")
