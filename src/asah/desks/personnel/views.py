"""Hand out activation codes: one printed sheet per unit, e-mail for those who have one."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from asah.foundation.access.actor import extent, require
from asah.foundation.access.permissions import Permission
from asah.foundation.documents.queries import documents_of_kind
from asah.stages.people import queries as people
from asah.stages.people import services as people_services


@require_http_methods(["GET", "POST"])
def activation_sheets(request: Any) -> HttpResponse:
    """Units within reach; POST puts the issuing of one unit's codes into the queue."""
    if extent(request.actor, Permission.ACTIVATION_ISSUE).nothing:
        require(request.actor, Permission.ACTIVATION_ISSUE)
    if request.method == "POST":
        unit = request.POST.get("unit", "")
        if not unit.isdigit():
            raise Http404
        address = request.build_absolute_uri(reverse("activate"))
        run = people_services.request_sheet(actor=request.actor, now=request.now, unit=int(unit), address=address)
        return redirect("job", uid=run.uid)
    on = request.actor.today(request.now)
    reach = extent(request.actor, Permission.ACTIVATION_ISSUE)
    counts = people.headcounts_below(on)
    units = [
        (unit, counts.get(unit.id, 0))
        for unit in people.tree(on).units.values()
        if unit.parent is not None
        and (unit.depth == 1 if reach.everything else any(unit.path.startswith(path) for path in reach.unit_paths))
    ]
    sheets = documents_of_kind(request.actor, "activation")
    return render(request, "personnel/sheets.html", {"units": units, "sheets": sheets})
