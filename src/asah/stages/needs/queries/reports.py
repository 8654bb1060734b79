"""The AKPK of a year: its frozen figures, its steps, and what the actor may do next."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from asah.foundation.access.actor import Actor, NotThere
from asah.foundation.access.permissions import Permission
from asah.stages.needs.models import NeedsReport, ReportStep
from asah.stages.needs.queries.reach import over_units
from asah.stages.needs.rules import STEP_WORDS, standing, step_after

VERBS = {
    "diverifikasi": Permission.AKPK_VERIFY,
    "divalidasi": Permission.AKPK_VALIDATE,
    "ditetapkan": Permission.AKPK_ENACT,
}


@dataclass(frozen=True)
class StepRow:
    """A step that was taken."""

    kind: str
    word: str
    name: str
    note: str
    taken_at: datetime
    decree: str
    decree_on: date | None
    document: uuid.UUID | None


@dataclass(frozen=True)
class ReportPage:
    """A report with its steps. next_step: what comes next; may_step: whether the actor may take it now; blocked: the
    sentence why he may not although he holds the office."""

    id: int
    uid: uuid.UUID
    year: int
    number: int
    digest: str
    figures: dict[str, Any]
    compiled_at: datetime
    status: str
    status_word: str
    steps: tuple[StepRow, ...]
    next_step: str
    may_step: bool
    blocked: str


def reports_of_year(actor: Actor, year: int) -> list[ReportPage]:
    """Reports of a year, newest first. Raises NotAllowed."""
    over_units(actor)
    return [_page(actor, row) for row in NeedsReport.objects.filter(year=year).order_by("-number")]


def latest_report(actor: Actor, year: int) -> ReportPage | None:
    """The newest report of a year."""
    return next(iter(reports_of_year(actor, year)), None)


def report_of(actor: Actor, uid: uuid.UUID) -> ReportPage:
    """One report. Raises NotThere."""
    over_units(actor)
    row = NeedsReport.objects.filter(uid=uid).first()
    if row is None:
        raise NotThere("AKPK ini tidak ada.")
    return _page(actor, row)


def _page(actor: Actor, row: NeedsReport) -> ReportPage:
    taken = list(ReportStep.objects.filter(report=row).select_related("decree").order_by("taken_at", "pk"))
    kinds = [step.kind for step in taken]
    due = step_after(kinds)
    holds = bool(due) and actor.holds(VERBS[due])
    acted = next((step for step in taken if step.account == actor.account), None)
    blocked = ""
    if holds and acted:
        word = STEP_WORDS[acted.kind]
        blocked = f"Anda sudah bertindak pada AKPK ini ({word}). Langkah berikutnya diambil orang lain."
    return ReportPage(
        row.pk, row.uid, row.year, row.number, row.digest, row.figures, row.compiled_at, standing(kinds),
        STEP_WORDS[standing(kinds)], tuple(_step(step) for step in taken), due, holds and not acted, blocked,
    )  # fmt: skip


def _step(row: ReportStep) -> StepRow:
    return StepRow(
        row.kind, STEP_WORDS[row.kind], row.name, row.note, row.taken_at, row.decree_number, row.decree_on,
        row.decree.uid if row.decree else None,
    )  # fmt: skip
