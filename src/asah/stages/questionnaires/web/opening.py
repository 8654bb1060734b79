"""The planner's deeds on a survey: prepare, check and open, remind, extend, close, take back, export."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from asah.foundation.access.actor import require
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.components import Answer
from asah.foundation.pages.responses import render_form
from asah.foundation.pages.toasts import toast
from asah.stages.people import queries as people
from asah.stages.questionnaires import queries, services
from asah.stages.questionnaires.web.forms import ExtendForm, SurveyForm
from asah.stages.questionnaires.web.office import year_of
from asah_basics.formats import date_long, number

REFUSALS = (services.BadSurvey, services.NotNow)


@require_http_methods(["GET", "POST"])
def new(request: Any) -> HttpResponse:
    """Choose a questionnaire, whom to ask, and when. Nobody is asked yet."""
    require(request.actor, Permission.SURVEY_EDIT)
    on = request.actor.today(request.now)
    year = year_of(request)
    versions = queries.newest_versions()
    units = list(people.visible_tree(request.actor, on).walk())
    initial = {"opens_on": on, "title": _("Survei kebutuhan %(year)s") % {"year": year}}
    if versions:
        initial["version"] = str(versions[0].id)
    form = SurveyForm(request.POST or None, initial=initial, versions=versions, units=units)
    if form.is_valid():
        data = form.cleaned_data
        try:
            row = services.prepare_survey(
                actor=request.actor, now=request.now, year=year, title=data["title"], version=int(data["version"]),
                opens_on=data["opens_on"], closes_on=data["closes_on"],
                unit=int(data["unit"]) if data["unit"] else None,
                employments=data["employments"], job_kinds=data["job_kinds"],
            )  # fmt: skip
        except services.BadSurvey as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("survey_open", uid=row.uid)
    return render_form(request, "questionnaires/new.html", form, {"year": year, "versions": versions})


@require_http_methods(["GET", "POST"])
def check_and_open(request: Any, uid: uuid.UUID) -> HttpResponse:
    """Check-answers before invitations leave the building; POST opens."""
    require(request.actor, Permission.SURVEY_EDIT)
    on = request.actor.today(request.now)
    refusal, status = "", 200
    if request.method == "POST":
        try:
            count = services.open_survey(actor=request.actor, now=request.now, survey=uid)
            toast(request, _("Survei dibuka: %(n)s undangan terkirim.") % {"n": number(count)})
            return redirect("survey_detail", uid=uid)
        except REFUSALS as error:
            refusal, status = str(error), 422
    survey = queries.survey_seen(request.actor, uid)
    found = queries.audience(on, survey.about, survey.unit, survey.employments, survey.job_kinds)
    tree = people.tree(on)
    where = tree.units[survey.unit].name if survey.unit in tree.units else _("Seluruh instansi")
    noun = _("%(n)s atasan") if survey.about == "tim" else _("%(n)s pegawai")
    period = _("%(a)s sampai %(b)s") % {"a": date_long(survey.opens_on), "b": date_long(survey.closes_on)}
    context = {
        "survey": survey,
        "refusal": refusal,
        "asked": len(found.asked),
        "without_superior": len(found.without_superior),
        "answers": [
            Answer(_("Kuesioner"), f"{survey.instrument_title}, versi {survey.version_number}"),
            Answer(_("Diundang"), noun % {"n": number(len(found.asked))}),
            Answer(_("Unit"), where),
            Answer(_("Waktu"), period),
            Answer(
                _("Tidak diundang"),
                _("%(n)s orang sedang cuti, tugas belajar, atau menjelang pensiun") % {"n": number(found.away)},
            ),
        ],
    }
    return render(request, "questionnaires/open.html", context, status=status)


@require_http_methods(["GET", "POST"])
def extend(request: Any, uid: uuid.UUID) -> HttpResponse:
    """A later last day."""
    require(request.actor, Permission.SURVEY_EDIT)
    survey = queries.survey_seen(request.actor, uid)
    form = ExtendForm(request.POST or None)
    if form.is_valid():
        try:
            services.extend_survey(
                actor=request.actor, now=request.now, survey=uid, closes_on=form.cleaned_data["closes_on"]
            )
        except REFUSALS as refusal:
            form.add_error(None, str(refusal))
        else:
            toast(request, _("Survei diperpanjang."))
            return redirect("survey_detail", uid=uid)
    return render_form(request, "questionnaires/extend.html", form, {"survey": survey})


@require_POST
def remind(request: Any, uid: uuid.UUID) -> HttpResponse:
    """Remind who has not finished, of one office or of all."""
    office = request.POST.get("office", "")
    key = people.tree(request.actor.today(request.now)).by_code[office].id if office else None
    return _deed(
        request,
        uid,
        lambda: (
            _("%(n)s orang diingatkan.")
            % {"n": number(services.remind(actor=request.actor, now=request.now, survey=uid, office=key))}
        ),
    )


@require_POST
def close(request: Any, uid: uuid.UUID) -> HttpResponse:
    """No more answers."""

    def deed() -> str:
        services.close_survey(actor=request.actor, now=request.now, survey=uid)
        return _("Survei ditutup. Jawaban terbuka sedang dikelompokkan.")

    return _deed(request, uid, deed)


@require_POST
def withdraw(request: Any, uid: uuid.UUID) -> HttpResponse:
    """Take the invitations back."""

    def deed() -> str:
        services.withdraw_survey(actor=request.actor, now=request.now, survey=uid)
        return _("Undangan ditarik kembali. Survei menjadi draf.")

    return _deed(request, uid, deed)


@require_POST
def export(request: Any, uid: uuid.UUID) -> HttpResponse:
    """Ask for the file; the job is in the drawer."""
    survey = queries.survey_seen(request.actor, uid)
    run = services.export_survey(actor=request.actor, now=request.now, survey=survey.id)
    return redirect("job", uid=run.uid)


def _deed(request: Any, uid: uuid.UUID, deed: Callable[[], str]) -> HttpResponse:
    """Do it and say so; a refusal is said in the same place."""
    try:
        toast(request, deed())
    except REFUSALS as refusal:
        toast(request, str(refusal))
    return redirect("survey_detail", uid=uid)
