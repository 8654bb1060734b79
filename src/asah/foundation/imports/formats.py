"""What a stage tells the kit about one of its spreadsheets: columns, row rule, live rows to compare with, apply.

A stage subclasses `ImportFormat` in its imports.py and registers one instance in its apps.py. README.md of this folder
shows a complete example.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.functional import Promise

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.imports.cleaners import plain
from asah.foundation.imports.findings import Finding, Suggestion

if TYPE_CHECKING:
    from asah.foundation.imports.work import Work

Row = Mapping[str, Any]
Key = Hashable


@dataclass(frozen=True)
class Field:
    """One column that the format understands.

    name: identifier of the value in a row; label: its word on screen; meaning: one sentence for the matching step;
    clean: text of a cell -> value; raises Problem, or returns Tidied for a value worth a warning. It is called once
    for each distinct text of the column, never with an empty one (an empty cell gives None);
    synonyms: headers that name it, compared without case, blanks and punctuation;
    needs: cleaned with the check's surroundings too: `clean_in(text, scene)` replaces `clean`;
    as_text: a cell that the file keeps as a number is a fault (NIP, phone, NIK);
    blank_keeps: an empty cell leaves a known row as it is, instead of emptying it;
    recognise: share of sample texts (0-1) that look like this field, for columns whose header says nothing.
    """

    name: str
    label: str | Promise
    meaning: str | Promise = ""
    clean: Callable[[str], Any] = plain
    clean_in: Callable[[str, Any], Any] | None = None
    required: bool = False
    synonyms: tuple[str, ...] = ()
    as_text: bool = False
    example: str = ""
    blank_keeps: bool = False
    recognise: Callable[[Sequence[str]], float] | None = None
    show: Callable[[Any], str] = field(default=lambda value: "" if value is None else str(value))


@dataclass(frozen=True)
class MissingChoice:
    """What may be done with live rows that the file lacks: a code, its words, whether it is the default."""

    code: str
    label: str | Promise


LEAVE = MissingChoice("leave", "Biarkan")


@dataclass(frozen=True)
class Live:
    """One row that exists already: its key, values by field name, a label for people, and the format's own reference.

    ref is kept with the row and comes back in `Work` (an id, or a tuple of ids as a list).
    """

    values: Mapping[str, Any]
    label: str = ""
    ref: Any = None


class ImportFormat(ABC):
    """A kind of spreadsheet. Instances hold no state: everything of a run is in its scene (`begin`)."""

    code: ClassVar[str]
    title: ClassVar[str | Promise]
    noun: ClassVar[str | Promise]
    permission: ClassVar[Permission]
    fields: ClassVar[tuple[Field, ...]]
    key_fields: ClassVar[tuple[str, ...]] = ()
    unique: ClassVar[bool] = True
    compared: ClassVar[tuple[str, ...] | None] = None
    missing_choices: ClassVar[tuple[MissingChoice, ...]] = ()
    usual_share: ClassVar[Mapping[str, float]] = {}
    home: ClassVar[str] = ""

    # -- the check: called outside any transaction of its own, inside the agency's scope, never changes anything

    def begin(self, actor: Actor, now: datetime, today: date) -> Any:
        """Load what cleaners and rules look up (units by name, codes ...): a few queries, once a check."""
        return None

    def complete(self, row: dict[str, Any], scene: Any) -> Iterable[Finding]:
        """Fill in what several cells say together (a unit from its name and its OPD), for rows whose cells are clean.

        Changes `row` in place; may replace a field's value or add names of its own, which are kept with the row.
        """
        return ()

    def suggest(self, field: str, row: Row, scene: Any) -> Iterable[Suggestion]:
        """Further suggestions for a problem at a field, from the row's other cells."""
        return ()

    def shown(self, name: str, value: Any, scene: Any) -> str:
        """A value as people read it in the list of changes."""
        return self.field(name).show(value) if value not in (None, "") else ""

    def judge(self, row: Row, scene: Any) -> Iterable[Finding]:
        """Rules of one row whose cells are all clean. Yield Finding(field, message, is_problem=...)."""
        return ()

    def judge_together(self, rows: Sequence[Row], scene: Any) -> Iterable[tuple[int, Finding]]:
        """Rules over the rows together (cycles, one head a unit); yields (index into rows, finding)."""
        return ()

    def label(self, row: Row) -> str:
        """How the row is named to people."""
        return " · ".join(str(row[name]) for name in self.key_fields if row.get(name))

    def detail(self, row: Row) -> str:
        """A second, smaller line under the label."""
        return ""

    def key(self, row: Row, scene: Any) -> Key | None:
        """What makes two rows the same one; by default the tuple of key_fields."""
        return tuple(row.get(name) for name in self.key_fields)

    @abstractmethod
    def live(self, scene: Any) -> Mapping[Key, Live]:
        """The rows that exist, by key, to compare with. {} when the import only adds."""

    def is_missing(self, known: Live) -> bool:
        """Whether a live row that the file lacks is worth asking about."""
        return True

    def mark(self, scene: Any) -> str:
        """A short text that changes when the live rows change; see `live_mark`. Empty: never asked to review again."""
        return ""

    # -- the deed: called inside the transaction of the use case that applies the batch

    @abstractmethod
    def apply(self, work: "Work") -> Mapping[str, int]:
        """Write the rows through `work.journal` (that is what makes the undo). Returns counts for the audit line."""

    def undone(self, *, actor: Actor, now: datetime, batch: int, today: date) -> None:
        """Called after the journal was taken back: announce facts, refresh aggregates."""
        return None

    # -- helpers

    def field(self, name: str) -> Field:
        """The field of a name. Raises KeyError."""
        for one in self.fields:
            if one.name == name:
                return one
        raise KeyError(name)


_FORMATS: dict[str, ImportFormat] = {}


def register(one: ImportFormat) -> None:
    """Make a format known; repeating the same class changes nothing."""
    known = _FORMATS.get(one.code)
    if known is not None and type(known) is not type(one):
        raise ValueError(f"two formats with code {one.code}")
    _FORMATS[one.code] = one


def format_of(code: str) -> ImportFormat:
    """The format of a code. Raises KeyError."""
    return _FORMATS[code]


def formats() -> tuple[ImportFormat, ...]:
    """All formats, in the order of registration, which is the order of the stages."""
    return tuple(_FORMATS.values())
