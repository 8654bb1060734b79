"""Dot strip by unit (who gets nothing?) and histogram (how deep to teach?)."""

import itertools
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from asah_basics.charts.canvas import Canvas, both
from asah_basics.charts.chart import Chart
from asah_basics.charts.rows import RowFrame
from asah_basics.charts.scale import Scale, finite, from_zero, ticks
from asah_basics.formats import join_and, number, percent

_CELLS = 48


@dataclass(frozen=True, slots=True)
class Group:
    """The amounts of the people of one unit, one per person."""

    label: str
    values: Sequence[float]


def dot_strip(
    groups: Sequence[Group],
    *,
    measure: str = "JP",
    threshold: float | None = 20,
    sub: str,
    source: str,
    title: str | None = None,
    limit: int = 12,
) -> Chart:
    """One strip per unit, dots where its people are; the area of a dot is the number of people at that amount.

    `threshold` is drawn as a line, with who lies below it counted at the right. Units with the largest share below
    come first; only `limit` are drawn, the table holds all. For internal pages only: a dot may be one person.
    Raises ValueError for no groups or an empty group.
    """
    if not groups or any(not group.values for group in groups):
        raise ValueError("a dot strip needs groups, each with at least one amount")
    for group in groups:
        finite(*group.values)
    ordered = sorted(groups, key=lambda group: -_below(group, threshold) / len(group.values))
    shown = ordered[:limit]
    none = sum(value == 0 for group in groups for value in group.values)
    people = sum(len(group.values) for group in groups)
    told = [f"{group.label} {_below_words(group, threshold, measure)}" for group in shown[:5]]
    alt = f"{join_and(told)}."
    wide, narrow = both(lambda width: _draw_strips(width, shown, threshold, measure), alt)
    return Chart(
        title=title or f"{number(none)} dari {number(people)} orang tanpa {measure} sama sekali",
        sub=sub,
        wide_svg=wide,
        narrow_svg=narrow,
        alt=alt,
        source=source,
        columns=("Unit", "Orang", f"Tanpa {measure}", f"Di bawah {number(threshold or 0)}", f"Median {measure}"),
        rows=tuple(
            (
                group.label,
                len(group.values),
                sum(value == 0 for value in group.values),
                _below(group, threshold),
                _median(group.values),
            )
            for group in ordered
        ),
    )


def _below(group: Group, threshold: float | None) -> int:
    limit = math.ulp(0.0) if threshold is None else threshold
    return sum(value < limit for value in group.values)


def _below_words(group: Group, threshold: float | None, measure: str) -> str:
    line = f"tanpa {measure}" if threshold is None else f"di bawah {number(threshold)} {measure}"
    return f"{_below(group, threshold)} dari {len(group.values)} orang {line}"


def _median(values: Sequence[float]) -> float:
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _draw_strips(width: float, groups: Sequence[Group], threshold: float | None, measure: str) -> Canvas:
    _, high = from_zero([value for group in groups for value in group.values])
    marks = ticks(0, high, 5)
    frame = RowFrame(width, len(groups), value_width=88 if width > 400 else 74, top=22, bottom=26)
    canvas = frame.canvas()
    scale = Scale(0, marks[-1], frame.left + 8, frame.right - 14)
    for mark in marks:
        canvas.line("grid", scale(mark), frame.top, scale(mark), frame.height - frame.bottom)
        canvas.text(scale(mark), frame.height - 8, number(mark), "mid tiny")
    canvas.text(frame.right, frame.height - 8, measure, "tiny")
    if threshold is not None:
        canvas.line(
            "dash", scale.inside(threshold), frame.top - 4, scale.inside(threshold), frame.height - frame.bottom
        )
        canvas.text(width, 13, f"di bawah {number(threshold)}", "tiny end")
    largest = max(max(_cells(group, marks[-1]).values()) for group in groups)
    for index, y in frame.place(canvas, [group.label for group in groups]):
        group = groups[index]
        canvas.line("grid", frame.left, y, frame.right - 6, y)
        for cell, count in sorted(_cells(group, marks[-1]).items()):
            radius = 2.2 + 5.8 * math.sqrt(count / largest)
            canvas.circle("f2 see" if cell == 0 else "f1 see", scale(cell), y, radius)
        canvas.text(width, y + 4.5, f"{_below(group, threshold)} dari {len(group.values)}", "end strong")
    return canvas


def _cells(group: Group, high: float) -> Counter[float]:
    """People counted per narrow cell of the axis; zero has a cell of its own."""
    step = high / _CELLS
    return Counter(0.0 if value == 0 else max(1, round(value / step)) * step for value in group.values)


def histogram(
    values: Sequence[float],
    edges: Sequence[float],
    *,
    measure: str,
    noun: str = "orang",
    sub: str,
    source: str,
    title: str | None = None,
) -> Chart:
    """Columns of how many lie between neighbouring edges: how deep to teach?

    `edges` rise strictly; a value on an edge counts to the right, the last edge to the left. Values outside the edges
    are refused with ValueError, so that nobody vanishes from the picture.
    """
    if len(edges) < 2 or any(later <= earlier for earlier, later in itertools.pairwise(edges)):
        raise ValueError("edges need two numbers or more, each above the one before")
    finite(*values)
    if not values or min(values) < edges[0] or max(values) > edges[-1]:
        raise ValueError("a histogram needs values, all of them within its edges")
    counts = [0] * (len(edges) - 1)
    for value in values:
        counts[min(sum(value >= edge for edge in edges) - 1, len(counts) - 1)] += 1
    names = [f"{number(low)}–{number(high)}" for low, high in itertools.pairwise(edges)]
    top = counts.index(max(counts))
    told = [f"{name}: {number(count)} {noun}" for name, count in zip(names, counts, strict=True)]
    alt = f"{measure}, {number(len(values))} {noun}. {'; '.join(told)}."
    wide, narrow = both(lambda width: _draw_columns(width, edges, counts, measure), alt)
    share = percent(counts[top] / len(values), 0)
    return Chart(
        title=title or f"{share} berada di {measure.lower()} {names[top]}",
        sub=sub,
        wide_svg=wide,
        narrow_svg=narrow,
        alt=alt,
        source=source,
        columns=(measure, f"Banyak {noun}"),
        rows=tuple(zip(names, counts, strict=True)),
    )


def _draw_columns(width: float, edges: Sequence[float], counts: Sequence[int], measure: str) -> Canvas:
    height = 260.0 if width > 400 else 220.0
    canvas = Canvas(width, height)
    across = Scale(edges[0], edges[-1], 14, width - 14)
    up = Scale(0, max(counts), height - 44, 22)
    top = max(counts)
    for count, low, high in zip(counts, edges, edges[1:], strict=False):
        canvas.rect(
            "f1" if count == top else "fm",
            across(low) + 1,
            up(count),
            across(high) - across(low) - 2,
            up(0) - up(count),
        )
        canvas.text(across((low + high) / 2), up(count) - 6, number(count), "mid strong")
    canvas.line("axis", across(edges[0]), up(0), across(edges[-1]), up(0))
    every = math.ceil(len(edges) / (12 if width > 400 else 6))
    for index, edge in enumerate(edges):
        if index % every == 0:
            canvas.text(across(edge), up(0) + 17, number(edge), "mid tiny")
    canvas.text(width / 2, height - 8, measure, "mid tiny")
    return canvas
