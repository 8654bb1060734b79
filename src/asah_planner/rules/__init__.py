"""The table of rules: what a plan must keep, and where each rule comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from asah_planner.rules import classes, money, person
from asah_planner.rules.view import Broken, PlanView

__all__ = ["RULES", "Broken", "PlanView", "Rule"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the function that judges it, its legal or practical source, and whether a planner may relax it."""

    judge: Callable[[PlanView], Iterator[Broken]]
    source: str
    may_relax: bool = False

    @property
    def name(self) -> str:
        """Return the name used in reports."""
        return self.judge.__name__


RULES: tuple[Rule, ...] = (
    Rule(person.seats_are_known, "practice: a seat belongs to a known person and class"),
    Rule(person.only_who_can_gain, "PerLAN 10/2018: development follows a competency gap of the person"),
    Rule(person.nothing_twice, "practice: money is not spent twice on one person's same training"),
    Rule(person.one_per_competency, "practice: one training per main competency and year", may_relax=True),
    Rule(person.one_absence_a_month, "practice: dates of in-person trainings of one month may clash"),
    Rule(person.at_most_n_max, "practice: people also have their work to do", may_relax=True),
    Rule(person.at_most_jp_max, "PP 49/2018 art. 40(1): PPPK at most 24 JP per contract year", may_relax=True),
    Rule(person.prerequisites_first, "curriculum of the programme", may_relax=True),
    Rule(person.only_when_in_service, "PP 11/2017 (retirement), PP 49/2018 (contract), leave on record"),
    Rule(person.locks_are_kept, "decision of the planner, recorded with its reason", may_relax=True),
    Rule(classes.class_counts, "offer of the provider: classes per month", may_relax=True),
    Rule(classes.class_seats, "curriculum and offer: least and most people in a class", may_relax=True),
    Rule(classes.closed_months, "calendar of the agency", may_relax=True),
    Rule(classes.banned_tags, "policy of the year (for example Inpres 1/2025 on efficiency)", may_relax=True),
    Rule(classes.resources_suffice, "practice: a room, instructor or provider serves one class at a time"),
    Rule(classes.unit_keeps_running, "UU 25/2009: public services keep running", may_relax=True),
    Rule(classes.policy_limits, "policy of the agency (for example 70:20:10)", may_relax=True),
    Rule(money.budget_holds, "PP 12/2019: no spending beyond the appropriation", may_relax=True),
    Rule(money.funds_hold, "PP 12/2019: ceilings of funds and cash plan (anggaran kas)", may_relax=True),
    Rule(money.funds_pay_their_own, "PP 12/2019: an appropriation serves its own purpose"),
    Rule(money.unit_money_holds, "PP 12/2019: a unit's appropriation serves its own people", may_relax=True),
)
