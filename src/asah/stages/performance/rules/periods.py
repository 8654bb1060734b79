"""Periods of rating and measuring: months, quarters, half-years, years."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta


class BadPeriod(ValueError):
    """A period that does not exist; its text says which do."""


@dataclass(frozen=True)
class PeriodKind:
    """How a year is cut. siasn: SIASN's `periodik` where it has one."""

    code: str
    label: str
    months: int
    siasn: int | None = None

    @property
    def parts(self) -> int:
        """How many there are in a year."""
        return 12 // self.months


PERIODS: Mapping[str, PeriodKind] = {
    row.code: row
    for row in (
        PeriodKind("bulanan", "Bulanan", 1, 1),
        PeriodKind("triwulan", "Triwulan", 3, 2),
        PeriodKind("semester", "Semester", 6),
        PeriodKind("tahunan", "Tahunan", 12),
    )
}


@dataclass(frozen=True)
class Span:
    """First and last day of a period, both included."""

    first: date
    last: date


def span_of(kind: str, year: int, part: int = 1) -> Span:
    """The days of a period: `span_of("triwulan", 2026, 4)` is October to December 2026. Raises BadPeriod."""
    if kind not in PERIODS:
        raise BadPeriod(f"Periode “{kind}” tidak dikenal. Pakai: {', '.join(PERIODS)}.")
    row = PERIODS[kind]
    if not 1 <= part <= row.parts:
        raise BadPeriod(f"{row.label} ke-{part} tidak ada: hanya 1 sampai {row.parts}.")
    if not 2000 <= year <= 2100:
        raise BadPeriod(f"Tahun {year} di luar 2000 sampai 2100.")
    first = date(year, (part - 1) * row.months + 1, 1)
    after = part * row.months
    last = date(year + after // 12, after % 12 + 1, 1) - timedelta(days=1)
    return Span(first, last)
