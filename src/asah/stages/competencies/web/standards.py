"""Dictionaries and standards: what can be asked of posts, and what is."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from asah.foundation.access.actor import NotAllowed
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.components import Status
from asah.foundation.pages.tables import Column, Filter, TableSpec, build
from asah.stages.competencies import queries, services
from asah.stages.competencies.web.forms import StandardForm
from asah.stages.competencies.web.office import KINDS


@require_GET
def dictionary(request: Any) -> HttpResponse:
    """All competencies, and how many posts ask for them."""
    _may_read(request)
    today = request.actor.today(request.now)
    rows = queries.competencies(today)
    task = queries.setup_tasks(today)[0]
    context = {
        "table": build(_spec(), rows, request.GET, request.path),
        "total": len(rows),
        "standards": sum(row.standards for row in rows),
        "task": task,
        "may_edit": request.actor.holds(Permission.COMPETENCY_EDIT),
    }
    return render(request, "competencies/dictionary.html", context)


@require_POST
def start(request: Any) -> HttpResponse:
    """Load the dictionaries that ship with Asah and the starting standards; what stands already stays."""
    for name in services.SHIPPED:
        services.load_dictionary(actor=request.actor, now=request.now, dictionary=name)
    services.adopt_default_standards(actor=request.actor, now=request.now, from_on=request.actor.today(request.now))
    return redirect("competency_standards")


@require_http_methods(["GET", "POST"])
def competency(request: Any, code: str) -> HttpResponse:
    """One competency: five levels, who asks for it, and a new standard."""
    _may_read(request)
    today = request.actor.today(request.now)
    entry = queries.competency_by_code(code, today)
    form = StandardForm(request.POST or None, initial={"from_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            services.set_standard(actor=request.actor, now=request.now, competency=entry.id, **form.cleaned_data)
            return redirect("competency_detail", code=code)
        except services.BadStandard as refusal:
            form.add_error("job_key", str(refusal))
    context = {
        "entry": entry,
        "levels": queries.levels_of(entry.id),
        "standards": queries.standards_of(entry.id, today),
        "form": form,
        "may_edit": request.actor.holds(Permission.COMPETENCY_EDIT) and entry.is_active,
    }
    return render(request, "competencies/competency.html", context, status=422 if form.errors else 200)


def _spec() -> TableSpec:
    return TableSpec(
        name="kamus",
        caption=_("Kamus kompetensi"),
        columns=(
            Column("nama", _("Kompetensi"), lambda row: row.name, sort="name", hint=lambda row: row.code),
            Column("jenis", _("Jenis"), lambda row: row.kind_label, sort="kind"),
            Column("standar", _("Standar"), lambda row: row.standards, sort="standards", is_numeric=True),
            Column("status", _("Status"), lambda row: _status(row)),
        ),
        row_key=lambda row: row.code,
        row_url=lambda row: reverse("competency_detail", args=[row.code]),
        filters=(Filter("jenis", _("Jenis"), KINDS[1:], lambda rows, kind: [row for row in rows if row.kind == kind]),),
        search=lambda rows, words: [row for row in rows if words.casefold() in f"{row.name} {row.code}".casefold()],
        search_label=_("Cari kompetensi"),
        empty_text=_("Belum ada kamus kompetensi di sini."),
    )


def _may_read(request: Any) -> None:
    # Whoever sets the agency up sees how far standards are, without reading anybody's competence.
    if not (request.actor.holds(Permission.COMPETENCY_READ) or request.actor.holds(Permission.AGENCY_SETUP)):
        raise NotAllowed(_("Peran Anda tidak mencakup standar kompetensi."))


def _status(row: queries.CompetencyRow) -> Status:
    if not row.is_active:
        return Status(_("Tidak dipakai"))
    return Status(_("Contoh"), "warn", "half") if row.is_sample else Status(_("Baku"), "ok", "full")
