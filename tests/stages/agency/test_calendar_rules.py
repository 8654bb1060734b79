"""Working days, office hours and zones, with the hours of Perpres 21/2023."""

from datetime import date, time

import pytest

from asah.stages.agency.rules import (
    Calendar,
    OfficeDay,
    add_working_days,
    at_local,
    is_working_day,
    lesson_hours,
    office_day,
    rule_tables,
    weekly_minutes,
    working_days,
)
from asah.stages.agency.rules.calendar import read_hours

FRIDAY = date(2027, 3, 5)
NYEPI = date(2027, 3, 8)


def test_five_and_six_day_weeks_differ_on_saturday_only() -> None:
    saturday, sunday = date(2027, 1, 9), date(2027, 1, 10)
    assert not is_working_day(saturday, Calendar(week=5))
    assert is_working_day(saturday, Calendar(week=6))
    assert not is_working_day(sunday, Calendar(week=6))


def test_a_week_of_seven_days_is_refused() -> None:
    with pytest.raises(ValueError, match="5 or 6"):
        Calendar(week=7)


def test_working_days_of_january_2027_without_new_year() -> None:
    calendar = Calendar(holidays=frozenset({date(2027, 1, 1), date(2027, 1, 5)}))
    assert len(working_days(date(2027, 1, 1), date(2027, 1, 31), calendar)) == 19
    assert working_days(date(2027, 1, 31), date(2027, 1, 1), calendar) == []


def test_five_working_days_skip_weekend_and_holiday() -> None:
    calendar = Calendar(holidays=frozenset({NYEPI}))
    assert add_working_days(date(2027, 3, 4), 1, calendar) == FRIDAY
    assert add_working_days(FRIDAY, 1, calendar) == date(2027, 3, 9)
    assert add_working_days(FRIDAY, 5, calendar) == date(2027, 3, 15)


def test_adding_no_working_days_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        add_working_days(FRIDAY, 0, Calendar())


@pytest.mark.parametrize("row", rule_tables()["jam_kerja"].rows, ids=lambda row: row.key)
def test_shipped_office_hours_add_up_to_the_weekly_hours_of_their_rule(row: object) -> None:
    values = row.values  # type: ignore[attr-defined]
    assert weekly_minutes(read_hours(values["hours"])) == values["weekly_minutes"]


def test_ramadan_hours_hold_inside_the_fasting_month_only() -> None:
    calendar = Calendar(
        ordinary={1: OfficeDay(time(7, 30), time(16), 60)},
        ramadan={1: OfficeDay(time(8), time(15), 30)},
        ramadan_days=((date(2027, 2, 8), date(2027, 3, 9)),),
        holidays=frozenset({NYEPI}),
    )
    inside, outside = office_day(date(2027, 2, 8), calendar), office_day(date(2027, 2, 1), calendar)
    assert inside is not None
    assert outside is not None
    assert (inside.minutes, outside.minutes) == (390, 450)
    assert office_day(NYEPI, calendar) is None


def test_an_ordinary_day_holds_ten_lesson_hours() -> None:
    assert lesson_hours(OfficeDay(time(7, 30), time(16), 60).minutes) == 10
    assert lesson_hours(44) == 0


def test_nine_in_the_morning_is_two_hours_earlier_in_sorong_than_in_palembang() -> None:
    day = date(2027, 1, 12)
    wib, wita, wit = (at_local(day, time(9), f"Asia/{city}") for city in ("Jakarta", "Makassar", "Jayapura"))
    assert (wib - wit).total_seconds() == 7200
    assert (wita - wit).total_seconds() == 3600


@pytest.mark.parametrize(
    "raw",
    [{"8": ["07.30", "16.00"]}, {"1": ["16.00", "07.30"]}, {"1": ["07.30", "08.00", 30]}, {"x": ["07.30", "16.00"]}],
)
def test_hours_that_make_no_day_are_refused(raw: dict[str, list[object]]) -> None:
    with pytest.raises(ValueError, match="office hours"):
        read_hours(raw)
