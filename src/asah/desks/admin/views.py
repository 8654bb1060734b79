"""Siapkan Asah."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from asah.desks.admin.setup import nine_tasks, shown
from asah.foundation.access.actor import require
from asah.foundation.access.permissions import Permission


@require_GET
def setup_home(request: Any) -> HttpResponse:
    """The nine tasks with their state."""
    require(request.actor, Permission.AGENCY_SETUP)
    tasks = nine_tasks(request.actor.today(request.now))
    left = [task for task in tasks if task.status != "selesai"]
    return render(request, "admin/setup.html", {"tasks": shown(tasks), "left": len(left), "all": len(tasks)})
