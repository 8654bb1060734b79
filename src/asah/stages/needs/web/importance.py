"""The dated table of importance for public service."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from asah.foundation.access.actor import extent, require
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.responses import render_form
from asah.foundation.pages.toasts import toast
from asah.stages.needs import queries, services
from asah.stages.needs.web.choices import competency_choices, family_choices
from asah.stages.needs.web.forms import WeightForm


@require_http_methods(["GET", "POST"])
def table(request: Any) -> HttpResponse:
    """What matters most to the public, and why? Whoever has needs may read it; the planner sets it."""
    today = request.actor.today(request.now)
    rows = queries.weights_in_force(request.actor, today)
    may_edit = request.actor.holds(Permission.NEED_WEIGH)
    form = WeightForm(
        request.POST or None, families=family_choices(request), choices=competency_choices(),
        initial={"start": today, "factor": 1},
    )  # fmt: skip
    if request.method == "POST":
        require(request.actor, Permission.NEED_WEIGH)
    if form.is_valid():
        try:
            services.set_service_weight(actor=request.actor, now=request.now, **form.cleaned_data)
        except services.BadWeight as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _("Faktor tersimpan. Kebutuhan dihitung ulang."))
            return redirect("needs_importance")
    wide = extent(request.actor, Permission.NEED_READ)
    context = {"rows": rows, "may_edit": may_edit, "today": today, "wide": wide.everything or bool(wide.unit_paths)}
    return render_form(request, "needs/importance.html", form, context)


@require_POST
def adopt(request: Any) -> HttpResponse:
    """Load the example table."""
    today = request.actor.today(request.now)
    added = services.adopt_sample_weights(actor=request.actor, now=request.now, start=today.replace(month=1, day=1))
    toast(request, _("{} baris contoh dimuat. Ganti dengan ketetapan daerah.").format(added))
    return redirect("needs_importance")
