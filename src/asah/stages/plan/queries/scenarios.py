"""Scenarios and what their runs found, for whoever may read plans."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from asah.foundation.access.actor import Actor, NotAllowed, NotThere, extent
from asah.foundation.access.permissions import Permission
from asah.foundation.jobs.models import JobRun
from asah.stages.plan.models import (
    Decision,
    LotteryDraw,
    PlanGroup,
    PlanPerson,
    PlanProgramme,
    PlanRun,
    Scenario,
    Submission,
)
from asah.stages.plan.queries.history import Event, history_of
from asah.stages.plan.rules.settings import Settings, letter
from asah.stages.plan.rules.sharing import SMALLEST_GROUP
from asah.stages.plan.rules.steps import FIXED, StepRule, step_from
from asah.stages.plan.rules.words import STATE_WORDS, months_words, programme_reason
from asah_basics.canonical import digest


def settings_now(row: Scenario) -> Settings:
    """The settings as a run would freeze them now."""
    return Settings(
        year=row.year,
        budget_rupiah=row.budget_rupiah,
        minimum_jp=row.minimum_jp,
        minimum_is_hard=row.minimum_is_hard,
        most_trainings=row.most_trainings,
        away_percent=row.away_percent,
        pppk_most_jp=row.pppk_most_jp,
        district_floor_percent=row.district_floor_percent,
        barred_tags=tuple(row.barred_tags),
        locks=dict(row.locks),
        fairness=row.fairness,
        unit_caps=dict(row.unit_caps),
        changes=_changed_run(row),
        from_on=row.from_on.isoformat() if row.from_on else "",
        draws=dict(
            LotteryDraw.objects.filter(lottery__run__scenario=row)
            .order_by("pk")
            .values_list("lottery__programme_code", "seed")
        ),
    )


def _changed_run(row: Scenario) -> int | None:
    """The enacted run that a change starts from."""
    if row.changes_id is None:
        return None
    enacted = Decision.objects.filter(kind=Decision.Kind.ENACTED, submission__run__scenario=row.changes_id)
    return enacted.order_by("-pk").values_list("submission__run", flat=True).first()


def title_of(row: Scenario) -> str:
    """Skenario B: Utamakan layanan publik."""
    return f"Skenario {letter(row.number)}: {row.name}"


def readable(actor: Actor) -> "QuerySet[Scenario]":
    """Scenarios an actor may read: all, or only enacted ones when he reads a part of the agency."""
    if not actor.holds(Permission.PLAN_READ):
        raise NotAllowed("Peran Anda tidak mencakup rencana.")
    rows = Scenario.objects.all()
    return rows if extent(actor, Permission.PLAN_READ).everything else rows.filter(status__in=FIXED)


@dataclass(frozen=True)
class ScenarioRow:
    """One line of the list; run is the newest finished one."""

    scenario: Scenario
    title: str
    run: PlanRun | None

    @property
    def closed_percent(self) -> float:
        """Share of measured gap that the run closes, in per cent."""
        return closed_percent(self.run)


def closed_percent(run: PlanRun | None) -> float:
    """Share of measured gap that a run closes, in per cent; 0 without a run or gap."""
    if run is None or not run.figures.get("gap_levels"):
        return 0.0
    return 100.0 * float(run.figures["closed_levels"]) / float(run.figures["gap_levels"])


def scenarios_of(actor: Actor, year: int) -> list[ScenarioRow]:
    """The scenarios of a year in the order of their letters; two queries."""
    rows = list(readable(actor).filter(year=year).order_by("number"))
    done = PlanRun.objects.filter(scenario__in=rows, status=PlanRun.Status.DONE).order_by("pk")
    newest = {run.scenario_id: run for run in done}
    return [ScenarioRow(row, title_of(row), newest.get(row.pk)) for row in rows]


@dataclass(frozen=True)
class ProgrammeRow:
    """One row of the programme table, with its words."""

    code: str
    name: str
    seats: int
    classes: int
    cost_rupiah: int
    points: float
    state: str
    word: tuple[str, str, str]
    reason: str
    months: str
    candidates: int
    lock: str
    version: int = 0


@dataclass(frozen=True)
class GroupRow:
    """How a group fares. Groups under five people are listed without figures."""

    name: str
    people: int
    trained_percent: float
    at_floor_percent: float
    jp_mean: float
    coverage_percent: float
    is_small: bool


@dataclass(frozen=True)
class ScenarioPage:
    """Everything the page of a scenario shows. `run` is the newest finished one, `living` one that is being computed.

    is_stale: settings changed since `run`; failed: why the newest attempt has no result.
    """

    scenario: Scenario
    title: str
    run: PlanRun | None
    living: PlanRun | None
    job: JobRun | None
    is_stale: bool
    failed: str
    programmes: tuple[ProgrammeRow, ...]
    groups: dict[str, list[GroupRow]]
    submission: Submission | None
    decision: Decision | None
    history: tuple[Event, ...]
    stage_words: str
    waits_for: StepRule | None

    @property
    def closed_percent(self) -> float:
        """Share of measured gap that the run closes."""
        return closed_percent(self.run)

    @property
    def may_submit(self) -> bool:
        """Whether a fresh result stands ready to be put before the decider."""
        return bool(self.run and not self.is_stale and self.scenario.status in ("draf", "dikembalikan"))


def scenario_page(actor: Actor, uid: uuid.UUID, *, run: PlanRun | None = None) -> ScenarioPage:
    """One scenario with its newest result, or with the `run` given. Raises NotThere."""
    row = readable(actor).filter(uid=uid).first()
    if row is None:
        raise NotThere("Skenario ini tidak ada.")
    runs = list(PlanRun.objects.filter(scenario=row).order_by("-pk")[:20])
    run = run or next((one for one in runs if one.status == PlanRun.Status.DONE), None)
    newest = runs[0] if runs else None
    living = newest if newest and newest.status in (PlanRun.Status.QUEUED, PlanRun.Status.RUNNING) else None
    job = JobRun.objects.filter(pk=living.job or 0).first() if living else None
    if job is None or job.status not in ("queued", "running"):
        living = None
    failed = newest.reason if newest and newest.status in (PlanRun.Status.FAILED, PlanRun.Status.CANCELLED) else ""
    submission = Submission.objects.filter(run__scenario=row).order_by("-pk").first()
    decisions = list(Decision.objects.filter(submission__run__scenario=row).order_by("pk"))
    current = next((one for one in reversed(decisions) if submission and one.submission_id == submission.pk), None)
    return ScenarioPage(
        scenario=row,
        title=title_of(row),
        run=run,
        living=living,
        job=job if living else None,
        is_stale=bool(run and run.settings_digest != digest(settings_now(row).plain())),
        failed=failed,
        programmes=tuple(_programmes(run, row)) if run else (),
        groups=groups_of(run) if run else {},
        submission=submission,
        decision=current,
        history=tuple(history_of(row, decisions)),
        stage_words=row.get_stage_display(),
        waits_for=step_from(row.status),
    )


def _programmes(run: PlanRun, row: Scenario) -> Sequence[ProgrammeRow]:
    gap = float(run.figures.get("gap_levels") or 1.0)
    order = {"masuk": 0, "di_batas": 1, "tidak_masuk": 2}
    found = sorted(
        PlanProgramme.objects.filter(run=run),
        key=lambda one: (order[one.state], -one.levels, -one.candidates, one.code),
    )
    return [
        ProgrammeRow(
            code=one.code,
            name=one.name,
            seats=one.seats,
            classes=one.classes,
            cost_rupiah=one.cost_rupiah,
            points=100.0 * one.levels / gap,
            state=one.state,
            word=STATE_WORDS[one.state],
            reason=programme_reason(one.reason, one.facts),
            months=months_words(one.months),
            candidates=one.candidates,
            lock=row.locks.get(one.code, ""),
            version=one.version_id,
        )
        for one in found
    ]


def groups_of(run: PlanRun) -> dict[str, list[GroupRow]]:
    """How every group fares in a run, by kind; one query."""
    found: dict[str, list[GroupRow]] = {}
    for one in PlanGroup.objects.filter(run=run).order_by("kind", "name"):
        found.setdefault(one.kind, []).append(
            GroupRow(
                name=one.name,
                people=one.people,
                trained_percent=100.0 * one.trained / one.people,
                at_floor_percent=100.0 * one.at_floor / one.people,
                jp_mean=one.jp / one.people,
                coverage_percent=100.0 * one.received / one.attainable if one.attainable else 100.0,
                is_small=one.people < SMALLEST_GROUP,
            )
        )
    return found


def floor_by_unit(run: PlanRun) -> tuple[dict[str, float], float]:
    """OPD -> share of its people who reach the legal floor of hours under a run, small OPD left out; and of all."""
    rows = groups_of(run).get("unit", [])
    everybody = sum(row.people for row in rows)
    mean = sum(row.people * row.at_floor_percent for row in rows) / everybody / 100 if everybody else 0.0
    return {row.name: row.at_floor_percent / 100 for row in rows if not row.is_small}, mean


def hours_of(run: PlanRun) -> list[tuple[int, float]]:
    """(person, JP done and planned together) of everybody who could be planned, for the picture of sharing."""
    rows = PlanPerson.objects.filter(run=run, barred="").order_by("person")
    return [
        (person, float(before + planned))
        for person, before, planned in rows.values_list("person", "jp_before", "jp_planned")
    ]


def programme_names(run: PlanRun) -> list[tuple[str, str]]:
    """(code, name) of the programmes of a run, by name, for filters."""
    return list(PlanProgramme.objects.filter(run=run).order_by("name").values_list("code", "name"))


def run_for_participants(actor: Actor, year: int, run: uuid.UUID | None = None) -> PlanRun | None:
    """The run whose participants are shown: the one asked for, else the enacted one, else the newest."""
    rows = PlanRun.objects.filter(scenario__in=readable(actor).filter(year=year), status=PlanRun.Status.DONE)
    rows = rows.select_related("scenario")
    if run is not None:
        chosen = rows.filter(uid=run).first()
        if chosen is None:
            raise NotThere("Hitungan ini tidak ada.")
        return chosen
    decided = Decision.objects.filter(
        kind=Decision.Kind.ENACTED, submission__run__scenario__status=Scenario.Status.ENACTED
    )
    enacted = rows.filter(pk__in=decided.values("submission__run")).order_by("-pk").first()
    return enacted or rows.order_by("-pk").first()


def within(actor: Actor, permission: Permission) -> Q:
    """A filter on `path` for what an actor sees with a verb."""
    reach = extent(actor, permission)
    if reach.everything:
        return Q()
    found = Q(pk__in=[])
    for path in reach.unit_paths:
        found |= Q(path__startswith=path)
    return found
