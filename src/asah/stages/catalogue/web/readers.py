"""What everybody reads: the list of programmes, one programme, and the list as a workbook."""

from io import BytesIO
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from asah.foundation.access.permissions import Permission
from asah.stages.catalogue import queries
from asah_basics.formats import moment

KINDS = (
    ("manajerial", "Manajerial"),
    ("sosiokultural", "Sosial kultural"),
    ("pemerintahan", "Pemerintahan"),
    ("teknis", "Teknis"),
)
MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _chosen(request: Any) -> dict[str, str]:
    params = request.GET
    return {"words": params.get("q", "").strip(), "kind": params.get("jenis", ""), "method": params.get("metode", "")}


@require_GET
def programmes(request: Any) -> HttpResponse:
    """Cards or table of the programmes in force."""
    chosen = _chosen(request)
    found = queries.programmes_page(request.actor, request.actor.today(request.now), **chosen)
    params = request.GET.copy()
    params.pop("tampilan", None)
    context = {
        "found": found,
        "kinds": KINDS,
        "as_table": request.GET.get("tampilan") == "tabel",
        "query": params.urlencode(),
        "may_edit": request.actor.holds(Permission.CATALOGUE_EDIT),
    }
    return render(request, "catalogue/list.html", context | chosen)


@require_GET
def programme(request: Any, code: str) -> HttpResponse:
    """One programme: what one can do after it, what it costs, how its versions differ."""
    page = queries.programme_page(request.actor, code, request.actor.today(request.now))
    context = {
        "page": page,
        "current": page.current,
        "may_edit": request.actor.holds(Permission.CATALOGUE_EDIT),
        "may_publish": request.actor.holds(Permission.CATALOGUE_PUBLISH),
        "may_cost": request.actor.holds(Permission.BUDGET_READ),
    }
    return render(request, "catalogue/programme.html", context)


@require_GET
def spreadsheet(request: Any) -> HttpResponse:
    """The list as a workbook, with the same filters; small enough to be written at once."""
    today = request.actor.today(request.now)
    found = queries.programmes_page(request.actor, today, **_chosen(request))
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True, "bottom": 1})
    sheet = book.add_worksheet("Program")
    header = (
        "Kode",
        "Program",
        "Jenis",
        "Metode",
        "JP",
        "Hari",
        "Peserta",
        "Versi",
        "Kompetensi",
        "Biaya per orang (Rp)",
    )
    sheet.write_row(0, 0, header, bold)
    for at, card in enumerate(found.cards, 1):
        row = card.version
        gains = "; ".join(f"{gain.name} +{gain.lift.normalize():f}" for gain in row.gains)
        words = (row.code, row.name, row.kind, row.method.label)
        sheet.write_row(at, 0, words)
        sheet.write_row(at, len(words), (float(row.jp), row.days))
        sheet.write_string(at, 6, f"{row.class_min}-{row.class_max}")
        sheet.write_row(at, 7, (row.number, gains))
        if card.per_head_rupiah is not None:
            sheet.write_number(at, 9, card.per_head_rupiah)
    about = book.add_worksheet("Keterangan")
    chosen = "; ".join(f"{key}: {value}" for key, value in _chosen(request).items() if value) or "tanpa saringan"
    made = f"{moment(request.now, request.agency.zone)} oleh {request.actor.name}"
    told = (("Isi", "Katalog program"), ("Saringan", chosen), ("Dibuat", made))
    for at, row_words in enumerate(told):
        about.write_row(at, 0, row_words)
    book.close()
    response = HttpResponse(buffer.getvalue(), content_type=MEDIA)
    response["Content-Disposition"] = f'attachment; filename="katalog-{today:%Y-%m-%d}.xlsx"'
    return response
