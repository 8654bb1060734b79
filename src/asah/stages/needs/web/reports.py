"""The AKPK: compiled, verified, validated, enacted; and its files."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from asah.foundation.access.actor import require
from asah.foundation.access.permissions import Permission
from asah.foundation.documents.files import FileRefused
from asah.foundation.pages.components import Happening, steps
from asah.foundation.pages.toasts import toast
from asah.stages.needs import queries, services
from asah.stages.needs.rules import STEP_WORDS
from asah.stages.needs.web.choices import year_of
from asah.stages.needs.web.forms import StepForm
from asah_basics.formats import date_long

WAY = ("disusun", "diverifikasi", "divalidasi", "ditetapkan")
BUTTONS = {
    "diverifikasi": "Verifikasi AKPK",
    "divalidasi": "Validasi AKPK",
    "ditetapkan": "Tetapkan AKPK",
}
TAKE = {"diverifikasi": services.verify_report, "divalidasi": services.validate_report}
RETURN = {
    "diverifikasi": services.return_at_verification,
    "divalidasi": services.return_at_validation,
    "ditetapkan": services.return_at_enactment,
}


@require_http_methods(["GET", "POST"])
def listed(request: Any) -> HttpResponse:
    """Reports of a year; POST compiles a new one."""
    year = year_of(request)
    rows = queries.reports_of_year(request.actor, year)
    refused = ""
    if request.method == "POST":
        require(request.actor, Permission.AKPK_COMPILE)
        try:
            row = services.compile_report(actor=request.actor, now=request.now, year=year)
        except services.ReportRefused as reason:
            refused = str(reason)
        else:
            toast(request, _("AKPK disusun. Kepala badan memverifikasinya."))
            return redirect("needs_report", report=row.uid)
    context = {
        "rows": rows,
        "year": year,
        "refused": refused,
        "may_compile": request.actor.holds(Permission.AKPK_COMPILE),
    }
    return render(request, "needs/reports.html", context, status=422 if refused else 200)


@require_http_methods(["GET", "POST"])
def shown(request: Any, report: uuid.UUID) -> HttpResponse:
    """One report; POST takes the next step or sends it back."""
    page = queries.report_of(request.actor, report)
    enacting = page.next_step == "ditetapkan"
    form = StepForm(request.POST or None, request.FILES or None, needs_decree=enacting, initial={"seen": page.digest})
    if form.is_valid():
        try:
            _take(request, page, form.cleaned_data)
        except (services.ReportRefused, FileRefused) as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("needs_report", report=report)
    place = WAY.index(page.status) + 1 if page.status in WAY else 1
    context = {
        "page": page,
        "figures": page.figures,
        "form": form,
        "enacting": enacting,
        "button": BUTTONS.get(page.next_step, ""),
        "way": steps([STEP_WORDS[kind] for kind in WAY], min(place + (page.status in WAY), len(WAY))),
        "history": [Happening(step.taken_at, _told(step)) for step in page.steps],
        "forms": (("akpk", "pdf"), ("akpk", "xlsx"), ("hcdp", "pdf"), ("hcdp", "xlsx")),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "needs/report.html", context, status=status)


def _told(step: queries.StepRow) -> str:
    text = f"{step.word} oleh {step.name}"
    if step.decree and step.decree_on:
        text += f", keputusan {step.decree} tanggal {date_long(step.decree_on)}"
    return f"{text}. {step.note}" if step.note else text


def _take(request: Any, page: queries.ReportPage, data: dict[str, Any]) -> None:
    who = {"actor": request.actor, "now": request.now, "report": page.uid, "seen": data["seen"]}
    if request.POST.get("tindakan") == "kembalikan":
        RETURN[page.next_step](**who, remark=data["remark"])
        toast(request, _("AKPK dikembalikan dengan catatan."))
        return
    if page.next_step == "ditetapkan":
        file = data["decree"]
        services.enact_report(
            **who, decree_number=data["decree_number"], decree_on=data["decree_on"], remark=data["remark"],
            content=file.read() if file else b"", name=file.name if file else "",
        )  # fmt: skip
    elif page.next_step:
        TAKE[page.next_step](**who, remark=data["remark"])
    else:
        raise services.ReportRefused(_("Tidak ada langkah lagi pada AKPK ini."))
    toast(request, _("Langkah tersimpan."))


@require_POST
def make_file(request: Any, report: uuid.UUID, what: str, form: str) -> HttpResponse:
    """Ask for a file; the job runs in the drawer."""
    try:
        services.request_file(actor=request.actor, now=request.now, report=report, what=what, form=form)
        toast(request, _("Berkas sedang disiapkan. Tautannya muncul di Pekerjaan."))
    except services.ReportRefused as refused:
        toast(request, str(refused))
    return redirect("needs_report", report=report)
