"""`use_case`: permission + transaction + audit in one decorator (architecture, section 5).

    @use_case(Permission.PLAN_APPROVE, on=subject_of_run, says=_("{actor} menyetujui rencana {label}"))
    def approve_plan(*, actor: Actor, now: datetime, run: int, reason: str) -> PlanRun: ...

`on` takes those of the use case's arguments that it names, loads and locks the object inside the transaction and
returns a Subject; access is decided on that object, never on an argument that the caller could choose.
"""

import functools
import hashlib
import inspect
import json
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ParamSpec, TypeVar

from django.db import connection, transaction
from django.utils.functional import Promise

from asah.foundation.access.actor import AGENCY_WIDE, Actor, Subject, require
from asah.foundation.access.permissions import Permission
from asah.foundation.access.scope import require_agency

P = ParamSpec("P")
R = TypeVar("R")


class NoDoor(Exception):
    """A pipe was called outside any use case."""


class WrongAgency(Exception):
    """An actor of one agency inside the scope of another."""


@dataclass
class Deed:
    """The running use case: what it notes ends in its event's detail."""

    verb: str
    actor: Actor
    now: datetime
    parent: int | None = None
    number: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    facts: list[Any] = field(default_factory=list)
    label: str | None = None

    @property
    def event(self) -> int:
        """The event's id, drawn from the sequence the first time somebody asks (a consequence needs it early)."""
        if self.number is None:
            self.number = _next_event_id()
        return self.number


@dataclass(frozen=True)
class UseCase:
    """One row of the registry that yields the page "who may do what, what is remembered"."""

    name: str
    permission: Permission | None
    says: str | Promise
    pipe: bool
    anonymous: bool
    summary: str


REGISTRY: dict[str, UseCase] = {}
_running: ContextVar[Deed | None] = ContextVar("asah_deed", default=None)
_fact_hooks: list[Callable[[Any, Deed], None]] = []


def on_fact(hook: Callable[[Any, Deed], None]) -> None:
    """Register what happens with announced facts; `jobs` fills this to enqueue subscribers in the same transaction."""
    if hook not in _fact_hooks:
        _fact_hooks.append(hook)


def note(**values: Any) -> None:
    """Add values to the running deed's detail: old and new values, counts, references. JSON types only."""
    deed = _running.get()
    if deed is None:
        raise NoDoor("note() outside a use case")
    deed.values.update(values)


def name_subject(label: str) -> None:
    """Name the subject of a deed that creates it: `says` then shows this as {label}."""
    deed = _running.get()
    if deed is None:
        raise NoDoor("name_subject() outside a use case")
    deed.label = label


def announce(fact: Any) -> None:
    """Tell later stages a fact, a frozen dataclass of the stage's events.py; subscribers' jobs join the transaction."""
    deed = _running.get()
    if deed is None:
        raise NoDoor("announce() outside a use case")
    deed.facts.append(fact)


def use_case(
    permission: Permission | None = None,
    *,
    on: Callable[..., Subject] | None = None,
    says: str | Promise,
    pipe: bool = False,
    anonymous: bool = False,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a keyword-only function the one way to do a deed.

    permission: the verb required (None only for pipes and anonymous deeds); on: loader of the subject;
    says: the audit line, with {actor}, {label} and any argument of the use case;
    pipe: no permission of its own, only inside another use case, recorded as its consequence;
    anonymous: records that a token was used and nothing that leads to the answer: no account, object or values.

    Raises NotAllowed when the actor may not, NotThere when the object is not visible to him.
    """
    if permission is None and not (pipe or anonymous):
        raise TypeError("a use case needs a permission")
    wanted = set(inspect.signature(on).parameters) if on else set()

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        name = f"{function.__module__}.{function.__name__}"
        defaults = {
            name: value.default
            for name, value in inspect.signature(function).parameters.items()
            if value.default is not inspect.Parameter.empty
        }
        summary = (inspect.getdoc(function) or "").split("\n")[0]

        @functools.wraps(function)
        def door(*args: P.args, **kwargs: P.kwargs) -> R:
            if args:
                raise TypeError(f"{function.__name__} takes keywords only")
            given = {**defaults, **kwargs}
            actor: Actor = kwargs["actor"]  # type: ignore[assignment]
            now: datetime = kwargs["now"]  # type: ignore[assignment]
            outer = _running.get()
            if pipe and outer is None:
                raise NoDoor(f"{function.__name__} is a pipe: call it inside a use case")
            with transaction.atomic():
                if require_agency() != actor.agency:
                    raise WrongAgency(f"actor of agency {actor.agency}")
                subject = on(**{key: given[key] for key in wanted}) if on else AGENCY_WIDE
                if permission is not None and not pipe:
                    require(actor, permission, subject)
                verb = permission.value if permission is not None else f"pipe.{function.__name__}"
                deed = Deed(verb, actor, now, parent=outer.event if outer else None)
                token = _running.set(deed)
                try:
                    result = function(*args, **kwargs)
                finally:
                    _running.reset(token)
                _record(deed, subject, says, kwargs, anonymous)
                for fact in deed.facts:
                    for hook in _fact_hooks:
                        hook(fact, deed)
                return result

        REGISTRY[name] = UseCase(name, permission, says, pipe, anonymous, summary)
        door.__use_case__ = REGISTRY[name]  # type: ignore[attr-defined]
        return door

    return decorate


def _next_event_id() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select nextval(pg_get_serial_sequence('audit_event', 'id'))")
        return int(cursor.fetchone()[0])


class _Lenient(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


def _record(deed: Deed, subject: Subject, says: str | Promise, arguments: dict[str, Any], anonymous: bool) -> None:
    """Insert event, detail and place in the sealing queue by one statement; no lock, so deeds do not wait."""
    if anonymous:
        day = deed.now.replace(hour=0, minute=0, second=0, microsecond=0)
        _insert(deed, at=day, account=None, kind="", key="", detail=None)
        return
    label = deed.label if deed.label is not None else subject.label
    words = _Lenient({**arguments, "actor": deed.actor.name, "label": label})
    _insert(
        deed,
        at=deed.now,
        account=deed.actor.account,
        kind=subject.kind,
        key=subject.key,
        detail=(secrets.token_hex(16), str(says).format_map(words), deed.values),
    )


_EVENT_SQL = """
with e as (
  insert into audit_event (id, agency_id, at, verb, account, kind, key, parent, detail_hash)
  values (coalesce(%(id)s::bigint, nextval(pg_get_serial_sequence('audit_event', 'id'))),
          %(agency)s, %(at)s, %(verb)s, %(account)s, %(kind)s, %(key)s, %(parent)s, %(hash)s)
  returning id
), q as (
  insert into audit_unsealed (agency_id, event_id) select %(agency)s, id from e
)
"""
_DETAIL_SQL = """
insert into audit_eventdetail (agency_id, event_id, salt, says, "values")
select %(agency)s, id, %(salt)s, %(says)s, %(values)s::jsonb from e
"""


def _insert(
    deed: Deed,
    *,
    at: datetime,
    account: int | None,
    kind: str,
    key: str,
    detail: tuple[str, str, dict[str, Any]] | None,
) -> None:
    """One round trip for the whole audit line."""
    row: dict[str, Any] = {
        "id": deed.number,
        "agency": deed.actor.agency,
        "at": at,
        "verb": deed.verb,
        "account": account,
        "kind": kind,
        "key": key,
        "parent": deed.parent,
        "hash": detail_hash(*detail) if detail else "",
    }
    sql = _EVENT_SQL + "select 1"
    if detail:
        row |= {"salt": detail[0], "says": detail[1], "values": json.dumps(detail[2], ensure_ascii=False)}
        sql = _EVENT_SQL + _DETAIL_SQL
    with connection.cursor() as cursor:
        cursor.execute(sql, row)


def detail_hash(salt: str, says: str, values: dict[str, Any]) -> str:
    """SHA-256 of salt and detail in canonical form; recomputed by the checker page."""
    body = json.dumps([says, values], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256((salt + body).encode()).hexdigest()
