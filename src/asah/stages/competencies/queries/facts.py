"""Plain facts for the engines of later stages: every entry of the dictionary, every gap."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from asah.stages.competencies.models import Competency, PersonGap


@dataclass(frozen=True)
class EntryRow:
    """An entry of the dictionary."""

    id: int
    code: str
    name: str
    kind: str
    is_active: bool


def entries() -> list[EntryRow]:
    """Every competency, also of older dictionaries, in the order of codes."""
    rows = Competency.objects.order_by("code").values_list("pk", "code", "name", "kind", "is_active")
    return [EntryRow(*row) for row in rows]


@dataclass(frozen=True)
class GapFact:
    """What the post of a person asks of a competency and what he holds; held and gap are None while not assessed."""

    person: int
    competency: int
    required: Decimal
    held: Decimal | None
    gap: Decimal | None


def gap_facts() -> Iterator[GapFact]:
    """Every gap as last computed, in the order of people, for engines of later stages."""
    rows = PersonGap.objects.order_by("person", "competency")
    for row in rows.values_list("person", "competency", "required", "held", "gap").iterator(chunk_size=10_000):
        yield GapFact(*row)
