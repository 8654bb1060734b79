"""Measures of equality with what they mean, for people who did not study them. Sources: planner.md, section 7."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from asah.stages.plan.rules.sharing import SMALLEST_GROUP
from asah.stages.plan.rules.words import GROUP_WORDS
from asah_basics.formats import number

FOUR_FIFTHS = 0.8  # 29 CFR 1607.4(D): a signal to look, not a verdict
FLOORS = (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8)  # floors of the curve, as shares of the attainable value
CHANCE = 0.05  # above it a difference of small groups may well be chance (Fisher's exact test)


@dataclass(frozen=True)
class Measure:
    """One measure: its name, its value in words, what it means, and whether it asks for a look."""

    name: str
    value: str
    meaning: str
    asks: bool = False


@dataclass(frozen=True)
class Short:
    """A group served less often than all others, how many seats short, and whether that may be chance."""

    kind: str
    name: str
    people: int
    short: int
    may_be_chance: bool


_INDICES: Mapping[str, tuple[str, str]] = {
    "gini": ("Gini manfaat", "0 bila semua orang menerima sama, mendekati 1 bila satu orang menerima semua."),
    "jain": ("Indeks Jain", "1 bila semua orang menerima sama; 0,50 berarti seperti separuh orang berbagi rata."),
    "theil_between": ("Theil antarunit", "Ketimpangan dari beda antarunit; 0 bila rata-rata unit sama."),
    "theil_within": ("Theil di dalam unit", "Ketimpangan di antara rekan seunit."),
}


def measures_of(found: Mapping[str, Any]) -> list[Measure]:
    """The measures of a run with their definitions."""
    rows = [
        Measure(
            f"Terendah banding tertinggi: {GROUP_WORDS[kind].lower()}",
            number(ratio, 2),
            "Cakupan kelompok terendah dibagi cakupan tertinggi. Di bawah 0,80 perlu ditinjau (aturan empat per lima).",
            ratio < FOUR_FIFTHS,
        )
        for kind, ratio in found["ratios"].items()
    ]
    rows += [
        *(Measure(name, number(found[key], 2), meaning) for key, (name, meaning) in _INDICES.items()),
        Measure(
            "Iri yang beralasan",
            f"{number(found['envy'])} orang",
            "Tidak mendapat apa pun, padahal rekan seunit dan segolongan dengan nilai lebih rendah mendapat kursinya.",
            found["envy"] > 0,
        ),
    ]
    return rows


def shorts_of(found: Mapping[str, Any]) -> list[Short]:
    """Groups of at least five people short of parity, those least likely by chance first."""
    rows = [
        Short(GROUP_WORDS[row["kind"]], row["name"], row["people"], row["short"], row["chance"] > CHANCE)
        for row in sorted(found["parity"], key=lambda row: (row["chance"], -row["short"]))
        if row["people"] >= SMALLEST_GROUP
    ]
    return rows[:15]
