"""The home page: every desk of somebody's roles adds its part, the shell merges them (ux.md 2.2)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from asah.foundation.access.actor import Actor
from asah.foundation.access.models import Agency
from asah.foundation.pages import components
from asah_basics.charts import Chart
from asah_basics.formats import date_table

MOST_TASKS = 7
MOST_CHANGES = 5


@dataclass(frozen=True)
class Task:
    """One thing to do: words, where, why, until when. Done tasks fade to plain text."""

    text: str
    url: str
    hint: str = ""
    due: date | None = None
    is_done: bool = False


@dataclass(frozen=True)
class Change:
    """Something that happened since one was last here."""

    at: datetime
    text: str
    url: str = ""


@dataclass(frozen=True)
class HomePart:
    """What one desk puts on the home page.

    lead: one sentence of state; action: label and address of the one primary button;
    figure: the one key picture; cards: further template partials with their context, for desks that need them.
    """

    lead: str
    action: tuple[str, str] | None = None
    tasks: tuple[Task, ...] = ()
    figure: Chart | None = None
    changes: tuple[Change, ...] = ()
    cards: tuple[tuple[str, dict[str, Any]], ...] = ()


Builder = Callable[[Actor, Agency, datetime, Any], HomePart | None]
# The order decides whose sentence leads when somebody holds several roles.
_ORDER = ("planner", "admin", "head_of_agency", "pyb", "ppk", "personnel_officer", "assessor", "evaluator", "auditor",
          "superior", "instructor", "committee", "partner", "asn")  # fmt: skip
_BUILDERS: dict[str, Builder] = {}


def desk(role: str, builder: Builder) -> None:
    """Register the home part of a role; called by each desk's apps.py."""
    _BUILDERS[role] = builder


@dataclass(frozen=True)
class Home:
    """The merged page."""

    lead: str
    action: tuple[str, str] | None
    tasks: list[components.Task]
    open_tasks: int
    all_tasks: int
    figure: Chart | None
    changes: list[components.Happening] = field(default_factory=list)
    cards: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


def build_home(actor: Actor, agency: Agency, now: datetime, request: Any) -> Home:
    """Ask each desk once; the first role in order leads, tasks are merged by due date."""
    held = {row.role for row in actor.roles}
    parts = [part for role in _ORDER if role in held and role in _BUILDERS
             if (part := _BUILDERS[role](actor, agency, now, request))]  # fmt: skip
    tasks = _merged([task for part in parts for task in part.tasks])
    changes = sorted((change for part in parts for change in part.changes), key=lambda change: change.at, reverse=True)
    return Home(
        lead=parts[0].lead if parts else _("Belum ada tugas untuk peran Anda di tahap ini."),
        action=next((part.action for part in parts if part.action), None),
        tasks=[_shown(task, actor.today(now)) for task in tasks[:MOST_TASKS]],
        all_tasks=len(tasks),
        open_tasks=sum(not task.is_done for task in tasks),
        figure=next((part.figure for part in parts if part.figure), None),
        changes=[components.Happening(change.at, change.text, change.url) for change in changes[:MOST_CHANGES]],
        cards=[card for part in parts for card in part.cards],
    )


def _merged(tasks: list[Task]) -> list[Task]:
    unique = {(task.text, task.url): task for task in tasks}
    return sorted(unique.values(), key=lambda task: (task.is_done, task.due or date.max))


def _shown(task: Task, today: date) -> components.Task:
    """Due dates become words: today and overdue in red, three days in amber."""
    due: str | components.Status = ""
    if task.due is not None:
        days = (task.due - today).days
        word = "Lewat" if days < 0 else "Hari ini" if days == 0 else "Besok" if days == 1 else date_table(task.due)
        due = components.Status(word, "err") if days <= 0 else components.Status(word, "warn") if days <= 3 else word
    return components.Task(task.text, task.url, task.hint, due, task.is_done)


def greeting(now_local: datetime) -> str:
    """Selamat pagi until 10, siang until 15, sore until 18, then malam."""
    hour = now_local.hour
    part = "pagi" if 4 <= hour < 10 else "siang" if 10 <= hour < 15 else "sore" if 15 <= hour < 18 else "malam"
    return f"Selamat {part}"
