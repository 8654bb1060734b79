"""What a planner may set in a scenario, and which settings make no sense."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LEGAL_FLOOR_JP = 20  # per year, PP 11/2017 article 203: the target people are counted against
EVERY_UNIT = "*"  # the key of the cap that holds for each unit without one of its own
RELAXABLE = frozenset({"budget_rupiah", "minimum_jp", "minimum_is_hard", "most_trainings", "away_percent",
                       "district_floor_percent", "locks"})  # fmt: skip
"""Settings that a suggested relaxation may change."""
FAIRNESS: Mapping[int, tuple[str, float]] = {
    0: ("Utamakan kesenjangan", 0.0),
    1: ("Condong ke kesenjangan", 0.5),
    2: ("Seimbang", 1.0),
    3: ("Condong ke pemerataan", 2.0),
    4: ("Utamakan yang paling tertinggal", -1.0),
}
"""Handle of the page -> words, and alpha of alpha-fairness over districts (Mo & Walrand 2000; -1 is leximin)."""
LOCKS = {"in": "wajib masuk", "out": "jangan masuk"}


class SettingsRefused(ValueError):
    """The settings cannot be planned with; the text says what to change."""


@dataclass(frozen=True)
class Settings:
    """The frozen settings of a run.

    budget_rupiah: money in all; minimum_jp: lesson hours everybody should reach, hard or wished for;
    most_trainings: per person and year; away_percent: share of a unit that may be away in a month (at least one
    person); pppk_most_jp: ceiling of a PPPK's contract year, None switches it off;
    district_floor_percent: least coverage of any district; locks: programme code -> "in" or "out"; fairness: key of
    FAIRNESS; unit_caps: unit id (or EVERY_UNIT) -> most rupiah charged to its people; changes, from_on: id of the
    enacted run that this plan changes, and the ISO day from which; draws: programme code -> seed of its lottery.
    """

    year: int
    budget_rupiah: int
    minimum_jp: int = LEGAL_FLOOR_JP
    minimum_is_hard: bool = False
    most_trainings: int = 3
    away_percent: int = 15
    pppk_most_jp: int | None = 24
    district_floor_percent: int | None = None
    barred_tags: tuple[str, ...] = ()
    locks: Mapping[str, str] = field(default_factory=dict)
    fairness: int = 0
    unit_caps: Mapping[str, int] = field(default_factory=dict)
    changes: int | None = None
    from_on: str = ""
    draws: Mapping[str, str] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """As JSON values, the form whose digest a run keeps."""
        return self._always() | {key: value for key, value in self._sometimes().items() if value}

    def _sometimes(self) -> dict[str, Any]:
        """Settings that came later: left out while unused, so that the digests of earlier runs stay."""
        return {
            "fairness": self.fairness,
            "unit_caps": dict(self.unit_caps),
            "changes": self.changes,
            "from_on": self.from_on,
            "draws": dict(self.draws),
        }

    def _always(self) -> dict[str, Any]:
        return {
            "year": self.year,
            "budget_rupiah": self.budget_rupiah,
            "minimum_jp": self.minimum_jp,
            "minimum_is_hard": self.minimum_is_hard,
            "most_trainings": self.most_trainings,
            "away_percent": self.away_percent,
            "pppk_most_jp": self.pppk_most_jp,
            "district_floor_percent": self.district_floor_percent,
            "barred_tags": list(self.barred_tags),
            "locks": dict(self.locks),
        }

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> "Settings":
        """From what `plain` wrote."""
        return cls(**{**plain, "barred_tags": tuple(plain["barred_tags"]), "locks": dict(plain["locks"])})


def judge(settings: Settings) -> None:
    """Raise SettingsRefused, with a sentence for the planner, when these settings cannot lead to a plan."""
    tests = (
        (settings.budget_rupiah <= 0, "Pagu skenario masih Rp0. Isi pagu, lalu hitung lagi."),
        (not 0 <= settings.minimum_jp <= 200, "Minimal JP per orang antara 0 dan 200."),
        (not 1 <= settings.most_trainings <= 6, "Paling banyak pelatihan per orang antara 1 dan 6."),
        (not 1 <= settings.away_percent <= 100, "Bagian unit yang boleh pergi sebulan antara 1 dan 100 persen."),
        (
            settings.pppk_most_jp is not None and not 0 <= settings.pppk_most_jp <= 1000,
            "Batas JP PPPK antara 0 dan 1.000, atau kosong.",
        ),
        (
            settings.district_floor_percent is not None and not 0 <= settings.district_floor_percent <= 100,
            "Batas distrik antara 0 dan 100 persen, atau kosong.",
        ),
        (settings.fairness not in FAIRNESS, "Pilihan pemerataan tidak ada di daftar."),
        (any(cap < 0 for cap in settings.unit_caps.values()), "Batas uang unit paling kecil Rp0."),
        (any(lock not in LOCKS for lock in settings.locks.values()), "Kunci program hanya: wajib masuk, jangan masuk."),
    )
    for is_wrong, sentence in tests:
        if is_wrong:
            raise SettingsRefused(sentence)


def letter(number: int) -> str:
    """Scenario 1 is A, 26 is Z, 27 is AA."""
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def rank_group(employment: str, rank_id: str) -> str:
    """The rank group people are compared in: I to IV for PNS; PPPK stands by itself, its numerals mean other things."""
    if employment.startswith("PPPK"):
        return "PPPK"
    return {"1": "I", "2": "II", "3": "III", "4": "IV"}.get(rank_id[:1], "Lain")
