"""Dates: `23 November 2026`, `23 Nov 2026` in tables, `23/11/2026` in fields, and what people type."""

import re
from datetime import date

from asah_basics.formats.errors import FormatError
from asah_basics.formats.words import roman

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
_SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

# What people type besides the official words; English months come from spreadsheets.
_MONTH_WORDS = {word.lower(): number for words in (MONTHS, _SHORT) for number, word in enumerate(words, start=1)} | {
    "agt": 8,
    "ags": 8,
    "agust": 8,
    "sept": 9,
    "nop": 11,
    "nopember": 11,
    "pebruari": 2,
    "january": 1,
    "february": 2,
    "march": 3,
    "may": 5,
    "june": 6,
    "july": 7,
    "august": 8,
    "aug": 8,
    "october": 10,
    "oct": 10,
    "december": 12,
    "dec": 12,
}


def date_long(day: date) -> str:
    """`23 November 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def date_table(day: date) -> str:
    """`23 Nov 2026`, for tables."""
    return f"{day.day} {_SHORT[day.month - 1]} {day.year}"


def date_weekday(day: date) -> str:
    """`Senin, 17 Agustus 2026`."""
    return f"{WEEKDAYS[day.weekday()]}, {date_long(day)}"


def date_input(day: date) -> str:
    """`23/11/2026`, as fields show and read it."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def month_year(day: date) -> str:
    """`November 2026`."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def date_range(first: date, last: date) -> str:
    """Both days inclusive: `3–7 Maret 2027`, `28 Februari–3 Maret 2027`, `30 Desember 2026–2 Januari 2027`.

    Raises ValueError when the last day comes before the first.
    """
    if last < first:
        raise ValueError(f"the last day {last} comes before the first {first}")
    if first == last:
        return date_long(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{date_long(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]}–{date_long(last)}"
    return f"{date_long(first)}–{date_long(last)}"


def days_left(day: date, today: date) -> str:
    """`hari ini`, `besok`, `14 hari lagi`, `lewat 3 hari`: how far a due date lies from today."""
    left = (day - today).days
    if left < 0:
        return f"lewat {-left} hari"
    return {0: "hari ini", 1: "besok"}.get(left, f"{left} hari lagi")


def triwulan(day: date) -> str:
    """The quarter of a day: `Triwulan III 2027`."""
    return f"Triwulan {roman((day.month + 2) // 3)} {day.year}"


def semester(day: date) -> str:
    """The half-year of a day: `Semester I 2027`."""
    return f"Semester {roman(1 if day.month <= 6 else 2)} {day.year}"


_NUMERIC = re.compile(r"(\d{1,2})(?:\s*[/.\-]\s*| )(\d{1,2})(?:\s*[/.\-]\s*| )(\d+)")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDED = re.compile(r"(?:[a-z’']+,\s*)?(\d{1,2})[ \-/.]+([a-z]+)\.?[ \-/,.]+(\d+)", re.IGNORECASE)


def parse_date(text: str, *, what: str = "Tanggal") -> date:
    """Read `23/11/2026`, `23-11-2026`, `23.11.2026`, `2026-11-23`, `23 November 2026`, `Senin, 23 Nov 2026`.

    Day before month always. Refuses days that do not exist (31/02/1990), months above 12 and years of two figures.
    `what` is the label of the field, used in the sentence of the refusal. Raises FormatError.
    """
    typed = " ".join(text.split())
    if not typed:
        raise FormatError(f"{what} belum terisi.")
    day, month, year = _parts(typed, what)
    if len(year) != 4:
        raise FormatError(f"{what} “{typed}”: tulis tahun dengan empat angka, misalnya 23/11/1990.")
    if not 1 <= month <= 12:
        raise FormatError(f"{what} “{typed}”: bulan {month} tidak ada. Tulis hari, bulan, tahun: 23/11/2026.")
    try:
        return date(int(year), month, day)
    except ValueError:
        raise FormatError(f"{what} {typed} tidak ada di kalender.") from None


def _parts(typed: str, what: str) -> tuple[int, int, str]:
    if found := _NUMERIC.fullmatch(typed):
        return int(found[1]), int(found[2]), found[3]
    if found := _ISO.fullmatch(typed):
        return int(found[3]), int(found[2]), found[1]
    if found := _WORDED.fullmatch(typed):
        month = _MONTH_WORDS.get(found[2].lower())
        if month is None:
            raise FormatError(f"{what} “{typed}”: bulan “{found[2]}” tidak dikenal. Tulis misalnya 23 November 2026.")
        return int(found[1]), month, found[3]
    raise FormatError(f"{what} “{typed}” bukan tanggal. Tulis hari/bulan/tahun, misalnya 23/11/2026.")
