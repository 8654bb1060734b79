"""Identity, officials, years, calendar: the deeds of the set-up and what the task list says about them."""

from datetime import date, datetime
from typing import Any

import pytest

from asah.foundation.access.actor import Actor
from asah.foundation.access.models import Agency
from asah.stages.agency import queries, services
from asah.stages.agency.rules import next_phases, office_day, signature_lines, working_days

TODAY = date(2027, 1, 12)


def _identity(admin: Actor, now: datetime, **more: Any) -> queries.IdentityRow:
    given: dict[str, Any] = {
        "government": "Pemerintah Kota Sorong",
        "office_name": "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
        "office_short": "BKPSDM",
        "zone": "Asia/Jayapura",
        "district_word": "Distrik",
    }
    return services.save_identity(actor=admin, now=now, **(given | more))


def test_identity_is_saved_once_and_then_by_version(scope: Agency, admin: Actor, now: datetime) -> None:
    first = _identity(admin, now)
    second = _identity(admin, now, office_short="BKD", version=first.version, work_days=6)
    assert (second.office_short, second.work_days, second.version) == ("BKD", 6, 2)
    with pytest.raises(services.Conflict) as caught:
        _identity(admin, now, office_short="BKPP", version=first.version)
    assert caught.value.there.office_short == "BKD"


def test_the_zone_of_the_agency_follows(scope: Agency, admin: Actor, now: datetime) -> None:
    _identity(admin, now, zone="Asia/Makassar")
    assert Agency.objects.get(pk=scope.pk).zone == "Asia/Makassar"
    with pytest.raises(services.NotAZone):
        _identity(admin, now, zone="Europe/Berlin", version=1)


def test_an_opd_without_letterhead_uses_that_of_the_office(scope: Agency, admin: Actor, now: datetime) -> None:
    services.save_letterhead(actor=admin, now=now, lines=("PEMERINTAH KOTA SORONG", "BKPSDM"), address="Jalan 1")
    services.save_letterhead(actor=admin, now=now, opd_code="DINKES", lines=("DINAS KESEHATAN",), address="Jalan 2")
    dinkes, other = queries.letterhead("DINKES"), queries.letterhead("DISHUB")
    assert dinkes is not None
    assert other is not None
    assert (dinkes.lines, other.lines) == (("DINAS KESEHATAN",), ("PEMERINTAH KOTA SORONG", "BKPSDM"))


def _appoint(admin: Actor, now: datetime, name: str, kind: str, from_on: date) -> int:
    return services.appoint_official(
        actor=admin, now=now, office="head_of_agency", kind=kind, post="Kepala BKPSDM", name=name, from_on=from_on
    )


def test_a_new_official_ends_the_one_before_and_an_acting_one_signs_first(
    scope: Agency, admin: Actor, now: datetime
) -> None:
    _appoint(admin, now, "Ibu A", "definitif", date(2025, 1, 1))
    _appoint(admin, now, "Bapak B", "definitif", date(2026, 6, 1))
    acting = _appoint(admin, now, "Ibu C", "plt", date(2027, 1, 1))
    assert [queries.official("head_of_agency", day).name for day in (date(2026, 5, 31), date(2026, 6, 1), TODAY)] == [  # type: ignore[union-attr]
        "Ibu A",
        "Bapak B",
        "Ibu C",
    ]
    services.end_official(actor=admin, now=now, official=acting, on_day=date(2027, 2, 1))
    after = queries.official("head_of_agency", date(2027, 2, 1))
    assert after is not None
    assert after.name == "Bapak B"


def test_two_officials_of_one_kind_on_one_day_are_refused_in_words(scope: Agency, admin: Actor, now: datetime) -> None:
    _appoint(admin, now, "Ibu A", "definitif", date(2026, 6, 1))
    with pytest.raises(services.OfficeTaken, match="Ibu A"):
        _appoint(admin, now, "Bapak B", "definitif", date(2026, 6, 1))


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("definitif", ("Kepala BKPSDM,",)),
        ("plt", ("Plt. Kepala BKPSDM,",)),
        ("plh", ("Plh. Kepala BKPSDM,",)),
        ("an", ("a.n. Wali Kota Sorong", "Kepala BKPSDM,")),
    ],
)
def test_signature_lines(kind: str, lines: tuple[str, ...]) -> None:
    assert signature_lines(kind, "Kepala BKPSDM", on_behalf_of="Wali Kota Sorong") == lines


def test_a_signature_on_nobodys_behalf_is_refused() -> None:
    with pytest.raises(ValueError, match="on whose behalf"):
        signature_lines("an", "Kepala BKPSDM")
    with pytest.raises(ValueError, match="kind must be"):
        signature_lines("tetap", "Kepala BKPSDM")


def test_a_year_steps_through_its_phases(scope: Agency, admin: Actor, now: datetime) -> None:
    services.open_year(actor=admin, now=now, year=2027)
    with pytest.raises(services.YearThere):
        services.open_year(actor=admin, now=now, year=2027)
    with pytest.raises(services.BadPhase, match="kebutuhan"):
        services.move_phase(actor=admin, now=now, year=2027, phase="evaluasi")
    services.move_phase(actor=admin, now=now, year=2027, phase="kebutuhan", until=date(2027, 2, 28))
    row = queries.year(2027)
    assert row is not None
    assert (row.phase, row.phase_until, row.may_become) == ("kebutuhan", date(2027, 2, 28), ("rencana", "persiapan"))
    assert next_phases("ditutup") == ()


def test_the_calendar_of_the_agency(scope: Agency, admin: Actor, now: datetime) -> None:
    assert services.adopt_holidays(actor=admin, now=now, year=2027) == 23
    assert services.adopt_holidays(actor=admin, now=now, year=2027) == 0
    services.add_holiday(actor=admin, now=now, on=date(2027, 2, 28), name="Hari jadi kota")
    with pytest.raises(services.DayTaken):
        services.add_holiday(actor=admin, now=now, on=date(2027, 2, 28), name="Hari jadi kota")
    march = queries.calendar(date(2027, 3, 1), date(2027, 3, 31))
    # 23 weekdays less Nyepi, Idulfitri with joint leave (5 weekdays) and Good Friday.
    assert len(working_days(date(2027, 3, 1), date(2027, 3, 31), march)) == 16
    fasting, after = office_day(date(2027, 3, 3), march), office_day(date(2027, 3, 31), march)
    assert fasting is not None
    assert after is not None
    assert (fasting.minutes, after.minutes) == (390, 450)


def test_own_office_hours_stand_before_the_national_ones(scope: Agency, admin: Actor, now: datetime) -> None:
    services.set_work_hours(
        actor=admin,
        now=now,
        kind="biasa",
        from_on=date(2027, 1, 1),
        until_on=None,
        hours={"1": ["08.00", "16.00", 60]},
        legal_basis="Perwali 2/2027",
    )
    monday = office_day(TODAY.replace(day=11), queries.calendar(TODAY.replace(day=1), TODAY))
    assert monday is not None
    assert monday.minutes == 420
    with pytest.raises(ValueError, match="office hours"):
        services.set_work_hours(
            actor=admin, now=now, kind="biasa", from_on=TODAY, until_on=None, hours={"1": ["9", "8"]}, legal_basis="x"
        )


def test_a_holiday_can_be_taken_back(scope: Agency, admin: Actor, now: datetime) -> None:
    row = services.add_holiday(actor=admin, now=now, on=TODAY, name="Pemilihan")
    services.remove_holiday(actor=admin, now=now, holiday=row.pk)
    assert queries.holidays_of(2027) == []


def test_the_task_list_says_what_is_missing(scope: Agency, admin: Actor, now: datetime) -> None:
    before = {task.order: task.status for task in queries.setup_tasks(TODAY)}
    assert before == {1: "belum", 2: "belum", 3: "belum"}
    _identity(admin, now)
    services.open_year(actor=admin, now=now, year=2027)
    services.adopt_holidays(actor=admin, now=now, year=2027)
    identity, years, _rules = queries.setup_tasks(TODAY)
    assert (identity.status, years.status) == ("sebagian", "selesai")
    assert "kop surat" in identity.hint
