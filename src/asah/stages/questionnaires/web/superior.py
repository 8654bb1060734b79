"""A superior's grid: one competency a screen, all his people on it, a tap for each."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from asah.foundation.pages.components import HeatCell, HeatRow, HeatTable
from asah.foundation.pages.toasts import toast
from asah.stages.questionnaires import queries
from asah.stages.questionnaires.queries import AskedCompetency, TeamSheet
from asah.stages.questionnaires.web import pictures
from asah.stages.questionnaires.web.keeping import REFUSALS, keep_answer
from asah_basics.formats import number

LEVELS = (1, 2, 3, 4, 5)


@require_http_methods(["GET", "POST"])
def team(request: Any, uid: uuid.UUID) -> HttpResponse:
    """The grid, and one of its columns to tap through; POST keeps what a form without script holds."""
    refusal, status = "", 200
    if request.method == "POST":
        try:
            code = _keep(request, uid)
            toast(request, _("Penilaian tersimpan."))
            return redirect(_address(uid, code))
        except REFUSALS as error:
            refusal, status = str(error), 422
    on = request.actor.today(request.now)
    found = queries.team_sheet(request.actor, uid, on)
    wanted = request.GET.get("kompetensi", "")
    overview = request.GET.get("ringkasan", "")
    column = found.column(wanted) if wanted else None if overview else found.first_open
    if column is not None:
        context = _column(found, column, uid) | {"refusal": refusal}
        return render(request, "questionnaires/team_column.html", context, status=status)
    names = {one.id: one.name for one in found.columns}
    is_done = found.sheet.finished_at is not None
    views = queries.views_of_people([one.id for one in found.members if is_done], found.sheet.survey.year)
    charts = [(member, pictures.views_chart(views.get(member.id, []), names, on)) for member in found.members]
    context = {
        "found": found,
        "sheet": found.sheet,
        "heat": _heat(found, uid),
        "rest": len(found.cells) - found.done,
        "charts": [(member, chart) for member, chart in charts if chart is not None],
    }
    return render(request, "questionnaires/team.html", context)


def _keep(request: Any, uid: uuid.UUID) -> str:
    """Keep the taps of one column; returns the code of the next one, empty at the end."""
    found = queries.team_sheet(request.actor, uid, request.actor.today(request.now))
    column = found.column(request.POST.get("kompetensi", ""))
    level = found.sheet.content.level_block
    for member in found.members:
        said = request.POST.get(f"level-{member.uid}", "")
        if said and level is not None and (member.id, column.id) in found.cells:
            state = "tidak_tahu" if said == "tidak_tahu" else "dijawab"
            keep_answer(
                request.actor, request.now, uid, level.code, competency=column.code, value=said, state=state,
                about=member.uid, device="web",
            )  # fmt: skip
    following = _following(found, column)
    return following.code if following else ""


def _column(found: TeamSheet, column: AskedCompetency, uid: uuid.UUID) -> dict[str, Any]:
    place = [one.code for one in found.columns].index(column.code)
    following = _following(found, column)
    level = found.sheet.content.level_block
    question = level.text.replace("{kompetensi}", column.name) if level else column.name
    return {
        "found": found,
        "sheet": found.sheet,
        "column": column,
        "question": question,
        "hint": level.hint if level else "",
        "code": level.code if level else "",
        "place": place + 1,
        "rows": [
            (member, found.cells[member.id, column.id])
            for member in found.members
            if (member.id, column.id) in found.cells
        ],
        "levels": [(value, *column.levels[value - 1]) for value in LEVELS if value <= len(column.levels)],
        "next_url": _address(uid, following.code if following else ""),
        "back_url": _address(uid, found.columns[place - 1].code) if place else "",
        "all_url": _address(uid, ""),
    }


def _following(found: TeamSheet, column: AskedCompetency) -> AskedCompetency | None:
    place = found.columns.index(column) + 1
    return found.columns[place] if place < len(found.columns) else None


def _address(uid: uuid.UUID, code: str) -> str:
    query = {"kompetensi": code} if code else {"ringkasan": "1"}
    return f"{reverse('survey_team', args=[uid])}?{urlencode(query)}"


def _heat(found: TeamSheet, uid: uuid.UUID) -> HeatTable:
    """People by competencies: the level named, shaded by how far it lies below what the post asks."""
    return HeatTable(
        caption=_("Level yang Anda sebut; makin gelap makin jauh di bawah syarat jabatan. Pilih sel untuk mengubah."),
        corner=_("Pegawai"),
        columns=[column.name for column in found.columns],
        rows=[
            HeatRow(
                member.name, member.job_title, "", [_cell(found, member.id, column, uid) for column in found.columns]
            )
            for member in found.members
        ],
        legend=(_("memenuhi syarat"), _("jauh di bawah")),
        hatched=_("belum Anda nilai, atau tidak diminta jabatannya"),
    )


def _cell(found: TeamSheet, member: int, column: AskedCompetency, uid: uuid.UUID) -> HeatCell:
    cell = found.cells.get((member, column.id))
    if cell is None:
        return HeatCell("", None)
    url = _address(uid, column.code)
    if cell.level is None:
        return HeatCell(_("tidak tahu") if cell.unknown else "–", None, url)
    return HeatCell(number(cell.level), min(5, round(max(0.0, cell.required - cell.level) * 2)), url)
