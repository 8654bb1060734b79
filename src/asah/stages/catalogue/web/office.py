"""What planners do with programmes: new ones, drafts, archiving, the starting catalogue."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from asah.foundation.access.actor import NotThere, require
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.responses import render_form
from asah.foundation.pages.toasts import toast
from asah.stages.catalogue import queries, services
from asah.stages.catalogue.rules import CurriculumRefused
from asah.stages.catalogue.web.forms import CurriculumForm, NewProgrammeForm, choices_on, initial_of


@require_POST
def adopt(request: Any) -> HttpResponse:
    """Load the starting catalogue."""
    try:
        with transaction.atomic():
            added = services.adopt_starting_catalogue(actor=request.actor, now=request.now)
        toast(request, _("{} program dimuat ke katalog.").format(added))
    except CurriculumRefused as refused:
        toast(request, refused.faults[0])
    return redirect("catalogue_list")


@require_http_methods(["GET", "POST"])
def add(request: Any) -> HttpResponse:
    """A new programme as a draft."""
    require(request.actor, Permission.CATALOGUE_EDIT)
    form = NewProgrammeForm(request.POST or None, choices=choices_on(request.actor.today(request.now)))
    if form.is_valid():
        try:
            with transaction.atomic():
                row = services.draft_programme(
                    actor=request.actor, now=request.now, code=form.cleaned_data["code"], curriculum=form.curriculum()
                )
        except services.ProgrammeExists as refused:
            form.add_error("code", str(refused))
        except CurriculumRefused as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _("Rancangan tersimpan. Terbitkan bila sudah siap."))
            return redirect("catalogue_programme", code=row.code)
    return render_form(request, "catalogue/edit.html", form, {"parts": form.parts()})


@require_http_methods(["GET", "POST"])
def edit(request: Any, code: str) -> HttpResponse:
    """Work on the next version; a conflict shows both values and keeps what was typed."""
    require(request.actor, Permission.CATALOGUE_EDIT)
    today = request.actor.today(request.now)
    page = queries.programme_page(request.actor, code, today)
    base = page.draft or (queries.content_of(page.current) if page.current else None)
    if base is None:
        raise NotThere("Program ini belum punya isi.")
    initial = initial_of(base, page.programme.version)
    form = CurriculumForm(request.POST or None, initial=initial, choices=choices_on(today))
    context: dict[str, Any] = {"page": page, "parts": form.parts()}
    if form.is_valid():
        try:
            version = form.cleaned_data["version"] or page.programme.version
            with transaction.atomic():
                services.edit_draft(
                    actor=request.actor, now=request.now, code=code, version=version, curriculum=form.curriculum(base)
                )
        except services.DraftChanged as changed:
            context |= {"form": form, "conflicts": changed.conflicts, "version": changed.version}
            return render(request, "catalogue/edit.html", context, status=409)
        except CurriculumRefused as refused:
            form.add_error(None, str(refused))
        else:
            undo = reverse("catalogue_undo", args=[code])
            toast(request, _("Rancangan tersimpan. Terbitkan bila sudah siap."), undo=undo)
            return redirect("catalogue_programme", code=code)
    return render_form(request, "catalogue/edit.html", form, context)


@require_POST
def archive(request: Any, code: str) -> HttpResponse:
    """Take a programme out of planning, or bring it back."""
    row = services.archive_programme(actor=request.actor, now=request.now, code=code)
    told = _("Program diarsipkan.") if row.archived_at else _("Program dipakai lagi.")
    toast(request, told, undo=request.path)
    return redirect("catalogue_programme", code=code)
