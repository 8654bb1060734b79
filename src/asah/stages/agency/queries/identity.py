"""Who this government is, who signs for it, and where its years stand."""

from dataclasses import dataclass
from datetime import date

from asah.stages.agency.models import Letterhead, Official, Profile, Year
from asah.stages.agency.rules import next_phases


@dataclass(frozen=True)
class IdentityRow:
    """What the government calls itself and its parts. version: send it back when saving."""

    government: str
    office_name: str
    office_short: str
    region_code: str
    bkn_code: str
    province: str
    district_word: str
    village_word: str
    work_days: int
    spellings: tuple[str, ...]
    version: int


@dataclass(frozen=True)
class LetterheadRow:
    """Kop surat; opd_code is empty for the personnel agency itself."""

    opd_code: str
    lines: tuple[str, ...]
    address: str
    logo_digest: str
    version: int


@dataclass(frozen=True)
class OfficialRow:
    """Who signs for an office in a period."""

    id: int
    office: str
    kind: str
    kind_label: str
    post: str
    name: str
    nip: str
    rank: str
    valid_from: date | None
    valid_until: date | None


@dataclass(frozen=True)
class YearRow:
    """A yearly cycle; may_become: phases it may step to."""

    year: int
    phase: str
    phase_label: str
    phase_until: date | None
    may_become: tuple[str, ...]
    version: int


def identity() -> IdentityRow | None:
    """The identity, None before it was written down."""
    row = Profile.objects.first()
    if row is None:
        return None
    return IdentityRow(
        row.government,
        row.office_name,
        row.office_short,
        row.region_code,
        row.bkn_code,
        row.province,
        row.district_word,
        row.village_word,
        row.work_days,
        tuple(row.spellings),
        row.version,
    )


def letterhead(opd_code: str = "") -> LetterheadRow | None:
    """The letterhead of an OPD, or of the personnel agency when the OPD has none of its own."""
    rows = {row.opd_code: row for row in Letterhead.objects.filter(opd_code__in={opd_code, ""})}
    row = rows.get(opd_code) or rows.get("")
    return _letterhead(row) if row else None


def letterheads() -> list[LetterheadRow]:
    """All letterheads, the personnel agency's first."""
    return [_letterhead(row) for row in Letterhead.objects.order_by("opd_code")]


def official(office: str, on: date) -> OfficialRow | None:
    """Who signs for an office on a date: an acting official stands before the definitive one he replaces."""
    order = {"plt": 0, "plh": 1, "definitif": 2, "an": 3}
    rows = list(Official.objects.filter(office=office, valid__contains=on))
    return _official(min(rows, key=lambda row: order[row.kind])) if rows else None


def officials(on: date) -> list[OfficialRow]:
    """Everybody who may sign on a date."""
    return [_official(row) for row in Official.objects.filter(valid__contains=on).order_by("office", "kind")]


def official_history(office: str) -> list[OfficialRow]:
    """Everybody who ever signed for an office, latest first."""
    return [_official(row) for row in Official.objects.filter(office=office).order_by("-valid")]


def years() -> list[YearRow]:
    """All cycles, latest first."""
    return [_year(row) for row in Year.objects.order_by("-year")]


def year(number: int) -> YearRow | None:
    """One cycle."""
    row = Year.objects.filter(year=number).first()
    return _year(row) if row else None


def _letterhead(row: Letterhead) -> LetterheadRow:
    return LetterheadRow(row.opd_code, tuple(row.lines), row.address, row.logo_digest, row.version)


def _official(row: Official) -> OfficialRow:
    return OfficialRow(
        row.pk,
        row.office,
        row.kind,
        str(row.get_kind_display()),
        row.post,
        row.name,
        row.nip,
        row.rank,
        row.valid.lower,
        row.valid.upper,
    )


def _year(row: Year) -> YearRow:
    return YearRow(
        row.year, row.phase, str(row.get_phase_display()), row.phase_until, next_phases(row.phase), row.version
    )
