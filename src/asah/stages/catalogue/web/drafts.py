"""Drafts on their way to a version: published, taken one step back, thrown away, begun from an old version."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from asah.foundation.access.actor import require
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.toasts import toast
from asah.stages.catalogue import queries, services
from asah.stages.catalogue.rules import CurriculumRefused


@require_GET
def listed(request: Any) -> HttpResponse:
    """Every draft, with what it changes and what keeps it from being published."""
    require(request.actor, Permission.CATALOGUE_EDIT)
    rows = queries.draft_rows(request.actor, request.actor.today(request.now))
    context = {
        "rows": rows,
        "ready": [row for row in rows if not row.faults],
        "may_publish": request.actor.holds(Permission.CATALOGUE_PUBLISH),
    }
    return render(request, "catalogue/drafts.html", context)


@require_POST
def publish_all(request: Any) -> HttpResponse:
    """Publish the chosen drafts, all or none."""
    codes = request.POST.getlist("code")
    try:
        with transaction.atomic():
            count = services.publish_drafts(
                actor=request.actor, now=request.now, codes=codes, change_note=request.POST.get("note", "")
            )
        toast(request, _("{} rancangan terbit.").format(count))
    except CurriculumRefused as refused:
        toast(request, " ".join(refused.faults))
    return redirect("catalogue_drafts")


@require_POST
def publish(request: Any, code: str) -> HttpResponse:
    """Turn the draft into a version, as it was read."""
    seen = request.POST.get("version", "")
    try:
        with transaction.atomic():
            version = services.publish_version(
                actor=request.actor, now=request.now, code=code, change_note=request.POST.get("note", ""),
                version=int(seen) if seen.isdigit() else None,
            )  # fmt: skip
        toast(request, _("Versi {} terbit. Isinya tidak dapat diubah lagi.").format(version.number))
    except CurriculumRefused as refused:
        toast(request, " ".join(refused.faults))
    return redirect("catalogue_programme", code=code)


@require_POST
def undo(request: Any, code: str) -> HttpResponse:
    """One step back."""
    try:
        with transaction.atomic():
            services.undo_draft(actor=request.actor, now=request.now, code=code)
        toast(request, _("Perubahan diurungkan."), undo=request.path)
    except services.NothingToUndo as nothing:
        toast(request, str(nothing))
    return redirect("catalogue_programme", code=code)


@require_POST
def discard(request: Any, code: str) -> HttpResponse:
    """Throw the draft away; one step back brings it again."""
    try:
        with transaction.atomic():
            services.discard_draft(actor=request.actor, now=request.now, code=code)
        toast(request, _("Rancangan dibuang."), undo=reverse("catalogue_undo", args=[code]))
    except services.NothingToUndo as nothing:
        toast(request, str(nothing))
    return redirect("catalogue_programme", code=code)


@require_POST
def restore(request: Any, code: str, number: int) -> HttpResponse:
    """An old version as the draft of the next one."""
    services.restore_version(actor=request.actor, now=request.now, code=code, number=number)
    told = _("Isi versi {} menjadi rancangan. Periksa, lalu terbitkan.").format(number)
    toast(request, told, undo=reverse("catalogue_undo", args=[code]))
    return redirect("catalogue_programme", code=code)
