"""The bound recomputed from stored prices, and attainable values: the judge's own exact search, in plain Python.

Any non-negative prices prove a bound: charge every seat, absence and rupiah at its price, let each person pick the
best bundle at those prices, and add the worth of all that is for sale (Geoffrion 1974).
"""

from __future__ import annotations

from dataclasses import dataclass

from asah_planner.problem import Offering, Person, Problem
from asah_planner.scoring import step_applies, weight_of


@dataclass(slots=True)
class Option:
    """One offering open to a person: its worth at given prices and what the rules need to know."""

    offering: Offering
    worth: float
    jp: int
    competency: str
    tags: tuple[str, ...]
    prerequisites: tuple[str, ...]
    forced: bool = False


def _table(prices: dict[str, object], family: str) -> dict[str, float]:
    found = prices.get(family, {})
    if not isinstance(found, dict):
        raise ValueError(f"prices: {family} is not an object")
    table = {str(k): float(v) for k, v in found.items()}
    if any(not v >= 0 for v in table.values()):
        raise ValueError(f"prices: {family} has a negative price, which proves nothing")
    return table


class PriceList:
    """Stored prices with lookups; families are money, fund, quarter, unit_money, resource, seat, away, group, limit."""

    def __init__(self, problem: Problem, prices: dict[str, object]) -> None:
        """Read all families once and index the problem."""
        self.problem = problem
        self.families = {
            name: _table(prices, name)
            for name in ("money", "fund", "quarter", "unit_money", "resource", "seat", "away", "group", "limit")
        }
        self.programme = {x.id: x for x in problem.programmes}

    def of(self, family: str, item: str) -> float:
        """Return a price, 0 when none is stored."""
        return self.families[family].get(item, 0.0)

    def rupiah(self, o: Offering) -> float:
        """Return the price of one rupiah spent on an offering."""
        quarter = f"{o.fund}:{(o.month - 1) // 3 + 1}"
        total = self.of("money", "budget") + self.of("fund", o.fund) + self.of("quarter", quarter)
        return total + self.problem.money_weight

    def seat(self, o: Offering) -> float:
        """Return the charge of one seat that every taker pays: its share of the class and the scarcity of classes."""
        rooms = sum(self.of("resource", f"{r}:{o.month}") * n for r, n in o.uses)
        charge = (self.rupiah(o) * o.class_cost + rooms) / o.max_seats + self.of("seat", o.id)
        jp, tags = self.programme[o.programme].jp, self.programme[o.programme].tags
        for limit in self.problem.limits:
            amount = jp if limit.measure == "jp" else 1
            share = 0.0 if limit.share is None else limit.share
            charge += self.of("limit", limit.id) * amount * ((limit.tag in tags) - share)
        return charge

    def person(self, who: Person, o: Offering, seats: int, extra: int) -> float:
        """Return the whole charge to one person for one offering."""
        cost = seats * (o.seat_cost + dict(o.travel).get(who.zone or who.district, 0)) + extra
        share = seats * -(-o.class_cost // o.max_seats)
        own = self.of("unit_money", who.unit) * (cost + share)
        away = self.of("away", f"{who.unit}:{o.month}") if o.days_away > 0 else 0.0
        return seats * self.seat(o) + self.rupiah(o) * cost + own + away

    def _refuse_unlimited(self) -> None:
        """Raise ValueError when something has a price though there is no limit on it: that proves nothing."""
        p = self.problem
        free = [("money", "budget")] if p.budget is None else []
        free += [("fund", f.id) for f in p.funds if f.amount is None]
        free += [("quarter", f"{f.id}:{q}") for f in p.funds if not f.quarters for q in range(1, 5)]
        free += [("unit_money", u.id) for u in p.units if u.money is None]
        uncapped = [u for u in p.units if u.away_cap is None and not u.away_caps]
        free += [("away", f"{u.id}:{t}") for u in uncapped for t in range(1, 13)]
        for family, item in free:
            if self.of(family, item) > 0:
                raise ValueError(f"prices: {family} {item!r} has a price but no limit, which proves nothing")

    def stock(self) -> float:
        """Return the worth, at these prices, of all that is for sale."""
        p = self.problem
        self._refuse_unlimited()
        total = self.of("money", "budget") * (p.budget or 0)
        total += sum(self.of("fund", f.id) * (f.amount or 0) for f in p.funds)
        total += sum(self.of("quarter", f"{f.id}:{q + 1}") * a for f in p.funds for q, a in enumerate(f.quarters))
        total += sum(self.of("seat", o.id) * o.max_seats * o.max_classes for o in p.offerings)
        total += sum(self.of("limit", x.id) * (x.at_most or 0) for x in p.limits)
        for r in p.resources:
            caps = r.by_month or (r.capacity,) * 12
            total += sum(self.of("resource", f"{r.id}:{t + 1}") * c for t, c in enumerate(caps))
        for u in p.units:
            total += self.of("unit_money", u.id) * (u.money or 0)
            caps = u.away_caps or (u.away_cap or 0,) * 12
            total += sum(self.of("away", f"{u.id}:{t + 1}") * c for t, c in enumerate(caps))
        return total


def open_offerings(problem: Problem) -> dict[str, list[Offering]]:
    """Return by programme the offerings that could run at all."""
    banned = set(problem.banned_tags)
    tags = {x.id: x.tags for x in problem.programmes}
    found: dict[str, list[Offering]] = {}
    for o in problem.offerings:
        if o.max_classes > 0 and o.month not in problem.closed_months and not banned.intersection(tags[o.programme]):
            found.setdefault(o.programme, []).append(o)
    return found


class People:
    """Iterates over people with the options open to each."""

    def __init__(self, problem: Problem) -> None:
        """Index funds, locks and open offerings."""
        self.problem = problem
        self.open = open_offerings(problem)
        self.programme = {x.id: x for x in problem.programmes}
        self.fund_units = {f.id: f.units for f in problem.funds}
        self.locks = {(x.person, x.offering): x.kind for x in problem.locks}
        self.favours: dict[tuple[str, str], float] = {}
        for f in problem.favours:
            self.favours[f.person, f.offering] = self.favours.get((f.person, f.offering), 0.0) + f.value
        self.rows: list[list[int]] = [[] for _ in problem.people]
        for k, i in enumerate(problem.pairs.person.tolist()):
            self.rows[i].append(k)

    def allowed(self, who: Person, o: Offering) -> bool:
        """Return whether rules other than scarcity let this person into this offering."""
        units = self.fund_units[o.fund] if o.fund else None
        if units is not None and who.unit not in units:
            return False
        in_service = o.month not in who.unavailable and o.month <= who.last_month
        return in_service and self.locks.get((who.id, o.id)) != "out"

    def options(self, position: int, prices: PriceList | None, factor: float) -> tuple[list[Option], float]:
        """Return the options of one person and the penalty of missing all duties.

        Without `prices` worth is the weighted value alone (used for attainable values).
        """
        p, who = self.problem, self.problem.people[position]
        sign = -1.0 if p.sense == "min" else 1.0
        options, penalty = [], 0.0
        for k in self.rows[position]:
            programme = p.programmes[int(p.pairs.programme[k])]
            if programme.id in who.done:
                continue
            value = sign * float(p.pairs.value[k]) * factor
            duty = p.duty_penalty if p.pairs.duty[k] else 0.0
            penalty += duty
            for o in self.open.get(programme.id, []):
                if not self.allowed(who, o):
                    continue
                worth = value
                if prices is not None:
                    charge = prices.person(who, o, int(p.pairs.seats[k]), int(p.pairs.cost[k]))
                    worth += duty + self.favours.get((who.id, o.id), 0.0) - charge
                needs = tuple(q for q in programme.prerequisites if q not in who.done)
                forced = self.locks.get((who.id, o.id)) == "in" and prices is not None
                options.append(Option(o, worth, programme.jp, programme.competency, programme.tags, needs, forced))
        return options, penalty


class BestBundle:
    """Exact search for one person's best bundle: options taken or left one after the other, with a bound."""

    def __init__(self, problem: Problem, who: Person, options: list[Option], *, extras: bool) -> None:
        """Prepare; with `extras` the floor penalty and steps count too."""
        self.n_max = problem.n_max_of(who)
        self.room = 10**9 if who.jp_max is None else max(0, who.jp_max - who.jp_done)
        self.need = max(0, problem.floor_of(who) - who.jp_done) if extras else 0
        self.rate = problem.floor_rate
        self.steps = [s for s in problem.steps if extras and step_applies(s, who)]
        self.done = who.jp_done
        self.options = sorted(options, key=lambda x: (not x.forced, -self._hope(x), x.offering.id))
        self.forced = sum(x.forced for x in options)
        self.bonus = sum(s.value for s in self.steps)
        self.best = float("-inf")

    def _hope(self, x: Option) -> float:
        return x.worth + self.rate * min(x.jp, self.need)

    def value(self) -> float:
        """Return the largest worth of a bundle that the person's rules allow (forced options included)."""
        self._walk(0, [], 0.0, 0.0)
        return self.best

    def _worth(self, chosen: list[Option], worth: float) -> float:
        total = worth - self.rate * max(0, self.need - sum(x.jp for x in chosen))
        for s in self.steps:
            counted = sum(x.jp for x in chosen if not s.tag or s.tag in x.tags)
            total += s.value if counted + (self.done if s.counts_done else 0) >= s.jp else 0.0
        return total

    def _complete(self, chosen: list[Option]) -> bool:
        month = {x.offering.programme: x.offering.month for x in chosen}
        return all(month.get(q, 99) < x.offering.month for x in chosen for q in x.prerequisites)

    def _fits(self, chosen: list[Option], x: Option) -> bool:
        if len(chosen) >= self.n_max or sum(c.jp for c in chosen) + x.jp > self.room:
            return False
        for c in chosen:
            if c.offering.programme == x.offering.programme or (x.competency and c.competency == x.competency):
                return False
            if x.offering.days_away > 0 and c.offering.days_away > 0 and x.offering.month == c.offering.month:
                return False
        return True

    def _walk(self, k: int, chosen: list[Option], worth: float, hope: float) -> None:
        if k >= self.forced and self._complete(chosen):
            self.best = max(self.best, self._worth(chosen, worth))
        if k == len(self.options):
            return
        slots = max(0, self.n_max - len(chosen))
        rest = sum(h for h in map(self._hope, self.options[k : k + slots]) if h > 0)
        if k >= self.forced and hope + rest + self.bonus - self.rate * self.need <= self.best:
            return
        x = self.options[k]
        if self._fits(chosen, x):
            self._walk(k + 1, [*chosen, x], worth + x.worth, hope + self._hope(x))
        if not x.forced:
            self._walk(k + 1, chosen, worth, hope)


def attainable(problem: Problem) -> dict[str, float]:
    """Return by person the value of the best bundle the person's own rules allow, were money and seats free."""
    people = People(problem)
    found = {}
    for k, who in enumerate(problem.people):
        options, _ = people.options(k, None, weight_of(problem, who))
        found[who.id] = max(0.0, BestBundle(problem, who, options, extras=False).value())
    return found


def bound_from_prices(problem: Problem, stored: dict[str, object]) -> float:
    """Return the upper bound on the (maximised) objective that the stored prices prove."""
    prices, people = PriceList(problem, stored), People(problem)
    total = prices.stock()
    if problem.fairness.floors:
        best = attainable(problem)
        for group, share in problem.fairness.floors:
            price = prices.of("group", group)
            if price > problem.fairness.floor_penalty * (1 + 1e-9):
                raise ValueError(f"prices: group {group!r} is above the floor penalty, which proves nothing")
            total -= price * share * sum(best[x.id] for x in problem.people if group in x.groups)
    floors = {g for g, _ in problem.fairness.floors}
    for k, who in enumerate(problem.people):
        raised = 1.0 + sum(prices.of("group", g) for g in who.groups if g in floors)
        options, penalty = people.options(k, prices, raised * weight_of(problem, who))
        total += BestBundle(problem, who, options, extras=True).value() - penalty
    return total
