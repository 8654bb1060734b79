from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asah_basics import formats
from asah_basics.formats import FormatError

DAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 5, 5, tzinfo=UTC)


def test_one_day_in_its_four_dresses() -> None:
    assert formats.date_long(DAY) == "23 November 2026"
    assert formats.date_table(DAY) == "23 Nov 2026"
    assert formats.date_input(DAY) == "23/11/2026"
    assert formats.date_weekday(date(2026, 8, 17)) == "Senin, 17 Agustus 2026"
    assert formats.month_year(DAY) == "November 2026"


def test_ranges_of_days_say_nothing_twice() -> None:
    assert formats.date_range(date(2027, 3, 3), date(2027, 3, 7)) == "3–7 Maret 2027"
    assert formats.date_range(date(2027, 2, 28), date(2027, 3, 3)) == "28 Februari–3 Maret 2027"
    assert formats.date_range(date(2026, 12, 30), date(2027, 1, 2)) == "30 Desember 2026–2 Januari 2027"
    assert formats.date_range(DAY, DAY) == "23 November 2026"
    with pytest.raises(ValueError, match="before"):
        formats.date_range(DAY, DAY - timedelta(days=1))


def test_how_far_a_due_date_lies() -> None:
    offsets = (0, 1, 14, -3)
    texts = [formats.days_left(DAY + timedelta(days=offset), DAY) for offset in offsets]
    assert texts == ["hari ini", "besok", "14 hari lagi", "lewat 3 hari"]


def test_quarters_and_half_years() -> None:
    assert formats.triwulan(date(2027, 7, 1)) == "Triwulan III 2027"
    assert formats.triwulan(date(2027, 12, 31)) == "Triwulan IV 2027"
    assert [formats.semester(date(2027, month, 1)) for month in (6, 7)] == ["Semester I 2027", "Semester II 2027"]


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_way_of_writing_a_day_reads_back(day: date) -> None:
    for text in (formats.date_input(day), formats.date_long(day), formats.date_table(day), day.isoformat()):
        assert formats.parse_date(text) == day


@pytest.mark.parametrize(
    "typed", ["23-11-2026", "23.11.2026", " 23 / 11 / 2026", "23 Nop 2026", "Senin, 23 November 2026"]
)
def test_other_habits_of_typing(typed: str) -> None:
    assert formats.parse_date(typed) == DAY


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31/02/1990", "Tanggal lahir 31/02/1990 tidak ada di kalender."),
        ("29 Februari 2027", "Tanggal lahir 29 Februari 2027 tidak ada di kalender."),
        ("02/13/1990", "Tanggal lahir “02/13/1990”: bulan 13 tidak ada. Tulis hari, bulan, tahun: 23/11/2026."),
        ("12/04/85", "Tanggal lahir “12/04/85”: tulis tahun dengan empat angka, misalnya 23/11/1990."),
        ("12 Foo 1985", "Tanggal lahir “12 Foo 1985”: bulan “Foo” tidak dikenal. Tulis misalnya 23 November 2026."),
        ("besok", "Tanggal lahir “besok” bukan tanggal. Tulis hari/bulan/tahun, misalnya 23/11/2026."),
        ("", "Tanggal lahir belum terisi."),
        ("01/01/0000", "Tanggal lahir 01/01/0000 tidak ada di kalender."),
    ],
)
def test_days_that_do_not_exist_are_refused(typed: str, sentence: str) -> None:
    with pytest.raises(FormatError) as refusal:
        formats.parse_date(typed, what="Tanggal lahir")
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("zone", "text"),
    [("Asia/Jakarta", "12.05 WIB"), ("Asia/Makassar", "13.05 WITA"), ("Asia/Jayapura", "14.05 WIT")],
)
def test_clock_times_always_name_their_zone(zone: str, text: str) -> None:
    assert formats.clock(AT, zone) == f"pukul {text}"
    assert formats.clock(AT, zone, prefix=False) == text
    assert formats.moment(AT, zone) == f"23 November 2026 pukul {text}"


def test_a_moment_takes_the_day_of_its_zone() -> None:
    assert (
        formats.moment(datetime(2026, 11, 23, 16, 0, tzinfo=UTC), "Asia/Jayapura") == "24 November 2026 pukul 01.00 WIT"
    )


def test_zones_and_instants_without_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="Asia/Jayapura"):
        formats.clock(AT, "Asia/Tokyo")
    with pytest.raises(ValueError, match="naive"):
        formats.clock(AT.replace(tzinfo=None), "Asia/Jakarta")


@pytest.mark.parametrize(
    ("ago", "text"),
    [
        (timedelta(seconds=30), "baru saja"),
        (timedelta(minutes=5), "5 menit yang lalu"),
        (timedelta(hours=3, minutes=50), "3 jam yang lalu"),
        (timedelta(hours=26), "1 hari yang lalu"),
        (timedelta(days=2), "2 hari yang lalu"),
        (timedelta(days=2, seconds=1), "21 November 2026"),
        (timedelta(minutes=-20), "20 menit lagi"),
        (timedelta(seconds=-20), "sebentar lagi"),
    ],
)
def test_how_long_ago(ago: timedelta, text: str) -> None:
    assert formats.relative(AT - ago, AT, "Asia/Jakarta") == text


def test_durations() -> None:
    seconds = (0.84, 42, 60, 320, 7500)
    assert [formats.duration(value) for value in seconds] == [
        "0,8 detik",
        "42 detik",
        "1 menit",
        "5 menit 20 detik",
        "2 jam 5 menit",
    ]
    with pytest.raises(ValueError, match="negative"):
        formats.duration(-1)


def test_the_day_of_an_instant_depends_on_the_zone() -> None:
    late = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
    assert formats.local_date(late, "Asia/Jakarta") == date(2026, 11, 23)
    assert formats.local_date(late, "Asia/Jayapura") == date(2026, 11, 24)
