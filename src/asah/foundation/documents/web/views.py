"""List the documents one may read, and hand one out."""

import uuid
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from asah.foundation.documents.queries import readable
from asah.foundation.documents.services import open_document
from asah.foundation.pages.tables import Column, Filter, TableSpec, build
from asah.foundation.text.sheets import CSV, XLSX
from asah_basics.formats import file_size, moment

TYPES = {"application/pdf": "PDF", XLSX: "XLSX", CSV: "CSV"}


@require_GET
def documents(request: Any) -> HttpResponse:
    """What has been issued, newest first, as far as the reader may open it."""
    rows = readable(request.actor)
    spec = TableSpec(
        name="dokumen",
        caption=_("Dokumen yang dapat Anda unduh"),
        columns=(
            Column("judul", _("Dokumen"), lambda row: row.title, sort="title", hint=lambda row: row.number),
            Column("jenis", _("Jenis"), lambda row: TYPES.get(row.file.media_type, row.file.media_type)),
            Column("ukuran", _("Ukuran"), lambda row: file_size(row.file.size), sort="file__size", is_numeric=True),
            Column("terbit", _("Terbit"), lambda row: moment(row.issued_at, request.agency.zone), sort="issued_at"),
        ),
        row_key=lambda row: str(row.uid),
        row_url=lambda row: reverse("document_download", args=[row.uid]),
        filters=(
            Filter("jenis", _("Jenis"), [*TYPES.items()], lambda found, kind: found.filter(file__media_type=kind)),
        ),
        empty_text=_(
            "Belum ada dokumen yang dapat Anda unduh. Ekspor dan surat muncul di sini setelah selesai dibuat."
        ),
    )
    context = {"table": build(spec, rows, request.GET, request.path), "count": rows.count()}
    return render(request, "documents/list.html", context)


@require_GET
def download(request: Any, uid: uuid.UUID) -> HttpResponse:
    """The file of a document, always as an attachment: nothing of it runs in the browser."""
    document, content = open_document(actor=request.actor, now=request.now, uid=uid)
    response = HttpResponse(content, content_type=document.file.media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(document.file.name)}"
    response["Cache-Control"] = "private, no-store"
    return response
