"""A superior's grid: his people and the competencies of which most is unknown."""

import uuid
from dataclasses import dataclass
from datetime import date

from asah.foundation.access.actor import Actor, NotThere
from asah.stages.competencies import queries as competencies
from asah.stages.people import queries as people
from asah.stages.questionnaires.models import Answer
from asah.stages.questionnaires.queries.answering import AskedCompetency, Sheet, sheet_of

MOST_COLUMNS = 5


@dataclass(frozen=True)
class Member:
    """Somebody of the team."""

    id: int
    uid: str
    name: str
    job_title: str


@dataclass(frozen=True)
class Cell:
    """One person and competency. level: 1-5, None while not named; unknown: "tidak tahu"; before: named last year."""

    required: float
    level: int | None = None
    unknown: bool = False
    before: float | None = None

    @property
    def is_done(self) -> bool:
        """Whether the superior has said anything."""
        return self.level is not None or self.unknown


@dataclass(frozen=True)
class TeamSheet:
    """The grid: members, columns, and a cell where a member's post asks for the competency."""

    sheet: Sheet
    members: tuple[Member, ...]
    columns: tuple[AskedCompetency, ...]
    cells: dict[tuple[int, int], Cell]

    @property
    def done(self) -> int:
        """Cells with an answer."""
        return sum(cell.is_done for cell in self.cells.values())

    @property
    def first_open(self) -> AskedCompetency | None:
        """The first column in which a cell is open: where one goes on after leaving."""
        open_columns = {key[1] for key, cell in self.cells.items() if not cell.is_done}
        return next((column for column in self.columns if column.id in open_columns), None)

    def column(self, code: str) -> AskedCompetency:
        """The column of a code. Raises NotThere."""
        found = next((one for one in self.columns if one.code == code), None)
        if found is None:
            raise NotThere(f"competency {code}")
        return found


def team_sheet(actor: Actor, uid: uuid.UUID | str, on: date) -> TeamSheet:
    """The actor's grid of a survey about teams. Raises NotThere for who is not invited, or a survey about oneself."""
    sheet = sheet_of(actor, uid, on)
    if sheet.survey.about != "tim":
        raise NotThere(f"survey {uid}")
    rows = people.people_where(on, people.team_of(sheet.person, on))
    members = tuple(Member(row.id, row.uid, row.name, row.job_title) for row in sorted(rows, key=lambda one: one.name))
    asked: dict[int, dict[int, tuple[float, float | None]]] = {}
    for person, competency, required, held in competencies.all_gaps([row.id for row in rows]):
        known = None if held is None else float(held)
        asked.setdefault(competency, {})[person] = (float(required), known)
    columns = _columns(asked)
    kept = {column.id for column in columns}
    said = _said(sheet)
    before = _before(sheet, set(asked))
    cells = {
        (person, competency): Cell(
            values[0], *said.get((person, competency), (None, False)), before.get((person, competency))
        )
        for competency, by_person in asked.items()
        if competency in kept
        for person, values in by_person.items()
    }
    return TeamSheet(sheet, members, columns, cells)


def _columns(asked: dict[int, dict[int, tuple[float, float | None]]]) -> tuple[AskedCompetency, ...]:
    """Those that most people's posts ask for and least is known of, at most MOST_COLUMNS, in the order of codes."""
    order = sorted(asked, key=lambda key: (-sum(1 + (known is None) for _asked, known in asked[key].values()), key))
    chosen = order[:MOST_COLUMNS]
    entries = {row.id: row for row in competencies.entries()}
    words = competencies.levels_of_many(chosen)
    found = [AskedCompetency(key, entries[key].code, entries[key].name, 0.0, words.get(key, ())) for key in chosen]
    return tuple(sorted(found, key=lambda one: one.code))


def _said(sheet: Sheet) -> dict[tuple[int, int], tuple[int | None, bool]]:
    rows = Answer.objects.filter(invitation=sheet.invitation, competency__isnull=False, is_overruled=False)
    found: dict[tuple[int, int], tuple[int | None, bool]] = {}
    for person, competency, level in rows.order_by("received_at", "pk").values_list(
        "about_id", "competency_id", "level"
    ):
        found[person, competency] = (None if level is None else int(level), level is None)
    return found


def _before(sheet: Sheet, asked: set[int]) -> dict[tuple[int, int], float]:
    """What the same superior named in an earlier year: shown beside the taps, never taken over unseen."""
    rows = Answer.objects.filter(
        invitation__person=sheet.person,
        invitation__survey__about="tim",
        invitation__survey__year__lt=sheet.survey.year,
        competency__in=asked,
        level__isnull=False,
    )
    ordered = rows.order_by("invitation__survey__year", "received_at")
    return {
        (person, key): float(level)
        for person, key, level in ordered.values_list("about_id", "competency_id", "level")
        if key is not None and level is not None
    }
