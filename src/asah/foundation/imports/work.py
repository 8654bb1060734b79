"""What a format gets when its rows are applied: the rows, who and when, and the journal to write through."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from asah.foundation.access.actor import Actor
from asah.foundation.imports.journal import Journal
from asah.foundation.imports.models import ImportRow


@dataclass(frozen=True)
class ReadyRow:
    """A row to write. change: "new", "changed" or "missing"; values: cleaned values as JSON (dates ISO, decimals text);

    ref: what `live()` gave as reference of the existing row, None for a new one; changes: field -> [old, new].
    """

    number: int
    change: str
    values: Mapping[str, Any]
    ref: Any
    changes: Mapping[str, Any]
    label: str = ""


@dataclass
class Work:
    """One batch being applied, inside the transaction of its use case.

    missing: code of the choice for rows the file lacks ("leave" unless the format offers more);
    today: the agency's local date, from which dated rows run.
    """

    batch: int
    actor: Actor
    now: datetime
    today: date
    missing: str
    journal: Journal
    number: str = ""
    _cache: dict[str, list[ReadyRow]] = field(default_factory=dict)

    def rows(self, *changes: str) -> Iterator[ReadyRow]:
        """Rows to write in the order of the file; by default the new and the changed ones. "same" rows never come.

        `rows("missing")` gives what the file lacks, unless the choice is to leave it.
        """
        wanted = changes or ("new", "changed")
        if wanted == ("missing",) and self.missing == "leave":
            return
        found = ImportRow.objects.filter(batch=self.batch, status="ready", change__in=wanted).order_by("number")
        columns = ("number", "change", "values", "ref", "changes", "label")
        for line in found.values_list(*columns).iterator(chunk_size=5000):
            yield ReadyRow(*line)
