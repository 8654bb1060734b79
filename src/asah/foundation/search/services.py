"""Keep entries: called by the deeds that change the things."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from asah.foundation.access.actor import Actor
from asah.foundation.audit.door import note, use_case
from asah.foundation.search.models import Entry
from asah.foundation.search.queries import fold


@dataclass(frozen=True)
class Findable:
    """A thing as the search knows it. `more` are further words: number, code, short forms."""

    kind: str
    key: str
    title: str
    link: str
    hint: str = ""
    more: str = ""
    is_open: bool = False
    unit_path: str = ""
    person: int | None = None
    superior: int | None = None


@use_case(says="Asah memperbarui pencarian", pipe=True)
def keep_entries(*, actor: Actor, now: datetime, kind: str, things: Iterable[Findable], whole: bool = False) -> int:
    """Insert or replace entries of a kind; with `whole`, entries of the kind that are not among them go away."""
    rows = [
        Entry(
            agency_id=actor.agency,
            kind=kind,
            key=thing.key,
            title=thing.title,
            hint=thing.hint,
            words=fold(thing.title) + " " + " ".join(fold(word) for word in thing.more.split("|")),
            link=thing.link,
            is_open=thing.is_open,
            unit_path=thing.unit_path,
            person=thing.person,
            superior=thing.superior,
        )
        for thing in things
    ]
    if whole:
        Entry.objects.filter(kind=kind).delete()
        Entry.objects.bulk_create(rows, batch_size=2000)
    else:
        Entry.objects.bulk_create(
            rows,
            batch_size=2000,
            update_conflicts=True,
            unique_fields=["agency", "kind", "key"],
            update_fields=["title", "hint", "words", "link", "is_open", "unit_path", "person", "superior"],
        )
    note(entries=len(rows))
    return len(rows)
