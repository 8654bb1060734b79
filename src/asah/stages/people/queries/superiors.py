"""Who is whose superior: derived from the head of the unit, climbing where there is none, unless corrected by hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from asah.stages.people.models import ActingPost, Posting, SuperiorCorrection
from asah.stages.people.queries.units import Tree, tree

_STANDS_IN = {"PLH": 0, "PLT": 1, "PJ": 2}


@dataclass(frozen=True)
class Chain:
    """Heads and corrections of one day, enough to name anybody's superior without another query.

    heads: unit -> person who decides there (an acting head stands before the definitive one);
    corrections: person -> superior set by hand.
    """

    tree: Tree
    heads: Mapping[int, int] = field(default_factory=dict)
    corrections: Mapping[int, int] = field(default_factory=dict)

    def superior_of(self, person: int, unit: int | None) -> int | None:
        """The superior of somebody who works in a unit; None for the head of the whole government and for orphans."""
        if person in self.corrections:
            return self.corrections[person]
        if unit is None:
            return None
        for above in self.tree.way_up(unit):
            head = self.heads.get(above.id)
            if head is not None and head != person:
                return head
        return None

    def units_led_by(self, person: int) -> set[int]:
        """Units whose members, other than their own head, have this person as derived superior."""
        led = set()
        for unit in self.tree.units:
            for above in self.tree.way_up(unit):
                head = self.heads.get(above.id)
                if head is not None:
                    if head == person:
                        led.add(unit)
                    break
        return led


def chain(on: date, known: Tree | None = None) -> Chain:
    """Everything about superiors of a day, in four queries."""
    heads = dict(Posting.objects.filter(valid__contains=on, is_head=True).values_list("unit_id", "person_id"))
    acting = ActingPost.objects.filter(valid__contains=on, is_head=True).exclude(kind="TT")
    for unit, person, _kind in sorted(
        acting.values_list("unit_id", "person_id", "kind"), key=lambda row: _STANDS_IN.get(row[2], 9), reverse=True
    ):
        heads[unit] = person
    corrections = SuperiorCorrection.objects.filter(valid__contains=on).values_list("person_id", "superior_id")
    return Chain(known or tree(on), heads, dict(corrections))


def superiors(people: Iterable[tuple[int, int | None]], on: date, links: Chain | None = None) -> dict[int, int | None]:
    """Person -> superior, for (person, unit of the day) pairs; no query in the loop."""
    known = links or chain(on)
    return {person: known.superior_of(person, unit) for person, unit in people}


def superior_of(person: int, on: date) -> int | None:
    """The superior of one person on a day."""
    unit = Posting.objects.filter(person=person, valid__contains=on).values_list("unit_id", flat=True).first()
    return chain(on).superior_of(person, unit)


def team_of(person: int, on: date, links: Chain | None = None) -> set[int]:
    """Ids of the people whose superior this person is on a day."""
    known = links or chain(on)
    led = known.units_led_by(person)
    heads_below = {head for unit, head in known.heads.items() if known.superior_of(head, unit) == person}
    members = Posting.objects.filter(valid__contains=on, unit_id__in=led).values_list("person_id", "unit_id")
    team = {one for one, unit in members if known.superior_of(one, unit) == person} | heads_below
    team |= {one for one, superior in known.corrections.items() if superior == person}
    return {one for one in team - {person} if known.corrections.get(one, person) == person}
