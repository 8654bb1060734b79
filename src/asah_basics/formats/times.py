"""Clock times with their zone: `pukul 14.05 WIT`, and how long ago something was."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from asah_basics.formats.dates import date_long
from asah_basics.formats.numbers import number

ZONES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Ujung_Pandang": "WITA",
    "Asia/Jayapura": "WIT",
}
"""IANA names of Indonesian zones and the words for them (Keputusan Presiden 41/1987)."""


def zone_label(zone: str) -> str:
    """`WIB`, `WITA` or `WIT` of an IANA zone name. Raises ValueError that lists the known names."""
    try:
        return ZONES[zone]
    except KeyError:
        raise ValueError(f"zone {zone!r} is not Indonesian; known: {', '.join(sorted(ZONES))}") from None


def _local(at: datetime, zone: str) -> datetime:
    if at.tzinfo is None:
        raise ValueError("an instant needs its zone; got a naive datetime")
    return at.astimezone(ZoneInfo(zone))


def clock(at: datetime, zone: str, *, prefix: bool = True) -> str:
    """`pukul 14.05 WIT` of an aware instant in an Indonesian zone; `14.05 WIT` without the prefix."""
    label = zone_label(zone)
    text = f"{_local(at, zone):%H.%M} {label}"
    return f"pukul {text}" if prefix else text


def moment(at: datetime, zone: str) -> str:
    """`23 November 2026 pukul 14.05 WIT`."""
    return f"{date_long(_local(at, zone).date())} {clock(at, zone)}"


def relative(at: datetime, now: datetime, zone: str) -> str:
    """`baru saja`, `3 jam yang lalu`, `20 menit lagi`; the date when more than two days away.

    All three are needed: the instant, the present instant and the IANA zone of the reader (for the date).
    """
    gap = now - at
    if abs(gap) > timedelta(days=2):
        return date_long(_local(at, zone).date())
    if abs(gap) < timedelta(minutes=1):
        return "baru saja" if gap >= timedelta(0) else "sebentar lagi"
    return f"{_largest(abs(gap))} {'yang lalu' if gap > timedelta(0) else 'lagi'}"


def _largest(gap: timedelta) -> str:
    minutes = int(gap.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} menit"
    if minutes < 24 * 60:
        return f"{minutes // 60} jam"
    return f"{minutes // (24 * 60)} hari"


def duration(seconds: float) -> str:
    """How long something took: `0,8 detik`, `42 detik`, `5 menit 20 detik`, `2 jam 5 menit`."""
    if seconds < 0:
        raise ValueError(f"a duration is not negative: {seconds}")
    if seconds < 10:
        return f"{number(seconds, at_most=1)} detik"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} detik"
    if whole < 3600:
        return _pair(*divmod(whole, 60), "menit", "detik")
    return _pair(*divmod(whole // 60, 60), "jam", "menit")


def _pair(big: int, small: int, big_word: str, small_word: str) -> str:
    return f"{big} {big_word} {small} {small_word}" if small else f"{big} {big_word}"


def local_date(at: datetime, zone: str) -> date:
    """The calendar day of an aware instant in a zone."""
    return _local(at, zone).date()
