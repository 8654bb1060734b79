"""Rows of an answer, written in bulk inside keep_answer's transaction."""

from asah.stages.plan.engine import Answer
from asah.stages.plan.models import PlanGroup, PlanPerson, PlanProgramme, PlanRun, PlanSeat, PlanWait

CHUNK = 5000


def store_answer(run: PlanRun, answer: Answer) -> None:
    """Insert programmes, people, seats, waiting people and groups of a run."""
    common = {"agency_id": run.agency_id, "run": run}
    programmes = PlanProgramme.objects.bulk_create(
        PlanProgramme(
            version_id=row.version,
            code=row.code,
            name=row.name,
            state=row.state,
            seats=row.seats,
            classes=row.classes,
            cost_rupiah=row.cost_rupiah,
            value=row.value,
            levels=row.levels,
            candidates=row.candidates,
            months=row.months,
            reason=row.reason,
            facts=row.facts,
            **common,
        )
        for row in answer.programmes
    )
    key = {row.code: row.pk for row in programmes}
    place = {row.person: (row.unit, row.path) for row in answer.people}
    PlanPerson.objects.bulk_create(
        (
            PlanPerson(
                person_id=row.person,
                unit_id=row.unit,
                path=row.path,
                district=row.district,
                inputs=row.inputs,
                jp_before=row.jp_before,
                jp_planned=row.jp_planned,
                value=row.value,
                attainable=row.attainable,
                barred=row.barred,
                **common,
            )
            for row in answer.people
        ),
        batch_size=CHUNK,
    )
    PlanSeat.objects.bulk_create(
        (
            PlanSeat(
                programme_id=key[row.programme],
                person_id=row.person,
                unit_id=place[row.person][0],
                path=place[row.person][1],
                month=row.month,
                fund_id=row.fund,
                jp=row.jp,
                value=row.value,
                cost_rupiah=row.cost_rupiah,
                rank=row.rank,
                **common,
            )
            for row in answer.seats
        ),
        batch_size=CHUNK,
    )
    PlanWait.objects.bulk_create(
        (
            PlanWait(
                programme_id=key[row.programme],
                person_id=row.person,
                unit_id=place[row.person][0],
                path=place[row.person][1],
                value=row.value,
                rank=row.rank,
                reason=row.reason,
                facts=row.facts,
                **common,
            )
            for row in answer.waiting
        ),
        batch_size=CHUNK,
    )
    PlanGroup.objects.bulk_create(
        PlanGroup(
            kind=row.kind,
            name=row.name,
            people=row.people,
            trained=row.trained,
            at_floor=row.at_floor,
            jp=row.jp,
            received=row.received,
            attainable=row.attainable,
            **common,
        )
        for row in answer.groups
    )
