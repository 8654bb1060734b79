"""Needs of a whole town: the SQL says what the rules say, writes only what changed, and follows the news."""

import random
import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from asah.foundation.access.actor import Actor, NotAllowed
from asah.foundation.access.scope import agency_scope
from asah.foundation.jobs.models import JobRun
from asah.stages.competencies import services as competencies
from asah.stages.competencies.models import PersonGap
from asah.stages.needs import services
from asah.stages.needs.engine import weights_on
from asah.stages.needs.models import Interview, InterviewNote, Need, NeedCell, NeedSignal, Proposal, ServiceWeight
from asah.stages.needs.rules import Parts, contradicts, need_weight, points_of
from asah.stages.people.models import Posting
from asah.stages.performance.models import Rating, UnitFigure
from tests.factories.town import Town

pytestmark = pytest.mark.django_db
TODAY = date(2027, 1, 12)


def _propose(town: Town, at: int, code: str, voice: str, status: str = "diterima") -> None:
    person = town.people[at]
    posting = Posting.objects.get(person=person)
    Proposal.objects.create(
        agency_id=person.agency_id, uid=uuid.uuid4(), year=2027, voice=voice, person=person, unit_id=posting.unit_id,
        path="", competency=town.competencies[code], basis="minat" if voice == "diri" else "akpk", reason="perlu",
        proposer=1, proposer_name="X", proposed_at=datetime(2027, 1, 5, tzinfo=UTC), status=status,
    )  # fmt: skip


def _interview(town: Town, office: str, codes: list[str], now: datetime, status: str = "selesai") -> None:
    unit = town.units[office]
    root = town.units["Pemerintah Kota"]
    path = f"/{root}/" if unit == root else f"/{root}/{unit}/"
    agency = town.people[0].agency_id
    talk = Interview.objects.create(
        agency_id=agency, uid=uuid.uuid4(), year=2027, unit_id=unit, path=path, interviewee="Kepala", held_on=TODAY,
        interviewer_name="Maria", status=status, edited_at=now,
    )  # fmt: skip
    for code in codes:
        InterviewNote.objects.create(
            agency_id=agency, interview=talk, competency=town.competencies[code], unit_id=unit, path=path,
            quote="Antrean panjang", coded_at=now,
        )  # fmt: skip


def _voices(town: Town, now: datetime) -> None:
    """Some of everything."""
    agency = town.people[0].agency_id
    dice = random.Random(3)
    codes = [code for code in town.competencies if code.startswith(("MAN", "TEK-D"))]
    for at in range(0, 60, 2):
        _propose(town, at, dice.choice(codes), dice.choice(["atasan", "opd", "diri"]), dice.choice(
            ["diterima", "diajukan", "ditolak"]))  # fmt: skip
    _interview(town, "Dinas Kesehatan", ["MAN-03", "MAN-03", "MAN-03", "MAN-03", "TEK-DIGITAL"], now)
    _interview(town, "Pemerintah Kota", ["MAN-03", "MAN-05"], now)
    _interview(town, "Inspektorat", ["MAN-01"], now, status="draf")
    for path, person, code in (("/", None, "MAN-06"), ("", town.people[3].pk, "SOS-01")):
        NeedSignal.objects.create(
            agency_id=agency, competency=town.competencies[code], path=path, person_id=person, points=Decimal("0.7"),
            source="temuan", reason="Masih banyak salah", valid=(date(2027, 1, 1), None), recorded_at=now,
        )  # fmt: skip
    PersonGap.objects.filter(person__in=[person.pk for person in town.people[:50]]).update(own=4, superior=2)
    PersonGap.objects.filter(person__in=[person.pk for person in town.people[50:60]]).update(held=None, gap=None)
    for family, code, factor in (("*", "MAN-03", "1.2"), ("kesehatan", "MAN-03", "1.5"), ("*", "TEK-DATA", "0.5")):
        ServiceWeight.objects.create(
            agency_id=agency, job_family=family, competency=town.competencies[code], factor=Decimal(factor),
            reason="Contoh", valid=(date(2027, 1, 1), None), edited_at=now,
        )  # fmt: skip
    Posting.objects.filter(person__in=[person.pk for person in town.people[::3]]).update(job_family="kesehatan")


def _expected(town: Town) -> dict[tuple[int, int], tuple[Decimal, bool]]:
    """The same, person by person, by the rules."""
    weights = weights_on(TODAY)
    families = dict(Posting.objects.values_list("person", "job_family"))
    units = dict(Posting.objects.values_list("person", "unit"))
    root = town.units["Pemerintah Kota"]
    notes: dict[tuple[int, int], int] = {}
    for note in InterviewNote.objects.filter(interview__status="selesai"):
        for unit in town.units.values():
            if note.unit_id in (unit, root):
                key = (unit, note.competency_id)
                notes[key] = notes.get(key, 0) + 1
    gaps = {(row.person, row.competency): row for row in PersonGap.objects.all()}
    pairs = set(gaps) | set(
        Proposal.objects.exclude(status="ditolak").values_list("person", "competency")
    ) | set(NeedSignal.objects.exclude(person=None).values_list("person", "competency"))  # fmt: skip
    factors = {(row.job_family, row.competency_id): row.factor for row in ServiceWeight.objects.all()}
    found = {}
    for person, competency in pairs:
        gap = gaps.get((person, competency))
        level = gap.gap if gap else None
        accepted = Proposal.objects.filter(person=person, competency=competency, status="diterima")
        signals = NeedSignal.objects.filter(competency=competency)
        mine = sum((row.points for row in signals if row.person_id == person), Decimal(0))
        wide = sum((row.points for row in signals if row.path), Decimal(0)) if level != 0 else Decimal(0)
        parts = Parts(
            gap=level,
            notes=notes.get((units[person], competency), 0),
            voices=frozenset(accepted.values_list("voice", flat=True)),
            signal=mine + wide,
        )
        factor = factors.get((families[person], competency), factors.get(("*", competency), Decimal(1)))
        weight = need_weight(points_of(parts, weights), factor)
        levels = [v for v in (gap.centre, gap.test, gap.superior, gap.own) if v is not None] if gap else []
        odd = contradicts(levels, weights)
        if weight > 0 or odd:
            found[person, competency] = (weight, odd)
    return found


def test_sql_says_what_the_rules_say(town: Town, planner: Actor, now: datetime) -> None:
    _voices(town, now)
    services.refresh_needs(actor=planner, now=now)
    rows = {(row.person, row.competency): (row.weight, row.contradicts) for row in Need.objects.all()}
    expected = _expected(town)
    assert len(expected) > 500
    assert rows == expected


def test_places_count_from_the_heaviest_and_cells_add_up(town: Town, planner: Actor, now: datetime) -> None:
    _voices(town, now)
    services.refresh_needs(actor=planner, now=now)
    mine = list(Need.objects.filter(person=town.people[0].pk).order_by("place"))
    assert [row.place for row in mine] == list(range(1, len(mine) + 1))
    assert [row.weight for row in mine] == sorted((row.weight for row in mine), reverse=True)
    assert sum(cell.people for cell in NeedCell.objects.all()) == Need.objects.filter(weight__gt=0).count()
    assert sum(cell.weight for cell in NeedCell.objects.all()) == sum(row.weight for row in Need.objects.all())
    assert sum(cell.contradicting for cell in NeedCell.objects.all()) == Need.objects.filter(contradicts=True).count()


def test_computing_again_changes_nothing_and_keeps_since(town: Town, planner: Actor, now: datetime) -> None:
    services.refresh_needs(actor=planner, now=now)
    later = datetime(2027, 3, 1, tzinfo=now.tzinfo)
    assert services.refresh_needs(actor=planner, now=later) == 0
    PersonGap.objects.filter(person=town.people[0].pk).update(gap=5, held=0, required=5)
    assert services.refresh_needs(actor=planner, now=later) > 0
    row = Need.objects.filter(person=town.people[0].pk).first()
    assert row is not None
    assert (row.since, row.gap_points) == (TODAY, Decimal(5))


def test_one_unit_is_computed_alone(town: Town, planner: Actor, now: datetime) -> None:
    services.refresh_needs(actor=planner, now=now)
    unit = Posting.objects.get(person=town.people[0]).unit_id
    before = Need.objects.exclude(unit=unit).count()
    PersonGap.objects.update(gap=0, held=5)
    changed = services.refresh_needs(actor=planner, now=now, unit=unit)
    assert changed > 0
    assert Need.objects.filter(unit=unit).count() == 0
    assert Need.objects.exclude(unit=unit).count() == before
    assert not NeedCell.objects.filter(unit=unit).exists()


def test_whoever_may_not_be_trained_has_no_need(town: Town, planner: Actor, now: datetime) -> None:
    Posting.objects.filter(person=town.people[1]).update(legal_status="02")
    services.refresh_needs(actor=planner, now=now)
    assert not Need.objects.filter(person=town.people[1].pk).exists()


def test_news_of_gaps_asks_for_needs(town: Town, planner: Actor, now: datetime) -> None:
    competencies.refresh_gaps(actor=planner, now=now)
    assert JobRun.objects.filter(name="needs.refresh", args={"unit": 0, "below": False}).count() == 1


def test_one_assessment_asks_for_its_unit(town: Town, planner: Actor, now: datetime) -> None:
    gap = PersonGap.objects.filter(person=town.people[2].pk).first()
    assert gap is not None
    code = next(code for code, row in town.competencies.items() if row.pk == gap.competency)
    competencies.record_assessment(
        actor=planner, now=now, person=gap.person, competency=code, level=Decimal(1), source="uji", assessed_on=TODAY
    )
    assert JobRun.objects.get(name="needs.refresh").args == {"unit": gap.unit, "below": False}


def test_weak_predicates_and_missed_targets_weigh(town: Town, planner: Actor, now: datetime) -> None:
    person, office = town.people[5].pk, town.units["Dinas Kesehatan"]
    agency = town.people[5].agency_id
    Rating.objects.create(
        agency_id=agency, person_id=person, period="tahunan", year=2026, first_on=date(2026, 1, 1),
        last_on=date(2026, 12, 31), predicate=4, rule_from=date(2022, 1, 1), recorded_at=now,
    )  # fmt: skip
    UnitFigure.objects.create(
        agency_id=agency, unit_id=office, indicator="tepat_waktu", first_on=date(2026, 10, 1),
        last_on=date(2026, 12, 31), value=71, target=90, recorded_at=now,
    )  # fmt: skip
    services.refresh_needs(actor=planner, now=now)
    mine = Need.objects.filter(person=person, gap__gt=0)
    assert mine.exists()
    timely = town.competencies["MAN-04"].pk
    for row in mine:
        assert row.performance_points == (Decimal("1.25") if row.competency == timely else Decimal(1))
        assert row.facts["predikat"] == "Kurang"
    touched = Need.objects.filter(performance_points=Decimal("0.25"))
    assert {row.unit for row in touched} <= {office}
    assert {row.competency for row in touched} <= {timely}
    assert all(row.facts["layanan"] == "tepat waktu" for row in touched)


def test_importance_is_dated_and_has_a_reason(town: Town, planner: Actor, now: datetime) -> None:
    services.refresh_needs(actor=planner, now=now)
    put: dict[str, Any] = {"actor": planner, "now": now, "job_family": "*", "competency": "MAN-05"}
    services.set_service_weight(**put, factor=Decimal("1.5"), reason="Loket", start=date(2027, 1, 1))
    services.set_service_weight(**put, factor=Decimal(2), reason="Loket padat", start=date(2027, 7, 1))
    spans = [(row.factor, row.valid.lower, row.valid.upper) for row in ServiceWeight.objects.order_by("valid")]
    assert spans == [
        (Decimal("1.5"), date(2027, 1, 1), date(2027, 7, 1)),
        (Decimal(2), date(2027, 7, 1), None),
    ]
    services.refresh_needs(actor=planner, now=now)  # what the job does that the change of weights asks for
    row = Need.objects.filter(competency=town.competencies["MAN-05"].pk).first()
    assert row is not None
    assert row.factor == Decimal("1.5")
    for bad in ({"factor": Decimal(3)}, {"reason": " "}, {"competency": "TIDAK-ADA"}):
        values = {"factor": Decimal(1), "reason": "x", "start": TODAY, **put, **bad}
        with pytest.raises(services.BadWeight):
            services.set_service_weight(**values)


def test_only_who_may_weighs(town: Town, auditor: Actor, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        services.refresh_needs(actor=auditor, now=now)


def test_needs_stay_inside_their_agency(town: Town, planner: Actor, now: datetime) -> None:
    from asah.foundation.access.models import Agency

    services.refresh_needs(actor=planner, now=now)
    other = Agency.objects.create(slug="binjai", name="Kota Binjai")
    with agency_scope(other.pk):
        assert not Need.objects.exists()
