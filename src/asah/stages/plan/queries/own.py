"""A person's own decisions: what he was given, what he waits for and why. Nobody else's data, ever."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from asah.foundation.access.actor import Actor, NotThere
from asah.foundation.access.permissions import Permission
from asah.stages.catalogue import queries as catalogue
from asah.stages.competencies import queries as competencies
from asah.stages.plan.models import Decision, PlanPerson, PlanProgramme, PlanRun, PlanSeat, PlanWait
from asah.stages.plan.rules.card import FEWEST, Factor, factors, frozen_of, next_chance, standing_words
from asah.stages.plan.rules.reasons import REASONS, smallest_change
from asah.stages.plan.rules.words import MONTHS, NOT_COUNTED_WORDS, waiting_reason


@dataclass(frozen=True)
class OwnChoice:
    """A programme he could gain from and did not get, from the inputs frozen at the decision."""

    code: str
    name: str
    rank: int
    candidates: int
    quota: int
    value: float
    cutoff: float | None
    selected: int
    reason: str
    verdict: str
    standing: str
    change: str
    factors: tuple[Factor, ...]
    not_counted: tuple[str, ...]
    gaps: tuple[tuple[str, float, float], ...]
    seats: tuple[str, ...]
    alternatives: tuple[tuple[str, str], ...]
    next_chance: str
    run: PlanRun
    programme: PlanProgramme


@dataclass(frozen=True)
class OwnPage:
    """His seats and his waiting places of the enacted plan; `decision` None while nothing is enacted."""

    decision: Decision | None
    seats: tuple[tuple[str, str, int], ...]
    waiting: tuple[tuple[str, str, str], ...]
    inputs: Mapping[str, Any] | None
    jp_planned: int
    barred: str


_NOTHING = OwnPage(None, (), (), None, 0, "")


def _enacted_for(actor: Actor) -> tuple[Decision, PlanRun] | None:
    if not actor.holds(Permission.OWN_DECISION_READ) or actor.person is None:
        return None
    return _enacted()


def _enacted() -> tuple[Decision, PlanRun] | None:
    row = (
        Decision.objects.filter(kind=Decision.Kind.ENACTED)
        .select_related("submission__run__scenario")
        .order_by("-pk")
        .first()
    )
    return (row, row.submission.run) if row else None


def own_page(actor: Actor) -> OwnPage:
    """What the enacted plan decided for the actor himself."""
    if not actor.holds(Permission.OWN_DECISION_READ) or actor.person is None:
        return _NOTHING
    return page_of_person(actor.person)


def page_of_person(person: int) -> OwnPage:
    """What the enacted plan decided for somebody. The caller has checked his reach."""
    found = _enacted()
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
    found = _enacted_for(actor)
    if found is None:
        raise NotThere("Belum ada keputusan rencana untuk Anda.")
    decision, run = found
    wait = (
        PlanWait.objects.filter(run=run, person=actor.person, programme__code=code).select_related("programme").first()
    )
    frozen = PlanPerson.objects.filter(run=run, person=actor.person).first()
    if wait is None or frozen is None:
        raise NotThere("Anda tidak menunggu program ini.")
    return decision, _card(run, wait, frozen)


def _card(run: PlanRun, wait: PlanWait, frozen: PlanPerson) -> OwnChoice:
    programme = wait.programme
    versions = catalogue.versions_by_id(
        list(PlanProgramme.objects.filter(run=run, code__in=frozen.inputs["chances"]).values_list("version", flat=True))
    )
    taught = {row.code: [gain.competency for gain in row.gains] for row in versions.values()}
    seats = list(PlanSeat.objects.filter(run=run, programme=programme).order_by("value").values_list("person", "value"))
    others = PlanPerson.objects.filter(run=run, person__in=[person for person, _value in seats])
    mine = taught.get(programme.code, [])
    selected = [frozen_of(row.inputs, programme.code, mine, row.jp_before) for row in others]
    held = list(
        PlanSeat.objects.filter(run=run, person=frozen.person_id).values_list("programme__code", "programme__name")
    )
    return OwnChoice(
        code=programme.code,
        name=programme.name,
        rank=wait.rank,
        candidates=programme.candidates,
        quota=programme.seats,
        value=wait.value,
        # A cut-off or average of fewer than five people could tell about one of them.
        cutoff=seats[0][1] if programme.candidates >= FEWEST and len(seats) >= FEWEST else None,
        selected=len(seats),
        reason=wait.reason,
        verdict=waiting_reason(wait.reason, wait.facts),
        standing=standing_words(wait.rank, programme.candidates, programme.seats, wait.reason),
        change=smallest_change(wait.reason, wait.facts),
        factors=tuple(factors(frozen_of(frozen.inputs, programme.code, mine, frozen.jp_before), selected)),
        not_counted=tuple(NOT_COUNTED_WORDS[key] for key in run.figures.get("not_counted", ())),
        gaps=_gaps(frozen),
        seats=tuple(name for _code, name in held),
        alternatives=_alternatives(versions, taught, programme.code, {one for one, _name in held}),
        next_chance=next_chance([MONTHS[month - 1] for month in programme.months], run.scenario.year, wait.reason),
        run=run,
        programme=programme,
    )


def _gaps(frozen: PlanPerson) -> tuple[tuple[str, float, float], ...]:
    names = {row.id: row.name for row in competencies.entries()}
    rows = sorted(
        (names.get(int(key), ""), float(required), float(held))
        for key, (required, held) in frozen.inputs["gaps"].items()
    )
    return tuple(row for row in rows if row[0])


def _alternatives(
    versions: Mapping[int, Any], taught: Mapping[str, list[int]], code: str, held: set[str]
) -> tuple[tuple[str, str], ...]:
    """(code, name) of two other programmes for the same main competency that he may attend and does not hold."""
    main = taught.get(code, [None])[:1]
    found = [
        (row.code, row.name)
        for row in versions.values()
        if row.code not in {code, *held} and taught[row.code][:1] == main
    ]
    return tuple(sorted(found, key=lambda one: one[1])[:2])
