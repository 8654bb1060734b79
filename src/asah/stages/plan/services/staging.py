"""The same plan at the budget stages of the year, and the change of an enacted one."""

import uuid
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import name_subject, note, use_case
from asah.stages.plan.models import Scenario
from asah.stages.plan.rules.steps import next_stage
from asah.stages.plan.services.deciding import DecisionRefused
from asah.stages.plan.services.scenarios import next_number, subject_of_scenario, title_of

COPIED = (
    "year", "name", "budget_rupiah", "minimum_jp", "minimum_is_hard", "most_trainings", "away_percent", "pppk_most_jp",
    "district_floor_percent", "barred_tags", "locks", "fairness", "unit_caps",
)  # fmt: skip
"""Settings that a copy of a scenario takes along."""


@use_case(
    Permission.PLAN_EDIT, on=subject_of_scenario, says=_("{actor} meneruskan {label} ke tahap anggaran berikutnya")
)
def carry_scenario(*, actor: Actor, now: datetime, scenario: uuid.UUID) -> Scenario:
    """Carry a plan on to the next budget stage, as a scenario of its own with the same settings.

    Raises DecisionRefused when there is no next stage, or the plan was carried on already.
    """
    row = Scenario.objects.get(uid=scenario)
    stage = next_stage(row.stage, is_enacted=False)
    if not stage:
        raise DecisionRefused("Sesudah DPA, rencana diubah lewat perubahan (DPPA), bukan diteruskan.")
    if Scenario.objects.filter(came_from=row).exists():
        raise DecisionRefused("Rencana ini sudah diteruskan ke tahap berikutnya.")
    return _copy(row, actor, now, stage=stage, came_from=row)


@use_case(Permission.PLAN_EDIT, on=subject_of_scenario, says=_("{actor} membuka perubahan atas {label}"))
def open_change(*, actor: Actor, now: datetime, scenario: uuid.UUID, from_on: date) -> Scenario:
    """Open a change of the enacted plan: what lies before `from_on` stays, the rest is planned anew under the DPPA.

    Raises DecisionRefused for a plan that was not enacted, or a day outside its year.
    """
    row = Scenario.objects.get(uid=scenario)
    if row.status != Scenario.Status.ENACTED:
        raise DecisionRefused("Perubahan dibuka dari rencana yang sudah ditetapkan.")
    if from_on.year != row.year:
        raise DecisionRefused(f"Tanggal mulai perubahan berada di tahun {row.year}.")
    living = Scenario.objects.filter(changes=row).exclude(status=Scenario.Status.REPLACED)
    if living.exists():
        raise DecisionRefused("Perubahan dari rencana ini sudah dibuka.")
    return _copy(
        row, actor, now, stage=next_stage(row.stage, is_enacted=True), came_from=row, changes=row, from_on=from_on
    )


def _copy(row: Scenario, actor: Actor, now: datetime, **more: Any) -> Scenario:
    fresh = Scenario(
        agency_id=actor.agency,
        uid=uuid.uuid4(),
        number=next_number(actor.agency, row.year),
        edited_by=actor.account,
        edited_name=actor.name,
        edited_at=now,
        **{key: getattr(row, key) for key in COPIED},
        **more,
    )
    fresh.save()
    name_subject(title_of(row))
    note(copy=str(fresh.uid), stage=fresh.stage)
    return fresh
