"""One fund: its three columns, entries, revisions; and the year as a workbook."""

import uuid
from io import BytesIO
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from asah.foundation.access.actor import require
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.toasts import toast
from asah.stages.budget import queries, services
from asah.stages.budget.web.forms import RevisionForm, SpendingForm
from asah.stages.budget.web.office import year_of
from asah_basics.formats import moment

MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
def fund(request: Any, fund: uuid.UUID) -> HttpResponse:
    """One fund; POST records what was committed or paid."""
    today = request.actor.today(request.now)
    page = queries.fund_page(request.actor, fund, today)
    form = SpendingForm(request.POST or None, initial={"on": today, "column": "realisasi"})
    if request.method == "POST":
        require(request.actor, Permission.BUDGET_EDIT)
    if form.is_valid():
        try:
            services.record_spending(
                actor=request.actor, now=request.now, fund=fund, column=form.cleaned_data["column"],
                spending=form.spending(),
            )  # fmt: skip
        except (services.OverCeiling, services.FundRefused) as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _("Catatan tersimpan."))
            return redirect("budget_fund", fund=fund)
    context = {"page": page, "fund": page.fund, "form": form, "may_edit": request.actor.holds(Permission.BUDGET_EDIT)}
    return render(request, "budget/fund.html", context, status=422 if form.is_bound and form.errors else 200)


@require_http_methods(["GET", "POST"])
def revise(request: Any, fund: uuid.UUID) -> HttpResponse:
    """Revise the amounts of a fund, with reason and document."""
    require(request.actor, Permission.BUDGET_EDIT)
    today = request.actor.today(request.now)
    page = queries.fund_page(request.actor, fund, today)
    base = next(row for row in queries.funds_of_year(page.fund.year) if row.uid == fund)
    quarters = {f"quarter{at}": v for at, v in enumerate(base.quarter_ceilings, 1) if v < base.amount_rupiah}
    first = {"amount_rupiah": base.amount_rupiah, "version": base.version, "decided_on": today, **quarters}
    form = RevisionForm(request.POST or None, initial=first)
    if form.is_valid():
        try:
            services.revise_fund(
                actor=request.actor, now=request.now, fund=fund, version=form.cleaned_data["version"],
                revision=form.revision(base),
            )  # fmt: skip
        except (services.FundRefused, services.ChangedMeanwhile) as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _("Pagu direvisi. Skenario yang memakai pagu lama perlu dihitung ulang."))
            return redirect("budget_fund", fund=fund)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "budget/revise.html", {"page": page, "fund": page.fund, "form": form}, status=status)


@require_GET
def spreadsheet(request: Any) -> HttpResponse:
    """Funds with their columns, entries and prices of the year as a workbook; small enough to be written at once."""
    today, year = request.actor.today(request.now), year_of(request)
    page = queries.budget_page(request.actor, year, today)
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True, "bottom": 1})
    funds = [
        (row.year, row.code, row.name, row.source, page.opd_names.get(row.opd or 0, ""), row.amount_rupiah,
         *(row.quarter_ceilings or ("", "", "", "")), page.balances[row.id].committed, page.balances[row.id].realised,
         page.balances[row.id].free or 0, row.legal_basis)
        for row in page.funds
    ]  # fmt: skip
    header: tuple[str, ...] = (
        "Tahun", "Kode subkegiatan", "Nama", "Sumber", "Perangkat daerah", "Pagu", "TW I", "TW II", "TW III",
              "TW IV", "Terikat", "Realisasi", "Sisa", "Dasar hukum")  # fmt: skip
    _sheet(book, bold, "Sumber dana", header, funds)
    entries = [
        (name, row.label, row.unit, f"TW {row.quarter}", row.account, row.committed, row.realised,
         "melewati pagu" if row.over else "")
        for name, row in queries.entries_of_year(year, today)
    ]  # fmt: skip
    header = ("Sumber dana", "Uraian", "Unit", "Triwulan", "Rekening", "Terikat", "Realisasi", "Tanda")
    _sheet(book, bold, "Ikatan", header, entries)
    prices = [
        (row.code, row.name, row.measure, row.amount_rupiah, row.account_code, row.legal_basis,
         "contoh" if row.is_sample else "")
        for row in queries.standards_page(request.actor, today)
    ]  # fmt: skip
    _sheet(book, bold, "Standar biaya", ("Kode", "Uraian", "Satuan", "Harga", "Rekening", "Dasar", "Tanda"), prices)
    made = f"{moment(request.now, request.agency.zone)} oleh {request.actor.name}"
    about = (("Isi", f"Anggaran {year}: pagu, terikat, realisasi, standar biaya"), ("Dibuat", made))
    _sheet(book, bold, "Keterangan", ("Keterangan", ""), about)
    book.close()
    response = HttpResponse(buffer.getvalue(), content_type=MEDIA)
    response["Content-Disposition"] = f'attachment; filename="anggaran-{year}.xlsx"'
    return response


def _sheet(book: Any, bold: Any, name: str, header: Any, rows: Any) -> None:
    sheet = book.add_worksheet(name)
    sheet.write_row(0, 0, header, bold)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(header) - 1, 18)
    for at, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(at, column, value)
            else:
                sheet.write_number(at, column, value)
