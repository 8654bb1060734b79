"""Wishes that cannot hold together, and the smallest relaxations that let a plan keep them. Plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from asah_basics.formats import number, rupiah_short

STEP_RUPIAH = 50_000_000


@dataclass(frozen=True)
class Relaxation:
    """A button: what it says, which setting it changes to what, and whether it is sure to be enough."""

    key: str
    words: str
    field: str
    value: Any
    is_sure: bool


@dataclass(frozen=True)
class Shortage:
    """Why a hard minimum failed in the nearest plan.

    lowest: the fewest JP anybody has; short: people below; hopeless: those whom no programme on offer can lift;
    money: rupiah that lifting the others would cost at least.
    """

    lowest: int
    short: int
    hopeless: int
    money: int


def relaxations(settings: Mapping[str, Any], shortage: Shortage) -> list[Relaxation]:
    """At most three, the smallest change first; `is_sure` when the nearest plan itself passes with it."""
    found = []
    floor = int(settings["minimum_jp"])
    if 0 < shortage.lowest < floor:
        words = f"Turunkan minimal JP dari {floor} menjadi {shortage.lowest}"
        found.append(Relaxation("minimal", words, "minimum_jp", shortage.lowest, is_sure=True))
    words = f"Jadikan {floor} JP harapan, bukan kewajiban: {number(shortage.short)} orang belum mencapainya"
    found.append(Relaxation("harapan", words, "minimum_is_hard", False, is_sure=True))
    helped = shortage.short - shortage.hopeless
    if helped > 0:
        budget = int(settings["budget_rupiah"])
        more = -(-(budget + shortage.money) // STEP_RUPIAH) * STEP_RUPIAH
        words = f"Naikkan pagu menjadi {rupiah_short(more)} (perkiraan): menolong {number(helped)} orang"
        found.append(Relaxation("pagu", words, "budget_rupiah", more, is_sure=False))
    if len(found) < 3:
        most = int(settings["most_trainings"]) + 1
        if most <= 6:
            words = f"Izinkan {most} pelatihan per orang (perkiraan)"
            found.append(Relaxation("pelatihan", words, "most_trainings", most, is_sure=False))
    return found[:3]


def conflict_words(settings: Mapping[str, Any], shortage: Shortage) -> str:
    """The conflict in one sentence."""
    return (
        f"Minimal {settings['minimum_jp']} JP untuk semua orang tidak muat dalam pagu "
        f"{rupiah_short(int(settings['budget_rupiah']))}: {number(shortage.short)} orang masih di bawahnya."
    )
