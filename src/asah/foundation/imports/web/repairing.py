"""Steps 3 and 4: the check runs, then each problem cell is editable in place."""

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from asah.foundation.access.actor import require
from asah.foundation.access.permissions import Permission
from asah.foundation.imports import queries, services
from asah.foundation.imports.findings import Suggestion
from asah.foundation.imports.fixes import problem_workbook, read_repaired
from asah.foundation.imports.formats import format_of
from asah.foundation.imports.models import ImportBatch
from asah.foundation.imports.web.steps import frame, go_on, is_alive, job_view, page_of
from asah.foundation.pages.toasts import toast
from asah.foundation.text.tables import LARGEST_FILE, Unreadable

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN = 20


@require_http_methods(["GET", "POST"])
def import_check(request: Any, uid: uuid.UUID) -> HttpResponse:
    """Progress of the check, or why the whole file was refused; POST starts it (again)."""
    require(request.actor, Permission.IMPORT_RUN)
    batch = queries.batch_by_uid(request.actor, uid)
    if request.method == "POST":
        link = reverse("import_show", args=[uid])
        services.request_check(actor=request.actor, now=request.now, batch=batch.pk, link=link)
        return redirect("import_check", uid=uid)
    run = queries.run_of(batch)
    ended = not is_alive(run)
    stopped = run is not None and run.status in ("failed", "cancelled") and batch.state != "refused"
    if ended and batch.state != "refused" and not stopped:
        return _onward(request, page_of(batch)) if batch.state == "checked" else go_on(batch)
    if request.htmx and ended:
        return _onward(request, request.path)
    context = frame(batch, 3, run=job_view(run) if run else None, is_alive=not ended, stopped=stopped)
    return render(request, "imports/check_progress.html" if request.htmx else "imports/check.html", context)


@require_http_methods(["GET", "POST"])
def import_repair(request: Any, uid: uuid.UUID) -> HttpResponse:
    """Only the problem rows, each cell with its sentence, suggestions, and what else has the same value."""
    require(request.actor, Permission.IMPORT_RUN)
    batch = queries.batch_by_uid(request.actor, uid)
    if batch.state != "checked":
        return go_on(batch)
    if request.method == "POST":
        _repair(request, batch)
        return redirect(f"{request.path}?{request.GET.urlencode()}" if request.GET else request.path)
    page = Paginator(queries.problem_rows(batch), _SHOWN).get_page(request.GET.get("hal"))
    context = frame(batch, 4, page=page, rows=_rows(batch, list(page)), warnings=queries.warning_groups(batch))
    context["is_stale"] = batch.check_number != batch.checked_number
    return render(request, "imports/repair.html", context)


@require_http_methods(["GET", "POST"])
def import_problems(request: Any, uid: uuid.UUID) -> HttpResponse:
    """The problem rows as a workbook, marked; POST takes it back repaired."""
    require(request.actor, Permission.IMPORT_RUN)
    batch = queries.batch_by_uid(request.actor, uid)
    if request.method == "GET":
        content = problem_workbook(batch, whole=request.GET.get("isi") == "semua")
        response = HttpResponse(content, content_type=_XLSX)
        response["Content-Disposition"] = f'attachment; filename="perbaiki-{batch.number}.xlsx"'
        response["Cache-Control"] = "private, no-store"
        return response
    file = request.FILES.get("file")
    try:
        if file is None or file.size > LARGEST_FILE:
            raise Unreadable("Pilih berkas hasil perbaikan (XLSX, paling besar 50 MB).")
        cells = read_repaired(batch, file.read())
    except Unreadable as fault:
        toast(request, str(fault))
        return redirect("import_repair", uid=uid)
    services.repair_from_file(actor=request.actor, now=request.now, batch=batch.pk, cells=cells)
    services.request_check(
        actor=request.actor, now=request.now, batch=batch.pk, link=reverse("import_show", args=[uid])
    )
    return redirect("import_check", uid=uid)


def _repair(request: Any, batch: ImportBatch) -> None:
    """One deed of the form: save a cell, skip a row, or return it to what the file says."""
    who = {"actor": request.actor, "now": request.now, "batch": batch.pk}
    line, action = request.POST.get("line", ""), request.POST.get("action", "save")
    lines = [int(line)] if line.isdigit() else []
    if action == "skip":
        services.skip_rows(**who, lines=lines)
    elif action == "skip_all":
        services.skip_rows(**who, lines=list(queries.problem_rows(batch).values_list("number", flat=True)))
    elif action == "restore":
        services.forget_edits(**who, lines=lines)
    else:
        field, given = request.POST.get("field", ""), request.POST.get("given", "")
        if request.POST.get("same"):
            lines = queries.same_value_lines(batch, field, given) or lines
        text = request.POST.get("pick") or request.POST.get("text", "")
        services.edit_cells(
            **who, field=field, lines=lines, text=text, remember=given if request.POST.get("remember") else ""
        )


def _rows(batch: ImportBatch, found: list[Any]) -> list[dict[str, Any]]:
    """Rows with their cells as the template draws them."""
    edits = queries.edits_of(batch, [row.number for row in found])
    counts = queries.same_value_counts(batch)
    one = format_of(batch.format)
    rows = []
    for row in found:
        cells = []
        for finding in row.findings:
            if not finding["is_problem"]:
                continue
            name, given = finding["field"], finding["given"]
            edit = edits.get((row.number, name)) if name else None
            cells.append(
                {
                    **finding,
                    "label": one.field(name).label if name else "",
                    "example": one.field(name).example if name else "",
                    "text": edit.text if edit else given,
                    "edit": edit,
                    "same": counts.get((name, given), 1) if given else 1,
                    "may_remember": bool(given)
                    and any(why == Suggestion.why for _value, why in finding["suggestions"]),
                }
            )
        is_fixed = all(cell["edit"] for cell in cells) and bool(cells)
        is_skipped = (row.number, "") in edits
        rows.append({"row": row, "cells": cells, "is_fixed": is_fixed or is_skipped, "is_skipped": is_skipped})
    return rows


def _onward(request: Any, address: str) -> HttpResponse:
    """A redirect that also moves the whole page when a fragment asked."""
    if not request.htmx:
        return redirect(address)
    response = HttpResponse(status=204)
    response["HX-Redirect"] = address
    return response
