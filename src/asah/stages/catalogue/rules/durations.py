"""Durations by ISO 8601 (P3Y, P18M, P1Y6M, P90D): how often to repeat, how long a certificate holds, by when."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_ISO = re.compile(r"P(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?")
_WORDS = {"tahun": "Y", "thn": "Y", "bulan": "M", "bln": "M", "minggu": "W", "hari": "D"}
_SPOKEN = re.compile(r"(\d{1,5})\s*(tahun|thn|bulan|bln|minggu|hari)")
LONGEST_YEARS = 50


class BadDuration(ValueError):
    """A text that is no duration; it says how durations are written."""

    def __init__(self, given: str) -> None:
        super().__init__(f"“{given}” bukan lama waktu. Tulis misalnya 3 tahun, 18 bulan, atau P3Y.")


@dataclass(frozen=True)
class Duration:
    """Whole months and whole days; never both zero."""

    months: int
    days: int

    @property
    def iso(self) -> str:
        """The one spelling that is stored: P1Y6M, P90D."""
        years, months = divmod(self.months, 12)
        parts = [f"{amount}{mark}" for amount, mark in ((years, "Y"), (months, "M"), (self.days, "D")) if amount]
        return "P" + "".join(parts)

    @property
    def words(self) -> str:
        """`1 tahun 6 bulan`."""
        years, months = divmod(self.months, 12)
        parts = ((years, "tahun"), (months, "bulan"), (self.days, "hari"))
        return " ".join(f"{amount} {word}" for amount, word in parts if amount)

    @property
    def whole_months(self) -> int:
        """Months, a part of one counted as a whole: what planning by month needs."""
        return self.months + -(-self.days // 30)

    def after(self, day: date) -> date:
        """The same day so much later; the last of a month where that day does not exist (31 January, one month)."""
        total = day.year * 12 + day.month - 1 + self.months
        year, month = divmod(total, 12)
        moved = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
        return moved + timedelta(days=self.days)


def read_duration(text: str) -> Duration:
    """`P2Y`, `p18m`, `2 tahun`, `1 tahun 6 bulan`. Raises BadDuration for anything else, for none, and for hours."""
    typed = text.strip()
    found = _ISO.fullmatch(typed.upper())
    if found is None:
        spoken = (
            _SPOKEN.sub(lambda one: f"{one[1]}{_WORDS[one[2]]}", typed.lower()).replace(" dan ", "").replace(" ", "")
        )
        found = _ISO.fullmatch("P" + spoken)
    if found is None:
        raise BadDuration(text)
    years, months, weeks, days = (int(part or 0) for part in found.groups())
    read = Duration(years * 12 + months, weeks * 7 + days)
    if not (read.months or read.days) or read.months + read.days / 30 > LONGEST_YEARS * 12:
        raise BadDuration(text)
    return read
