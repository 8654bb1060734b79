"""The plain rows that components are fed with. A page fills these; a template tag draws them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from django.utils.translation import gettext, gettext_noop

Tone = Literal["", "ok", "warn", "err", "info"]


@dataclass(frozen=True, slots=True)
class Status:
    """A status word. `dot` repeats it as a shape: full, half or empty; the colour (`tone`) comes third."""

    word: str
    tone: Tone = ""
    dot: Literal["", "full", "half", "empty"] = ""


_STATUSES: dict[str, tuple[str, Tone]] = {
    "draft": (gettext_noop("Draf"), "info"),
    "sent": (gettext_noop("Terkirim"), "info"),
    "in_review": (gettext_noop("Sedang diperiksa"), "info"),
    "needs_fixing": (gettext_noop("Perlu perbaikan"), "warn"),
    "approved": (gettext_noop("Disetujui"), "ok"),
    "rejected": (gettext_noop("Ditolak"), "err"),
    "scheduled": (gettext_noop("Terjadwal"), ""),
    "running": (gettext_noop("Berjalan"), "info"),
    "done": (gettext_noop("Selesai"), "ok"),
    "cancelled": (gettext_noop("Dibatalkan"), ""),
    "expired": (gettext_noop("Kedaluwarsa"), "err"),
    "selected": (gettext_noop("Terpilih"), "ok"),
    "reserve": (gettext_noop("Cadangan"), "warn"),
    "not_selected": (gettext_noop("Belum terpilih"), ""),
}
STATUS_KEYS = tuple(_STATUSES)
"""The states every stage names by the same word."""


def status(key: str) -> Status:
    """The one word, and its tone, for a state: `status("in_review")` is "Sedang diperiksa". Raises ValueError."""
    if key not in _STATUSES:
        raise ValueError(f"no status {key!r}; known: {', '.join(STATUS_KEYS)}")
    word, tone = _STATUSES[key]
    return Status(gettext(word), tone)


@dataclass(frozen=True, slots=True)
class Task:
    """One line of "Perlu Anda kerjakan". Done tasks fade to plain text; `due` is a word or a Status."""

    label: str
    url: str = ""
    hint: str = ""
    due: str | Status = ""
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a stepper."""

    label: str
    state: Literal["done", "now", "later"] = "later"


def steps(labels: Sequence[str], current: int) -> list[Step]:
    """Steps with the one at position `current` (from 1) as the present one."""
    return [
        Step(label, "done" if place < current else "now" if place == current else "later")
        for place, label in enumerate(labels, start=1)
    ]


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of a timeline; `at` is an aware instant or a text. What has not happened yet is hollow."""

    at: datetime | str
    text: str
    url: str = ""
    is_done: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """A word that leads somewhere: tabs, crumbs, menus. `count` stands behind it; current is where one is."""

    label: str
    url: str = ""
    is_current: bool = False
    count: int | None = None
    shortcut: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """A number with its word, leading to the rows behind it."""

    value: int
    label: str
    url: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of a check-answers page, with the way back to change it."""

    question: str
    answer: str
    change_url: str = ""


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One cell of a heat table: its shade 0 to 5, its text, and the page behind it. `shade` None is "no data"."""

    text: str
    shade: int | None
    url: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One row. With `missing` the whole row is hatched and says why instead of showing numbers."""

    label: str
    hint: str = ""
    url: str = ""
    cells: Sequence[HeatCell] = ()
    missing: str = ""


@dataclass(frozen=True, slots=True)
class HeatTable:
    """A table whose cells are coloured by size. `legend` names the smallest and the largest shade, `hatched` a cell
    without shade (empty: too few answers)."""

    caption: str
    corner: str
    columns: Sequence[str]
    rows: Sequence[HeatRow] = field(default_factory=tuple)
    legend: tuple[str, str] = ("kecil", "besar")
    hatched: str = ""


def shade(value: float, low: float, high: float) -> int:
    """The shade 0 to 5 of a value in six equal steps from low to high; values outside take the end shades."""
    if high <= low:
        return 0
    return min(5, max(0, int((value - low) / (high - low) * 6)))


@dataclass(frozen=True, slots=True)
class JobView:
    """A job as its line shows it. `state`: queued, running, done, done_with_notes, failed, cancelled.

    `url` is polled while the job lives; `cancel_url` takes a POST; `result_url` opens what came out.
    """

    title: str
    state: Literal["queued", "running", "done", "done_with_notes", "failed", "cancelled"]
    done: int = 0
    total: int = 0
    note: str = ""
    url: str = ""
    cancel_url: str = ""
    result_url: str = ""

    @property
    def is_alive(self) -> bool:
        """Whether there is still something to wait for."""
        return self.state in ("queued", "running")


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field that two people changed: what stands there now (theirs) and what was typed (mine), as shown."""

    name: str
    label: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class ReasonPart:
    """One part that counted: own value of `out_of`, and the average of those selected."""

    label: str
    value: float
    out_of: float
    others: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceStep:
    """One link of the chain reaction, learning, behaviour, result."""

    label: str
    value: str
    note: str = ""


VERDICTS = (
    "Tampak merugikan",
    "Tidak tampak membantu",
    "Belum dapat dipastikan",
    "Kemungkinan membantu",
    "Jelas membantu",
)
"""The five fixed phrases of an evidence card, from worst to best; set by rule, never by hand."""
