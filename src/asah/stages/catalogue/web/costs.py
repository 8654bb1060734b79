"""What one class costs, line by line, on a day, for so many people."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from asah.foundation.access.actor import NotThere, require
from asah.foundation.access.permissions import Permission
from asah.stages.budget import queries as budget
from asah.stages.catalogue import queries
from asah_basics.charts import Step, waterfall
from asah_basics.formats import FormatError, parse_date, rupiah_short


@require_GET
def of_class(request: Any, code: str) -> HttpResponse:
    """Who is paid what, from which account, and whether a price changes within the year."""
    require(request.actor, Permission.BUDGET_READ)
    today = request.actor.today(request.now)
    on = _day(request.GET.get("tanggal", ""), today)
    page = queries.programme_page(request.actor, code, on)
    current = page.current
    if current is None:
        raise NotThere("Program ini belum terbit.")
    seats = _count(request.GET.get("peserta", ""), current.class_max, current.class_max)
    remote = _count(request.GET.get("terpencil", ""), 0, seats)
    context: dict[str, Any] = {
        "page": page,
        "current": current,
        "seats": seats,
        "remote": remote,
        "on": on,
        "funds": [
            fund
            for fund in budget.funds_of_year(on.year)
            if budget.may_pay(fund.rule, kind=current.kind, form_id=current.form_id)
        ],
    }
    if page.costing is not None:
        context |= _costed(page.costing, seats, remote, on)
    return render(request, "catalogue/cost.html", context)


def _costed(costing: budget.Costing, seats: int, remote: int, on: date) -> dict[str, Any]:
    lines = budget.lines_of_class(costing, seats=seats, remote=remote)
    total = costing.of_class(seats, remote)
    own = {one.row.price.code for one in lines}
    changes = budget.price_changes(date(on.year, 1, 1), date(on.year, 12, 31))
    paid = sorted((one for one in lines if one.rupiah), key=lambda one: -one.rupiah)
    steps = [Step(one.row.price.name, one.rupiah / 1_000_000) for one in paid]
    chart = None
    if len(steps) > 1:
        chart = waterfall(
            total / 1_000_000,
            steps,
            sub=_("Juta rupiah, satu kelas %(seats)d orang") % {"seats": seats},
            source=_("Sumber: standar biaya yang berlaku pada hari itu"),
            title=_("%(name)s bagian terbesar: %(amount)s")
            % {"name": paid[0].row.price.name, "amount": rupiah_short(paid[0].rupiah)},
        )
    return {
        "lines": lines,
        "total": total,
        "per_head": -(-total // seats),
        "accounts": budget.by_account(costing, seats=seats, remote=remote),
        "changes": [change for code, change in changes.items() if code in own],
        "chart": chart,
    }


def _count(text: str, otherwise: int, most: int) -> int:
    return min(max(int(text), 1 if otherwise else 0), max(most, 1)) if text.isdigit() and len(text) < 6 else otherwise


def _day(text: str, otherwise: date) -> date:
    try:
        return parse_date(text) if text else otherwise
    except FormatError:
        return otherwise
