"""How much a need weighs. One point is one level of gap; every figure stands in the dated table bobot_kebutuhan.

The same arithmetic stands in SQL (engine/sql.py) for everybody at once; a test holds the two together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import ROUND_HALF_UP, Decimal

PARTS = ("gap", "performance", "survey", "interview", "proposal", "signal")
THOUSANDTH = Decimal("0.001")


@dataclass(frozen=True)
class Weights:
    """The dated table as pairs (points for one unit, most points); attribute names are ours, keys the table's."""

    gap: tuple[Decimal, Decimal]
    performance: tuple[Decimal, Decimal]
    service: tuple[Decimal, Decimal]
    survey: tuple[Decimal, Decimal]
    interview: tuple[Decimal, Decimal]
    by_superior: tuple[Decimal, Decimal]
    by_opd: tuple[Decimal, Decimal]
    by_person: tuple[Decimal, Decimal]
    signal: tuple[Decimal, Decimal]
    contradiction: tuple[Decimal, Decimal]
    waiting: tuple[Decimal, Decimal]

    @classmethod
    def of(cls, rows: Mapping[str, Mapping[str, float]]) -> "Weights":
        """From rows of the table (key -> points, most). Raises KeyError for a missing row."""
        keys = {
            "gap": "kesenjangan", "performance": "kinerja", "service": "layanan", "survey": "survei",
            "interview": "wawancara", "by_superior": "usulan_atasan", "by_opd": "usulan_opd",
            "by_person": "usulan_diri", "signal": "sinyal", "contradiction": "bertentangan", "waiting": "menunggu",
        }  # fmt: skip
        return cls(
            **{name: (Decimal(str(rows[key]["points"])), Decimal(str(rows[key]["most"]))) for name, key in keys.items()}
        )

    def plain(self) -> dict[str, Decimal]:
        """Names for SQL: gap, gap_most, performance, performance_most ..."""
        found: dict[str, Decimal] = {}
        for one in fields(self):
            found[one.name], found[f"{one.name}_most"] = getattr(self, one.name)
        return found


@dataclass(frozen=True)
class Parts:
    """What speaks for a need, before it is weighed.

    gap: levels, None while nobody has assessed; below: steps of the performance predicate below "Baik"; shortfall:
    how many service indicators of the unit miss their target; survey: levels missing by the surveys; notes: coded
    interview notes of the unit and of the units above it; voices: who asked and was accepted (atasan, opd, diri);
    signal: points.
    """

    gap: Decimal | None = None
    below: int = 0
    shortfall: int = 0
    survey: Decimal = Decimal(0)
    notes: int = 0
    voices: frozenset[str] = frozenset()
    signal: Decimal = Decimal(0)


def points_of(parts: Parts, weights: Weights) -> dict[str, Decimal]:
    """Points of each of PARTS.

    What is known of a unit (interviews, indicators) says nothing about somebody who was measured and lacks nothing;
    a weak performance only sharpens gaps that were measured, because it does not say in what.
    """
    met = parts.gap is not None and parts.gap == 0
    lacking = parts.gap is not None and parts.gap > 0
    voices = {"atasan": weights.by_superior, "opd": weights.by_opd, "diri": weights.by_person}
    return {
        "gap": _part(parts.gap or Decimal(0), weights.gap),
        "performance": (_part(Decimal(parts.below), weights.performance) if lacking else Decimal(0))
        + (Decimal(0) if met else _part(Decimal(parts.shortfall), weights.service)),
        "survey": _part(parts.survey, weights.survey),
        "interview": Decimal(0) if met else _part(Decimal(parts.notes), weights.interview),
        "proposal": sum((min(*voices[voice]) for voice in parts.voices), Decimal(0)),
        "signal": _part(parts.signal, weights.signal),
    }


def need_weight(points: Mapping[str, Decimal], factor: Decimal) -> Decimal:
    """Factor times the sum of the parts, to thousandths, half up."""
    return (factor * sum(points.values(), Decimal(0))).quantize(THOUSANDTH, ROUND_HALF_UP)


def contradicts(levels: Sequence[Decimal], weights: Weights) -> bool:
    """Whether the lowest and the highest level that any source sees lie too far apart to be averaged in silence."""
    return len(levels) > 1 and max(levels) - min(levels) >= weights.contradiction[0]


def misses(value: Decimal, limit: Decimal, *, rising: bool) -> bool:
    """Whether a figure of a unit misses its limit; a limit of 0 means that none was set."""
    return limit != 0 and (value < limit if rising else value > limit)


def _part(amount: Decimal, weight: tuple[Decimal, Decimal]) -> Decimal:
    points, most = weight
    return min(amount * points, most)
