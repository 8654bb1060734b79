"""Facts of the stage performance."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RatingsChanged:
    """Predicates of people came, changed or went."""


@dataclass(frozen=True)
class IndicatorsChanged:
    """Figures of units came, changed or went."""
