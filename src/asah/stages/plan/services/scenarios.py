"""Scenarios: open one, change it field by field, lock a programme in or out."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import name_subject, note, use_case
from asah.stages.budget import queries as budget
from asah.stages.plan.models import Scenario
from asah.stages.plan.queries.scenarios import settings_now
from asah.stages.plan.rules.settings import LOCKS, SettingsRefused, judge, letter


class ScenarioLocked(Exception):
    """An approved scenario is never edited; a change is a new one."""


@dataclass(frozen=True)
class Conflict:
    """A field that somebody else changed meanwhile: present value and the one just typed."""

    field: str
    theirs: Any
    yours: Any


class ScenarioChanged(Exception):
    """Somebody saved the scenario since it was opened. Nothing typed is lost: the conflicts hold both values."""

    def __init__(self, version: int, by: str, conflicts: Sequence[Conflict]) -> None:
        super().__init__(f"{by or 'Orang lain'} mengubah skenario ini sejak Anda membukanya. Pilih nilai yang dipakai.")
        self.version = version
        self.by = by
        self.conflicts = list(conflicts)


@dataclass(frozen=True)
class ScenarioInput:
    """The settings of a scenario as typed; see rules.settings.Settings for meaning and units."""

    name: str
    budget_rupiah: int
    minimum_jp: int = 20
    minimum_is_hard: bool = False
    most_trainings: int = 3
    away_percent: int = 15
    pppk_most_jp: int | None = 24
    district_floor_percent: int | None = None
    barred_tags: Sequence[str] = ()

    def plain(self) -> dict[str, Any]:
        """Field values of the table."""
        return {
            "name": self.name.strip(),
            "budget_rupiah": self.budget_rupiah,
            "minimum_jp": self.minimum_jp,
            "minimum_is_hard": self.minimum_is_hard,
            "most_trainings": self.most_trainings,
            "away_percent": self.away_percent,
            "pppk_most_jp": self.pppk_most_jp,
            "district_floor_percent": self.district_floor_percent,
            "barred_tags": list(self.barred_tags),
        }


def subject_of_scenario(scenario: uuid.UUID) -> Subject:
    """Load and lock a scenario. Raises NotThere."""
    row = Scenario.objects.select_for_update().filter(uid=scenario).first()
    if row is None:
        raise NotThere("Skenario ini tidak ada.")
    return Subject(label=title_of(row), kind="scenario", key=str(row.uid), row=row)


def title_of(row: Scenario) -> str:
    """Skenario B: Utamakan layanan publik."""
    return f"Skenario {letter(row.number)} {row.year}: {row.name}"


@use_case(Permission.PLAN_EDIT, says=_("{actor} membuka {label}"))
def open_scenario(*, actor: Actor, now: datetime, year: int, values: ScenarioInput | None = None) -> Scenario:
    """Open the next scenario of a year; without values it takes the year's funds as its budget."""
    with connection.cursor() as cursor:  # two planners opening at once get two numbers
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [actor.agency % 2**31, year])
    number = (Scenario.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0) + 1
    given = values or ScenarioInput(name="Utama" if number == 1 else "Pilihan lain", budget_rupiah=_funds(year))
    row = Scenario(agency_id=actor.agency, uid=uuid.uuid4(), year=year, number=number, **given.plain())
    row.edited_by, row.edited_name, row.edited_at = actor.account, actor.name, now
    row.save()
    name_subject(title_of(row))
    note(new=given.plain())
    return row


def _funds(year: int) -> int:
    return budget.money_of_year(year)


@use_case(Permission.PLAN_EDIT, on=subject_of_scenario, says=_("{actor} mengubah {label}"))
def edit_scenario(
    *, actor: Actor, now: datetime, scenario: uuid.UUID, version: int, values: ScenarioInput, mine: Sequence[str] = ()
) -> Scenario:
    """Save a scenario opened at `version`. `mine` names fields in conflict for which the editor keeps his value.

    Raises ScenarioChanged, ScenarioLocked, SettingsRefused. A submitted scenario goes back to draft: its approval,
    if it is already on somebody's screen, no longer counts.
    """
    row = Scenario.objects.get(uid=scenario)
    refuse_approved(row)
    new = values.plain()
    if row.version != version:
        open_conflicts = [
            Conflict(key, getattr(row, key), value)
            for key, value in new.items()
            if getattr(row, key) != value and key not in mine
        ]
        if open_conflicts:
            raise ScenarioChanged(row.version, row.edited_name, open_conflicts)
    changes = {key: [getattr(row, key), value] for key, value in new.items() if getattr(row, key) != value}
    for key, value in new.items():
        setattr(row, key, value)
    if row.budget_rupiah:
        judge(settings_now(row))
    _touch(row, actor, now)
    note(changes=changes)
    return row


@use_case(Permission.PLAN_EDIT, on=subject_of_scenario, says=_("{actor} mengunci program {code} di {label}"))
def lock_programme(*, actor: Actor, now: datetime, scenario: uuid.UUID, code: str, lock: str) -> Scenario:
    """Lock a programme "in" or "out", or give it free with an empty lock. Raises SettingsRefused, ScenarioLocked."""
    row = Scenario.objects.get(uid=scenario)
    refuse_approved(row)
    if lock and lock not in LOCKS:
        raise SettingsRefused("Kunci program hanya: wajib masuk, jangan masuk.")
    before = row.locks.get(code, "")
    row.locks = {key: value for key, value in row.locks.items() if key != code} | ({code: lock} if lock else {})
    _touch(row, actor, now)
    note(programme=code, before=before, after=lock)
    return row


def refuse_approved(row: Scenario) -> None:
    """Raise ScenarioLocked when the scenario was approved: what was decided stays as it was decided."""
    if row.status == Scenario.Status.APPROVED:
        raise ScenarioLocked("Rencana yang sudah disetujui tidak diubah. Buka skenario baru untuk perubahannya.")


def _touch(row: Scenario, actor: Actor, now: datetime) -> None:
    row.status = Scenario.Status.DRAFT if row.status == Scenario.Status.SUBMITTED else row.status
    row.version += 1
    row.edited_by, row.edited_name, row.edited_at = actor.account, actor.name, now
    row.save()
