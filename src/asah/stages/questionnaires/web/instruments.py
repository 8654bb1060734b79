"""The editor of questionnaires: questions as rows, a preview as on a phone, publishing."""

import uuid
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from asah.foundation.access.actor import require
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.responses import render_form
from asah.foundation.pages.toasts import toast
from asah.stages.questionnaires import queries, services
from asah.stages.questionnaires.queries import InstrumentRow
from asah.stages.questionnaires.rules import Content
from asah.stages.questionnaires.web.forms import InstrumentForm
from asah.stages.questionnaires.web.rows import KIND_WORDS, Row, edited, read_rows, rows_of

REFUSALS = (services.BadInstrument, services.EditedMeanwhile)


@require_http_methods(["GET", "POST"])
def listed(request: Any) -> HttpResponse:
    """Every questionnaire; POST makes an empty one, or loads the starting ones."""
    require(request.actor, Permission.SURVEY_EDIT)
    if request.POST.get("action") == "starting":
        services.adopt_starting_instruments(actor=request.actor, now=request.now)
        return redirect("instrument_list")
    form = InstrumentForm(request.POST or None)
    if form.is_valid():
        row = services.create_instrument(actor=request.actor, now=request.now, **form.cleaned_data)
        return redirect("instrument_edit", uid=row.uid)
    return render_form(request, "questionnaires/instruments.html", form, {"rows": queries.instruments(request.actor)})


@require_http_methods(["GET", "POST"])
def edit(request: Any, uid: uuid.UUID) -> HttpResponse:
    """Rows to write in; buttons add, move and remove a row, and every button keeps what was typed."""
    row = queries.instrument_by_uid(request.actor, uid)
    if request.method == "GET":
        return _page(request, row, rows_of(row.draft), row.title)
    rows = edited(read_rows(request.POST), request.POST.get("action", ""))
    title = request.POST.get("title", "")
    content = Content(request.POST.get("intro", "").strip(), row.draft.most, tuple(one.question for one in rows))
    try:
        services.save_draft(
            actor=request.actor, now=request.now, instrument=uid, title=title, content=content,
            version=int(request.POST.get("version") or 0),
        )  # fmt: skip
    except REFUSALS as refusal:
        return _page(request, replace(row, draft=content), rows, title, str(refusal), 422)
    if request.POST.get("action", "simpan") == "simpan":
        toast(request, _("Rancangan tersimpan."))
        return redirect("instrument_edit", uid=uid)
    return redirect(f"{request.path}#baris-{_focus(request.POST.get('action', ''), len(rows))}")


@require_GET
def preview(request: Any, uid: uuid.UUID) -> HttpResponse:
    """Every question as it looks on a phone, one under another."""
    row = queries.instrument_by_uid(request.actor, uid)
    return render(request, "questionnaires/preview.html", {"row": row, "rows": rows_of(row.draft)})


@require_POST
def publish(request: Any, uid: uuid.UUID) -> HttpResponse:
    """The draft becomes the next version."""
    try:
        version = services.publish_instrument(actor=request.actor, now=request.now, instrument=uid)
        toast(request, _("Versi %(n)s diterbitkan. Survei baru memakainya.") % {"n": version.number})
    except services.BadInstrument as refusal:
        toast(request, str(refusal))
    return redirect("instrument_edit", uid=uid)


def _focus(action: str, count: int) -> int:
    verb, _sep, place = action.partition(":")
    if verb == "tambah" or not place.isdigit():
        return max(1, count)
    return max(1, int(place) + {"naik": -1, "turun": 1}.get(verb, 0))


def _page(
    request: Any, row: InstrumentRow, rows: list[Row], title: str, refusal: str = "", status: int = 200
) -> HttpResponse:
    context = {"row": row, "rows": rows, "title": title, "refusal": refusal, "kinds": KIND_WORDS}
    return render(request, "questionnaires/edit.html", context, status=status)
