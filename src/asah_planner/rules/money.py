"""Rules about money. All sums are whole rupiah."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from asah_planner.rules.view import Broken, PlanView


def budget_holds(view: PlanView) -> Iterator[Broken]:
    """The whole plan costs at most the budget."""
    total = sum(view.offering_cost(o) for o in view.problem.offerings)
    if view.problem.budget is not None and total > view.problem.budget:
        yield Broken("budget_holds", "budget", f"{total} rupiah spent, {view.problem.budget} there")


def funds_hold(view: PlanView) -> Iterator[Broken]:
    """Each fund pays at most its amount in the year and its ceiling in each quarter."""
    spent: Counter[str] = Counter()
    quarter: Counter[tuple[str, int]] = Counter()
    for o in view.problem.offerings:
        if o.fund:
            cost = view.offering_cost(o)
            spent[o.fund] += cost
            quarter[o.fund, (o.month - 1) // 3] += cost
    for fund, cost in sorted(spent.items()):
        amount = view.fund[fund].amount
        if amount is not None and cost > amount:
            yield Broken("funds_hold", fund, f"{cost} rupiah spent, {amount} there")
    for (fund, q), cost in sorted(quarter.items()):
        ceilings = view.fund[fund].quarters
        if ceilings and cost > ceilings[q]:
            yield Broken("funds_hold", f"{fund} / quarter {q + 1}", f"{cost} rupiah spent, {ceilings[q]} there")


def funds_pay_their_own(view: PlanView) -> Iterator[Broken]:
    """A fund tied to units pays for people of those units only."""
    for person, bundle in view.bundles.items():
        for o in bundle:
            allowed = view.fund[o.fund].units if o.fund else None
            if allowed is not None and view.person[person].unit not in allowed:
                yield Broken("funds_pay_their_own", f"{person} / {o.id}", f"{o.fund} does not pay for this unit")


def unit_money_holds(view: PlanView) -> Iterator[Broken]:
    """A unit's own money covers the charges of its people."""
    charged: Counter[str] = Counter()
    for person, bundle in view.bundles.items():
        charged[view.person[person].unit] += sum(view.unit_charge(person, o) for o in bundle)
    for unit, cost in sorted(charged.items()):
        money = view.unit[unit].money
        if money is not None and cost > money:
            yield Broken("unit_money_holds", unit, f"{cost} rupiah charged, {money} there")
