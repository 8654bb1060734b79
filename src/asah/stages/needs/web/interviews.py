"""Interviews: list with themes, one interview with its guide, quotes and autosave."""

import uuid
from collections import Counter
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from asah.foundation.access.actor import NotAllowed
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.responses import render_form
from asah.foundation.pages.toasts import toast
from asah.stages.needs import queries, services
from asah.stages.needs.rules import QUESTIONS, answered
from asah.stages.needs.web.choices import competency_choices, unit_choices, year_of
from asah.stages.needs.web.forms import AnswersForm, InterviewForm, QuoteForm
from asah_basics.charts import Bar, ordered_bars


@require_GET
def listed(request: Any) -> HttpResponse:
    """What was said, about which competency, where?"""
    year, today = year_of(request), request.actor.today(request.now)
    rows, notes = queries.interviews_of_year(request.actor, year, today)
    counted = Counter(note.competency for note in notes)
    chart = None
    if len(counted) > 1:
        word, most = counted.most_common(1)[0]
        chart = ordered_bars(
            [Bar(name, count) for name, count in counted.items()],
            measure=_("Catatan"),
            sub=_("Banyaknya kutipan per kompetensi"),
            source=_("Sumber: %(count)d wawancara %(year)d") % {"count": len(rows), "year": year},
            title=_("%(word)s paling sering disebut, %(most)d kali") % {"word": word, "most": most},
            decimals=0,
        )
    context = {
        "rows": rows,
        "notes": notes[:30],
        "chart": chart,
        "year": year,
        "questions": QUESTIONS,
        "may_edit": request.actor.holds(Permission.INTERVIEW_EDIT),
    }
    return render(request, "needs/interviews.html", context)


@require_http_methods(["GET", "POST"])
def new(request: Any) -> HttpResponse:
    """Begin an interview; whether its unit is within reach is decided on the unit."""
    if not request.actor.holds(Permission.INTERVIEW_EDIT):
        raise NotAllowed(_("Peran Anda tidak mencakup wawancara."))
    today = request.actor.today(request.now)
    form = InterviewForm(request.POST or None, units=unit_choices(request), initial={"held_on": today})
    if form.is_valid():
        data = form.cleaned_data | {"unit": int(form.cleaned_data["unit"])}
        try:
            row = services.open_interview(actor=request.actor, now=request.now, year=year_of(request), **data)
            return redirect("needs_interview", interview=row.uid)
        except services.InterviewRefused as refused:
            form.add_error(None, str(refused))
    return render_form(request, "needs/interview_new.html", form)


@require_GET
def shown(request: Any, interview: uuid.UUID) -> HttpResponse:
    """One interview: answers, quotes."""
    return render(request, "needs/interview.html", _context(request, interview))


def _context(request: Any, interview: uuid.UUID) -> dict[str, Any]:
    page = queries.interview_page(request.actor, interview, request.actor.today(request.now))
    initial = {f"a{at}": text for at, text in enumerate(page.row.answers)} | {"version": page.row.version}
    units = unit_choices(request, below=page.row.path)
    return {
        "page": page,
        "row": page.row,
        "answered": answered(page.row.answers),
        "form": AnswersForm(initial=initial),
        "quote_form": QuoteForm(choices=competency_choices(), units=units),
        "may_edit": request.actor.holds(Permission.INTERVIEW_EDIT),
    }


@require_POST
def save(request: Any, interview: uuid.UUID) -> HttpResponse:
    """Save the answers; the page does this by itself while one types."""
    form = AnswersForm(request.POST)
    alone = "X-Asah-Autosave" in request.headers
    if form.is_valid():
        try:
            row = services.save_interview(
                actor=request.actor, now=request.now, interview=interview, version=form.cleaned_data["version"],
                answers=form.answers(),
            )  # fmt: skip
        except services.InterviewChanged as changed:
            theirs = {QUESTIONS[int(at)]: text for at, text in changed.theirs.items()}
            if alone:
                return JsonResponse({"theirs": theirs}, status=409)
            context = _context(request, interview) | {"form": form, "conflicts": theirs, "version": changed.version}
            return render(request, "needs/interview.html", context, status=409)
        if alone:
            return JsonResponse({"version": row.version})
        toast(request, _("Jawaban tersimpan."))
        return redirect("needs_interview", interview=interview)
    return render(request, "needs/interview.html", _context(request, interview) | {"form": form}, status=422)


@require_POST
def quote(request: Any, interview: uuid.UUID) -> HttpResponse:
    """Add a coded quote, or take one away."""
    who = {"actor": request.actor, "now": request.now, "interview": interview}
    if request.POST.get("hapus", "").isdigit():
        services.drop_quote(**who, quote=int(request.POST["hapus"]))
        toast(request, _("Catatan dihapus."))
        return redirect("needs_interview", interview=interview)
    context = _context(request, interview)
    units = unit_choices(request, below=context["row"].path)
    form = QuoteForm(request.POST, choices=competency_choices(), units=units)
    if form.is_valid():
        data = form.cleaned_data | {"unit": int(form.cleaned_data["unit"] or 0)}
        try:
            services.code_quote(**who, **data)
        except services.InterviewRefused as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _("Kutipan diberi kode."))
            return redirect("needs_interview", interview=interview)
    return render(request, "needs/interview.html", context | {"quote_form": form}, status=422)


@require_POST
def finish(request: Any, interview: uuid.UUID) -> HttpResponse:
    """From now on it counts."""
    try:
        services.finish_interview(actor=request.actor, now=request.now, interview=interview)
        toast(request, _("Wawancara selesai. Kebutuhan unitnya dihitung ulang."))
    except services.InterviewRefused as refused:
        toast(request, str(refused))
    return redirect("needs_interview", interview=interview)
