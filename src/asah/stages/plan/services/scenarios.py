"""Scenarios: open one, change it field by field, lock a programme in or out."""

import uuid
from collections.abc import Mapping, Sequence
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
from asah.stages.plan.models import Scenario, ScenarioEdit
from asah.stages.plan.queries.editing import last_edit
from asah.stages.plan.queries.scenarios import settings_now
from asah.stages.plan.rules.settings import EVERY_UNIT, LOCKS, RELAXABLE, SettingsRefused, judge, letter
from asah.stages.plan.rules.steps import FIXED, OPEN


class ScenarioLocked(Exception):
    """An enacted plan is never edited; a change is a new one. Also: nothing left to undo."""


@dataclass(frozen=True)
class Conflict:
    """A field that somebody else changed meanwhile: present value and the one just typed."""

    field: str
    theirs: Any
    yours: Any


class ScenarioChanged(Exception):
    """Somebody saved the scenario since it was opened. Nothing typed is lost: the conflicts hold both values."""

    def __init__(self, version: int, by: str, at: datetime, conflicts: Sequence[Conflict]) -> None:
        super().__init__(f"{by or 'Orang lain'} mengubah skenario ini sejak Anda membukanya. Pilih nilai yang dipakai.")
        self.version = version
        self.by = by
        self.at = at
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
    fairness: int = 0
    unit_cap_rupiah: int | None = None

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
            "fairness": self.fairness,
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
    number = next_number(actor.agency, year)
    given = values or ScenarioInput(name="Utama" if number == 1 else "Pilihan lain", budget_rupiah=_funds(year))
    row = Scenario(agency_id=actor.agency, uid=uuid.uuid4(), year=year, number=number, **given.plain())
    row.unit_caps = {} if given.unit_cap_rupiah is None else {EVERY_UNIT: given.unit_cap_rupiah}
    row.edited_by, row.edited_name, row.edited_at = actor.account, actor.name, now
    row.save()
    name_subject(title_of(row))
    note(new=given.plain())
    return row


def next_number(agency: int, year: int) -> int:
    """The next letter of a year; two planners opening at once get two."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [agency % 2**31, year])
    return (Scenario.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0) + 1


def _funds(year: int) -> int:
    return budget.money_of_year(year)


@use_case(Permission.PLAN_EDIT, on=subject_of_scenario, says=_("{actor} mengubah {label}"))
def edit_scenario(
    *,
    actor: Actor,
    now: datetime,
    scenario: uuid.UUID,
    version: int,
    values: ScenarioInput,
    choices: Mapping[str, str] | None = None,
) -> Scenario:
    """Save a scenario opened at `version`. `choices`: field in conflict -> "mine" or "theirs", as its editor chose.

    What only one of two editors changed is kept without a question. Raises ScenarioChanged, ScenarioLocked,
    SettingsRefused. A submitted scenario goes back to draft: its way to a decree starts anew.
    """
    row = Scenario.objects.get(uid=scenario)
    refuse_fixed(row)
    new = _merged(row, version, _typed(row, values), choices or {})
    changes = {key: [getattr(row, key), value] for key, value in new.items() if getattr(row, key) != value}
    for key, value in new.items():
        setattr(row, key, value)
    if row.budget_rupiah:
        judge(settings_now(row))
    if changes:
        touch(row, actor, now, changes)
    note(changes=changes)
    return row


def _typed(row: Scenario, values: ScenarioInput) -> dict[str, Any]:
    """What was typed, as fields of the table; caps of single units are set elsewhere and stay."""
    caps = {unit: rupiah for unit, rupiah in row.unit_caps.items() if unit != EVERY_UNIT}
    if values.unit_cap_rupiah is not None:
        caps[EVERY_UNIT] = values.unit_cap_rupiah
    return {**values.plain(), "unit_caps": caps}


def _merged(row: Scenario, version: int, typed: dict[str, Any], choices: Mapping[str, str]) -> dict[str, Any]:
    """Three ways: what stood there when it was opened, what somebody else made of it, what was typed now."""
    if row.version == version:
        return typed
    opened: dict[str, Any] = {}
    edits = list(ScenarioEdit.objects.filter(scenario=row, version__gt=version).order_by("version"))
    for edit in edits:
        for key, (before, _after) in edit.fields.items():
            opened.setdefault(key, before)
    result, conflicts = dict(typed), []
    for key, before in opened.items():
        theirs = getattr(row, key)
        if key not in typed or typed[key] == theirs:
            continue
        if typed[key] == before or choices.get(key) == "theirs":
            result[key] = theirs
        elif choices.get(key) != "mine":
            conflicts.append(Conflict(key, theirs, typed[key]))
    if conflicts:
        raise ScenarioChanged(row.version, edits[-1].by_name, edits[-1].at, conflicts)
    return result


@use_case(Permission.PLAN_EDIT, on=subject_of_scenario, says=_("{actor} mengubah pagu {label}"))
def set_budget(*, actor: Actor, now: datetime, scenario: uuid.UUID, budget_rupiah: int) -> Scenario:
    """Set the budget, as the slider does. Raises SettingsRefused, ScenarioLocked."""
    return _set_one(actor, now, scenario, "budget_rupiah", budget_rupiah)


@use_case(Permission.PLAN_EDIT, on=subject_of_scenario, says=_("{actor} mengubah {field} pada {label}"))
def set_field(*, actor: Actor, now: datetime, scenario: uuid.UUID, field: str, value: Any) -> Scenario:
    """Set one setting, as a relaxation does. Raises SettingsRefused, ScenarioLocked."""
    if field not in RELAXABLE:
        raise SettingsRefused("Pengaturan ini tidak dapat diubah dari sini.")
    return _set_one(actor, now, scenario, field, value)


def _set_one(actor: Actor, now: datetime, scenario: uuid.UUID, field: str, value: Any) -> Scenario:
    row = Scenario.objects.get(uid=scenario)
    refuse_fixed(row)
    before = getattr(row, field)
    setattr(row, field, value)
    judge(settings_now(row))
    if before != value:
        touch(row, actor, now, {field: [before, value]})
    note(changes={field: [before, value]})
    return row


@use_case(Permission.PLAN_EDIT, on=subject_of_scenario, says=_("{actor} mengunci program {code} di {label}"))
def lock_programme(*, actor: Actor, now: datetime, scenario: uuid.UUID, code: str, lock: str) -> Scenario:
    """Lock a programme "in" or "out", or give it free with an empty lock. Raises SettingsRefused, ScenarioLocked."""
    row = Scenario.objects.get(uid=scenario)
    refuse_fixed(row)
    if lock and lock not in LOCKS:
        raise SettingsRefused("Kunci program hanya: wajib masuk, jangan masuk.")
    before = dict(row.locks)
    row.locks = {key: value for key, value in row.locks.items() if key != code} | ({code: lock} if lock else {})
    if row.locks != before:
        touch(row, actor, now, {"locks": [before, row.locks]})
    note(programme=code, before=before.get(code, ""), after=lock)
    return row


@use_case(Permission.PLAN_EDIT, on=subject_of_scenario, says=_("{actor} membatasi uang unit {unit} di {label}"))
def cap_unit(*, actor: Actor, now: datetime, scenario: uuid.UUID, unit: int, rupiah: int | None) -> Scenario:
    """Let a unit be charged at most `rupiah`; None takes its cap away. Raises SettingsRefused, ScenarioLocked."""
    row = Scenario.objects.get(uid=scenario)
    refuse_fixed(row)
    before = dict(row.unit_caps)
    kept = {key: value for key, value in before.items() if key != str(unit)}
    row.unit_caps = kept | ({str(unit): rupiah} if rupiah is not None else {})
    judge(settings_now(row))
    if row.unit_caps != before:
        touch(row, actor, now, {"unit_caps": [before, row.unit_caps]})
    note(unit=unit, rupiah=rupiah)
    return row


@use_case(Permission.PLAN_EDIT, on=subject_of_scenario, says=_("{actor} mengurungkan perubahan terakhir {label}"))
def undo_edit(*, actor: Actor, now: datetime, scenario: uuid.UUID) -> Scenario:
    """Take the newest change back that was not taken back yet. Raises ScenarioLocked when nothing is left."""
    row = Scenario.objects.get(uid=scenario)
    refuse_fixed(row)
    last = last_edit(row)
    if last is None:
        raise ScenarioLocked("Tidak ada perubahan yang dapat diurungkan.")
    back = {key: [after, before] for key, (before, after) in last.fields.items()}
    for key, (_after, before) in back.items():
        setattr(row, key, before)
    touch(row, actor, now, back, undoes=last.version)
    note(undone=last.version, changes=back)
    return row


def refuse_fixed(row: Scenario) -> None:
    """Raise ScenarioLocked for an enacted plan."""
    if row.status in FIXED:
        raise ScenarioLocked("Rencana yang sudah ditetapkan tidak diubah. Buka perubahan dari rencana itu.")


def touch(
    row: Scenario, actor: Actor, now: datetime, changes: Mapping[str, Sequence[Any]], *, undoes: int | None = None
) -> None:
    """Save a changed scenario: next version, its editor, the step of undo; a submitted one goes back to draft."""
    row.status = Scenario.Status.DRAFT if row.status in OPEN else row.status
    row.version += 1
    row.edited_by, row.edited_name, row.edited_at = actor.account, actor.name, now
    row.save()
    ScenarioEdit.objects.create(
        agency_id=row.agency_id,
        scenario=row,
        version=row.version,
        fields=dict(changes),
        undoes=undoes,
        by=actor.account,
        by_name=actor.name,
        at=now,
    )
