"""Steps 1 and 2: choose, upload or paste, match columns."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from asah.foundation.access.actor import NotThere, require
from asah.foundation.access.permissions import Permission
from asah.foundation.imports import queries, services
from asah.foundation.imports.fixes import template_workbook
from asah.foundation.imports.formats import ImportFormat, format_of
from asah.foundation.imports.web.steps import frame, go_on, steps
from asah.foundation.text.tables import LARGEST_FILE, Unreadable

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def import_list(request: Any) -> HttpResponse:
    """What can be imported, and the latest imports."""
    require(request.actor, Permission.IMPORT_RUN)
    context = {"formats": queries.formats_for(request.actor), "batches": queries.batches_seen(request.actor)}
    return render(request, "imports/list.html", context)


@require_http_methods(["GET", "POST"])
def import_new(request: Any, code: str) -> HttpResponse:
    """The upload form; a file or pasted cells open a batch."""
    one = _format(request, code)
    context = {"format": one, "steps": steps(1), "form_key": uuid.uuid4(), "pasted": "", "fault": ""}
    if request.method == "POST":
        pasted = request.POST.get("pasted", "")
        try:
            name, content = _content(request, pasted)
            batch = services.open_batch(
                actor=request.actor,
                now=request.now,
                format=code,
                filename=name,
                content=content,
                form_key=_key(request.POST.get("form_key", "")),
            )
        except Unreadable as fault:
            context |= {"fault": str(fault), "pasted": pasted}
            return render(request, "imports/new.html", context, status=422)
        return redirect("import_columns", uid=batch.uid)
    return render(request, "imports/new.html", context)


@require_GET
def import_template(request: Any, code: str) -> HttpResponse:
    """An empty workbook with the columns of a format; never required."""
    one = _format(request, code)
    response = HttpResponse(template_workbook(one), content_type=_XLSX)
    response["Content-Disposition"] = f'attachment; filename="templat-{one.code}.xlsx"'
    return response


@require_GET
def import_show(request: Any, uid: uuid.UUID) -> HttpResponse:
    """To the step where the batch stands: leaving and returning is safe."""
    require(request.actor, Permission.IMPORT_RUN)
    return go_on(queries.batch_by_uid(request.actor, uid))


@require_http_methods(["GET", "POST"])
def import_columns(request: Any, uid: uuid.UUID) -> HttpResponse:
    """Our fields on the left, the file's columns on the right."""
    require(request.actor, Permission.IMPORT_RUN)
    batch = queries.batch_by_uid(request.actor, uid)
    fault = ""
    if request.method == "POST":
        try:
            services.choose_columns(
                actor=request.actor, now=request.now, batch=batch.pk, **_chosen(request, format_of(batch.format))
            )
            services.request_check(actor=request.actor, now=request.now, batch=batch.pk, link=request.path)
            return redirect("import_check", uid=uid)
        except services.ImportRefused as refused:
            fault = str(refused)
    context = frame(batch, 2, lines=_lines(batch, request), columns=batch.table["columns"], fault=fault)
    context["unused"] = [column for column in batch.table["columns"] if column["index"] not in batch.mapping.values()]
    context["same_file"] = queries.same_file_applied(batch)
    return render(request, "imports/columns.html", context, status=422 if fault else 200)


def _format(request: Any, code: str) -> ImportFormat:
    require(request.actor, Permission.IMPORT_RUN)
    try:
        one = format_of(code)
    except KeyError:
        raise NotThere(f"format {code}") from None
    require(request.actor, one.permission)
    return one


def _content(request: Any, pasted: str) -> tuple[str, bytes]:
    file = request.FILES.get("file")
    if file is None:
        if not pasted.strip():
            raise Unreadable("Pilih berkas XLSX atau CSV, atau tempel isi tabelnya.")
        return "tempelan.csv", pasted.encode()
    # Refused by the size that the form states, before a byte of it is kept in memory.
    if file.size > LARGEST_FILE:
        raise Unreadable("Berkas lebih dari 50 MB. Bagi menjadi beberapa berkas, lalu unggah satu per satu.")
    return file.name or "berkas", file.read()


def _key(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()


def _chosen(request: Any, one: ImportFormat) -> dict[str, Any]:
    places = {field.name: request.POST.get(f"col-{field.name}", "") for field in one.fields}
    return {
        "mapping": {name: int(place) for name, place in places.items() if place.isdigit()},
        "constants": {field.name: request.POST.get(f"const-{field.name}", "") for field in one.fields},
    }


def _lines(batch: Any, request: Any) -> list[dict[str, Any]]:
    columns = {column["index"]: column for column in batch.table["columns"]}
    lines = []
    for field in format_of(batch.format).fields:
        typed = request.POST.get(f"col-{field.name}") if request.method == "POST" else None
        index = (
            int(typed) if typed and typed.isdigit() else None if typed is not None else batch.mapping.get(field.name)
        )
        constant = request.POST.get(f"const-{field.name}") if request.method == "POST" else None
        lines.append(
            {
                "field": field,
                "index": index,
                "samples": columns[index]["samples"] if index in columns else (),
                "constant": constant if constant is not None else batch.constants.get(field.name, ""),
            }
        )
    return lines
