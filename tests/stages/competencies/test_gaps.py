"""Gaps of people and sums of units, from dictionary to map."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from asah.foundation.access.actor import Actor, NotAllowed, system_actor
from asah.foundation.jobs.models import JobRun
from asah.stages.agency import services as agency_services
from asah.stages.competencies import services
from asah.stages.competencies.models import Competency, CompetencyLevel, GapCell, JobStandard, PersonGap, UnitCoverage
from asah.stages.competencies.rules import held_level
from asah.stages.people.models import Posting
from tests.factories.towns import Town, person, staff

DIGITAL = "TEK-DIGITAL"


def _seen(
    town: Town, name: str, level: str, source: str = "uji", code: str = DIGITAL, on: date = date(2026, 6, 1)
) -> services.Seen:
    return services.Seen(town.people[name], code, Decimal(level), source, on)


def _set(planner: Actor, now: datetime, key: str, level: int, day: date = date(2026, 1, 1)) -> None:
    entry = Competency.objects.get(code=DIGITAL)
    services.set_standard(
        actor=planner, now=now, job_key=key, competency=entry.pk, level=level, from_on=day, legal_basis="SK"
    )


def _gap(town: Town, name: str, code: str = DIGITAL) -> PersonGap:
    return PersonGap.objects.get(person=town.people[name], competency=Competency.objects.get(code=code).pk)


def test_dictionaries_come_once_and_complete(town: Town, planner: Actor, now: datetime) -> None:
    kinds = Competency.objects.values_list("kind", flat=True)
    assert [list(kinds).count(kind) for kind in ("manajerial", "sosiokultural", "pemerintahan")] == [8, 1, 7]
    assert list(kinds).count("teknis") >= 50
    assert CompetencyLevel.objects.count() == 5 * Competency.objects.count()
    assert services.load_dictionary(actor=planner, now=now, dictionary="pan38-2017") == 0
    with pytest.raises(ValueError, match="pan38-2017"):
        services.load_dictionary(actor=planner, now=now, dictionary="lain")


def test_starting_standards_say_what_is_unconfirmed(town: Town, planner: Actor, now: datetime) -> None:
    pengawas = JobStandard.objects.get(job_key="jenjang:pengawas", competency__code="MAN-01")
    muda = JobStandard.objects.get(job_key="jenjang:jf_muda", competency__code="MAN-01")
    assert (pengawas.level, pengawas.confirmed, muda.level, muda.confirmed) == (2, True, 3, False)
    assert "PermenPANRB 38" in pengawas.legal_basis
    assert services.adopt_default_standards(actor=planner, now=now, from_on=date(2026, 6, 1)) == 0


def test_standards_follow_the_tables_once_these_are_confirmed(
    town: Town, planner: Actor, admin: Actor, now: datetime
) -> None:
    tuned = JobStandard.objects.filter(confirmed=False).first()
    assert tuned is not None
    JobStandard.objects.filter(pk=tuned.pk).update(level=5 if tuned.level != 5 else 4)
    agency_services.confirm_rules(actor=admin, now=now)
    assert JobRun.objects.filter(name="competencies.confirm", status="queued").count() == 1
    waiting = JobStandard.objects.filter(confirmed=False).count()
    worker = system_actor(town.agency, planner.zone)
    assert services.follow_confirmation(actor=worker, now=now) == waiting - 1
    # What somebody changed by hand is not what the table says, so that the table cannot speak for it.
    assert [row.pk for row in JobStandard.objects.filter(confirmed=False)] == [tuned.pk]


def test_nobody_assessed_is_unknown_and_not_zero(town: Town, planner: Actor, now: datetime) -> None:
    services.refresh_gaps(actor=planner, now=now)
    row = _gap(town, "Kes 00")
    assert row.required == 2
    assert row.held is row.gap is None
    cell = GapCell.objects.get(unit_id=town.units["Dinas Kesehatan"], competency__code=DIGITAL)
    assert (cell.people, cell.answered, int(cell.gap_sum)) == (12, 0, 0)


def test_the_latest_level_of_each_source_counts_by_its_weight(town: Town, planner: Actor, now: datetime) -> None:
    rows = [
        _seen(town, "Kes 00", "2", on=date(2025, 1, 1)),
        _seen(town, "Kes 00", "1"),
        _seen(town, "Kes 00", "3", "diri"),
        _seen(town, "Kes 00", "1.5", "atasan"),
    ]
    assert services.record_assessments(actor=planner, now=now, rows=rows) == 4
    services.refresh_gaps(actor=planner, now=now)
    row = _gap(town, "Kes 00")
    levels = {"uji": Decimal(1), "diri": Decimal(3), "atasan": Decimal("1.5")}
    weights = {"pusat_asesmen": 40, "uji": 40, "atasan": 30, "diri": 10}
    assert row.held == held_level(levels, weights) == Decimal("1.44")
    assert (row.gap, row.test, row.own, row.superior) == (
        Decimal("0.56"),
        levels["uji"],
        levels["diri"],
        levels["atasan"],
    )
    assert row.centre is None


def test_refreshing_again_changes_nothing(town: Town, planner: Actor, now: datetime) -> None:
    services.record_assessments(actor=planner, now=now, rows=[_seen(town, "Kes 00", "1")])
    assert services.refresh_gaps(actor=planner, now=now) > 0
    assert services.refresh_gaps(actor=planner, now=now) == 0


def test_sums_of_a_unit(town: Town, planner: Actor, now: datetime) -> None:
    levels = ["0", "1", "1", "2", "3", "2"]
    rows = [_seen(town, f"Kes {n:02}", level) for n, level in enumerate(levels)]
    rows += [_seen(town, "Kes 00", "2", "diri"), _seen(town, "Kes 00", "1", "atasan")]
    services.record_assessments(actor=planner, now=now, rows=rows)
    services.refresh_gaps(actor=planner, now=now)
    cell = GapCell.objects.get(unit_id=town.units["Dinas Kesehatan"], competency__code=DIGITAL)
    # Kes 00 holds (0 x 40 + 2 x 10 + 1 x 30) / 80 = 0.63, so his gap is 1.37.
    assert (cell.answered, cell.gap_sum, cell.below, cell.below_two) == (6, Decimal("3.37"), 3, 0)
    assert (cell.both, int(cell.own_sum), int(cell.superior_sum)) == (1, 2, 1)
    cover = UnitCoverage.objects.get(unit_id=town.units["Dinas Kesehatan"])
    assert (cover.people, cover.answered, cover.test, cover.superior, cover.own) == (12, 6, 6, 1, 1)


def test_whoever_leaves_or_changes_post_takes_his_gaps_along(town: Town, planner: Actor, now: datetime) -> None:
    services.refresh_gaps(actor=planner, now=now)
    Posting.objects.filter(person_id=town.people["Duk 0"]).delete()
    Posting.objects.filter(person_id=town.people["Duk 1"]).update(
        job_family="humas", unit_id=town.units["Puskesmas Remu"]
    )
    services.refresh_gaps(actor=planner, now=now)
    assert not PersonGap.objects.filter(person=town.people["Duk 0"]).exists()
    assert not PersonGap.objects.filter(
        person=town.people["Duk 1"], competency=Competency.objects.get(code="TEK-DUKCAPIL").pk
    ).exists()
    assert _gap(town, "Duk 1").unit == town.units["Puskesmas Remu"]


def test_people_who_cannot_be_trained_now_are_left_out(town: Town, planner: Actor, now: datetime) -> None:
    away = person(town, "Cuti", "Disdukcapil", legal_status="02")
    services.refresh_gaps(actor=planner, now=now)
    assert not PersonGap.objects.filter(person=away).exists()


def test_a_standard_of_the_post_stands_before_that_of_the_step(town: Town, planner: Actor, now: datetime) -> None:
    special = person(town, "Analis", "Disdukcapil", job_code="JF-77", job_kind="2", functional_level="MU")
    _set(planner, now, "jabatan:JF-77", 5)
    services.refresh_gaps(actor=planner, now=now)
    entry = Competency.objects.get(code=DIGITAL)
    assert PersonGap.objects.get(person=special, competency=entry.pk).required == 5


def test_a_newer_level_ends_the_older_one(town: Town, planner: Actor, now: datetime) -> None:
    for level, day in ((3, date(2027, 1, 1)), (4, date(2027, 1, 1)), (1, date(2026, 6, 1))):
        _set(planner, now, "jenjang:pelaksana", level, day)
    rows = JobStandard.objects.filter(job_key="jenjang:pelaksana", competency__code=DIGITAL).order_by("valid")
    assert [(row.level, row.valid.lower) for row in rows] == [
        (2, date(2026, 1, 1)),
        (1, date(2026, 6, 1)),
        (4, date(2027, 1, 1)),
    ]


@pytest.mark.parametrize(("key", "level"), [("Kepala Dinas", 3), ("jenjang:pelaksana", 6)])
def test_standards_that_make_no_sense_are_refused(
    town: Town, planner: Actor, now: datetime, key: str, level: int
) -> None:
    with pytest.raises(services.BadStandard):
        _set(planner, now, key, level)


def test_a_retired_competency_is_asked_of_nobody(town: Town, planner: Actor, now: datetime) -> None:
    entry = Competency.objects.get(code=DIGITAL)
    services.retire_competency(actor=planner, now=now, competency=entry.pk)
    services.refresh_gaps(actor=planner, now=now)
    assert not PersonGap.objects.filter(competency=entry.pk).exists()


def test_the_same_row_again_changes_nothing_and_a_new_level_replaces(town: Town, planner: Actor, now: datetime) -> None:
    assert services.record_assessments(actor=planner, now=now, rows=[_seen(town, "Duk 0", "1")]) == 1
    assert services.record_assessments(actor=planner, now=now, rows=[_seen(town, "Duk 0", "1")]) == 0
    twice = [_seen(town, "Duk 0", "2"), _seen(town, "Duk 0", "2.5")]
    assert services.record_assessments(actor=planner, now=now, rows=twice) == 1
    services.refresh_gaps(actor=planner, now=now)
    assert _gap(town, "Duk 0").held == Decimal("2.5")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"code": "TIDAK-ADA"}, "TIDAK-ADA"),
        ({"level": "5.5"}, "level 0–5"),
        ({"source": "dukun"}, "sumber"),
        ({"on": date(2030, 1, 1)}, "tanggal"),
    ],
)
def test_rows_that_cannot_be_are_refused_by_line(
    town: Town, planner: Actor, now: datetime, change: dict[str, object], words: str
) -> None:
    given: dict[str, Any] = {"level": "1"} | change
    with pytest.raises(services.BadAssessment, match=f"Baris 2.*{words}"):
        services.record_assessments(
            actor=planner,
            now=now,
            rows=[_seen(town, "Duk 0", "1"), _seen(town, "Duk 1", **given)],
        )


def test_changes_ask_for_one_refresh(town: Town, planner: Actor, now: datetime) -> None:
    JobRun.objects.all().delete()
    services.record_assessments(actor=planner, now=now, rows=[_seen(town, "Duk 0", "1")])
    services.record_assessments(actor=planner, now=now, rows=[_seen(town, "Duk 1", "1")])
    assert list(JobRun.objects.values_list("name", flat=True)) == ["competencies.refresh"]


def test_auditors_read_but_do_not_change(town: Town, now: datetime, auditor: Actor) -> None:
    with pytest.raises(NotAllowed):
        services.refresh_gaps(actor=auditor, now=now)


def test_own_entries_need_five_levels_and_a_free_code(town: Town, planner: Actor, now: datetime) -> None:
    given = {"name": "Bahasa Moi", "kind": "teknis", "definition": "Berbahasa Moi."}
    made = services.add_competency(actor=planner, now=now, code="LOK-1", levels=("a", "b", "c", "d", "e"), **given)
    assert CompetencyLevel.objects.filter(competency=made).count() == 5
    for code, levels in (("LOK-1", ("a", "b", "c", "d", "e")), ("LOK-2", ("a", "b"))):
        with pytest.raises(services.BadCompetency):
            services.add_competency(actor=planner, now=now, code=code, levels=levels, **given)


def test_queries_do_not_grow_with_people(town: Town, planner: Actor, now: datetime) -> None:
    services.refresh_gaps(actor=planner, now=now)
    with CaptureQueriesContext(
        connection,
    ) as few:
        services.refresh_gaps(actor=planner, now=now)
    staff(town, "Disdukcapil", [f"Baru {n}" for n in range(20)], job_family="kependudukan")
    with CaptureQueriesContext(connection) as many:
        services.refresh_gaps(actor=planner, now=now)
    assert len(few) == len(many)
