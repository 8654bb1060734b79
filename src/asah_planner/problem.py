"""What is to be planned: one frozen, numpy-friendly description of a year's decision.

A `Problem` knows nothing of databases or solvers. It is built by a caller (or read by
`asah_planner.codec`), checked once by `asah_planner.validate`, and then only read.
Money is whole rupiah, months run from 1 to 12, lesson hours (JP) are whole numbers, ids are strings.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

MONTHS = 12
FLOOR_MODES = ("soft", "lexicographic", "hard")
MODES = ("normal", "exact")
SENSES = ("max", "min")
LOCK_KINDS = ("in", "out")
MEASURES = ("seats", "jp")
LEXIMIN_ALPHA = -1.0  # stands for "max-min" in the file, where infinity cannot be written


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who may be trained.

    `zone` decides travel cost (the district when empty). `jp_done` counts lesson hours already held this year;
    `jp_max` is the ceiling of the year including them (PPPK), `jp_floor` replaces the common floor.
    `last_month` is the last month in service (retirement, end of contract). `groups` are the groups fairness
    looks at, written `kind:name`. `done` are programmes already held; `waiting_years` raises the weight.
    """

    id: str
    unit: str
    district: str = ""
    zone: str = ""
    rank: str = ""
    sex: str = ""
    contract: str = "PNS"
    groups: tuple[str, ...] = ()
    jp_done: int = 0
    jp_floor: int | None = None
    jp_max: int | None = None
    n_max: int | None = None
    unavailable: tuple[int, ...] = ()
    last_month: int = MONTHS
    waiting_years: int = 0
    weight: float = 1.0
    done: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A work unit. At most `away_cap` of its people (or `away_caps[t - 1]` in month t) may be away in one month.

    `money` is what the unit may be charged: the seat cost of its people and their share `class_cost / max_seats`
    (rounded up) of each class they sit in.
    """

    id: str
    name: str = ""
    parent: str = ""
    district: str = ""
    away_cap: int | None = None
    away_caps: tuple[int, ...] = ()
    money: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund:
    """A source of money. `units` limits whose people it may pay for; `quarters` are four ceilings (anggaran kas)."""

    id: str
    amount: int | None = None
    name: str = ""
    units: tuple[str, ...] | None = None
    quarters: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A room, an instructor or a provider: `capacity` in each month (or `by_month`), used up by classes."""

    id: str
    kind: str = "room"
    capacity: int = 0
    by_month: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A training programme of `jp` lesson hours whose main competency is `competency` (empty: clashes with none)."""

    id: str
    name: str = ""
    method: str = ""
    jp: int = 0
    competency: str = ""
    prerequisites: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Offering:
    """A programme in a month: up to `max_classes` classes of `min_seats` to `max_seats` seats.

    Costs are rupiah: `class_cost` a class, `seat_cost` a seat, `travel` more for people of a zone.
    `days_away` > 0 means in person: it counts as an absence and excludes another absence in the same month.
    `uses` tells how much of each resource one class takes in its month.
    """

    id: str
    programme: str
    month: int
    max_classes: int = 1
    min_classes: int = 0
    min_seats: int = 0
    max_seats: int = 1
    class_cost: int = 0
    seat_cost: int = 0
    travel: tuple[tuple[str, int], ...] = ()
    days_away: int = 0
    fund: str = ""
    uses: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A value earned at once when the lesson hours of counted programmes reach `jp` (IP ASN points).

    Programmes count when they carry `tag` (empty: all). It applies to people of `group` (empty: everybody).
    `jp_done` of the person counts towards it when `counts_done` holds.
    """

    id: str
    jp: int
    value: float
    tag: str = ""
    group: str = ""
    counts_done: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """A decision taken beforehand: this person sits in (or must not sit in) this offering."""

    person: str
    offering: str
    kind: str = "in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Favour:
    """Additional value of one seat for one person, used to keep earlier promises when a plan is made anew."""

    person: str
    offering: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A policy on everything that carries `tag`: at most an absolute amount, or at most a share of the whole."""

    id: str
    tag: str
    measure: str = "seats"
    at_most: int | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """The lesson hours everybody should reach. `penalty` is value lost per missing hour in the soft mode."""

    jp: int = 20
    mode: str = "soft"
    penalty: float = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Fairness:
    """How equally value is spread over groups.

    `floors` name the least coverage (value received / attainable) of a group; what is missing costs
    `floor_penalty` per point and is reported. `alpha` 0 is efficiency, 1 proportional, 2 stronger, -1 max-min.
    `leximin` lists the groups whose coverage is to be raised from the worst upwards.
    """

    alpha: float = 0.0
    floors: tuple[tuple[str, float], ...] = ()
    floor_penalty: float = 3.0
    leximin: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lottery:
    """Public number and permitting decree of the lottery; values within `width` of each other are ties."""

    seed: str = ""
    decree: str = ""
    width: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Who could gain from what: parallel arrays, sorted by person then programme.

    person, programme: int32 positions in `Problem.people` and `Problem.programmes`; value: float64 points;
    cost: int64 rupiah on top of the seat cost; seats: int32 seats one person takes (normally 1);
    duty: bool, the programme is mandatory for the person; asked: bool, the person applied.
    """

    person: NDArray[np.int32]
    programme: NDArray[np.int32]
    value: NDArray[np.float64]
    cost: NDArray[np.int64]
    seats: NDArray[np.int32]
    duty: NDArray[np.bool_]
    asked: NDArray[np.bool_]

    def __len__(self) -> int:
        """Return the number of pairs."""
        return len(self.person)


def make_pairs(
    person: ArrayLike,
    programme: ArrayLike,
    value: ArrayLike,
    *,
    cost: ArrayLike | None = None,
    seats: ArrayLike | None = None,
    duty: ArrayLike | None = None,
    asked: ArrayLike | None = None,
) -> Pairs:
    """Return `Pairs` from anything array-like, sorted by person then programme; missing columns get defaults."""
    who, what = np.asarray(person, dtype=np.int32), np.asarray(programme, dtype=np.int32)
    if what.shape != who.shape:
        raise ValueError(f"pairs: {len(who)} people but {len(what)} programmes")
    order = np.lexsort((what, who))

    def column(data: ArrayLike | None, kind: DTypeLike, default: float, name: str) -> NDArray[Any]:
        array = np.full(len(who), default, dtype=kind) if data is None else np.asarray(data, dtype=kind)
        if array.shape != who.shape:
            raise ValueError(f"pairs: {name} has shape {array.shape}, not {who.shape}")
        return np.ascontiguousarray(array[order])

    return Pairs(
        person=np.ascontiguousarray(who[order]),
        programme=np.ascontiguousarray(what[order]),
        value=column(value, np.float64, 0.0, "value"),
        cost=column(cost, np.int64, 0, "cost"),
        seats=column(seats, np.int32, 1, "seats"),
        duty=column(duty, np.bool_, 0, "duty"),
        asked=column(asked, np.bool_, 0, "asked"),
    )


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One year's decision, complete: everything that solving, judging and explaining need.

    Raises ValueError naming the item when the description contradicts itself (see `asah_planner.validate`).
    `budget` None means unlimited. `sense` "min" turns values into costs to be kept small.
    `money_weight` is the value given up per rupiah spent (0 in an ordinary plan).
    """

    people: tuple[Person, ...]
    units: tuple[Unit, ...]
    programmes: tuple[Programme, ...]
    offerings: tuple[Offering, ...]
    pairs: Pairs
    funds: tuple[Fund, ...] = ()
    resources: tuple[Resource, ...] = ()
    steps: tuple[Step, ...] = ()
    locks: tuple[Lock, ...] = ()
    favours: tuple[Favour, ...] = ()
    limits: tuple[Limit, ...] = ()
    name: str = ""
    budget: int | None = None
    n_max: int = 4
    floor: Floor = field(default_factory=Floor)
    fairness: Fairness = field(default_factory=Fairness)
    lottery: Lottery = field(default_factory=Lottery)
    duty_penalty: float = 20.0
    waiting_rate: float = 0.0
    money_weight: float = 0.0
    closed_months: tuple[int, ...] = ()
    banned_tags: tuple[str, ...] = ()
    mode: str = "normal"
    sense: str = "max"
    seed: int = 1

    def __post_init__(self) -> None:
        """Refuse a description that contradicts itself."""
        from asah_planner.validate import validate

        validate(self)

    @cached_property
    def digest(self) -> str:
        """Return the sha256 (hex) of the canonical JSON form."""
        from asah_planner.codec import digest

        return digest(self)

    @cached_property
    def person_index(self) -> dict[str, int]:
        """Return position by person id."""
        return {p.id: k for k, p in enumerate(self.people)}

    @cached_property
    def programme_index(self) -> dict[str, int]:
        """Return position by programme id."""
        return {p.id: k for k, p in enumerate(self.programmes)}

    @cached_property
    def offering_index(self) -> dict[str, int]:
        """Return position by offering id."""
        return {o.id: k for k, o in enumerate(self.offerings)}

    @cached_property
    def floor_rate(self) -> float:
        """Return the value lost per lesson hour below the floor.

        In the modes "lexicographic" and "hard" one missing hour weighs at least as much as the best seat of the town.
        """
        if self.floor.mode == "soft" or len(self.pairs) == 0:
            return self.floor.penalty
        weight = np.array([x.weight * (1.0 + self.waiting_rate * x.waiting_years) for x in self.people])
        return max(self.floor.penalty, float(np.abs(self.pairs.value * weight[self.pairs.person]).max()))

    def floor_of(self, person: Person) -> int:
        """Return the lesson hours this person should reach in the year."""
        return self.floor.jp if person.jp_floor is None else person.jp_floor

    def n_max_of(self, person: Person) -> int:
        """Return how many trainings this person may be given."""
        return self.n_max if person.n_max is None else person.n_max
