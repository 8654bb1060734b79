"""Who may ask for whom on what basis, and whether somebody can still sit in a class of the year."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from asah_basics.formats import date_long

BASES: Mapping[str, str] = {
    "akpk": "AKPK",
    "hcdp": "HCDP",
    "surat": "Surat penawaran",
    "minat": "Minat sendiri",
}


def fits(voice: str, basis: str) -> bool:
    """Whether a voice may name a basis: one's own wish rests on interest, an office's on AKPK, HCDP or a letter."""
    return (voice == "diri") == (basis == "minat") and basis in BASES


@dataclass(frozen=True)
class FirstClass:
    """The earliest class of a year in which somebody could sit: its last day."""

    ends_on: date


def first_class(months: Collection[int], year: int, today: date) -> FirstClass | None:
    """The first class still to come in the year, None when all its months are over; no months means every month."""
    for month in sorted(months or range(1, 13)):
        last = date(year + month // 12, month % 12 + 1, 1)
        if last > today:
            return FirstClass(date.fromordinal(last.toordinal() - 1))
    return None


def way_out(name: str, cause: str, ends_on: date, programme: str, others: Collection[str]) -> str:
    """Why a proposal cannot lead to a seat, and what can be done. `cause` comes from people's rules."""
    what = f"kelas pertama {programme}" if programme else "kelas pertama tahun itu"
    told = f"{name}: {cause}. Padahal {what} baru selesai {date_long(ends_on)}."
    if others:
        return f"{told} Usulkan orang lain, atau program yang selesai lebih awal: {', '.join(sorted(others))}."
    return f"{told} Usulkan orang lain untuk kompetensi ini."
