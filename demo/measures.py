"""How work went in the invented town: predicates of three years, surveys and figures of the units that serve citizens."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from demo.roster import Worker
from demo.tree import UnitSeed

# Result and behaviour with how often they occur; most civil servants are rated as expected.
_CELLS = (
    (("sesuai", "sesuai"), 70),
    (("di_atas", "di_atas"), 9),
    (("di_atas", "sesuai"), 7),
    (("sesuai", "di_atas"), 6),
    (("di_bawah", "sesuai"), 4),
    (("di_bawah", "di_atas"), 2),
    (("sesuai", "di_bawah"), 1),
    (("di_atas", "di_bawah"), 0.4),
    (("di_bawah", "di_bawah"), 0.6),
)
_SERVING = ("puskesmas", "rsud", "kecamatan", "kelurahan")
_COUNTERS = ("SRG-03", "SRG-11")  # health office and registry
_ELEMENTS = tuple(f"U{at}" for at in range(1, 10))
# Complaints handling and speed are rated lower than cost almost everywhere.
_TENDENCY = dict(zip(_ELEMENTS, (0.05, -0.02, -0.2, 0.35, 0.05, -0.05, 0.0, -0.15, -0.1), strict=True))


@dataclass(frozen=True)
class Survey:
    """A survey of a unit by its code."""

    unit: str
    first_on: date
    last_on: date
    respondents: int
    population: int
    means: dict[str, Decimal]
    reported: Decimal | None


@dataclass(frozen=True)
class Figure:
    """A figure of a unit by its code."""

    unit: str
    indicator: str
    first_on: date
    last_on: date
    value: Decimal
    n: int
    target: Decimal | None


def ratings(people: Sequence[Worker], seed: int, last_year: int) -> Iterator[tuple[str, int, str, str]]:
    """(NIP, year, result, behaviour) of three years; a few people were not rated."""
    rng = random.Random(seed + 11)
    cells, weights = zip(*_CELLS, strict=True)
    for person in people:
        for year in (last_year - 2, last_year - 1, last_year):
            if rng.random() < 0.03:
                continue
            result, behaviour = rng.choices(cells, weights)[0]
            yield person.nip, year, result, behaviour


def serving(units: Sequence[UnitSeed]) -> list[UnitSeed]:
    """Units with a counter."""
    return [unit for unit in units if unit.kind in _SERVING or unit.code in _COUNTERS]


def surveys(units: Sequence[UnitSeed], seed: int, last_year: int) -> Iterator[Survey]:
    """Half-yearly surveys of two years. Scores are whole numbers of real respondents, so every mean is one that exists;
    small places have few respondents, and some report the index with rounded weights."""
    rng = random.Random(seed + 12)
    for unit in serving(units):
        level = rng.gauss(3.15, 0.18) - (0.15 if unit.is_remote else 0)
        slope = rng.gauss(0.02, 0.04)
        size = 14 if unit.is_remote else rng.choice((60, 90, 150))
        for at, (year, half) in enumerate((year, half) for year in (last_year - 1, last_year) for half in (1, 2)):
            n = max(3, int(rng.gauss(size, size / 6)))
            means = {code: _mean(rng, level + slope * at + lean, n) for code, lean in _TENDENCY.items()}
            first, last = (date(year, 1, 1), date(year, 6, 30)) if half == 1 else (date(year, 7, 1), date(year, 12, 31))
            old_way = sum(means.values(), Decimal(0)) * Decimal("0.11") * 25
            reported = old_way.quantize(Decimal("0.01"), ROUND_HALF_UP) if rng.random() < 0.4 else None
            yield Survey(unit.code, first, last, n, n * rng.randint(2, 30), means, reported)


def _mean(rng: random.Random, level: float, n: int) -> Decimal:
    total = sum(min(4, max(1, round(rng.gauss(level, 0.55)))) for _ in range(n))
    return (Decimal(total) / n).quantize(Decimal("0.000001"), ROUND_HALF_UP)


def figures(units: Sequence[UnitSeed], seed: int, last_year: int) -> Iterator[Figure]:
    """Quarterly service time, punctuality and complaints of districts, hospital and counters."""
    rng = random.Random(seed + 13)
    for unit in serving(units):
        if unit.kind == "kelurahan":
            continue
        days, punctual, noise = rng.uniform(2, 7), rng.uniform(72, 93), rng.uniform(1, 9)
        for quarter in range(8):
            year, part = last_year - 1 + quarter // 4, quarter % 4
            first = date(year, part * 3 + 1, 1)
            last = date(year, part * 3 + 3, 30 if part in (1, 2) else 31)
            n = rng.randint(180, 2400)
            for code, value, target in (
                ("waktu_layanan", max(0.5, days + rng.gauss(-0.08 * quarter, 0.4)), Decimal(3)),
                ("tepat_waktu", min(100, punctual + rng.gauss(0.6 * quarter, 2)), Decimal(90)),
                ("pengaduan", max(0, noise + rng.gauss(0, 1.2)), None),
            ):
                yield Figure(unit.code, code, first, last, Decimal(str(round(value, 1))), n, target)
