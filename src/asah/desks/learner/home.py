"""What an employee sees first, on a phone."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from asah.desks.shell.home import HomePart, Task
from asah.foundation.access.actor import Actor
from asah.foundation.access.models import Agency
from asah.stages.competencies import queries as competencies
from asah.stages.plan import queries as plan
from asah.stages.questionnaires import queries as questionnaires
from asah.stages.records import queries as records
from asah_basics.formats import number


def part(actor: Actor, agency: Agency, now: datetime, request: Any) -> HomePart | None:
    """Own hours of the year against the minimum in force, own gaps, own decisions."""
    if actor.person is None:
        return None
    on = actor.today(now)
    hours = records.hours_of(actor.person, on.year, on)
    done, least = hours.legal.jp, Decimal(hours.legal.floor or 0)
    gaps = [row for row in competencies.gaps_of_person(actor.person) if row.gap]
    own = plan.own_page(actor)
    lead = (
        _("Kurang %(left)s JP lagi tahun ini.") % {"left": number(least - done)}
        if done < least
        else _("Anda sudah mencapai %(done)s JP tahun ini.") % {"done": number(done)}
    )
    tasks = [
        Task(_("Lihat kompetensi saya"), reverse("competency_mine"), _("%(n)s di bawah syarat") % {"n": len(gaps)})
    ]
    if own.decision is not None:
        tasks.insert(0, Task(_("Lihat hasil seleksi"), reverse("plan_mine")))
    tasks[:0] = [
        Task(
            row.survey.title,
            reverse("survey_answer", args=[row.survey.uid]),
            _("%(n)s jawaban tersimpan") % {"n": number(row.answered)}
            if row.answered
            else _("paling banyak 12 pertanyaan, bisa tanpa sinyal"),
            row.survey.closes_on,
        )
        for row in questionnaires.own_surveys(actor)
        if row.survey.about == "diri" and row.survey.state == "dibuka" and row.finished_at is None
    ]
    card = {"done": done, "least": least, "year": on.year, "url": reverse("records_mine")}
    return HomePart(
        lead=lead,
        action=(_("Riwayat dan JP saya"), reverse("records_mine")),
        tasks=tuple(tasks),
        cards=(("learner/jp_card.html", card),),
    )
