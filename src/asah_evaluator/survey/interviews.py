"""Have we interviewed enough? The saturation curve.

Sources: exact expectation over all orders of interviews (rarefaction: Hurlbert 1971; Colwell, Mao and Chang 2004);
number of codes not yet heard by Chao2 (Chao 1987); stopping rule by Guest, Namey and Chen (2020): base of four
interviews, runs of two, at most 5 % new information.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

from asah_evaluator.answers import FloatArray

BASE, RUN, NEW_SHARE = 4, 2, 0.05
"""Guest, Namey and Chen's base size, run length and new-information threshold."""


@dataclass(frozen=True)
class Saturation:
    """How fast new codes dry up.

    ``heard`` (n,) distinct codes after each interview in the order held; ``expected`` (n,) the same averaged over all
    orders; ``codes`` heard in total; ``estimated`` codes there are (Chao2), never under ``codes``; ``coverage`` codes /
    estimated; ``saturated_at`` interviews after which the stopping rule held, ``None`` when it never did; ``advice`` in
    Indonesian.
    """

    heard: tuple[int, ...]
    expected: tuple[float, ...]
    codes: int
    estimated: float
    coverage: float
    saturated_at: int | None
    advice: str


def saturation(interviews: Sequence[Iterable[str]]) -> Saturation:
    """Saturation of codes over interviews.

    Parameters: ``interviews`` in the order held, each the codes given to it (repeats within one do not count).
    Raises ``ValueError`` for fewer than two interviews or no code at all.
    """
    sets = [{str(code) for code in codes} for codes in interviews]
    if len(sets) < 2:
        raise ValueError("a saturation curve needs at least two interviews")
    seen: set[str] = set()
    heard: list[int] = []
    for codes in sets:
        seen |= codes
        heard.append(len(seen))
    if not seen:
        raise ValueError("no interview carries a code")
    spread = np.array([sum(code in codes for codes in sets) for code in sorted(seen)])
    estimated = _chao2(spread, len(sets))
    stop = _stop(heard)
    coverage = len(seen) / estimated
    return Saturation(
        tuple(heard),
        tuple(_expected(spread, len(sets)).tolist()),
        len(seen),
        estimated,
        coverage,
        stop,
        _advice(stop, len(sets), coverage),
    )


def _expected(spread: np.ndarray, n: int) -> FloatArray:
    """Expected distinct codes after 1..n interviews over all orders; ``spread`` interviews that carry each code."""
    drawn = np.arange(1, n + 1)[:, None]
    without = n - spread[None, :]
    possible = drawn <= without
    log_miss = np.where(
        possible,
        gammaln(without + 1)
        - gammaln(np.where(possible, without - drawn, 0) + 1)
        - gammaln(n + 1)
        + gammaln(n - drawn + 1),
        -np.inf,
    )
    return np.asarray((1 - np.exp(log_miss)).sum(axis=1), dtype=np.float64)


def _chao2(spread: np.ndarray, n: int) -> float:
    """Bias-corrected Chao2: codes heard plus an estimate of the unheard from those heard once and twice."""
    once, twice = int((spread == 1).sum()), int((spread == 2).sum())
    return len(spread) + (n - 1) / n * once * (once - 1) / (2 * (twice + 1))


def _stop(heard: list[int]) -> int | None:
    """First number of interviews at which a run added at most 5 % of the base's codes."""
    if len(heard) < BASE + RUN or heard[BASE - 1] == 0:
        return None
    for end in range(BASE + RUN, len(heard) + 1):
        if (heard[end - 1] - heard[end - RUN - 1]) / heard[BASE - 1] <= NEW_SHARE:
            return end
    return None


def _advice(stop: int | None, n: int, coverage: float) -> str:
    """One Indonesian sentence on whether to go on."""
    if stop is not None:
        return f"Jenuh setelah {stop} wawancara: dua wawancara terakhir hampir tidak menambah kode baru."
    if n < BASE + RUN:
        return f"Belum dapat dinilai: butuh paling sedikit {BASE + RUN} wawancara, baru ada {n}."
    share = f"{100 * coverage:.0f}"
    return f"Belum jenuh: kode yang terdengar diperkirakan {share}% dari semuanya. Tambah dua wawancara lagi."
