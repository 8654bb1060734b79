"""The open lottery: for those who hold it, and for anybody who checks it."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from asah.foundation.access.actor import NotThere, require
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.public import public
from asah.foundation.pages.responses import render_form
from asah.foundation.pages.toasts import toast
from asah.stages.plan import queries, services
from asah.stages.plan.rules.drawing import SCRIPT, list_text
from asah.stages.plan.web.forms import DrawForm, FreezeForm, PermitForm


@require_http_methods(["GET", "POST"])
def lotteries(request: Any) -> HttpResponse:
    """All lotteries; POST enters the decree that permits them."""
    rows, form = queries.lotteries_of(request.actor), PermitForm(request.POST or None)
    if form.is_valid():
        try:
            services.permit_lotteries(
                actor=request.actor, now=request.now, number=form.cleaned_data["number"], on=form.cleaned_data["on"]
            )
        except services.LotteryRefused as refused:
            form.add_error("number", str(refused))
        else:
            toast(request, _("Keputusan tercatat. Undian dapat dipakai pada nilai setara."))
            return redirect("plan_lotteries")
    may_run = request.actor.holds(Permission.LOTTERY_RUN)
    context = {"rows": rows, "permit": queries.permit(), "may_run": may_run}
    return render_form(request, "plan/lotteries.html", form, context)


@require_http_methods(["GET", "POST"])
def freeze(request: Any, scenario: uuid.UUID, code: str) -> HttpResponse:
    """Who is of equal value for a programme; POST freezes the list and publishes its digest."""
    require(request.actor, Permission.LOTTERY_RUN)
    page = queries.scenario_page(request.actor, scenario)
    if page.run is None:
        raise NotThere("Skenario ini belum dihitung.")
    roster = queries.programme_roster(request.actor, page.run, code, request.actor.today(request.now))
    band = services.band_of(page.run, code, request.actor.today(request.now))
    form = FreezeForm(request.POST or None)
    if form.is_valid():
        try:
            row = services.freeze_lottery(
                actor=request.actor,
                now=request.now,
                scenario=scenario,
                code=code,
                number_what=form.cleaned_data["number_what"],
                number_at=form.moment(request.agency.zone),
            )
        except services.LotteryRefused as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _("Daftar sudah dikunci. Umumkan kode SHA-256 ini sebelum angka penentu diketahui."))
            return redirect("plan_lottery", lottery=row.uid)
    context = {"page": page, "programme": roster.programme, "band": band, "permit": queries.permit()}
    return render_form(request, "plan/lottery_freeze.html", form, context)


@require_http_methods(["GET", "POST"])
def lottery(request: Any, lottery: uuid.UUID) -> HttpResponse:
    """A frozen list; once the public number can be known, POST draws with it."""
    page = queries.lottery_page(request.actor, lottery, request.actor.today(request.now))
    form = DrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        numbers = form.cleaned_data["numbers"].split(";")
        try:
            services.draw_lottery(actor=request.actor, now=request.now, lottery=lottery, numbers=numbers)
        except services.LotteryRefused as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _("Undian ditarik. Hitung rencana agar urutannya dipakai."))
            return redirect("plan_lottery", lottery=lottery)
    context = {
        "page": page,
        "may_draw": request.actor.holds(Permission.LOTTERY_RUN) and page.draw is None,
        "is_time": request.now >= page.lottery.number_at,
        "check_url": f"/undian/{request.agency.slug}/{page.lottery.uid}/",
    }
    return render_form(request, "plan/lottery.html", form, context)


@require_POST
def record(request: Any, lottery: uuid.UUID) -> HttpResponse:
    """Start the printing of the minutes."""
    address = request.build_absolute_uri(f"/undian/{request.agency.slug}/{lottery}/")
    try:
        job = services.record_lottery(actor=request.actor, now=request.now, lottery=lottery, address=address)
    except services.LotteryRefused as refused:
        toast(request, str(refused))
        return redirect("plan_lottery", lottery=lottery)
    return redirect(f"/pekerjaan/{job.uid}/")


@public
@require_GET
def check(request: Any, slug: str, lottery: uuid.UUID) -> HttpResponse:
    """Periksa undian: the steps from the server, recomputed by the visitor's own browser where it can."""
    return render(request, "plan/lottery_check.html", {"page": queries.public_lottery(slug, lottery)})


@public
@require_GET
def download(request: Any, slug: str, lottery: uuid.UUID, form: str) -> HttpResponse:
    """The list as published (`daftar.txt`) or the independent script (`periksa_undian.py`)."""
    page = queries.public_lottery(slug, lottery)
    name, text = {
        "daftar": ("daftar.txt", list_text(page.rule, page.quota, page.codes)),
        "skrip": ("periksa_undian.py", SCRIPT),
    }.get(form, ("", ""))
    if not name:
        raise NotThere("Berkas ini tidak ada.")
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
