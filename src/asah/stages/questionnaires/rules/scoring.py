"""What answers say about a level, as evidence: an estimate with its standard error, nothing known before.

The prior of the adaptive survey is left out here: what was assessed earlier reaches the needs by its own way, and must
not count twice. One voice that names a level has the noise of its kind; several voices add their precision.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from asah.stages.questionnaires.rules.adaptive import FOLLOW_NOISE, GRID, LEVEL_NOISE

SUPERIOR_NOISE = 0.6
"""Standard deviation of a superior's level around the level held, in levels (as assumed; smaller than of oneself)."""


@dataclass(frozen=True)
class LevelEvidence:
    """level: estimate 0-5; standard_error: in levels; answers: how many answers it stands on."""

    level: float
    standard_error: float
    answers: int


def evidence_of(
    own: float | None, offset: float | None, superior: float | None, required: float | None
) -> LevelEvidence | None:
    """Combine one person's answers on one competency; None when nobody said anything.

    own: level the person named; offset: what his follow-up says, in levels relative to `required`, which it needs;
    superior: level the superior named.
    """
    if required is None:
        offset = None
    if own is None and offset is None and superior is None:
        return None
    return _evidence(own, offset, superior, required if offset is not None else None)


@lru_cache(maxsize=4096)
def _evidence(own: float | None, offset: float | None, superior: float | None, required: float | None) -> LevelEvidence:
    weights = [1.0] * len(GRID)
    voices: Sequence[tuple[float | None, float]] = ((own, LEVEL_NOISE), (superior, SUPERIOR_NOISE))
    for said, noise in voices:
        if said is not None:
            weights = [
                w * math.exp(-((level - said) ** 2) / (2 * noise**2)) for w, level in zip(weights, GRID, strict=True)
            ]
    if offset is not None and required is not None:
        weights = [
            w * math.exp(-((min(level - required, 0.0) - offset) ** 2) / (2 * FOLLOW_NOISE**2))
            for w, level in zip(weights, GRID, strict=True)
        ]
    total = sum(weights)
    mean = sum(w * level for w, level in zip(weights, GRID, strict=True)) / total
    spread = math.sqrt(sum(w * (level - mean) ** 2 for w, level in zip(weights, GRID, strict=True)) / total)
    answers = sum(one is not None for one in (own, offset, superior))
    return LevelEvidence(round(mean, 3), round(spread, 3), answers)
