"""Steps 5 and 6: review the changes, answer the stops, apply, undo."""

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from asah.foundation.access.actor import require
from asah.foundation.access.permissions import Permission
from asah.foundation.imports import queries, services
from asah.foundation.imports.formats import LEAVE, format_of
from asah.foundation.imports.models import ImportBatch
from asah.foundation.imports.standing import things_to_apply
from asah.foundation.imports.web.steps import frame, go_on, is_alive, job_view
from asah.foundation.pages.components import Tile
from asah.foundation.pages.toasts import toast

_KINDS = ("new", "changed", "same", "missing")


@require_http_methods(["GET", "POST"])
def import_review(request: Any, uid: uuid.UUID) -> HttpResponse:
    """New, changed, the same, missing; the button that applies stands last."""
    require(request.actor, Permission.IMPORT_RUN)
    batch = queries.batch_by_uid(request.actor, uid)
    if batch.state != "checked":
        return go_on(batch)
    fault = ""
    if request.method == "POST":
        try:
            return _answer(request, batch)
        except services.ImportRefused as refused:
            fault = str(refused)
    context = frame(batch, 5, fault=fault, **_shown(request, batch))
    return render(request, "imports/review.html", context, status=422 if fault else 200)


@require_http_methods(["GET"])
def import_result(request: Any, uid: uuid.UUID) -> HttpResponse:
    """Progress of the application, then number, who, when, file and the way back."""
    require(request.actor, Permission.IMPORT_RUN)
    batch = queries.batch_by_uid(request.actor, uid)
    run = queries.run_of(batch)
    alive = is_alive(run) and batch.state == "checked"
    if batch.state in ("uploaded", "refused") or (batch.state == "checked" and not alive and run is None):
        return go_on(batch)
    if request.htmx and not alive:
        response = HttpResponse(status=204)
        response["HX-Redirect"] = request.path
        return response
    context = frame(batch, 6, run=job_view(run) if run else None, is_alive=alive, home=_home(batch))
    return render(request, "imports/check_progress.html" if request.htmx else "imports/result.html", context)


@require_POST
def import_undo(request: Any, uid: uuid.UUID) -> HttpResponse:
    """Take the whole batch back."""
    require(request.actor, Permission.IMPORT_RUN)
    batch = queries.batch_by_uid(request.actor, uid)
    try:
        services.undo_batch(actor=request.actor, now=request.now, batch=batch.pk)
        toast(request, _("Impor %(number)s diurungkan. Data kembali seperti sebelumnya.") % {"number": batch.number})
    except services.ImportRefused as refused:
        toast(request, str(refused))
    return redirect("import_result", uid=uid)


@require_POST
def import_cancel(request: Any, uid: uuid.UUID) -> HttpResponse:
    """Give the import up; live data were never touched."""
    require(request.actor, Permission.IMPORT_RUN)
    batch = queries.batch_by_uid(request.actor, uid)
    try:
        services.cancel_batch(actor=request.actor, now=request.now, batch=batch.pk)
        toast(request, _("Impor %(number)s dibatalkan. Data tidak berubah.") % {"number": batch.number})
    except services.ImportRefused as refused:
        toast(request, str(refused))
    return redirect("import_result", uid=uid)


def _answer(request: Any, batch: ImportBatch) -> HttpResponse:
    who = {"actor": request.actor, "now": request.now, "batch": batch.pk}
    action = request.POST.get("action")
    if action == "accept":
        services.accept_volume(**who)
    elif action == "missing":
        services.choose_missing(**who, choice=request.POST.get("choice", "leave"))
    elif action == "apply":
        services.request_apply(**who, link=reverse("import_result", args=[batch.uid]))
        return redirect("import_result", uid=batch.uid)
    return redirect("import_review", uid=batch.uid)


def _shown(request: Any, batch: ImportBatch) -> dict[str, Any]:
    one, counts = format_of(batch.format), queries.live_numbers(batch)
    kind = request.GET.get("lihat", "")
    if kind not in _KINDS:
        kind = next((name for name in ("changed", "new", "missing") if counts[name]), "same")
    fields = queries.changed_fields(batch) if kind == "changed" else {}
    chosen = request.GET.get("isian", "")
    chosen = chosen if chosen in fields else ""
    page = Paginator(queries.rows_by_change(batch, kind, chosen), 50).get_page(request.GET.get("hal"))
    words = {"new": _("baru"), "changed": _("berubah"), "same": _("tetap"), "missing": _("hilang dari berkas")}
    tiles = [Tile(counts[name], words[name], f"?lihat={name}#baris", name == kind) for name in _KINDS]
    return {
        "tiles": tiles,
        "kind": kind,
        "page": page,
        "fields": [(name, one.field(name).label, count) for name, count in fields.items()],
        "chosen": chosen,
        "rows": [
            (row, [(one.field(name).label, old, new) for name, (old, new) in row.changes.items()]) for row in page
        ],
        "to_apply": things_to_apply(batch),
        "unusual": [(one.field(name).label, share, usual) for name, (share, usual) in batch.volume.items()],
        "missing_choices": [LEAVE, *one.missing_choices] if counts["missing"] else [],
        "warnings": queries.warning_groups(batch),
    }


def _home(batch: ImportBatch) -> str:
    """The page where the imported rows are seen, empty while that page is not built."""
    try:
        return reverse(format_of(batch.format).home)
    except NoReverseMatch:
        return ""
