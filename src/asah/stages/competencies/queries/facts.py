"""Plain facts for the engines of later stages: every entry of the dictionary, every gap."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum

from asah.stages.competencies.models import Competency, PersonGap, UnitCoverage


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


def gap_relation() -> str:
    """Every gap within the agency's scope as SQL, for set-based work of later stages; the columns are a contract.

    person, unit, competency: ids; required, held, gap: levels; centre, test, superior, own: latest level of each
    source. It stands in a FROM clause and names no table of this stage to whoever uses it.
    """
    return (
        "(SELECT person, unit, competency, required, held, gap, centre, test, superior, own"
        " FROM competencies_persongap)"
    )


@dataclass(frozen=True)
class Coverage:
    """How many people have a standard, and how many of them were assessed in anything."""

    people: int
    answered: int


def unassessed_people(paths: Sequence[str] = ()) -> Coverage:
    """People and assessed people of some subtrees of units (paths), of everybody without any."""
    rows = UnitCoverage.objects.all()
    if paths:
        within = Q(pk__in=[])
        for path in paths:
            within |= Q(path__gte=path, path__lt=f"{path[:-1]}0")
        rows = rows.filter(within)
    found = rows.aggregate(people=Sum("people"), answered=Sum("answered"))
    return Coverage(found["people"] or 0, found["answered"] or 0)
