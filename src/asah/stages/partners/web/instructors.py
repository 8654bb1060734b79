"""Instructors of a partner."""

import uuid
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from asah.foundation.access.actor import require
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.responses import render_form
from asah.foundation.pages.toasts import toast
from asah.stages.partners import queries, services
from asah.stages.partners.web.forms import InstructorForm, initial_of_instructor


@require_http_methods(["GET", "POST"])
def add(request: Any, uid: uuid.UUID) -> HttpResponse:
    """A new instructor of a partner."""
    require(request.actor, Permission.PARTNER_EDIT)
    partner = queries.partner_by_uid(str(uid))
    form = InstructorForm(request.POST or None)
    if form.is_valid():
        try:
            with transaction.atomic():
                services.add_instructor(actor=request.actor, now=request.now, instructor=form.instructor(partner.uid))
        except services.InstructorRefused as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _("Pengajar tercatat."))
            return redirect("partner_dossier", uid=uid)
    return render_form(request, "partners/instructor.html", form, {"partner": partner})


@require_http_methods(["GET", "POST"])
def edit(request: Any, uid: uuid.UUID) -> HttpResponse:
    """What is known of an instructor."""
    require(request.actor, Permission.PARTNER_EDIT)
    row, partner = queries.instructor_by_uid(str(uid))
    form = InstructorForm(request.POST or None, initial=initial_of_instructor(row))
    if form.is_valid():
        try:
            with transaction.atomic():
                services.edit_instructor(
                    actor=request.actor, now=request.now, instructor=row.uid,
                    version=form.cleaned_data["version"] or row.version, values=form.instructor(""),
                )  # fmt: skip
        except services.InstructorRefused as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _("Data pengajar tersimpan."))
            return redirect(*_back(partner))
    return render_form(request, "partners/instructor.html", form, {"partner": partner, "instructor": row})


@require_POST
def archive(request: Any, uid: uuid.UUID) -> HttpResponse:
    """Put an instructor aside, or take him back."""
    row = services.archive_instructor(actor=request.actor, now=request.now, instructor=str(uid))
    toast(request, _("Pengajar diarsipkan.") if row.archived_at else _("Pengajar dipakai lagi."), undo=request.path)
    _known, partner = queries.instructor_by_uid(str(uid))
    return redirect(*_back(partner))


def _back(partner: queries.PartnerRow | None) -> tuple[str, ...]:
    return ("partner_dossier", partner.uid) if partner else ("partner_list",)
