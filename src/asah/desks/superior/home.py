"""What a superior sees first."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from asah.desks.shell.home import HomePart, Task
from asah.foundation.access.actor import Actor
from asah.foundation.access.models import Agency
from asah.stages.people import queries as people
from asah.stages.questionnaires import queries as questionnaires


def part(actor: Actor, agency: Agency, now: datetime, request: Any) -> HomePart | None:
    """The size of the team and where to look at it."""
    if actor.person is None:
        return None
    team = people.team_of(actor.person, actor.today(now))
    if not team:
        return HomePart(lead=_("Belum ada anggota tim. Daftar atasan diatur oleh BKPSDM."))
    asked = [
        Task(row.survey.title, reverse("survey_team", args=[row.survey.uid]), _("%(n)s orang") % {"n": len(team)},
             row.survey.closes_on)
        for row in questionnaires.own_surveys(actor)
        if row.survey.about == "tim" and row.survey.state == "dibuka" and row.finished_at is None
    ]  # fmt: skip
    return HomePart(
        lead=_("Tim Anda %(n)s orang.") % {"n": len(team)},
        action=(_("Lihat tim"), reverse("gap_team")),
        tasks=(*asked, Task(_("Lihat kesenjangan tim"), reverse("gap_team"), _("%(n)s orang") % {"n": len(team)})),
    )
