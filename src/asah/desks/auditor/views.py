"""Jejak audit: who, when with zone, what old and new; filter; check of the chain."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from asah.foundation.access.actor import require
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.queries import TrailFilter, trail, verbs_seen
from asah.foundation.audit.seals import check_chain
from asah_basics.formats import FormatError, parse_date


@require_http_methods(["GET", "POST"])
def audit_trail(request: Any) -> HttpResponse:
    """The page; POST recomputes the chain and says whether it holds."""
    require(request.actor, Permission.AUDIT_READ)
    verdict = check_chain() if request.method == "POST" else None
    wanted, faults = _wanted(request)
    page = trail(request.actor, wanted, page=_page_number(request.GET.get("halaman", "")))
    context = {"page": page, "verbs": verbs_seen(), "wanted": request.GET, "faults": faults, "verdict": verdict}
    return render(request, "auditor/trail.html", context)


def _page_number(text: str) -> int:
    return int(text) if text.isdigit() else 1


def _wanted(request: Any) -> tuple[TrailFilter, list[str]]:
    faults: list[str] = []
    since = _moment(request, "sejak", faults)
    until = _moment(request, "sampai", faults)
    filters = TrailFilter(
        verb=request.GET.get("verba", "")[:60],
        kind=request.GET.get("jenis", "")[:60],
        key=request.GET.get("kunci", "")[:80],
        since=since,
        until=until + timedelta(days=1) if until else None,
    )
    return filters, faults


def _moment(request: Any, name: str, faults: list[str]) -> datetime | None:
    text = request.GET.get(name, "").strip()
    if not text:
        return None
    try:
        return datetime.combine(parse_date(text), time(), ZoneInfo(request.agency.zone))
    except FormatError as error:
        faults.append(str(error))
        return None
