"""What everybody reads: the list of programmes, one programme, two versions, and the catalogue as a workbook."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from asah.foundation.access.permissions import Permission
from asah.stages.catalogue import queries
from asah.stages.catalogue.web.forms import choices_on
from asah.stages.catalogue.web.workbook import workbook
from asah_basics.formats import moment

KINDS = (
    ("manajerial", "Manajerial"),
    ("sosiokultural", "Sosial kultural"),
    ("pemerintahan", "Pemerintahan"),
    ("teknis", "Teknis"),
)
MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _chosen(request: Any) -> dict[str, Any]:
    params = request.GET
    return {
        "words": params.get("q", "").strip(),
        "kind": params.get("jenis", ""),
        "method": params.get("metode", ""),
        "form": params.get("bentuk", ""),
        "review": params.get("tinjau", "") == "1",
    }


@require_GET
def programmes(request: Any) -> HttpResponse:
    """Cards or table of the programmes in force."""
    chosen = _chosen(request)
    today = request.actor.today(request.now)
    found = queries.programmes_page(request.actor, today, **chosen)
    params = request.GET.copy()
    params.pop("tampilan", None)
    context = {
        "found": found,
        "kinds": KINDS,
        "forms": choices_on(today).forms,
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
        "may_partner": request.actor.holds(Permission.PARTNER_READ),
    }
    return render(request, "catalogue/programme.html", context)


@require_GET
def difference(request: Any, code: str, old: int, new: int) -> HttpResponse:
    """What changed from one version to another, field by field."""
    page = queries.difference_page(request.actor, code, old, new)
    context = {"page": page, "may_edit": request.actor.holds(Permission.CATALOGUE_EDIT)}
    return render(request, "catalogue/difference.html", context)


@require_GET
def spreadsheet(request: Any) -> HttpResponse:
    """The whole catalogue as a workbook that the import reads back, with what it costs on a second sheet."""
    may_edit = request.actor.holds(Permission.CATALOGUE_EDIT)
    today = request.actor.today(request.now)
    made = f"{moment(request.now, request.agency.zone)} oleh {request.actor.name}"
    rows = queries.sheet_rows(request.actor, drafts=may_edit)
    cards = queries.programmes_page(request.actor, today, **_chosen(request)).cards
    response = HttpResponse(workbook(rows, cards, made, may_edit), content_type=MEDIA)
    response["Content-Disposition"] = f'attachment; filename="katalog-{today:%Y-%m-%d}.xlsx"'
    return response
