"""Study assignments: who studies, until when, and whom the plan leaves out meanwhile."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from asah.foundation.access.actor import require
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.responses import render_form
from asah.foundation.pages.toasts import toast
from asah.stages.needs import queries, services
from asah.stages.needs.web.forms import StudyForm
from asah.stages.people import queries as people


@require_http_methods(["GET", "POST"])
def listed(request: Any) -> HttpResponse:
    """The list, and the form for one more."""
    today = request.actor.today(request.now)
    rows = queries.studies(request.actor, today)
    form = StudyForm(request.POST or None)
    if request.method == "POST":
        require(request.actor, Permission.STUDY_EDIT)
    if form.is_valid():
        data = dict(form.cleaned_data)
        nip = data.pop("nip")
        person = people.people_by_nip(request.actor, [nip], today).get(nip)
        if person is None:
            form.add_error("nip", _("NIP ini tidak ada di daftar pegawai. Periksa angkanya."))
        else:
            try:
                study = services.StudyInput(**data)
                services.record_study(actor=request.actor, now=request.now, person=person, study=study)
            except services.StudyRefused as refused:
                form.add_error(None, str(refused))
            else:
                toast(request, _("Tugas belajar tercatat."))
                return redirect("needs_studies")
    context = {
        "rows": rows,
        "running": [row for row in rows if row.is_running],
        "may_edit": request.actor.holds(Permission.STUDY_EDIT),
    }
    return render_form(request, "needs/studies.html", form, context)


@require_POST
def end(request: Any, study: uuid.UUID) -> HttpResponse:
    """Somebody came back: his assignment ended yesterday."""
    today = request.actor.today(request.now)
    try:
        services.end_study(
            actor=request.actor, now=request.now, study=study, last=type(today).fromordinal(today.toordinal() - 1)
        )
        toast(request, _("Tugas belajar berakhir kemarin. Pegawai dapat direncanakan lagi."))
    except services.StudyRefused as refused:
        toast(request, str(refused))
    return redirect("needs_studies")
