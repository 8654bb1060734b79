"""Units side by side, and one unit: within the reach of whoever looks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count

from asah.foundation.access.actor import Actor, Extent, NotThere, extent
from asah.foundation.access.permissions import Permission
from asah.stages.agency import queries as agency
from asah.stages.people import queries as people
from asah.stages.performance.models import Rating, SatisfactionSurvey, UnitFigure
from asah.stages.performance.queries.figures import IndicatorRow, Reading, indicators, readings_of
from asah.stages.performance.rules import PREDICATES, SATISFACTION

# A survey is due once a year (PermenPANRB 14/2017): what is older than two years tells nothing of today.
_RECENT = timedelta(days=2 * 365)


@dataclass
class Counts:
    """How many people of a unit and below have each predicate; `by` kuadran."""

    by: dict[int, int] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """Everybody rated."""
        return sum(self.by.values())

    @property
    def low(self) -> int:
        """Below "Baik": whom the regulation wants helped."""
        return sum(count for number, count in self.by.items() if PREDICATES[number].rank <= 3)

    def ordered(self) -> tuple[int, ...]:
        """From the worst word to the best."""
        ranked = sorted(PREDICATES.values(), key=lambda row: row.rank)
        return tuple(self.by.get(row.id, 0) for row in ranked)


@dataclass(frozen=True)
class Standing:
    """A unit in the overview. latest, before: its last survey and the one before; figures: latest by indicator."""

    unit: people.UnitNode
    opd: str
    latest: Reading | None
    before: Reading | None
    figures: Mapping[str, IndicatorRow]
    counts: Counts


@dataclass(frozen=True)
class Overview:
    """What the page shows. year: of the predicates; whole: everybody within reach once."""

    year: int
    standings: tuple[Standing, ...]
    whole: Counts
    units_surveyed: int


def seen_units(actor: Actor) -> Extent:
    """How far the actor sees performance over units; raises NotThere when he sees single people only."""
    reach = extent(actor, Permission.PERFORMANCE_READ)
    if not (reach.everything or reach.unit_paths):
        raise NotThere("no units within reach")
    return reach


def overview(actor: Actor, on: date, year: int) -> Overview:
    """Every perangkat daerah and every unit with figures that the actor sees; nine queries, any number of units."""
    reach = seen_units(actor)
    known = people.tree(on)
    visible = [unit for unit in known.units.values() if people.sees_path(reach, unit.path)]
    own = _own_counts(year)
    ids = {unit.id for unit in visible}
    surveys: dict[int, list[Reading]] = {}
    for reading in readings_of(ids, on):
        if reading.last_on >= on - _RECENT:
            surveys.setdefault(reading.unit, []).append(reading)
    figures: dict[int, dict[str, IndicatorRow]] = {}
    for row in indicators(since=on - _RECENT, until=on, units=ids, elements=False):
        if row.indicator != SATISFACTION:
            figures.setdefault(row.unit, {})[row.indicator] = row
    standings = [
        Standing(
            unit,
            known.opd_name(unit.id),
            *_last_two(surveys.get(unit.id, [])),
            figures.get(unit.id, {}),
            _sum(own.get(one.id) for one in visible if one.path.startswith(unit.path)),
        )
        for unit in visible
        if unit.opd == unit.id or unit.id in surveys or unit.id in figures
    ]
    whole = _sum(own.get(unit.id) for unit in visible)
    return Overview(year, tuple(standings), whole, len(surveys))


def _last_two(readings: list[Reading]) -> tuple[Reading | None, Reading | None]:
    """The latest survey and the one before it of the same service."""
    if not readings:
        return None, None
    latest = readings[-1]
    earlier = [one for one in readings[:-1] if one.service == latest.service]
    return latest, earlier[-1] if earlier else None


def _own_counts(year: int) -> dict[int | None, Counts]:
    """Predicates of closed years by unit of the day, each unit alone."""
    counted = Rating.objects.filter(year=year, period="tahunan").values("unit_id", "predicate")
    found: dict[int | None, Counts] = {}
    for row in counted.annotate(people=Count("id")):
        found.setdefault(row["unit_id"], Counts()).by[row["predicate"]] = row["people"]
    return found


def _sum(counts: Iterable[Counts | None]) -> Counts:
    total = Counts()
    for one in counts:
        for number, people_count in (one.by if one else {}).items():
            total.by[number] = total.by.get(number, 0) + people_count
    return total


@dataclass(frozen=True)
class UnitPage:
    """One unit over time. may_count: whether predicates may be shown to this reader at all."""

    unit: people.UnitNode
    opd: str
    surveys: tuple[Reading, ...]
    figures: Mapping[str, tuple[IndicatorRow, ...]]
    counts: Mapping[int, Counts]
    may_count: bool


def unit_page(actor: Actor, uid: str, on: date) -> UnitPage:
    """A unit within reach, or the unit where the actor works: its figures are told to whoever works there.

    Raises NotThere.
    """
    known = people.tree(on)
    unit = next((one for one in known.units.values() if one.uid == uid), None)
    if unit is None:
        raise NotThere(f"unit {uid}")
    reach = extent(actor, Permission.PERFORMANCE_READ)
    over_units = people.sees_path(reach, unit.path)
    if not over_units and not _works_in(actor, unit.path, on):
        raise NotThere(f"unit {uid}")
    figures: dict[str, list[IndicatorRow]] = {}
    for row in indicators(until=on, units={unit.id}, elements=False):
        if row.indicator != SATISFACTION:
            figures.setdefault(row.indicator, []).append(row)
    return UnitPage(
        unit,
        known.opd_name(unit.id),
        tuple(readings_of({unit.id}, on)),
        {code: tuple(sorted(rows, key=lambda row: row.last_on)) for code, rows in figures.items()},
        _yearly_counts(unit.path) if over_units else {},
        over_units,
    )


def _works_in(actor: Actor, path: str, on: date) -> bool:
    place = people.where_was(actor.person, on) if actor.person is not None else None
    return place is not None and place.path.startswith(path)


def _yearly_counts(path: str) -> dict[int, Counts]:
    """Year -> predicates of the subtree, by a range of paths (the only comparison an index serves here)."""
    rows = Rating.objects.filter(period="tahunan", path__gte=path, path__lt=f"{path[:-1]}0")
    found: dict[int, Counts] = {}
    for row in rows.values("year", "predicate").annotate(people=Count("id")).order_by("year"):
        found.setdefault(row["year"], Counts()).by[row["predicate"]] = row["people"]
    return found


def least_shown(on: date) -> int:
    """Answers or people below which a figure is not shown inside the house."""
    return int(agency.rule("batas_tampil", "dalam", on).values["people"])


def rated_years(on: date) -> list[int]:
    """Years with closed predicates, latest first; the year before this one when there is none."""
    found = Rating.objects.filter(period="tahunan").values_list("year", flat=True).distinct().order_by("-year")
    return list(found) or [on.year - 1]


def has_figures() -> bool:
    """Whether anything of a unit was ever recorded."""
    return SatisfactionSurvey.objects.exists() or UnitFigure.objects.exists()
