"""The planner's pages of money: funds of a year and the price list."""

import uuid
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from asah.foundation.access.actor import NotThere, require
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.responses import render_form
from asah.foundation.pages.toasts import toast
from asah.stages.agency import queries as agency
from asah.stages.budget import queries, services
from asah.stages.budget.web import pictures
from asah.stages.budget.web.forms import FundForm, StandardForm, fund_initial
from asah.stages.people import queries as people
from asah_basics.formats import date_long


def year_of(request: Any) -> int:
    """The year in the address, else the newest one."""
    wanted = request.GET.get("tahun") or request.session.get("year")
    if str(wanted or "").isdigit():
        return int(wanted)
    known = [row.year for row in agency.years()]
    return max(known, default=request.actor.today(request.now).year)


@require_GET
def overview(request: Any) -> HttpResponse:
    """How much money, from where, how much of it is bound and paid."""
    today = request.actor.today(request.now)
    page = queries.budget_page(request.actor, year_of(request), today)
    rows = [(fund, page.balances[fund.id]) for fund in page.funds]
    context = {
        "page": page,
        "rows": rows,
        "zero": [fund for fund in page.funds if not fund.amount_rupiah],
        "over": [fund for fund, balance in rows if balance.free is not None and balance.free < 0],
        "chart": pictures.columns_chart(rows, page.year),
        "may_edit": request.actor.holds(Permission.BUDGET_EDIT),
    }
    return render(request, "budget/overview.html", context)


def _opds(request: Any) -> list[tuple[str, str]]:
    today = request.actor.today(request.now)
    return [(str(unit.unit), unit.name) for unit in people.units_on(today) if unit.opd == unit.unit]


@require_http_methods(["GET", "POST"])
def add(request: Any) -> HttpResponse:
    """A new fund."""
    require(request.actor, Permission.BUDGET_EDIT)
    year = year_of(request)
    form = FundForm(request.POST or None, opds=_opds(request))
    if form.is_valid():
        try:
            services.open_fund(actor=request.actor, now=request.now, year=year, fund=form.values())
        except (services.FundExists, services.FundRefused) as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _("Sumber dana ditambahkan."))
            return redirect("budget_overview")
    return render_form(request, "budget/edit.html", form, {"year": year})


@require_http_methods(["GET", "POST"])
def edit(request: Any, fund: uuid.UUID) -> HttpResponse:
    """Change a fund; a conflict names the fields and keeps what was typed."""
    require(request.actor, Permission.BUDGET_EDIT)
    stored = queries.fund_of(request.actor, fund)
    row = next(one for one in queries.funds_of_year(stored.year) if one.uid == fund)
    form = FundForm(request.POST or None, opds=_opds(request), initial=fund_initial(row, stored.source))
    if form.is_valid():
        version = form.cleaned_data["version"] or row.version
        try:
            services.change_fund(
                actor=request.actor, now=request.now, fund=fund, version=version, values=form.values(row)
            )
        except services.ChangedMeanwhile as changed:
            context = {
                "form": form,
                "year": row.year,
                "fund": row,
                "conflicts": changed.theirs,
                "version": changed.by_version,
            }
            return render(request, "budget/edit.html", context, status=409)
        except (services.FundExists, services.FundRefused) as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _("Sumber dana tersimpan."))
            return redirect("budget_overview")
    return render_form(request, "budget/edit.html", form, {"year": row.year, "fund": row})


@require_GET
def standards(request: Any) -> HttpResponse:
    """The price list in force today."""
    words = request.GET.get("q", "").strip()
    today = request.actor.today(request.now)
    rows = queries.standards_page(request.actor, today, words)
    context = {
        "rows": rows,
        "words": words,
        "today": today,
        "samples": sum(1 for row in rows if row.is_sample),
        "may_edit": request.actor.holds(Permission.BUDGET_EDIT),
    }
    return render(request, "budget/standards.html", context)


@require_POST
def adopt(request: Any) -> HttpResponse:
    """Load the example price list."""
    added = services.adopt_sample_standards(actor=request.actor, now=request.now)
    toast(request, _("{} standar biaya contoh dimuat.").format(added))
    return redirect("budget_standards")


@require_http_methods(["GET", "POST"])
def standard(request: Any, code: str) -> HttpResponse:
    """Replace an example price by the region's own."""
    require(request.actor, Permission.BUDGET_EDIT)
    today = request.actor.today(request.now)
    row = next((one for one in queries.standards_page(request.actor, today) if one.code == code), None)
    if row is None:
        raise NotThere("Standar biaya ini tidak ada.")
    form = StandardForm(request.POST or None, initial={"amount_rupiah": row.amount_rupiah, "start": today})
    history = queries.standard_history(code)
    if form.is_valid():
        try:
            services.set_standard(actor=request.actor, now=request.now, code=code, **form.cleaned_data)
        except services.FundRefused as refused:
            form.add_error(None, str(refused))
        except NotThere:
            form.add_error("start", _("Standar biaya ini belum berlaku pada tanggal itu."))
        else:
            toast(request, _told(form.cleaned_data["start"], today))
            return redirect("budget_standards")
    return render_form(request, "budget/standard.html", form, {"row": row, "history": history})


def _told(start: date, today: date) -> str:
    """What a new price does to what was costed before."""
    if start.month == 1 and start.day == 1:
        return _("Harga satuan tersimpan.")
    when = date_long(start)
    return _(
        "Harga satuan berganti mulai {}. Yang sudah terikat tetap memakai harga lama; hitung ulang rencana bila "
        "kelasnya sesudah tanggal itu."
    ).format(when)
