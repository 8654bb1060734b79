"""How each item of a test or scale works: difficulty, discrimination, distractors, ceiling.

Sources: item statistics as in Lord and Novick (1968); upper and lower 27 % by Kelley (1939); share of a distractor by
Haladyna and Downing (1993); ceiling share of 15 % by Terwee et al. (2007).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from asah_evaluator.answers import FloatArray, name_rows, read_answers, read_labels
from asah_evaluator.psychometrics.reliability import alpha_of, complete_scores

CEILING_SHARE = 0.15
"""Share of persons at the highest possible total from which growth can no longer be seen (Terwee et al. 2007)."""
WEAK_ITEM = 0.20
"""Item-rest correlation under which an item says little about what the others say (Ebel and Frisbie 1991)."""
TAIL = 0.27
"""Share of persons in the upper and in the lower group of a discrimination index (Kelley 1939)."""
LAZY_DISTRACTOR = 0.05
"""A wrong option chosen by fewer does no work (Haladyna and Downing 1993)."""


@dataclass(frozen=True)
class Item:
    """One item of a test or scale.

    ``difficulty`` mean answer divided by ``maximum`` (share correct for 0/1 items); ``item_rest`` correlation with the
    sum of the other items, NaN when either never varies; ``alpha_without`` alpha of the other items, NaN for fewer than
    two; ``discrimination`` difference of difficulty between upper and lower 27 %; ``ceiling`` share at the maximum.
    """

    name: str
    n: int
    mean: float
    sd: float
    difficulty: float
    item_rest: float
    discrimination: float
    alpha_without: float
    ceiling: float
    flags: tuple[str, ...]


@dataclass(frozen=True)
class ItemAnalysis:
    """All items, with the ceiling of the total: ``total_mean`` and ``total_maximum`` in points."""

    items: tuple[Item, ...]
    n: int
    total_mean: float
    total_sd: float
    total_maximum: float
    ceiling_share: float
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Option:
    """One answer option of a multiple-choice item: shares 0-1 of all, of the upper and of the lower group.

    ``correlation`` of choosing it with the score on the other items, NaN when nobody or everybody chose it.
    """

    item: str
    option: str
    is_key: bool
    share: float
    upper: float
    lower: float
    correlation: float
    flag: str


def analyse_items(data: Any, *, maximum: float | None = None) -> ItemAnalysis:
    """Difficulty, item-rest correlation, discrimination and ceiling of every item.

    Parameters: ``data`` (persons, items); ``maximum`` the highest possible answer, the highest seen in the table when
    ``None`` (1 for items scored 0/1). Persons with a missing answer are left out.
    Raises ``ValueError`` for fewer than two items, fewer than three complete persons, or an answer above ``maximum``.
    """
    answers = read_answers(data)
    scores = complete_scores(answers, least_items=2)
    top = float(np.max(scores)) if maximum is None else float(maximum)
    if top <= 0:
        raise ValueError("the highest answer is not above 0: give the highest possible answer as maximum")
    over = (answers.values > top).any(axis=1)
    if over.any():
        raise ValueError(f"{name_rows(over, answers.rows)}: an answer is above the maximum of {top:g}")
    totals = scores.sum(axis=1)
    upper, lower = _tails(totals)
    items = tuple(_item(answers.items[j], scores, j, totals, top, upper, lower) for j in range(scores.shape[1]))
    ceiling = float(np.mean(totals >= top * scores.shape[1] - 1e-9))
    return ItemAnalysis(
        items=items,
        n=len(scores),
        total_mean=float(totals.mean()),
        total_sd=float(totals.std(ddof=1)),
        total_maximum=top * scores.shape[1],
        ceiling_share=ceiling,
        warnings=_analysis_warnings(ceiling, items, len(answers.rows) - len(scores), len(scores)),
    )


def analyse_distractors(data: Any, key: dict[str, str]) -> tuple[Option, ...]:
    """How every option of multiple-choice items worked.

    Parameters: ``data`` a frame or mapping of chosen options, one column an item; ``key`` item -> right option.
    An unanswered item counts as wrong. Flags: ``lazy`` a wrong option under 5 %, ``attracts the able`` a wrong option
    whose choice goes with a higher rest score, ``weak key`` a right option that does not.
    Raises ``ValueError`` when an item of the key is missing or nobody chose its right option in the data at all.
    """
    chosen = {item: read_labels(data[item]) for item in key if item in data}
    absent = [item for item in key if item not in chosen]
    if absent:
        raise ValueError(f"no column named {', '.join(absent)}")
    never = [item for item, right in key.items() if right not in chosen[item]]
    if never:
        raise ValueError(f"nobody chose the right option of {', '.join(never)}: check the key")
    correct = np.column_stack([[float(c == key[item]) for c in chosen[item]] for item in key])
    totals = correct.sum(axis=1)
    upper, lower = _tails(totals)
    found: list[Option] = []
    for place, (item, right) in enumerate(key.items()):
        rest = totals - correct[:, place]
        for option in sorted({c for c in chosen[item] if c is not None}):
            picked = np.array([float(c == option) for c in chosen[item]])
            found.append(_option(item, option, option == right, picked, rest, upper, lower))
    return tuple(found)


def _tails(totals: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Weights (n,) of the upper and the lower 27 %; persons tied at the border share the remaining places."""
    size = max(1.0, TAIL * len(totals))
    return _tail(totals, size), _tail(-totals, size)


def _tail(scores: FloatArray, size: float) -> FloatArray:
    """Weights summing to 1 of the ``size`` highest scores, ties shared: the answer does not depend on row order."""
    border = np.sort(scores)[::-1][int(np.ceil(size)) - 1]
    above, tied = scores > border, scores == border
    weights = above + tied * (size - above.sum()) / tied.sum()
    return np.asarray(weights / size, dtype=np.float64)


def _item(
    name: str, scores: FloatArray, j: int, totals: FloatArray, top: float, upper: FloatArray, lower: FloatArray
) -> Item:
    """Statistics of item ``j``."""
    own = scores[:, j]
    rest = totals - own
    correlation = _correlation(own, rest)
    others = np.delete(scores, j, axis=1)
    alpha = np.nan
    if others.shape[1] >= 2 and np.ptp(others.sum(axis=1)) > 0:
        alpha = alpha_of(np.cov(others, rowvar=False))
    ceiling = float(np.mean(own >= top - 1e-9))
    difficulty = float(own.mean() / top)
    return Item(
        name=name,
        n=len(own),
        mean=float(own.mean()),
        sd=float(own.std(ddof=1)),
        difficulty=difficulty,
        item_rest=correlation,
        discrimination=float((upper @ own - lower @ own) / top),
        alpha_without=alpha,
        ceiling=ceiling,
        flags=_item_flags(correlation, difficulty, float(own.std())),
    )


def _item_flags(correlation: float, difficulty: float, sd: float) -> tuple[str, ...]:
    """Words for what is wrong with an item, none when nothing is."""
    flags = []
    if sd == 0:
        flags.append("no differences")
    elif correlation < 0:
        flags.append("runs against the others")
    elif correlation < WEAK_ITEM:
        flags.append("weak")
    if difficulty > 0.95:
        flags.append("too easy")
    if difficulty < 0.20:
        flags.append("too hard")
    return tuple(flags)


def _option(
    item: str, option: str, is_key: bool, picked: FloatArray, rest: FloatArray, upper: FloatArray, lower: FloatArray
) -> Option:
    """Statistics of one option."""
    correlation = _correlation(picked, rest)
    flag = ""
    if is_key and not correlation > 0:
        flag = "weak key"
    elif not is_key and correlation > 0.05:
        flag = "attracts the able"
    elif not is_key and picked.mean() < LAZY_DISTRACTOR:
        flag = "lazy"
    return Option(
        item, option, is_key, float(picked.mean()), float(upper @ picked), float(lower @ picked), correlation, flag
    )


def _correlation(one: FloatArray, other: FloatArray) -> float:
    """Pearson correlation; NaN when either never varies."""
    if np.ptp(one) == 0 or np.ptp(other) == 0:
        return float("nan")
    return float(np.corrcoef(one, other)[0, 1])


def _analysis_warnings(ceiling: float, items: tuple[Item, ...], dropped: int, n: int) -> tuple[str, ...]:
    """Warnings of a whole item analysis."""
    found = []
    if dropped:
        found.append(f"{dropped} persons left out: an answer is missing")
    if ceiling >= CEILING_SHARE:
        found.append(f"ceiling: {ceiling:.0%} of {n} persons reached the highest score, growth cannot be seen in them")
    weak = [item.name for item in items if item.flags]
    if weak:
        found.append(f"look at {', '.join(weak)}")
    return tuple(found)
