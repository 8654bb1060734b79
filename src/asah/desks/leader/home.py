"""What a head of agency, Sekda or mayor sees first."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from asah.desks.shell.cycle import chosen_year
from asah.desks.shell.home import HomePart, Task
from asah.foundation.access.actor import Actor
from asah.foundation.access.models import Agency
from asah.stages.plan import queries as plan
from asah_basics.formats import percent, rupiah_short


def part(actor: Actor, agency: Agency, now: datetime, request: Any) -> HomePart:
    """Decisions that wait, else where the plan stands."""
    waiting = plan.waiting_decisions(actor)
    tasks = tuple(
        Task(
            _("Baca dan putuskan rencana"),
            reverse("plan_decide", args=[row.uid]),
            _("Diajukan oleh %(name)s") % {"name": row.requester_name},
        )
        for row in waiting
    )
    if waiting:
        lead = ngettext(
            "%(n)s rencana menunggu keputusan Anda.", "%(n)s rencana menunggu keputusan Anda.", len(waiting)
        ) % {"n": len(waiting)}
        return HomePart(lead=lead, action=(_("Baca dan putuskan"), tasks[0].url), tasks=tasks)
    year = chosen_year(request)
    rows = [row for row in (plan.scenarios_of(actor, year.year) if year else []) if row.run is not None]
    if not rows:
        return HomePart(lead=_("Tidak ada yang menunggu keputusan Anda. Rencana tahun ini belum disusun."))
    best = rows[-1]
    lead = _("Tidak ada yang menunggu keputusan Anda. %(title)s menutup %(share)s kesenjangan dengan %(money)s.") % {
        "title": best.title,
        "share": percent(plan.closed_percent(best.run) / 100, 0),
        "money": rupiah_short(best.scenario.budget_rupiah),
    }
    return HomePart(lead=lead, action=(_("Buka rencana"), reverse("plan_scenario", args=[best.scenario.uid])))
