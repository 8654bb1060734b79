"""Template filters: the formats of `asah_basics.formats` under the Indonesian names that templates use.

Each shows "–" for None, so that a template needs no `if`. Instants need the zone of the agency: pass the agency
(anything with a `zone`) or an IANA name.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import wraps
from typing import Any

from asah_basics import formats

NOTHING = "–"
DEFAULT_ZONE = "Asia/Jakarta"


def zone_of(place: Any) -> str:
    """The IANA zone of an agency, or the name itself; Jakarta when there is neither."""
    return str(getattr(place, "zone", place) or DEFAULT_ZONE)


def _or_nothing(write: Callable[..., str]) -> Callable[..., str]:
    @wraps(write)
    def filtered(value: Any, *arguments: Any) -> str:
        return NOTHING if value is None or value == "" else write(value, *arguments)

    return filtered


def rupiah(value: int | Decimal) -> str:
    """`Rp1.850.000.000`."""
    return formats.rupiah(value)


def rupiah_short(value: int | Decimal) -> str:
    """`Rp1,85 miliar`."""
    return formats.rupiah_short(value)


def angka(value: float | Decimal, decimals: int | None = None) -> str:
    """`4.905`, `0,9`; the argument fixes the decimals."""
    return formats.number(value, decimals)


def bertanda(value: float | Decimal, decimals: int | None = None) -> str:
    """`+0,9`, `−0,9`."""
    return formats.signed(value, decimals)


def persen(value: float | Decimal, decimals: int | None = None) -> str:
    """A share of one as `12,3%`."""
    return formats.percent(value, decimals)


def tanggal(value: date) -> str:
    """`23 November 2026`."""
    return formats.date_long(value)


def tanggal_tabel(value: date) -> str:
    """`23 Nov 2026`."""
    return formats.date_table(value)


def tanggal_isian(value: date) -> str:
    """`23/11/2026`."""
    return formats.date_input(value)


def hari_tanggal(value: date) -> str:
    """`Senin, 17 Agustus 2026`."""
    return formats.date_weekday(value)


def bulan(value: date) -> str:
    """`November 2026`."""
    return formats.month_year(value)


def triwulan(value: date) -> str:
    """`Triwulan III 2027`."""
    return formats.triwulan(value)


def pukul(value: datetime, place: Any = None) -> str:
    """`pukul 14.05 WIT` in the zone of the agency given."""
    return formats.clock(value, zone_of(place))


def saat(value: datetime, place: Any = None) -> str:
    """`23 November 2026 pukul 14.05 WIT` in the zone of the agency given."""
    return formats.moment(value, zone_of(place))


def nip(value: str) -> str:
    """`19850412 201001 1 907`."""
    return formats.nip(value)


def inisial(value: str) -> str:
    """`MW`."""
    return formats.initials(value)


def nama(value: Any) -> str:
    """The name of a person for lists: bare, without titles. Takes a text or anything with a `name`."""
    return formats.person_name(str(getattr(value, "name", value)))


def nama_lengkap(value: Any) -> str:
    """The name with its titles, for letters: reads `name`, `title_front` and `title_back`."""
    return formats.person_name(
        str(getattr(value, "name", value)),
        front=str(getattr(value, "title_front", "") or ""),
        back=str(getattr(value, "title_back", "") or ""),
    )


def terbilang(value: int) -> str:
    """`seribu delapan ratus lima puluh`."""
    return formats.spell(value)


def romawi(value: int) -> str:
    """`XIV`."""
    return formats.roman(value)


def ukuran(value: int) -> str:
    """`1,8 MB`."""
    return formats.file_size(value)


def daftar(value: Sequence[Any]) -> str:
    """`A, B, dan C`."""
    return formats.join_and([str(part) for part in value])


def sel(value: Any) -> str:
    """A table cell: numbers in Indonesian, text as it is."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value)
    return formats.number(value)


FILTERS: dict[str, Callable[..., str]] = {
    write.__name__: _or_nothing(write)
    for write in (
        rupiah, rupiah_short, angka, bertanda, persen, tanggal, tanggal_tabel, tanggal_isian, hari_tanggal, bulan,
        triwulan, pukul, saat, nip, inisial, nama, nama_lengkap, terbilang, romawi, ukuran, daftar, sel,
    )
}  # fmt: skip
