"""What needs change in a plan: the value of a seat, months of study, years of waiting, answers to proposals."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from asah.foundation.access.actor import Actor, system_actor
from asah.foundation.access.scope import agency_scope
from asah.stages.agency import services as agency_services
from asah.stages.competencies.models import PersonGap
from asah.stages.needs import services as needs
from asah.stages.needs.models import Proposal
from asah.stages.needs.services import StudyInput
from asah.stages.plan import services
from asah.stages.plan.engine import gather
from asah.stages.plan.engine.needing import unmeasured_worth, worth
from asah.stages.plan.models import PlanRun, PlanSeat
from asah.stages.plan.queries.scenarios import settings_now
from asah.stages.plan.rules.reasons import Ask, Quota, Slot, why
from asah.stages.records import queries as records
from asah.stages.records.models import JpYear
from tests.stages.plan.conftest import furnish
from tests.stages.plan.quick import quick_run

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("files")]
TODAY = date(2027, 1, 12)


def test_worth_is_the_share_closed_of_the_whole_weight() -> None:
    from asah.stages.needs.queries import NeedFact

    need = NeedFact(1, 2, Decimal(3), Decimal(1), Decimal(2), Decimal(3), Decimal("1.5"), 1, False, TODAY)
    assert worth(need, 1.0, 2.0) == 1.5
    assert worth(need, 5.0, 2.0) == 3.0
    assert worth(None, 0.7, 2.0) == 0.7
    assert unmeasured_worth(need, 0.5, 1.0) == 1.5


def test_months_of_study_are_a_reason_of_their_own() -> None:
    ask = Ask(20, "X", (), (), 0, None, 3, frozenset(), 12, 1, 1.0, frozenset({3, 4}))
    quota = Quota(10, 1.0, 20, 5)
    assert why(ask, [Slot("a", 3, 1, 5, True)], quota) == ("tugas_belajar", {"months": [3, 4]})
    assert why(ask, [Slot("a", 5, 1, 5, True)], quota)[0] == "anggaran"


def test_problem_carries_weights_waiting_study_and_who_asked(
    agency: Any, admin: Actor, maria: Actor, now: datetime
) -> None:
    with agency_scope(agency.pk):
        town = furnish(maria, now)
        agency_services.open_year(actor=admin, now=now, year=2027)
        scenario = services.open_scenario(actor=maria, now=now, year=2027)
        settings = settings_now(scenario)
        before = gather(settings, TODAY)
        study = StudyInput("S-2", "Gizi", "Universitas Contoh", date(2027, 1, 1), date(2027, 6, 30), True, "1", TODAY)
        needs.record_study(actor=maria, now=now, person=town.people[5].pk, study=study)
        needs.set_service_weight(
            actor=maria, now=now, job_family="*", competency="MAN-05", factor=Decimal(2), reason="Loket", start=TODAY
        )
        needs.refresh_needs(actor=maria, now=now)
        for year, jp in ((2026, 0), (2025, 0), (2024, 30)):
            JpYear.objects.create(
                agency_id=agency.pk, person=town.people[6].pk, year=year, unit=1, path="/1/", employment="PNS",
                legal=jp, technical=0, seminar=0, own=0, refreshed_at=now,
            )  # fmt: skip
        assert records.idle_years(2027) == {town.people[6].pk: 2}
        after = gather(settings, TODAY)
    person = {row.id: row for row in after.problem.people}
    assert person[str(town.people[5].pk)].unavailable == (1, 2, 3, 4, 5, 6)
    assert person[str(town.people[6].pk)].waiting_years == 2
    assert after.problem.waiting_rate == 0.05
    doubled = town.competencies["MAN-05"].pk
    pairs = [
        (before.chances[who][code], chance)
        for who, own in after.chances.items()
        for code, chance in own.items()
        if not chance.duty and set(chance.levels) == {doubled}
    ]
    assert pairs
    assert all(new.value == pytest.approx(2 * old.value, abs=1e-5) for old, new in pairs)


def test_unassessed_need_is_planned_once_it_was_asked_for(
    agency: Any, admin: Actor, maria: Actor, now: datetime
) -> None:
    with agency_scope(agency.pk):
        town = furnish(maria, now)
        agency_services.open_year(actor=admin, now=now, year=2027)
        person = town.people[8].pk
        PersonGap.objects.filter(person=person).delete()
        asked = _proposal(maria, now, person)
        needs.refresh_needs(actor=maria, now=now)
        settings = settings_now(services.open_scenario(actor=maria, now=now, year=2027))
        assert gather(settings, TODAY).chances[person] == {}
        Proposal.objects.filter(pk=asked.pk).update(status="diterima")
        needs.refresh_needs(actor=maria, now=now)
        chances = gather(settings, TODAY).chances[person]
    assert chances
    assert all(chance.asked and not chance.levels and chance.value > 0 for chance in chances.values())


def _proposal(actor: Actor, now: datetime, person: int) -> Proposal:
    return needs.propose(
        actor=actor, now=now, year=2027, person=person, competency="MAN-05", basis="akpk", reason="Loket"
    )


def test_a_plan_answers_every_proposal(agency: Any, admin: Actor, maria: Actor, now: datetime) -> None:
    with agency_scope(agency.pk):
        town = furnish(maria, now)
        agency_services.open_year(actor=admin, now=now, year=2027)
        for at in range(20, 60):
            _proposal(maria, now, town.people[at].pk)
        needs.refresh_needs(actor=maria, now=now)
        scenario = services.open_scenario(actor=maria, now=now, year=2027)
    run = quick_run(agency, maria, now, scenario)
    with agency_scope(agency.pk):
        run = PlanRun.objects.get(pk=run.pk)
        assert run.status == PlanRun.Status.DONE, run.reason
        never = PlanSeat.objects.filter(run=run).exclude(person__in=[row.pk for row in town.people[20:60]]).count()
        assert run.figures["seats_never_asked"] == never
        worker = system_actor(agency.pk, agency.zone)
        assert services.answer_proposals(actor=worker, now=now, run=run.pk) == 40
        rows = list(Proposal.objects.all())
        seats = {row.person_id for row in PlanSeat.objects.filter(run=run, programme__code__in=_teaching(run))}
        assert len(rows) == 40
        assert all(row.answer and row.answer_reason for row in rows)
        assert {row.person_id for row in rows if row.answer == "terpilih"} == seats & {row.person_id for row in rows}


def _teaching(run: PlanRun) -> list[str]:
    from asah.stages.catalogue import queries as catalogue

    return [row.code for row in catalogue.programmes_in_force() if any(gain.code == "MAN-05" for gain in row.gains)]
