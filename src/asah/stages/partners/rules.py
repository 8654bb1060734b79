"""What a partner is, and when an agreement carries something."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from asah_basics.formats import date_long

KINDS: Mapping[str, str] = {
    "universitas": "Perguruan tinggi",
    "lsm": "Organisasi nonpemerintah",
    "perusahaan": "Perusahaan",
    "instansi": "Instansi pemerintah",
    "lembaga_diklat": "Lembaga pelatihan terakreditasi",
}

AGREEMENT_KINDS: Mapping[str, str] = {"mou": "Nota kesepahaman", "pks": "Perjanjian kerja sama"}
CARRYING = ("pks",)
"""Kinds under which a class may be held or people sent: a memorandum alone pays for nothing."""

RATE_PER: Mapping[str, str] = {
    "oj": "orang-jam (60 menit)",
    "ojp": "jam pelajaran (45 menit)",
    "kegiatan": "kegiatan",
}
"""OJ is a clock hour of seminars, OJP a lesson hour of classes; mixing them is a costing error (domain.md 3.3)."""

REMIND_DAYS: Sequence[int] = (90, 30, 7)
"""Days before its end at which an agreement is spoken of: enough to negotiate, to sign, to stop."""


class Standing(StrEnum):
    """Where an agreement stands on a day."""

    COMING = "akan_berlaku"
    IN_FORCE = "berlaku"
    ENDING = "hampir_berakhir"
    OVER = "berakhir"
    ENDED_EARLY = "diakhiri"


class Dated(Protocol):
    """An agreement as rules see it."""

    @property
    def kind(self) -> str:
        """Key of AGREEMENT_KINDS."""

    @property
    def number(self) -> str:
        """As it is printed."""

    @property
    def starts_on(self) -> date:
        """First day."""

    @property
    def ends_on(self) -> date:
        """Last day, as signed."""

    @property
    def ended_on(self) -> date | None:
        """Last day when it was ended early."""


class NoAgreement(ValueError):
    """No agreement carries the period. Its text says why and what to do."""


def last_day(one: Dated) -> date:
    """The last day on which it holds."""
    return min(one.ends_on, one.ended_on) if one.ended_on is not None else one.ends_on


def standing_of(one: Dated, on: date) -> Standing:
    """Where it stands: "hampir berakhir" within the largest distance of reminders."""
    if one.ended_on is not None and on > one.ended_on:
        return Standing.ENDED_EARLY
    if on > one.ends_on:
        return Standing.OVER
    if on < one.starts_on:
        return Standing.COMING
    return Standing.ENDING if (last_day(one) - on).days <= max(REMIND_DAYS) else Standing.IN_FORCE


def carries(one: Dated, first: date, last: date) -> bool:
    """Whether something that runs from `first` to `last` may rest on it."""
    return one.kind in CARRYING and one.starts_on <= first and last <= last_day(one)


def refusal(partner: str, agreements: Sequence[Dated], first: date, last: date) -> str:
    """Why nothing carries the period, in a sentence with the way out; empty when something does."""
    if any(carries(one, first, last) for one in agreements):
        return ""
    way = "Perpanjang perjanjiannya atau pilih mitra lain."
    contracts = [one for one in agreements if one.kind in CARRYING]
    if not contracts:
        start = f"{partner} belum punya perjanjian kerja sama"
        return f"{start}; nota kesepahaman saja tidak cukup. {way}" if agreements else f"{start}. {way}"
    latest = max(contracts, key=last_day)
    name = f"{AGREEMENT_KINDS[latest.kind]} {latest.number} dengan {partner}"
    if last_day(latest) < first:
        return f"{name} sudah berakhir {date_long(last_day(latest))}. {way}"
    if latest.starts_on > first:
        return f"{name} baru berlaku {date_long(latest.starts_on)}. Geser jadwal atau pilih mitra lain."
    return f"{name} berakhir {date_long(last_day(latest))}, sebelum selesai pada {date_long(last)}. {way}"


def due_reminder(one: Dated, on: date, told: Sequence[int]) -> int | None:
    """The distance (of REMIND_DAYS) that is due now and was not told yet; the nearest one when several are due."""
    left = (last_day(one) - on).days
    if left < 0 or on < one.starts_on:
        return None
    nearest = min((days for days in REMIND_DAYS if left <= days), default=None)
    # What was told at a nearer distance need not be told at a farther one.
    return None if nearest is None or any(days <= nearest for days in told) else nearest


@dataclass(frozen=True)
class AgreementDays:
    """The days of an agreement as typed."""

    signed_on: date
    starts_on: date
    ends_on: date


def faults_of_days(days: AgreementDays) -> list[tuple[str, str]]:
    """Contradictory dates: (field, sentence)."""
    found = []
    if days.ends_on < days.starts_on:
        found.append(("ends_on", "Tanggal berakhir mendahului tanggal mulai berlaku."))
    if days.signed_on > days.ends_on:
        found.append(("signed_on", "Perjanjian ditandatangani sesudah masa berlakunya berakhir."))
    return found
