"""Needs as sums: of an actor's reach for the page, of the whole agency for the AKPK."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Q, Sum

from asah.foundation.access.actor import Actor
from asah.stages.agency import queries as agency
from asah.stages.competencies import queries as competencies
from asah.stages.needs.models import Interview, InterviewNote, Need, NeedCell, Proposal, StudyAssignment
from asah.stages.needs.models.computed import PARTS
from asah.stages.needs.queries.reach import over_units, under
from asah.stages.people import queries as people

_SUMS = ("people", "asked", "contradicting", "weight", *(f"{part}_points" for part in PARTS))


def year_now(on: date) -> int:
    """The year that is being planned: the newest one that was opened, the next calendar year before any is."""
    return max((row.year for row in agency.years()), default=on.year + 1)


@dataclass
class SumRow:
    """Sums of one competency: people who need it, for how many somebody asked, points and their parts."""

    code: str
    name: str
    kind: str
    people: int = 0
    asked: int = 0
    contradicting: int = 0
    weight: Decimal = Decimal(0)
    parts: dict[str, Decimal] = field(default_factory=dict)

    @property
    def silent(self) -> int:
        """People who need it and for whom nobody asked."""
        return self.people - self.asked


@dataclass
class UnitSum:
    """Sums of a unit directly below the root, with everything below it; `top` its heaviest competency."""

    code: str
    name: str
    path: str
    staff: int
    needs: int = 0
    asked: int = 0
    weight: Decimal = Decimal(0)
    top: str = ""

    @property
    def per_head(self) -> Decimal:
        """Points for each of its people."""
        return self.weight / self.staff if self.staff else Decimal(0)


@dataclass(frozen=True)
class NeedsPage:
    """What Ringkasan shows, as of `computed_at`."""

    year: int
    people: int
    staff: int
    needs: int
    weight: Decimal
    silent: int
    asked_people: int
    contradicting: int
    unassessed: int
    rows: tuple[SumRow, ...]
    units: tuple[UnitSum, ...]
    parts: Mapping[str, Decimal]
    computed_at: datetime | None

    @property
    def silent_people(self) -> int:
        """People with needs for whom nobody asked anything."""
        return self.people - self.asked_people


def needs_page(actor: Actor, on: date, *, kind: str = "") -> NeedsPage:
    """Sums within reach, of all kinds of competency or of one. Raises NotAllowed for who sees single people only."""
    reach = over_units(actor)
    within = Q() if reach.everything else under(reach.unit_paths)
    return _page(within, [] if reach.everything else list(reach.unit_paths), on, kind)


def figures_of_year(year: int, on: date) -> dict[str, Any]:
    """The needs of the whole agency as plain JSON, to be frozen in an AKPK."""
    page = _page(Q(), [], on, "")
    notes = InterviewNote.objects.filter(interview__year=year, interview__status=Interview.Status.DONE).count()
    proposals = dict(Proposal.objects.filter(year=year).values_list("status").annotate(n=Count("pk")))
    return {
        "on": on.isoformat(),
        "staff": page.staff,
        "people": page.people,
        "needs": page.needs,
        "weight": _text(page.weight),
        "silent_people": page.silent_people,
        "silent": page.silent,
        "contradicting": page.contradicting,
        "unassessed": page.unassessed,
        "parts": {part: _text(value) for part, value in page.parts.items()},
        "interview_notes": notes,
        "proposals": proposals,
        "study": StudyAssignment.objects.filter(valid__contains=on).count(),
        "competencies": [
            [row.code, row.name, row.kind, row.people, row.asked, row.contradicting, _text(row.weight)]
            for row in page.rows
        ],
        "units": [
            [row.code, row.name, row.staff, row.needs, row.asked, _text(row.weight), row.top] for row in page.units
        ],
    }


def _page(within: Q, roots: list[str], on: date, kind: str) -> NeedsPage:
    entries = {row.id: row for row in competencies.entries()}
    wanted = {key for key, row in entries.items() if not kind or row.kind == kind}
    cells = NeedCell.objects.filter(within, competency__in=wanted)
    sums: Any = cells.values("competency").annotate(**{f"sum_{name}": Sum(name) for name in _SUMS})
    rows = sorted((_sum_row(entries[one["competency"]], one) for one in sums), key=lambda row: (-row.weight, row.code))
    persons = Need.objects.filter(within, weight__gt=0, competency__in=wanted)
    counted = persons.aggregate(
        all=Count("person", distinct=True), asked=Count("person", distinct=True, filter=Q(asked=True))
    )
    gaps = competencies.unassessed_people(roots)
    return NeedsPage(
        year=year_now(on),
        people=counted["all"],
        staff=gaps.people,
        needs=sum(row.people for row in rows),
        weight=sum((row.weight for row in rows), Decimal(0)),
        silent=sum(row.silent for row in rows),
        asked_people=counted["asked"],
        contradicting=sum(row.contradicting for row in rows),
        unassessed=gaps.people - gaps.answered,
        rows=tuple(row for row in rows if row.people or row.contradicting),
        units=tuple(_unit_sums(cells, roots, on, entries)),
        parts={part: sum((row.parts[part] for row in rows), Decimal(0)) for part in PARTS},
        computed_at=NeedCell.objects.filter(within).aggregate(at=Max("refreshed_at"))["at"],
    )


def _sum_row(entry: competencies.EntryRow, one: Mapping[str, Any]) -> SumRow:
    parts = {part: one[f"sum_{part}_points"] for part in PARTS}
    counts = (one["sum_people"], one["sum_asked"], one["sum_contradicting"], one["sum_weight"])
    return SumRow(entry.code, entry.name, entry.kind, *counts, parts)


def _unit_sums(cells: Any, roots: list[str], on: date, entries: Mapping[int, competencies.EntryRow]) -> list[UnitSum]:
    """One row for each unit directly below the root (or each root of the reach), the heaviest per head first."""
    units = people.units_on(on)
    top = _shown(units, roots)
    heads = people.headcounts(on)
    found = {unit.path: UnitSum(unit.code, unit.short_name or unit.name, unit.path, 0) for unit in top}
    home = {unit.path: _home(unit.path, found) for unit in units}
    for unit in units:
        at = home[unit.path]
        if at:
            found[at].staff += heads.get(unit.unit, 0)
    best: dict[str, dict[int, Decimal]] = {}
    for path, competency, needs, asked, weight in cells.values_list("path", "competency", "people", "asked", "weight"):
        at = home.get(path) or _home(path, found)
        if at:
            row = found[at]
            row.needs, row.asked, row.weight = row.needs + needs, row.asked + asked, row.weight + weight
            own = best.setdefault(at, {})
            own[competency] = own.get(competency, Decimal(0)) + weight
    for at, own in best.items():
        found[at].top = entries[max(own, key=lambda key: (own[key], -key))].name
    return sorted((row for row in found.values() if row.staff), key=lambda row: (-row.per_head, row.name))


def _shown(units: list[people.UnitRow], roots: list[str]) -> list[people.UnitRow]:
    if roots:
        inside = [unit for unit in units if any(unit.path.startswith(root) for root in roots)]
        depth = min((unit.path.count("/") for unit in inside), default=0)
        below = [unit for unit in inside if unit.path.count("/") <= depth + 1]
        return below
    return [unit for unit in units if unit.path.count("/") <= 3]


def _home(path: str, found: Mapping[str, Any]) -> str:
    """The longest listed path that a unit's path begins with."""
    return max((at for at in found if path.startswith(at)), key=len, default="")


def _text(value: Decimal) -> str:
    return f"{value:.3f}"
