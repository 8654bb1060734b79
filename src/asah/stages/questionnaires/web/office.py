"""Surveys for those who see units: planners, officers of OPD, evaluators, leaders, auditors."""

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from asah.foundation.access.actor import Subject, extent, require
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.components import Status
from asah.foundation.pages.tables import Column, TableSpec, build
from asah.stages.agency import queries as agency
from asah.stages.people import queries as people
from asah.stages.questionnaires import queries
from asah.stages.questionnaires.queries import Response, SurveyRow, UnitResponse
from asah.stages.questionnaires.web import pictures
from asah_basics.formats import percent

STATES = {"draf": ("Draf", "info"), "dibuka": ("Dibuka", "ok"), "ditutup": ("Ditutup", "")}
WITHDRAW = timedelta(minutes=5)


def year_of(request: Any) -> int:
    """The year of the address, of the session, or the newest one of the agency."""
    wanted = request.GET.get("tahun") or request.session.get("year")
    if str(wanted or "").isdigit():
        return int(wanted)
    known = [row.year for row in agency.years()]
    return max(known, default=request.actor.today(request.now).year)


@require_GET
def listed(request: Any) -> HttpResponse:
    """The surveys of a year and how many answered; who reads no units sees his own instead."""
    reach = extent(request.actor, Permission.SURVEY_READ)
    if not (reach.everything or reach.unit_paths):
        require(request.actor, Permission.SURVEY_ANSWER, Subject(person=request.actor.person))
        return redirect("survey_mine")
    year = year_of(request)
    rows = queries.surveys_of_year(request.actor, year)
    answered = queries.responses(request.actor, [row.id for row in rows])
    lines = [(row, state_of(row), answered.get(row.id, Response(0, 0, 0))) for row in rows]
    running = next((line for line in lines if line[0].state == "dibuka"), None)
    context = {
        "year": year,
        "lines": lines,
        "running": running,
        "share": percent(running[2].share, 0) if running else "",
        "may_edit": request.actor.holds(Permission.SURVEY_EDIT),
    }
    return render(request, "questionnaires/list.html", context)


@require_GET
def detail(request: Any, uid: uuid.UUID) -> HttpResponse:
    """Who answered, where, and who is missing; deeds of the planner."""
    on = request.actor.today(request.now)
    survey = queries.survey_seen(request.actor, uid)
    under = request.GET.get("unit", "")
    rows = queries.response_by_unit(request.actor, survey, on, under)
    total = _sum([row.response for row in rows])
    least = queries.least_shown(on)
    low = [row for row in rows if row.response.finished < least]
    opened = survey.opened_at
    context = {
        "survey": survey,
        "state": state_of(survey),
        "total": total,
        "share": percent(total.share, 0),
        "least": least,
        "low": low,
        "office": people.tree(on).by_code.get(under) if under else None,
        "table": build(_spec(survey, least, under), rows, request.GET, request.get_full_path().split("&hal=")[0]),
        "figure": pictures.response_chart(rows, least, on) if total.started else None,
        "way": pictures.way_chart(total, on) if total.started and not under else None,
        "silent": queries.silent_people(request.actor, survey, under, on)[:50] if under else [],
        "may_edit": request.actor.holds(Permission.SURVEY_EDIT),
        "may_see_results": extent(request.actor, Permission.SURVEY_READ).everything,
        "may_withdraw": opened is not None and request.now - opened <= WITHDRAW and not total.started,
        "is_over": survey.closes_on < on and survey.state == "dibuka",
    }
    return render(request, "questionnaires/detail.html", context)


@require_GET
def results(request: Any, uid: uuid.UUID) -> HttpResponse:
    """What was said, where enough people said something; open answers by theme."""
    on = request.actor.today(request.now)
    survey = queries.survey_seen(request.actor, uid)
    found = queries.results(request.actor, survey, on)
    least = queries.least_shown(on)
    context = {
        "survey": survey,
        "least": least,
        "blocks": [(one, pictures.result_chart(one, on)) for one in found],
        "shown": sum(one.answers >= least for one in found),
    }
    return render(request, "questionnaires/results.html", context)


def _sum(rows: Sequence[Response]) -> Response:
    return Response(
        sum(row.invited for row in rows), sum(row.started for row in rows), sum(row.finished for row in rows)
    )


def state_of(survey: SurveyRow) -> Status:
    """The word for where a survey stands."""
    word, tone = STATES[survey.state]
    return Status(_(word), tone)  # type: ignore[arg-type]


def _spec(survey: SurveyRow, least: int, under: str) -> TableSpec:
    def share(row: UnitResponse) -> str:
        if row.response.finished < least:
            return _("kurang dari %(least)s") % {"least": least}
        return percent(row.response.share, 0)

    def link(row: UnitResponse) -> str:
        return "" if under else f"{reverse('survey_detail', args=[survey.uid])}?unit={row.code}"

    return TableSpec(
        name="jawaban",
        caption=_("Jawaban per unit, dari yang paling rendah"),
        columns=(
            Column("unit", _("Unit"), lambda row: row.name),
            Column("diundang", _("Diundang"), lambda row: row.response.invited, is_numeric=True),
            Column("mulai", _("Mulai"), lambda row: row.response.started, is_numeric=True),
            Column("selesai", _("Selesai"), lambda row: row.response.finished, is_numeric=True),
            Column("bagian", _("Tingkat jawaban"), share, is_numeric=True),
        ),
        row_key=lambda row: row.code,
        row_url=link,
        empty_text=_("Belum ada undangan di unit yang Anda lihat."),
    )
