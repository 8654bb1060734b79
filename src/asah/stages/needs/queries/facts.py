"""Plain facts for engines of later stages, which act for the agency."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from asah.stages.agency import queries as agency
from asah.stages.needs.models import Need, Proposal, StudyAssignment


@dataclass(frozen=True)
class NeedFact:
    """One need: `weight` points in all, of which `gap` levels were measured; `factor` the importance of service."""

    person: int
    competency: int
    required: Decimal | None
    held: Decimal | None
    gap: Decimal | None
    weight: Decimal
    factor: Decimal
    place: int
    asked: bool
    since: date


def need_facts() -> Iterator[NeedFact]:
    """Every need as last computed, in the order of people."""
    rows = Need.objects.filter(weight__gt=0).order_by("person", "competency")
    columns = ("person", "competency", "required", "held", "gap", "weight", "factor", "place", "asked", "since")
    for row in rows.values_list(*columns).iterator(chunk_size=10_000):
        yield NeedFact(*row)


@dataclass(frozen=True)
class StudyFact:
    """Months of a year in which somebody studies; `frees` from his post, so that he is not sent elsewhere."""

    person: int
    months: tuple[int, ...]
    frees: bool


def study_in_year(year: int) -> list[StudyFact]:
    """Study assignments that touch a year."""
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    rows = StudyAssignment.objects.filter(valid__overlap=(first, after)).order_by("person")
    found = []
    for person, valid, frees in rows.values_list("person_id", "valid", "frees_from_post"):
        start, end = max(valid.lower, first), min(valid.upper or after, after)
        last = date.fromordinal(end.toordinal() - 1)
        found.append(StudyFact(person, tuple(range(start.month, last.month + 1)), frees))
    return found


@dataclass(frozen=True)
class AskRow:
    """A proposal that waits for the plan's answer."""

    id: int
    person: int
    competency: int
    programme: int | None
    voice: str


def open_proposals(year: int) -> list[AskRow]:
    """Proposals of a year that nobody refused or took back, in the order of people; also those not yet examined.

    The plan answers them all, because a need counts whether or not a proposal went its way.
    """
    closed = (Proposal.Status.REFUSED, Proposal.Status.WITHDRAWN)
    rows = Proposal.objects.filter(year=year).exclude(status__in=closed).order_by("person", "pk")
    return [AskRow(*row) for row in rows.values_list("pk", "person_id", "competency_id", "programme_id", "voice")]


def waiting_rule(on: date) -> tuple[float, int]:
    """How much each year of waiting adds to the value of a seat (a share of one), and how many years count."""
    values = agency.rule("bobot_kebutuhan", "menunggu", on).values
    rate, most = float(values["points"]), float(values["most"])
    return rate, round(most / rate) if rate else 0
