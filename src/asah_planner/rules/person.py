"""Rules about one person's bundle of trainings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from asah_planner.rules.view import Broken, PlanView


def seats_are_known(view: PlanView) -> Iterator[Broken]:
    """Every seat names a person and an offering of the problem, and none is written twice."""
    for item in view.unknown:
        yield Broken("seats_are_known", item, "no such person or offering")
    for seat, n in Counter((g.person, g.offering) for g in view.solution.given).items():
        if n > 1:
            yield Broken("seats_are_known", f"{seat[0]} / {seat[1]}", f"written {n} times")


def only_who_can_gain(view: PlanView) -> Iterator[Broken]:
    """A seat needs a pair: somebody who gains from the programme and belongs to its audience."""
    for person, bundle in view.bundles.items():
        for o in bundle:
            if (person, o.programme) not in view.pair:
                yield Broken("only_who_can_gain", f"{person} / {o.id}", f"not in the audience of {o.programme}")


def nothing_twice(view: PlanView) -> Iterator[Broken]:
    """Nobody repeats a programme already done, nor takes one programme twice in the plan."""
    for person, bundle in view.bundles.items():
        done = set(view.person[person].done)
        for programme, n in Counter(o.programme for o in bundle).items():
            if programme in done:
                yield Broken("nothing_twice", f"{person} / {programme}", "already done")
            if n > 1:
                yield Broken("nothing_twice", f"{person} / {programme}", f"given {n} times")


def one_per_competency(view: PlanView) -> Iterator[Broken]:
    """At most one training per main competency and year."""
    for person, bundle in view.bundles.items():
        held = Counter(view.programme[o.programme].competency for o in bundle)
        for competency, n in held.items():
            if competency and n > 1:
                yield Broken("one_per_competency", f"{person} / {competency}", f"{n} trainings of one competency")


def one_absence_a_month(view: PlanView) -> Iterator[Broken]:
    """Nobody is away for two trainings in one month (dates would clash)."""
    for person, bundle in view.bundles.items():
        for month, n in Counter(o.month for o in bundle if o.days_away > 0).items():
            if n > 1:
                yield Broken("one_absence_a_month", f"{person} / month {month}", f"{n} trainings away")


def at_most_n_max(view: PlanView) -> Iterator[Broken]:
    """A person is given at most `n_max` trainings."""
    for person, bundle in view.bundles.items():
        most = view.problem.n_max_of(view.person[person])
        if len(bundle) > most:
            yield Broken("at_most_n_max", person, f"{len(bundle)} trainings, at most {most}")


def at_most_jp_max(view: PlanView) -> Iterator[Broken]:
    """Lesson hours of the year stay within the ceiling of the contract."""
    for person in view.bundles:
        who = view.person[person]
        if who.jp_max is not None and view.jp_given(person) > max(0, who.jp_max - who.jp_done):
            total = view.jp_given(person) + who.jp_done
            yield Broken("at_most_jp_max", person, f"{total} JP, ceiling {who.jp_max}")


def prerequisites_first(view: PlanView) -> Iterator[Broken]:
    """Each prerequisite is already done or is given in an earlier month."""
    for person, bundle in view.bundles.items():
        month = {o.programme: o.month for o in bundle}
        done = set(view.person[person].done)
        for o in bundle:
            for q in view.programme[o.programme].prerequisites:
                if q not in done and month.get(q, 99) >= o.month:
                    yield Broken("prerequisites_first", f"{person} / {o.id}", f"needs {q} first")


def only_when_in_service(view: PlanView) -> Iterator[Broken]:
    """No training in a month in which the person is unavailable or no longer in service."""
    for person, bundle in view.bundles.items():
        who = view.person[person]
        for o in bundle:
            if o.month in who.unavailable or o.month > who.last_month:
                yield Broken("only_when_in_service", f"{person} / {o.id}", f"not available in month {o.month}")


def locks_are_kept(view: PlanView) -> Iterator[Broken]:
    """Decisions taken beforehand stand."""
    seats = {(g.person, g.offering) for g in view.solution.given}
    for lock in view.problem.locks:
        if ((lock.person, lock.offering) in seats) != (lock.kind == "in"):
            yield Broken("locks_are_kept", f"{lock.person} / {lock.offering}", f"is locked {lock.kind}")
