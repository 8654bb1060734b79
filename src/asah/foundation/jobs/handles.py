"""Handles: the typed names under which stages put work into the queue.

A stage names its jobs in events.py (`SOLVE = Job("plan.solve", SolveArgs, title=_("Menyusun rencana"))`), writes the
body in jobs.py (`@body(SOLVE)`), and enqueues inside a use case (`SOLVE.enqueue(...)`): the job starts only when the
deed's transaction commits.
"""

import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.db import transaction
from django.utils.functional import Promise

from asah.foundation.access.actor import Actor, system_actor
from asah.foundation.access.scope import agency_scope
from asah.foundation.audit.door import Deed, on_fact
from asah.foundation.jobs.models import JobRun
from asah.foundation.jobs.tickets import defer

A = TypeVar("A")
F = TypeVar("F")


class Cancelled(Exception):
    """Raised inside a body when somebody pressed Batalkan."""


class Failed(Exception):
    """An anticipated end without result; its text is shown in the drawer."""


@dataclass(frozen=True)
class Job(Generic[A]):
    """A kind of work. args: a frozen dataclass of ids and plain values; title: its name in the drawer."""

    name: str
    args: type[A]
    title: str | Promise

    def enqueue(
        self, args: A, *, actor: Actor, now: datetime, dedupe: str = "", title: str = "", link: str = ""
    ) -> JobRun:
        """Put one run into the queue, inside the caller's transaction.

        dedupe: while a run with the same key waits or runs, that run is returned instead of a second one.
        """
        key = f"{self.name}:{dedupe}" if dedupe else ""
        run, fresh = _claim(self, args, actor, now, key, title or str(self.title), link)
        if fresh:
            defer(run)
        return run


def _claim(
    job: "Job[Any]", args: Any, actor: Actor, now: datetime, key: str, title: str, link: str
) -> tuple[JobRun, bool]:
    """Insert the run, or find the living one that holds the key. The unique index decides, not a look before."""
    from django.db import IntegrityError

    try:
        with transaction.atomic():
            run = JobRun.objects.create(
                agency_id=actor.agency,
                uid=uuid.uuid4(),
                name=job.name,
                title=title,
                args=asdict(args),
                dedupe=key,
                account=actor.account,
                queued_at=now,
                link=link,
            )
            return run, True
    except IntegrityError:
        alive = JobRun.objects.filter(dedupe=key, status__in=["queued", "running"]).first()
        if alive is None:
            raise
        return alive, False


Body = Callable[["JobContext", Any], None]
BODIES: dict[str, tuple[Job[Any], Body]] = {}


def body(job: Job[A]) -> Callable[[Callable[["JobContext", A], None]], Callable[["JobContext", A], None]]:
    """Register the function that does the work of a handle."""

    def register(function: Callable[["JobContext", A], None]) -> Callable[["JobContext", A], None]:
        if job.name in BODIES and BODIES[job.name][1] is not function:
            raise ValueError(f"job {job.name} has two bodies")
        BODIES[job.name] = (job, function)
        return function

    return register


SUBSCRIPTIONS: dict[type[Any], list[tuple[Job[Any], Callable[[Any], Any]]]] = {}


def subscribe(fact: type[F], job: Job[A], to_args: Callable[[F], A]) -> None:
    """When `fact` is announced anywhere, enqueue `job` in the same transaction."""
    entries = SUBSCRIPTIONS.setdefault(fact, [])
    if not any(existing is job for existing, _ in entries):
        entries.append((job, to_args))


def _deliver(fact: Any, deed: Deed) -> None:
    """One run is enough for any number of equal news; one that runs already is told to run once more.

    News is heard by Asah itself, not by whoever caused it: he may not hold the verbs of its consequences.
    """
    worker = system_actor(deed.actor.agency, deed.actor.zone)
    for job, to_args in SUBSCRIPTIONS.get(type(fact), []):
        args = to_args(fact)
        key = ":".join(["kabar", *(str(value) for value in asdict(args).values())])
        run = job.enqueue(args, actor=worker, now=deed.now, dedupe=key)
        if run.status == JobRun.Status.RUNNING:
            JobRun.objects.filter(pk=run.pk).update(again=True)


on_fact(_deliver)


class JobContext:
    """What a body gets: who asked, what time it is, and how to tell how far it is.

    Bodies open their own `agency_scope(context.agency)` for each transaction; the context's own writes
    (progress, end) run in short scopes beside it.
    """

    def __init__(self, *, agency: int, run: int, actor: Actor, clock: Callable[[], datetime]) -> None:
        self.agency = agency
        self.run = run
        self.actor = actor
        self._clock = clock
        self.result: dict[str, Any] = {}
        self.remark = ""
        self.link: str | None = None

    def now(self) -> datetime:
        """The agency's present moment."""
        return self._clock()

    def progress(self, done: int, total: int, remark: str = "") -> None:
        """Tell how far the work is. Call it outside the body's own transaction. Raises Cancelled when asked to stop."""
        with agency_scope(self.agency):
            changed = JobRun.objects.filter(pk=self.run, cancel_asked_at=None).update(
                done=done, total=total, remark=remark[:300], beat_at=datetime.now(UTC)
            )
        if not changed:
            raise Cancelled
