"""Working days, office hours and lesson hours. Local dates and times; instants only where a zone is given."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SATURDAY, SUNDAY = 6, 7
LESSON_MINUTES = 45


@dataclass(frozen=True)
class OfficeDay:
    """Office hours of one day, local time. minutes: net working time without the break."""

    start: time
    end: time
    break_minutes: int = 0

    @property
    def minutes(self) -> int:
        """Net minutes of work."""
        span = (self.end.hour - self.start.hour) * 60 + self.end.minute - self.start.minute
        return span - self.break_minutes


@dataclass(frozen=True)
class Calendar:
    """The working time of a government.

    week: 5 or 6 working days; holidays: days without work, joint leave included;
    ordinary, ramadan: office hours by ISO weekday (1 = Monday); ramadan_days: (first, last) of each fasting month.
    """

    week: int = 5
    holidays: frozenset[date] = frozenset()
    ordinary: Mapping[int, OfficeDay] = field(default_factory=dict)
    ramadan: Mapping[int, OfficeDay] = field(default_factory=dict)
    ramadan_days: tuple[tuple[date, date], ...] = ()

    def __post_init__(self) -> None:
        """Refuse a week that no government has."""
        if self.week not in (5, 6):
            raise ValueError("week must be 5 or 6")


def is_working_day(day: date, calendar: Calendar) -> bool:
    """Neither a holiday nor the weekend of this week."""
    return day.isoweekday() <= calendar.week and day not in calendar.holidays


def working_days(first: date, last: date, calendar: Calendar) -> list[date]:
    """Working days from first to last, both included, in order; empty when last lies before first."""
    return [day for day in _days(first, last) if is_working_day(day, calendar)]


def add_working_days(day: date, count: int, calendar: Calendar) -> date:
    """The count-th working day after `day`: what "paling lambat 5 hari kerja" means. count >= 1.

    Raises ValueError for a smaller count, or when a whole year holds too few working days.
    """
    if count < 1:
        raise ValueError("count must be at least 1")
    left = count
    for step in range(1, 366 + count * 7):
        at = day + timedelta(days=step)
        left -= is_working_day(at, calendar)
        if left == 0:
            return at
    raise ValueError("no working days left within a year")


def office_day(day: date, calendar: Calendar) -> OfficeDay | None:
    """Office hours of a day: none on days off, Ramadan's where it is Ramadan and they are known."""
    if not is_working_day(day, calendar):
        return None
    fasting = any(first <= day <= last for first, last in calendar.ramadan_days)
    hours = calendar.ramadan if fasting and calendar.ramadan else calendar.ordinary
    return hours.get(day.isoweekday())


def weekly_minutes(hours: Mapping[int, OfficeDay]) -> int:
    """Net minutes of an ordinary week."""
    return sum(day.minutes for day in hours.values())


def lesson_hours(minutes: int) -> int:
    """Whole lesson hours (JP of 45 minutes) that fit into net minutes."""
    return minutes // LESSON_MINUTES


def at_local(day: date, clock: time, zone: str) -> datetime:
    """The instant of a local date and time in an IANA zone: Asia/Jakarta WIB, Makassar WITA, Jayapura WIT."""
    return datetime.combine(day, clock, tzinfo=ZoneInfo(zone))


def read_hours(raw: Mapping[str, Iterable[object]]) -> dict[int, OfficeDay]:
    """{"1": ["07.30", "16.00", 60]} as office days by ISO weekday. Raises ValueError on anything else."""
    read: dict[int, OfficeDay] = {}
    for key, row in raw.items():
        start, end, *rest = list(row)
        rest_minutes = int(str(rest[0])) if rest else 0
        day = OfficeDay(_clock(str(start)), _clock(str(end)), rest_minutes)
        if not key.isdigit() or not 1 <= int(key) <= SUNDAY or day.minutes <= 0:
            raise ValueError(f"office hours of weekday {key!r}: {start}-{end}, break {rest_minutes}")
        read[int(key)] = day
    return read


def _clock(text: str) -> time:
    hour, _dot, minute = text.partition(".")
    return time(int(hour), int(minute or 0))


def _days(first: date, last: date) -> Iterator[date]:
    for step in range((last - first).days + 1):
        yield first + timedelta(days=step)
