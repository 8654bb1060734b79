"""The plan laid out for bookkeeping: seats with their own cost and rank, classes by programme, levels closed."""

from dataclasses import dataclass
from functools import cached_property

from asah.stages.plan.engine.gather import Gathered
from asah.stages.plan.engine.people import REMOTE_ZONE
from asah_planner.problem import Offering
from asah_planner.solution import Solution


@dataclass(frozen=True)
class Seat:
    """One seat; value in expected levels, cost without the share of the class."""

    person: int
    code: str
    offering: str
    month: int
    fund: int | None
    away: bool
    jp: int
    value: float
    cost_rupiah: int
    rank: int


class Ledger:
    """Index of a solution against the gathered facts."""

    def __init__(self, gathered: Gathered, solution: Solution) -> None:
        """Read the solution once."""
        self.gathered = gathered
        self.solution = solution
        self.offer = {offer.version.code: offer for offer in gathered.offers}
        self.codes = {programme.id for programme in gathered.problem.programmes}
        self.offerings: dict[str, Offering] = {row.id: row for row in gathered.problem.offerings}
        self.by_code: dict[str, list[Offering]] = {}
        for row in gathered.problem.offerings:
            self.by_code.setdefault(row.programme, []).append(row)
        self.classes = {key: int(str(count)) for key, count in solution.classes.items()}
        self.candidate = {candidate.row.person: candidate for candidate in gathered.people}

    @cached_property
    def ranking(self) -> dict[str, list[tuple[float, int]]]:
        """For each programme, those who could gain: (value, person), the best first, ties by id."""
        found: dict[str, list[tuple[float, int]]] = {code: [] for code in self.codes}
        for person, chances in self.gathered.chances.items():
            for code, chance in chances.items():
                if code in found:
                    found[code].append((chance.value, person))
        for rows in found.values():
            rows.sort(key=lambda row: (-row[0], row[1]))
        return found

    @cached_property
    def rank(self) -> dict[tuple[int, str], int]:
        """Place of a person in the ranking of a programme, 1 first."""
        return {
            (person, code): place
            for code, rows in self.ranking.items()
            for place, (_value, person) in enumerate(rows, 1)
        }

    @cached_property
    def seats(self) -> list[Seat]:
        """Every seat, in the order of the plan."""
        rows = []
        for given in self.solution.given:
            person, row = int(given.person), self.offerings[given.offering]
            travel = dict(row.travel).get(REMOTE_ZONE, 0) if self.candidate[person].row.is_remote else 0
            offer = self.offer[row.programme]
            rows.append(
                Seat(
                    person=person,
                    code=row.programme,
                    offering=row.id,
                    month=row.month,
                    fund=int(row.fund) if row.fund else None,
                    away=row.days_away > 0,
                    jp=offer.jp,
                    value=self.gathered.chances[person][row.programme].value,
                    cost_rupiah=row.seat_cost + travel,
                    rank=self.rank[person, row.programme],
                )
            )
        return rows

    @cached_property
    def seats_of(self) -> dict[int, list[Seat]]:
        """Seats by person."""
        found: dict[int, list[Seat]] = {}
        for seat in self.seats:
            found.setdefault(seat.person, []).append(seat)
        return found

    @cached_property
    def taken(self) -> dict[str, int]:
        """Seats given by offering."""
        found: dict[str, int] = {}
        for seat in self.seats:
            found[seat.offering] = found.get(seat.offering, 0) + 1
        return found

    def cost_of(self, code: str) -> int:
        """Rupiah of a programme: its classes and the seats in them."""
        classes = sum(row.class_cost * self.classes.get(row.id, 0) for row in self.by_code.get(code, ()))
        return classes + sum(seat.cost_rupiah for seat in self.seats if seat.code == code)

    @cached_property
    def costs(self) -> dict[str, int]:
        """Rupiah by programme."""
        found = dict.fromkeys(sorted(self.codes), 0)
        for row in self.gathered.problem.offerings:
            found[row.programme] += row.class_cost * self.classes.get(row.id, 0)
        for seat in self.seats:
            found[seat.code] += seat.cost_rupiah
        return found

    @property
    def cost_rupiah(self) -> int:
        """Rupiah of the whole plan."""
        return sum(self.costs.values())

    def money_by_kind(self) -> dict[str, int]:
        """Rupiah by kind of competency; mandatory programmes stand by themselves."""
        found: dict[str, int] = {}
        for code, rupiah in self.costs.items():
            version = self.offer[code].version
            kind = "wajib" if version.mandatory_basis else version.kind
            found[kind] = found.get(kind, 0) + rupiah
        return {kind: rupiah for kind, rupiah in sorted(found.items()) if rupiah}

    @cached_property
    def gap_levels(self) -> float:
        """Levels of gap of everybody who can be planned."""
        return float(
            sum(
                required - held
                for candidate in self.gathered.people
                if not candidate.barred
                for required, held in candidate.gaps.values()
            )
        )

    @cached_property
    def closed_by_code(self) -> dict[str, float]:
        """Expected levels of gap closed by programme; two programmes never close the same level twice."""
        found = dict.fromkeys(sorted(self.codes), 0.0)
        for person, seats in self.seats_of.items():
            left = {key: float(req - held) for key, (req, held) in self.candidate[person].gaps.items()}
            for seat in sorted(seats, key=lambda row: (-row.value, row.code)):
                for competency, levels in self.gathered.chances[person][seat.code].levels.items():
                    closed = min(levels, left[competency])
                    left[competency] -= closed
                    found[seat.code] += closed
        return found

    @property
    def closed_levels(self) -> float:
        """Expected levels of gap closed by the whole plan."""
        return sum(self.closed_by_code.values())
