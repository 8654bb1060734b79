"""A person's own decisions: what he was given, what he waits for and why. Nobody else's data, ever."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from asah.foundation.access.actor import Actor, NotThere
from asah.foundation.access.permissions import Permission
from asah.stages.competencies import queries as competencies
from asah.stages.plan.models import Decision, PlanPerson, PlanRun, PlanSeat, PlanWait
from asah.stages.plan.rules.reasons import REASONS, smallest_change
from asah.stages.plan.rules.words import MONTHS, waiting_reason


@dataclass(frozen=True)
class OwnChoice:
    """A programme he could gain from and did not get, from the inputs frozen at the decision."""

    code: str
    name: str
    rank: int
    candidates: int
    quota: int
    value: float
    selected_mean: float | None
    reason: str
    verdict: str
    change: str
    gaps: tuple[tuple[str, float, float], ...]
    alternatives: tuple[str, ...]


@dataclass(frozen=True)
class OwnPage:
    """His seats and his waiting places of the approved plan; `decision` None while nothing is approved."""

    decision: Decision | None
    seats: tuple[tuple[str, str, int], ...]
    waiting: tuple[tuple[str, str, str], ...]
    inputs: Mapping[str, Any] | None
    jp_planned: int
    barred: str


_NOTHING = OwnPage(None, (), (), None, 0, "")


def _approved_for(actor: Actor) -> tuple[Decision, PlanRun] | None:
    if not actor.holds(Permission.OWN_DECISION_READ) or actor.person is None:
        return None
    return _approved()


def _approved() -> tuple[Decision, PlanRun] | None:
    row = (
        Decision.objects.filter(kind=Decision.Kind.APPROVED)
        .select_related("submission__run__scenario")
        .order_by("-pk")
        .first()
    )
    return (row, row.submission.run) if row else None


def own_page(actor: Actor) -> OwnPage:
    """What the approved plan decided for the actor himself."""
    if not actor.holds(Permission.OWN_DECISION_READ) or actor.person is None:
        return _NOTHING
    return page_of_person(actor.person)


def page_of_person(person: int) -> OwnPage:
    """What the approved plan decided for somebody. The caller has checked his reach."""
    found = _approved()
    if found is None:
        return _NOTHING
    decision, run = found
    frozen = PlanPerson.objects.filter(run=run, person=person).first()
    seats = PlanSeat.objects.filter(run=run, person=person).select_related("programme").order_by("month")
    waits = PlanWait.objects.filter(run=run, person=person).select_related("programme").order_by("-value")
    return OwnPage(
        decision,
        tuple((seat.programme.name, MONTHS[seat.month - 1], seat.jp) for seat in seats),
        tuple((wait.programme.code, wait.programme.name, REASONS[wait.reason]) for wait in waits),
        frozen.inputs if frozen else None,
        frozen.jp_planned if frozen else 0,
        frozen.barred if frozen else "",
    )


def own_choice(actor: Actor, code: str) -> tuple[Decision, OwnChoice]:
    """The card "Mengapa saya belum terpilih?" of one programme. Raises NotThere when there is nothing to explain."""
    found = _approved_for(actor)
    if found is None:
        raise NotThere("Belum ada keputusan rencana untuk Anda.")
    decision, run = found
    wait = (
        PlanWait.objects.filter(run=run, person=actor.person, programme__code=code).select_related("programme").first()
    )
    frozen = PlanPerson.objects.filter(run=run, person=actor.person).first()
    if wait is None or frozen is None:
        raise NotThere("Anda tidak menunggu program ini.")
    given = list(PlanSeat.objects.filter(run=run, programme=wait.programme).values_list("value", flat=True))
    names = {row.id: row.name for row in competencies.entries()}
    gaps = sorted(
        (names.get(int(key), ""), float(required), float(held))
        for key, (required, held) in frozen.inputs["gaps"].items()
    )
    others = PlanSeat.objects.filter(run=run, person=actor.person).select_related("programme")
    return decision, OwnChoice(
        code=wait.programme.code,
        name=wait.programme.name,
        rank=wait.rank,
        candidates=wait.programme.candidates,
        quota=wait.programme.seats,
        value=wait.value,
        # An average of fewer than five people could tell about one of them.
        selected_mean=sum(given) / len(given) if len(given) >= 5 else None,
        reason=wait.reason,
        verdict=waiting_reason(wait.reason, wait.facts),
        change=smallest_change(wait.reason, wait.facts),
        gaps=tuple(gap for gap in gaps if gap[0]),
        alternatives=tuple(seat.programme.name for seat in others),
    )
