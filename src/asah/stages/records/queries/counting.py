"""How many people have how many hours, unit by unit, in one pass over the yearly counters.

Medians do not add up along the tree, counts of people with the same hours do: the database groups, nothing is sorted,
and the rows that come back are a few for each unit, however many people it has.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, IntegerField, Max, Q, Value, When

from asah.stages.records.models import JpYear
from asah.stages.records.rules import median_of


@dataclass
class Counts:
    """Obliged people by their hours; technical, own: how many reach the floor in the two other counts."""

    floor: int
    by_hours: Counter[Decimal] = field(default_factory=Counter)
    technical: int = 0
    own: int = 0

    def take(self, hours: Decimal, people: int, technical: int, own: int) -> None:
        """Add people with the same hours."""
        self.by_hours[hours] += people
        self.technical, self.own = self.technical + technical, self.own + own

    @property
    def people(self) -> int:
        """All of them."""
        return self.by_hours.total()

    @property
    def reached(self) -> int:
        """Those at the floor or above."""
        return sum(people for hours, people in self.by_hours.items() if hours >= self.floor)

    @property
    def zeros(self) -> int:
        """Those with nothing."""
        return sum(people for hours, people in self.by_hours.items() if hours <= 0)

    @property
    def median(self) -> float:
        """Hours of the person in the middle."""
        return median_of(self.by_hours)


def counted(
    year: int, within: Q, step: Any, floor: int, bound: list[str]
) -> tuple[dict[str, Counts], Counts | None, Decimal, datetime | None]:
    """Counts by step and of all, hours of everybody, and when they were counted; one query.

    within: which rows; step: an expression that names the group of a row; bound: employments that are obliged.
    """
    obliged = Case(When(employment__in=bound, then=Value(1)), default=Value(0), output_field=IntegerField())
    rows: Any = JpYear.objects.filter(within, year=year).annotate(step=step, obliged=obliged)
    rows = rows.values_list("step", "obliged", "legal").annotate(
        people=Count("id"),
        with_technical=Count("id", filter=Q(technical__gte=floor)),
        with_own=Count("id", filter=Q(own__gte=floor)),
        at=Max("refreshed_at"),
    )
    groups: dict[str, Counts] = {}
    everybody, hours, latest = Counts(floor), Decimal(0), None
    for name, is_obliged, legal, people, technical, own, at in rows:
        hours += legal * people
        latest = max(filter(None, (latest, at)))
        if is_obliged:
            for counts in (groups.setdefault(name, Counts(floor)), everybody):
                counts.take(legal, people, technical, own)
    return groups, everybody if groups else None, hours, latest
