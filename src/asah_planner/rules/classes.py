"""Rules about classes, months, rooms, units and policies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from asah_planner.rules.view import Broken, PlanView


def class_counts(view: PlanView) -> Iterator[Broken]:
    """Between the least and the most number of classes of each offering."""
    for item in view.classes:
        if item not in view.offering:
            yield Broken("class_counts", item, "no such offering")
    for o in view.problem.offerings:
        n = view.classes.get(o.id, 0)
        if not o.min_classes <= n <= o.max_classes:
            yield Broken("class_counts", o.id, f"{n} classes, allowed {o.min_classes} to {o.max_classes}")


def class_seats(view: PlanView) -> Iterator[Broken]:
    """Seats fit the classes that are opened, and each class beyond those already decided has its least number."""
    for o in view.problem.offerings:
        n, taken = view.classes.get(o.id, 0), view.seats_taken(o)
        if taken > n * o.max_seats:
            yield Broken("class_seats", o.id, f"{taken} seats taken, {n * o.max_seats} open")
        least = o.min_seats * max(0, n - o.min_classes)
        if taken < least:
            yield Broken("class_seats", o.id, f"{taken} seats taken, {n} classes need {least}")


def closed_months(view: PlanView) -> Iterator[Broken]:
    """No class runs in a closed month."""
    for o in view.problem.offerings:
        if o.month in view.problem.closed_months and (view.classes.get(o.id, 0) or view.seated.get(o.id)):
            yield Broken("closed_months", o.id, f"month {o.month} is closed")


def banned_tags(view: PlanView) -> Iterator[Broken]:
    """Nothing runs that carries a tag the policy of the year forbids (for example comparative visits)."""
    banned = set(view.problem.banned_tags)
    for o in view.problem.offerings:
        tags = banned.intersection(view.programme[o.programme].tags)
        if tags and (view.classes.get(o.id, 0) or view.seated.get(o.id)):
            yield Broken("banned_tags", o.id, f"carries {sorted(tags)[0]}")


def resources_suffice(view: PlanView) -> Iterator[Broken]:
    """Rooms, instructors and providers are not used beyond their capacity of the month."""
    used: Counter[tuple[str, int]] = Counter()
    for o in view.problem.offerings:
        for resource, amount in o.uses:
            used[resource, o.month] += amount * view.classes.get(o.id, 0)
    capacity = {r.id: r for r in view.problem.resources}
    for (resource, month), n in sorted(used.items()):
        r = capacity[resource]
        most = r.by_month[month - 1] if r.by_month else r.capacity
        if n > most:
            yield Broken("resources_suffice", f"{resource} / month {month}", f"{n} used, {most} there")


def unit_keeps_running(view: PlanView) -> Iterator[Broken]:
    """A unit keeps enough people at work: at most its cap is away in a month."""
    away: Counter[tuple[str, int]] = Counter()
    for person, bundle in view.bundles.items():
        for o in bundle:
            if o.days_away > 0:
                away[view.person[person].unit, o.month] += 1
    for (unit, month), n in sorted(away.items()):
        u = view.unit[unit]
        cap = u.away_caps[month - 1] if u.away_caps else u.away_cap
        if cap is not None and n > cap:
            yield Broken("unit_keeps_running", f"{unit} / month {month}", f"{n} away, at most {cap}")


def policy_limits(view: PlanView) -> Iterator[Broken]:
    """What carries a tag stays within its absolute limit or its share of the whole."""
    for limit in view.problem.limits:
        part = whole = 0
        for o in view.problem.offerings:
            amount = view.seats_taken(o) * (view.programme[o.programme].jp if limit.measure == "jp" else 1)
            whole += amount
            part += amount if limit.tag in view.programme[o.programme].tags else 0
        most = limit.at_most if limit.at_most is not None else (limit.share or 0.0) * whole
        if part > most + 1e-9:
            yield Broken("policy_limits", limit.id, f"{part} {limit.measure}, at most {most}")
