"""The only place that reads the clock. Everything else takes `now` as an argument."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from asah.foundation.access.models import Agency


def now_for(agency: Agency | None) -> datetime:
    """The present moment of an agency, in UTC.

    Sample towns live at the date of their story: the shift is stored when they are loaded.
    `ASAH_CLOCK` (tests) stops the clock altogether.
    """
    fixed: datetime | None = settings.ASAH_CLOCK
    if fixed is not None:
        return fixed
    shift = agency.clock_shift_seconds if agency is not None else 0
    return datetime.now(UTC) + timedelta(seconds=shift)


def today_in(agency: Agency, now: datetime) -> date:
    """The local calendar date of an agency at a moment."""
    return now.astimezone(ZoneInfo(agency.zone)).date()
