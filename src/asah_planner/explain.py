"""Why somebody has a seat, or has none, and the smallest change that would have put the person in.

Everything is read from the frozen problem and the plan with its prices; nothing about other people leaks but counts.
Reasons are codes with numbers; the words on screen belong to the caller.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from asah_planner.certificate import Option, People, PriceList
from asah_planner.problem import Offering, Person, Problem
from asah_planner.scoring import weight_of
from asah_planner.solution import Solution

REASONS = (
    "given", "not_open", "not_available", "done", "locked_out", "prerequisite", "better_one", "clash", "n_max",
    "jp_max", "class_not_opened", "seats_full", "unit_away", "unit_money", "money", "lottery",
)  # fmt: skip
FEW = 5  # below so many eligible people no cut-off is shown


@dataclass(frozen=True, slots=True)
class Why:
    """One programme for one person: the reason, the offering looked at, and the change that would have decided.

    `value` is the frozen value, `price` what the seat would have been charged, `change` how much (in `unit`) was
    missing: points, people, rupiah, seats, absences, JP or months. `rank` of `eligible` is the order by frozen value
    among those eligible; `cutoff` the lowest value that got a seat (None when fewer than five are eligible).
    """

    programme: str
    reason: str
    offering: str
    value: float
    price: float
    change: float
    unit: str
    rank: int
    eligible: int
    cutoff: float | None


class Explainer:
    """Indexes a plan once; then any person's reasons take milliseconds."""

    def __init__(self, problem: Problem, plan: Solution) -> None:
        """Index seats, absences, charges and values."""
        self.problem, self.plan = problem, plan
        self.prices = PriceList(problem, plan.prices)
        self.people = People(problem)
        self.offering = {o.id: o for o in problem.offerings}
        self.programme = {x.id: x for x in problem.programmes}
        self.classes = {k: int(str(v)) for k, v in plan.classes.items()}
        self.bundle: dict[str, list[Offering]] = defaultdict(list)
        self.seats: Counter[str] = Counter()
        self.away: Counter[tuple[str, int]] = Counter()
        unit = {x.id: x.unit for x in problem.people}
        got = set()
        for g in plan.given:
            o = self.offering[g.offering]
            self.bundle[g.person].append(o)
            self.seats[o.id] += 1
            got.add((g.person, o.programme))
            if o.days_away:
                self.away[unit[g.person], o.month] += 1
        self.values: dict[str, list[float]] = defaultdict(list)
        self.lowest: dict[str, float] = {}
        ids, names = [x.id for x in problem.people], [x.id for x in problem.programmes]
        columns = zip(
            problem.pairs.person.tolist(), problem.pairs.programme.tolist(), problem.pairs.value.tolist(), strict=True
        )
        for i, p, v in columns:
            self.values[names[p]].append(v)
            if (ids[i], names[p]) in got:
                self.lowest[names[p]] = min(v, self.lowest.get(names[p], v))
        for row in self.values.values():
            row.sort(reverse=True)
        self.units = {u.id: u for u in problem.units}

    def person(self, person: str) -> tuple[Why, ...]:
        """Return the reasons for every programme the person is eligible for, given ones first, then by value."""
        if person not in self.problem.person_index:
            raise ValueError(f"person {person!r} is not described in the problem")
        at = self.problem.person_index[person]
        who = self.problem.people[at]
        options, _ = self.people.options(at, self.prices, weight_of(self.problem, who))
        by_programme: dict[str, list[Option]] = defaultdict(list)
        for x in options:
            by_programme[x.offering.programme].append(x)
        found = [
            self._why(who, self.problem.programmes[int(self.problem.pairs.programme[k])].id, k, by_programme)
            for k in self.people.rows[at]
        ]
        return tuple(sorted(found, key=lambda y: (y.reason != "given", -y.value, y.programme)))

    def _why(self, who: Person, programme: str, k: int, options: dict[str, list[Option]]) -> Why:
        value = float(self.problem.pairs.value[k])
        held = [o for o in self.bundle.get(who.id, []) if o.programme == programme]
        if held:
            charge = self._charge(who, held[0], k)
            return self._row(programme, "given", held[0], value, charge, 0.0, "points")
        early = self._early(who, programme, options)
        if early:
            return self._row(programme, early, None, value, 0.0, 0.0, "")
        rows = [(self._block(who, x.offering, k, x), x) for x in options[programme]]
        order = {name: n for n, name in enumerate(REASONS)}
        (reason, change, unit), x = min(rows, key=lambda r: (r[0][1] > 0, -order[r[0][0]], r[0][1], r[1].offering.id))
        return self._row(programme, reason, x.offering, value, self._charge(who, x.offering, k), change, unit)

    def _early(self, who: Person, programme: str, options: dict[str, list[Option]]) -> str:
        if programme in who.done:
            return "done"
        if options.get(programme):
            return ""
        offers = [o for o in self.problem.offerings if o.programme == programme]
        if any(self.people.locks.get((who.id, o.id)) == "out" for o in offers):
            return "locked_out"
        return "not_available" if self.people.open.get(programme) else "not_open"

    def _charge(self, who: Person, o: Offering, k: int) -> float:
        return self.prices.person(who, o, int(self.problem.pairs.seats[k]), int(self.problem.pairs.cost[k]))

    def _block(self, who: Person, o: Offering, k: int, x: Option) -> tuple[str, float, str]:
        """Return what kept the person out of one offering, how much was missing, and in what unit."""
        mine = self.bundle.get(who.id, [])
        months = {b.programme: b.month for b in mine}
        missing = [q for q in x.prerequisites if months.get(q, 99) >= o.month]
        if missing:
            return "prerequisite", float(len(missing)), missing[0]
        same = [b for b in mine if x.competency and self.programme[b.programme].competency == x.competency]
        if same:
            return "better_one", max(0.0, -x.worth), "points"
        if o.days_away and any(b.days_away and b.month == o.month for b in mine):
            return "clash", 1.0, "months"
        hours = sum(self.programme[b.programme].jp for b in mine) + who.jp_done
        if who.jp_max is not None and hours + x.jp > who.jp_max:
            return "jp_max", float(hours + x.jp - who.jp_max), "JP"
        if len(mine) >= self.problem.n_max_of(who):
            return "n_max", 1.0, "seats"
        opened, taken = self.classes.get(o.id, 0), self.seats[o.id]
        if opened == 0:
            return "class_not_opened", float(max(1, o.min_seats)), "people"
        u = self.units[who.unit]
        cap = u.away_caps[o.month - 1] if u.away_caps else u.away_cap
        if o.days_away and cap is not None and self.away[who.unit, o.month] >= cap:
            return "unit_away", 1.0, "absences"
        if taken + int(self.problem.pairs.seats[k]) > opened * o.max_seats:
            return "seats_full", max(0.0, -x.worth), "points"
        cost = o.seat_cost + dict(o.travel).get(who.zone or who.district, 0)
        return "money", float(cost), "rupiah"

    def _row(
        self, programme: str, reason: str, o: Offering | None, value: float, price: float, change: float, unit: str
    ) -> Why:
        row = self.values[programme]
        rank = 1 + sum(1 for v in row if v > value + 1e-12)
        cutoff = self.lowest.get(programme) if len(row) >= FEW else None
        return Why(programme, reason, o.id if o else "", value, price, change, unit, rank, len(row), cutoff)

    def programmes(self) -> tuple[dict[str, object], ...]:
        """Return each programme as in, at the margin, or out, with what it lacks; closed classes have no price."""
        out = []
        for x in self.problem.programmes:
            offers = [o for o in self.problem.offerings if o.programme == x.id]
            opened = sum(self.classes.get(o.id, 0) for o in offers)
            taken = sum(self.seats[o.id] for o in offers)
            room = sum(self.classes.get(o.id, 0) * o.max_seats for o in offers)
            free = room - taken
            state = "out" if opened == 0 else "margin" if free > 0 else "in"
            least = min((o.min_seats for o in offers), default=0)
            out.append(
                {
                    "programme": x.id, "state": state, "classes": opened, "seats": taken, "free": free,
                    "eligible": len(self.values[x.id]), "people_needed": least if opened == 0 else 0,
                }
            )  # fmt: skip
        return tuple(out)


def person(problem: Problem, plan: Solution, who: str) -> tuple[Why, ...]:
    """Return one person's reasons (see `Explainer`, which is quicker for many people)."""
    return Explainer(problem, plan).person(who)


def not_counted() -> tuple[str, ...]:
    """Return the fields of a person that never enter value, price or rule of an ordinary plan."""
    return ("sex", "groups", "rank")
