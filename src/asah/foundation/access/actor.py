"""Who acts, on whom or what, and whether he may."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from asah.foundation.access.permissions import Permission
from asah.foundation.access.roles import ROLES, Reach


class NotAllowed(Exception):
    """The actor holds the verb nowhere near this subject. Its text is fit to be shown."""


class NotThere(Exception):
    """The object does not exist, or lies outside the actor's agency or reach: both look the same (404)."""


@dataclass(frozen=True)
class Held:
    """One role held now. `unit_path` is the subtree of the grant ("/1/14/"), None for the whole agency."""

    role: str
    unit_path: str | None = None
    partner: int | None = None


@dataclass(frozen=True)
class Actor:
    """Somebody, or the worker, acting inside exactly one agency at one moment.

    account: id of the log-in, None for the worker; person: id in people, None if he is no employee;
    roles: what he holds now (expired grants are left out when the actor is built); zone: IANA name of the agency's.
    """

    agency: int
    account: int | None
    name: str
    person: int | None = None
    roles: tuple[Held, ...] = ()
    zone: str = "Asia/Jakarta"

    def today(self, now: datetime) -> date:
        """The local calendar date of his agency: in Papua the day begins nine hours before UTC's."""
        return now.astimezone(ZoneInfo(self.zone)).date()

    def holds(self, permission: Permission) -> bool:
        """Whether the verb is held at all, on anything."""
        return any(permission in ROLES[held.role].verbs for held in self.roles)


@dataclass(frozen=True)
class Subject:
    """What a deed is done on, as access sees it.

    unit: path of the unit it belongs to, None for things of the whole agency; person, superior: ids in people;
    account: the log-in whose own thing it is (a job started, a document asked for, a notice);
    partner: id of the partner; instructors: ids of people who teach; label: how the audit line names it;
    kind and key: what the audit trail files it under; row: the locked object, for the use case's own use.
    """

    unit: str | None = None
    person: int | None = None
    account: int | None = None
    superior: int | None = None
    partner: int | None = None
    instructors: frozenset[int] = frozenset()
    label: str = ""
    kind: str = ""
    key: str = ""
    row: Any = field(default=None, compare=False)


AGENCY_WIDE = Subject()


@dataclass(frozen=True)
class Extent:
    """How far an actor sees for a verb, for queries: everything, or these subtrees, or his team, or himself."""

    everything: bool = False
    unit_paths: tuple[str, ...] = ()
    person: int | None = None
    team_of: int | None = None

    @property
    def nothing(self) -> bool:
        """True when the actor sees nothing at all for the verb."""
        return not (self.everything or self.unit_paths or self.person or self.team_of)


def system_actor(agency: int, zone: str) -> Actor:
    """The worker itself, inside one agency."""
    return Actor(agency=agency, account=None, name="Asah", roles=(Held("system"),), zone=zone)


def allowed(actor: Actor, permission: Permission, subject: Subject = AGENCY_WIDE) -> bool:
    """Whether one of the actor's roles lets him do `permission` to `subject`."""
    return any(_reaches(actor, held, ROLES[held.role].verbs.get(permission), subject) for held in actor.roles)


def require(actor: Actor, permission: Permission, subject: Subject = AGENCY_WIDE) -> None:
    """Raise NotAllowed unless `allowed`."""
    if not allowed(actor, permission, subject):
        raise NotAllowed(f"Peran Anda tidak mencakup tindakan ini ({permission.value}).")


def extent(actor: Actor, permission: Permission) -> Extent:
    """The union of the actor's reaches for a verb; queries turn it into a filter."""
    everything, paths, person, team_of = False, set(), None, None
    for held in actor.roles:
        reach = ROLES[held.role].verbs.get(permission)
        if reach in (Reach.AGENCY, Reach.UNIT):
            if held.unit_path is not None:
                paths.add(held.unit_path)
            elif reach is Reach.AGENCY:
                everything = True
        elif reach is Reach.SELF:
            person = actor.person
        elif reach is Reach.TEAM:
            team_of = actor.person
    return Extent(everything, tuple(sorted(_outermost(paths))), person, team_of)


def _reaches(actor: Actor, held: Held, reach: Reach | None, subject: Subject) -> bool:
    if reach is None:
        return False
    if reach is Reach.AGENCY:
        return held.unit_path is None or _inside(subject.unit, held.unit_path)
    if reach is Reach.UNIT:
        return held.unit_path is not None and _inside(subject.unit, held.unit_path)
    if reach is Reach.SELF:
        return _is_self(actor, subject)
    if reach is Reach.TEAM:
        return actor.person is not None and subject.superior == actor.person
    if reach is Reach.PARTNER:
        return held.partner is not None and subject.partner == held.partner
    return actor.person is not None and actor.person in subject.instructors


def _is_self(actor: Actor, subject: Subject) -> bool:
    if actor.account is not None and subject.account == actor.account:
        return True
    return actor.person is not None and subject.person == actor.person


def _inside(path: str | None, root: str) -> bool:
    return path is not None and path.startswith(root)


def _outermost(paths: Iterable[str]) -> set[str]:
    """Drop subtrees that lie inside another one of the set."""
    kept: set[str] = set()
    for path in sorted(paths):
        if not any(path.startswith(other) for other in kept):
            kept.add(path)
    return kept
