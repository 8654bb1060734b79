"""Trials with a known answer, spread over the processors: coverage, traps, many programmes, many looks."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from asah_evaluator import trials
from asah_evaluator.simulate import Rollout

Row = tuple[str, str, str, str]
BAND = (0.93, 0.97)
AGAIN = 5
SLICE = 10
"""Portfolios simulated by one call."""


def spread(work: Callable[..., Any], questions: Sequence[tuple[Any, ...]]) -> list[Any]:
    """Answers of ``work`` to every tuple of arguments, in order, on all processors."""
    if not questions:
        return []
    with ProcessPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        return list(pool.map(work, *zip(*questions, strict=True)))


def margin(share: float, draws: int) -> float:
    """Half the width of the 95 % range of a share counted in ``draws``."""
    return float(1.96 * (share * (1 - share) / draws) ** 0.5)


def coverage_rows(draws: int, every: int) -> list[Row]:
    """Coverage of the 95 % interval over the grid, every design counted by itself.

    Designs outside the band are counted again with fresh and more numerous draws, and only those count for them: that
    tells a fault from the chance of one design among many.
    """
    grid = trials.coverage_grid()[::every]
    shares = spread(trials.coverage, [(plan, draws) for plan in grid])
    again = [place for place, share in enumerate(shares) if not BAND[0] <= share <= BAND[1]]
    pieces = spread(
        trials.coverage, [(grid[k], draws, 0.95, draws * part) for k in again for part in range(1, AGAIN + 1)]
    )
    for number, place in enumerate(again):
        shares[place] = sum(pieces[number * AGAIN : (number + 1) * AGAIN]) / AGAIN
    inside = sum(BAND[0] <= share <= BAND[1] for share in shares)
    limit = "93 to 97 %"
    places = sorted(range(len(grid)), key=lambda k: shares[k])
    return [
        (f"coverage of 95 %, mean of {len(grid)} designs x {draws:,}", f"{sum(shares) / len(grid):.1%}", "", limit),
        (f"designs inside; {len(again)} outside at first, counted again with {draws * AGAIN:,} fresh draws",
         f"{inside} of {len(grid)}", "", limit),
        (f"lowest: {_named(grid[places[0]])}", f"{shares[places[0]]:.1%}", "", limit),
        (f"highest: {_named(grid[places[-1]])}", f"{shares[places[-1]]:.1%}", "", limit),
    ]  # fmt: skip


def _named(plan: Rollout) -> str:
    """A design in words."""
    start = " and ".join(map(str, plan.starts))
    noise = ", treated twice as noisy" if plan.treated_noise == 2 else ""
    return f"{plan.units} units, {plan.treated} treated from {start}, {plan.errors} errors{noise}"


def _trap(place: int, draws: int) -> float:
    """Share of findings of one trap that are worded causally."""
    return trials.causal_share(trials.traps()[place], draws)


def _clean(place: int, draws: int) -> float:
    """Share of findings of one clean case that are refused."""
    return trials.refused_share(trials.clean_cases()[place], draws)


def _weak(place: int, draws: int) -> float:
    """Share of findings of one trap too weak to be seen each time that are worded causally."""
    return trials.causal_share(trials.weak_traps()[place], draws)


def honesty_rows(draws: int) -> list[Row]:
    """Traps, clean cases, and traps too weak for any gate to see each time."""
    rows = []
    for word, work, cases, said, limit in (
        ("trap", _trap, trials.traps(), "causal wording", "0 %"),
        ("clean", _clean, trials.clean_cases(), "refused", "at most 20 %"),
        ("weak trap", _weak, trials.weak_traps(), "causal wording", "no limit; known"),
    ):
        shares = spread(work, [(place, draws) for place in range(len(cases))])
        rows += [
            (f"{word}, {draws} draws: {case.name}", f"{share:.0%} {said}", "", limit)
            for case, share in zip(cases, shares, strict=True)
        ]
    return rows


def many_rows(portfolios: int, programmes: int) -> list[Row]:
    """Portfolios of null programmes, and quarterly looks."""
    parts = spread(trials.false_portfolios, [(SLICE, 100, first * 100) for first in range(0, portfolios, SLICE)])
    holm, naive = (sum(part[k] for part in parts) / len(parts) for k in (0, 1))
    planned, peeking = trials.false_looks(programmes)
    return [
        (f"portfolios of 100 null programmes with a claim ({portfolios:,})",
         f"{holm:.1%} +- {margin(holm, portfolios):.1%}", f"uncorrected {naive:.0%}", "5 %"),
        (f"null programmes claimed in 12 looks ({programmes:,})",
         f"{planned:.1%} +- {margin(planned, programmes):.1%}", f"uncorrected {peeking:.0%}", "5 %"),
    ]  # fmt: skip
