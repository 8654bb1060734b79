"""The survey of citizens' satisfaction (SKM) and its index (IKM), PermenPANRB 14/2017.

Elements are rated 1 to 4; each has a mean over its respondents. The index is the plain mean of the elements' means
times 25, computed in fractions and rounded once, half up, to two decimals, before its class is read: the bounds of
classes have gaps of a hundredth (76,60 and 76,61). Many reports multiply by a rounded weight of 0,11 instead, which
lowers every index by one per cent; `index_weighted` shows what they would say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

LOWEST, HIGHEST = 1, 4
SCALE = 25
_HUNDREDTH = Decimal("0.01")

# Krejcie and Morgan's formula as the annex of PermenPANRB 14/2017 tabulates it.
_CHI_SQUARE, _SHARE, _MARGIN = Fraction(3841, 1000), Fraction(1, 2), Fraction(5, 100)


class BadScores(ValueError):
    """Means of elements that no survey can have; its text says what to mend."""


@dataclass(frozen=True)
class ServiceClass:
    """Mutu pelayanan: the letter and its words."""

    letter: str
    name: str


def mean_of(total: int, respondents: int) -> Decimal:
    """Mean of an element from the sum of its scores, to six decimals. Raises BadScores for an impossible sum."""
    if respondents <= 0 or not LOWEST * respondents <= total <= HIGHEST * respondents:
        raise BadScores(f"Jumlah nilai {total} tidak mungkin dari {respondents} responden dengan skala 1 sampai 4.")
    return _rounded(Fraction(total, respondents), Decimal("0.000001"))


def faults_of_scores(means: Mapping[str, Decimal], elements: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is wrong with the means of a survey: (element, sentence). elements: code -> name, those in force."""
    missing = [
        (code, f"Nilai unsur {code} ({name}) belum terisi.") for code, name in elements.items() if code not in means
    ]
    outside = [
        (code, f"Nilai unsur {code} di luar skala 1 sampai 4.")
        for code, mean in means.items()
        if not LOWEST <= mean <= HIGHEST
    ]
    return missing + outside


def index_exact(means: Mapping[str, Decimal]) -> Decimal:
    """The index: mean of the elements' means times 25, rounded once to two decimals. Raises BadScores when empty."""
    if not means:
        raise BadScores("Survei tanpa unsur tidak punya indeks.")
    total = sum((Fraction(mean) for mean in means.values()), Fraction(0))
    return _rounded(total / len(means) * SCALE, _HUNDREDTH)


def index_weighted(means: Mapping[str, Decimal], weight: Decimal) -> Decimal:
    """The index as reports with a rounded weight per element print it (0,11 or 0,111), for comparison only."""
    total = sum((Fraction(mean) * Fraction(weight) for mean in means.values()), Fraction(0))
    return _rounded(total * SCALE, _HUNDREDTH)


def class_of(index: Decimal, classes: Mapping[str, Mapping[str, Any]]) -> ServiceClass | None:
    """The class of a rounded index. classes: the dated table `skm_kelas`; None below its lowest bound."""
    fitting = [
        (Decimal(str(row["from"])), letter, str(row["name"]))
        for letter, row in classes.items()
        if index >= Decimal(str(row["from"]))
    ]
    return ServiceClass(*max(fitting)[1:]) if fitting else None


def sample_size(population: int) -> int:
    """Respondents that a survey of a population needs (Krejcie and Morgan: 95 %, margin 5 %), rounded up."""
    if population <= 0:
        return 0
    spread = _CHI_SQUARE * _SHARE * (1 - _SHARE)
    exact = spread * population / (_MARGIN**2 * (population - 1) + spread)
    return -(-exact.numerator // exact.denominator)


def _rounded(value: Fraction, step: Decimal) -> Decimal:
    """Half up, once, from the exact fraction."""
    steps = value / Fraction(step)
    whole = (2 * steps.numerator + steps.denominator) // (2 * steps.denominator)
    return (whole * step).quantize(step, rounding=ROUND_HALF_UP)
