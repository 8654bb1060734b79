"""Objections: until when one may be filed, one's own, and those that wait for an answer."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from asah.foundation.access.actor import Actor, NotThere, require
from asah.foundation.access.permissions import Permission
from asah.stages.agency import queries as agency
from asah.stages.people import queries as people
from asah.stages.plan.models import Decision, Objection, ObjectionAnswer, PlanProgramme, PlanRun

LONGEST = timedelta(days=120)


def deadline(kind: str, since: date) -> date:
    """The last day to file ("ajukan") or to answer ("jawab") counted from a day, in working days of the agency."""
    days = int(agency.rule("sanggahan", kind, since).values["days"])
    return agency.add_working_days(since, days, agency.calendar(since, since + LONGEST))


def file_until(decision: Decision, actor: Actor) -> date:
    """The last day on which the actor may object to an enacted plan."""
    return deadline("ajukan", actor.today(decision.decided_at))


def own_objection(
    actor: Actor, run: PlanRun, programme: PlanProgramme
) -> tuple[Objection, ObjectionAnswer | None] | None:
    """The actor's objection to a programme, with its answer."""
    row = Objection.objects.filter(run=run, programme=programme, person=actor.person or 0).first()
    if row is None:
        return None
    return row, ObjectionAnswer.objects.filter(objection=row).first()


@dataclass(frozen=True)
class ObjectionRow:
    """One objection as its answerers see it."""

    objection: Objection
    answer: ObjectionAnswer | None
    name: str
    unit: str
    is_late: bool


def objections_of(actor: Actor, on: date) -> list[ObjectionRow]:
    """All objections, those without an answer and due first on top; four queries. Raises NotAllowed."""
    require(actor, Permission.OBJECTION_ANSWER)
    rows = list(Objection.objects.select_related("programme", "run__scenario").order_by("due_on", "pk"))
    answers = {one.objection_id: one for one in ObjectionAnswer.objects.filter(objection__in=rows)}
    known = {one.id: one for one in people.people_where(on, sorted({row.person_id for row in rows}))}
    found = [
        ObjectionRow(
            row,
            answers.get(row.pk),
            known[row.person_id].name if row.person_id in known else "Sudah tidak bertugas",
            known[row.person_id].unit_name if row.person_id in known else "",
            row.pk not in answers and row.due_on < on,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.answer is not None, one.objection.due_on))


def objection_page(actor: Actor, uid: uuid.UUID, on: date) -> tuple[ObjectionRow, bool]:
    """One objection, and whether the actor may answer it: nobody who decided the plan, nor who filed it."""
    found = next((row for row in objections_of(actor, on) if row.objection.uid == uid), None)
    if found is None:
        raise NotThere("Sanggahan ini tidak ada.")
    is_free = found.answer is None and actor.account not in {*deciders(found.objection.run), found.objection.account}
    return found, is_free


def deciders(run: PlanRun) -> set[int]:
    """Accounts of those who took a step on a run's submission."""
    return set(Decision.objects.filter(submission__run=run).values_list("decider", flat=True))
