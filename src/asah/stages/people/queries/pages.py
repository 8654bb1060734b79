"""What the pages of this stage ask: within the actor's reach, no query in a loop."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from asah.foundation.access.actor import Actor, NotThere, require
from asah.foundation.access.models import Membership
from asah.foundation.access.permissions import Permission
from asah.foundation.access.roles import ROLES
from asah.foundation.text.nip import only_digits
from asah.stages.people.models import Person, PersonNumber, Posting
from asah.stages.people.queries.grants import grants_listed
from asah.stages.people.queries.persons import PersonRow, people_seen, rows_of
from asah.stages.people.queries.superiors import Chain, chain
from asah.stages.people.queries.units import tree


@dataclass(frozen=True)
class OpdLine:
    """One OPD in the table of superiors."""

    name: str
    people: int
    orphans: int
    corrected: int


@dataclass(frozen=True)
class SuperiorOverview:
    """The table of superiors; orphans: at most a hundred of them, by unit."""

    lines: tuple[OpdLine, ...]
    people: int
    without: int
    orphans: tuple[PersonRow, ...]


@dataclass(frozen=True)
class GrantShown:
    """A grant with the words of the page."""

    id: int
    name: str
    username: str
    role: str
    unit: str
    since: date
    until: date | None
    reason: str


@dataclass(frozen=True)
class Former:
    """Somebody who is no longer in service; left_on: first day out; erase_on: when his data will be erased."""

    uid: str
    name: str
    left_on: date | None
    reason: str
    erase_on: date | None


_LISTED = 100


def require_people(actor: Actor) -> None:
    """Raise NotAllowed for an actor who may read nobody at all."""
    if not actor.holds(Permission.PEOPLE_READ):
        require(actor, Permission.PEOPLE_READ)


def employment_counts(actor: Actor, on: date) -> dict[str, int]:
    """Kind of employment -> number of people within reach, in one query."""
    rows = people_seen(actor, on).order_by().values("employment").annotate(people=Count("id")).order_by("-people")
    return {row["employment"]: row["people"] for row in rows}


def superior_overview(actor: Actor, on: date) -> SuperiorOverview:
    """People per OPD, those without a superior and those corrected by hand, within reach."""
    known = tree(on)
    links = chain(on, known)
    seen = people_seen(actor, on)
    counts: dict[str, list[int]] = {}
    for unit, people in seen.order_by().values_list("unit_id").annotate(people=Count("id")):
        counts.setdefault(known.opd_name(unit), [0, 0, 0])[0] += people
    alone = _without_superior(seen, links)
    for unit in alone.values():
        counts[known.opd_name(unit)][1] += 1
    for unit in seen.filter(person_id__in=list(links.corrections)).values_list("unit_id", flat=True):
        counts[known.opd_name(unit)][2] += 1
    lines = tuple(
        OpdLine(name, *numbers) for name, numbers in sorted(counts.items(), key=lambda item: (-item[1][1], item[0]))
    )
    shown = rows_of(seen.filter(person_id__in=list(alone)[:_LISTED]), on)
    return SuperiorOverview(lines, sum(line.people for line in lines), len(alone), tuple(shown))


def _without_superior(seen: "QuerySet[Posting, Any]", links: Chain) -> dict[int, int]:
    """Person -> unit of those who have no superior, by name.

    Whoever leads nobody has one as soon as anybody leads his unit or one above it, so that only people of units
    without any such head, and heads themselves, are looked at one by one. Who leads the whole government has nobody
    above him: that is no gap.
    """
    units = links.tree.units
    headless = [unit for unit in units if not any(above.id in links.heads for above in links.tree.way_up(unit))]
    tops = {links.heads.get(unit.id) for unit in units.values() if unit.parent is None}
    asked = seen.filter(Q(unit_id__in=headless) | Q(person_id__in=set(links.heads.values())))
    return {
        person: unit
        for person, unit in asked.values_list("person_id", "unit_id")
        if person not in tops and links.superior_of(person, unit) is None
    }


def people_by_nip(actor: Actor, texts: Sequence[str], on: date) -> dict[str, int]:
    """What was typed as a NIP -> person within reach who holds it on a day."""
    digits = {text: only_digits(text) for text in texts}
    held = dict(
        PersonNumber.objects.filter(nip__in=list(digits.values()), valid__contains=on).values_list("nip", "person_id")
    )
    visible = set(people_seen(actor, on).filter(person_id__in=list(held.values())).values_list("person_id", flat=True))
    return {text: held[nip] for text, nip in digits.items() if held.get(nip) in visible}


def grant_table(actor: Actor, on: date) -> list[GrantShown]:
    """Every role in force on a day, with names."""
    require(actor, Permission.GRANT_GIVE)
    rows, known = grants_listed(on), tree(on)
    members = {
        member.pk: member
        for member in Membership.objects.select_related("account").filter(
            agency=actor.agency, pk__in=[row.membership for row in rows]
        )
    }
    return [
        GrantShown(
            row.id,
            members[row.membership].account.name,
            members[row.membership].account.username,
            str(ROLES[row.role].label) if row.role in ROLES else row.role,
            known.units[row.unit].name if row.unit in known.units else "",
            row.since,
            row.until,
            row.reason,
        )
        for row in rows
        if row.membership in members
    ]


def membership_named(actor: Actor, *usernames: str) -> int | None:
    """The membership of a log-in of the actor's agency."""
    found = Membership.objects.filter(agency=actor.agency, is_active=True, account__username__in=usernames)
    return found.values_list("pk", flat=True).first()


def erasures_due(on: date) -> int:
    """How many people's personal data are to be erased by a day."""
    return Person.objects.filter(erase_on__lte=on, erased_at=None).count()


def former_people(actor: Actor, on: date) -> list[Former]:
    """The last hundred people who are no longer in service and whose data are not erased, in two queries."""
    require(actor, Permission.PERSONAL_ERASE)
    here = Posting.objects.filter(valid__contains=on).values("person_id")
    last = Posting.objects.filter(person=OuterRef("pk")).order_by("-valid")
    rows = Person.objects.filter(erased_at=None).exclude(pk__in=here)
    rows = rows.annotate(span=Subquery(last.values("valid")[:1]), why=Subquery(last.values("end_reason")[:1]))
    words = dict(Posting.End.choices)
    return [
        Former(str(row.uid), row.name, row.span.upper if row.span else None, str(words.get(row.why, "")), row.erase_on)
        for row in rows.order_by("-id")[:_LISTED]
    ]


def former_by_uid(actor: Actor, uid: str) -> Person:
    """Somebody, in service or not any more, whose data are not erased. Raises NotThere."""
    require(actor, Permission.PERSONAL_ERASE)
    row = Person.objects.filter(uid=uid, erased_at=None).first()
    if row is None:
        raise NotThere(f"person {uid}")
    return row
