"""Identity, letterheads and officials, for the administrator."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from asah.foundation.access.actor import NotAllowed
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.components import Link
from asah.stages.agency import queries, services
from asah.stages.agency.web.forms import EndForm, IdentityForm, LetterheadForm, OfficialForm

_SECTIONS = (
    ("agency_identity", "Identitas"),
    ("agency_letterhead", "Kop surat"),
    ("agency_officials", "Pejabat"),
    ("agency_years", "Tahun"),
    ("agency_calendar", "Kalender"),
    ("agency_hours", "Jam kerja"),
    ("agency_rules", "Aturan berlaku"),
)


@require_http_methods(["GET", "POST"])
def identity(request: Any) -> HttpResponse:
    """What the government calls itself."""
    may_set_up(request)
    row = queries.identity()
    start = (asdict(row) if row else {}) | {"zone": request.agency.zone}
    form = IdentityForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            services.save_identity(actor=request.actor, now=request.now, **form.cleaned_data)
            return redirect("agency_identity")
        except (services.Conflict, services.NotAZone) as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "row": row, "sections": sections("agency_identity")}
    return render(request, "agency/identity.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def letterhead(request: Any) -> HttpResponse:
    """The head of letters, of the office and of each OPD."""
    may_set_up(request)
    rows = queries.letterheads()
    chosen = next((row for row in rows if row.opd_code == request.GET.get("opd", "")), None)
    start = {"opd_code": chosen.opd_code, "lines": "\n".join(chosen.lines), "address": chosen.address} if chosen else {}
    form = LetterheadForm(request.POST or None, initial=start | {"version": chosen.version if chosen else 0})
    if request.method == "POST" and form.is_valid():
        try:
            services.save_letterhead(actor=request.actor, now=request.now, **form.cleaned_data)
            return redirect("agency_letterhead")
        except services.Conflict as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "rows": rows, "chosen": chosen, "sections": sections("agency_letterhead")}
    return render(request, "agency/letterhead.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def officials(request: Any) -> HttpResponse:
    """Who signs, as what, since when."""
    may_set_up(request)
    today: date = request.actor.today(request.now)
    form = OfficialForm(request.POST or None, initial={"from_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            services.appoint_official(actor=request.actor, now=request.now, **form.cleaned_data)
            return redirect("agency_officials")
        except services.OfficeTaken as refusal:
            form.add_error("from_on", str(refusal))
    context = {"form": form, "rows": queries.officials(today), "sections": sections("agency_officials")}
    return render(request, "agency/officials.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def end_official(request: Any, official: int) -> HttpResponse:
    """Let somebody's authority to sign end."""
    may_set_up(request)
    form = EndForm(request.POST or None, initial={"on_day": request.actor.today(request.now)})
    if request.method == "POST" and form.is_valid():
        try:
            services.end_official(actor=request.actor, now=request.now, official=official, **form.cleaned_data)
            return redirect("agency_officials")
        except services.OfficeTaken:
            form.add_error("on_day", _("Pilih hari setelah wewenangnya dimulai."))
    context = {"form": form, "sections": sections("agency_officials")}
    return render(request, "agency/official_end.html", context, status=422 if form.errors else 200)


def may_set_up(request: Any) -> None:
    """Raise NotAllowed unless the actor sets the agency up."""
    if not request.actor.holds(Permission.AGENCY_SETUP):
        raise NotAllowed(_("Pengaturan instansi hanya untuk admin sistem."))


def sections(current: str) -> list[Link]:
    """The tabs of the set-up."""
    return [Link(_(label), reverse(route), route == current) for route, label in _SECTIONS]
