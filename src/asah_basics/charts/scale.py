"""From numbers to pixels."""

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight-line map of `low..high` onto `start..end` pixels. An empty range maps to the start."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        if self.high == self.low:
            return self.start
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def inside(self, value: float) -> float:
        """The same, kept within the two ends: a bar never leaves its picture."""
        place = self(value)
        return min(max(place, min(self.start, self.end)), max(self.start, self.end))


def ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Round numbers (1, 2 or 5 times a power of ten) that cover low to high, about that many."""
    if high - low < 1e-12:  # no step could be told apart
        return [low]
    raw = (high - low) / max(1, about - 1)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(index * step, 10) for index in range(first, last + 1)]


def from_zero(values: Iterable[float]) -> tuple[float, float]:
    """The range of bars: always with zero in it; 0 to 1 when there is nothing to show."""
    numbers = list(values)
    low, high = min([0.0, *numbers]), max([0.0, *numbers])
    return (low, high) if high > low else (0.0, 1.0)


def finite(*values: float) -> None:
    """Raise ValueError when a value is NaN or infinite; missing data is None, never NaN."""
    for value in values:
        if not math.isfinite(value):
            raise ValueError(f"a chart needs finite numbers, not {value}")
