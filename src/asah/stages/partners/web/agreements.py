"""Agreements are signed and ended."""

import uuid
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from asah.foundation.access.actor import require
from asah.foundation.access.permissions import Permission
from asah.foundation.documents.files import FileRefused
from asah.foundation.pages.responses import render_form
from asah.foundation.pages.toasts import toast
from asah.stages.partners import queries, services
from asah.stages.partners.web.forms import AgreementForm, EndForm


@require_http_methods(["GET", "POST"])
def sign(request: Any, uid: uuid.UUID) -> HttpResponse:
    """Keep a memorandum or contract with its file."""
    require(request.actor, Permission.PARTNER_EDIT)
    partner = queries.partner_by_uid(str(uid))
    form = AgreementForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            with transaction.atomic():
                services.sign_agreement(
                    actor=request.actor, now=request.now, partner=partner.uid, agreement=form.agreement()
                )
        except services.AgreementRefused as refused:
            form.add_error(refused.field, str(refused))
        except FileRefused as refused:
            form.add_error("file", str(refused))
        else:
            toast(request, _("Perjanjian tercatat."))
            return redirect("partner_dossier", uid=uid)
    return render_form(request, "partners/agreement.html", form, {"partner": partner})


@require_http_methods(["GET", "POST"])
def end(request: Any, uid: uuid.UUID) -> HttpResponse:
    """End an agreement before its day."""
    require(request.actor, Permission.PARTNER_EDIT)
    agreement, partner = queries.agreement_by_uid(str(uid), request.actor.today(request.now))
    form = EndForm(request.POST or None)
    if form.is_valid():
        try:
            with transaction.atomic():
                services.end_agreement(
                    actor=request.actor, now=request.now, agreement=agreement.uid, **form.cleaned_data
                )
        except services.AgreementRefused as refused:
            form.add_error(refused.field, str(refused))
        else:
            toast(request, _("Perjanjian diakhiri."))
            return redirect("partner_dossier", uid=partner.uid)
    return render_form(request, "partners/end.html", form, {"agreement": agreement, "partner": partner})
