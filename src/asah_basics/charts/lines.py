"""Lines over time, and the frontier of money and result."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from asah_basics.charts.canvas import Canvas, both, spread, text_width
from asah_basics.charts.chart import Cell, Chart
from asah_basics.charts.scale import Scale, finite, ticks
from asah_basics.formats import join_and, number, percent, rupiah_short, signed


@dataclass(frozen=True, slots=True)
class Series:
    """One line: a value per label of the axis; None is a gap. `low`/`high` draw the band of a 95% interval."""

    label: str
    values: Sequence[float | None]
    low: Sequence[float] | None = None
    high: Sequence[float] | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """An event on the axis: the position (0 is the first label) and its short name."""

    at: float
    label: str


_STROKES = ("s1", "s2", "s3", "s4")
_WORDS = ("t1", "t2", "t3", "t4")


def line(
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    measure: str,
    marks: Sequence[Mark] = (),
    sub: str,
    source: str,
    title: str | None = None,
    decimals: int | None = None,
    from_zero: bool = False,
) -> Chart:
    """At most four lines over the same labels, named at their ends.

    The axis need not begin at zero (lines compare slopes); `from_zero` makes it so. Raises ValueError for no or more
    than four series, fewer than two labels, or series of another length.
    """
    _check_lines(labels, series)
    alt = f"{measure}. {'; '.join(_line_words(labels, one, decimals) for one in series)}."
    wide, narrow = both(lambda width: _draw_lines(width, labels, series, marks, decimals, from_zero), alt)
    return Chart(
        title=title or _line_finding(labels, series[0], decimals),
        sub=sub,
        wide_svg=wide,
        narrow_svg=narrow,
        alt=alt,
        source=source,
        columns=("Waktu", *(one.label for one in series)),
        rows=tuple(_line_cells(index, label, series) for index, label in enumerate(labels)),
    )


def _check_lines(labels: Sequence[str], series: Sequence[Series]) -> None:
    if not 1 <= len(series) <= 4:
        raise ValueError(f"a line picture holds one to four series, not {len(series)}")
    if len(labels) < 2:
        raise ValueError("a line needs at least two labels")
    for one in series:
        if {len(labels)} != {len(side) for side in (one.values, one.low, one.high) if side is not None}:
            raise ValueError(f"series {one.label!r} needs {len(labels)} values, as many as there are labels")
        if (one.low is None) != (one.high is None):
            raise ValueError(f"series {one.label!r} needs both ends of its band or none")
        if not _known(one):
            raise ValueError(f"series {one.label!r} holds no value")
        finite(*(value for side in (one.values, one.low, one.high) if side for value in side if value is not None))


def _known(one: Series) -> list[tuple[int, float]]:
    return [(index, value) for index, value in enumerate(one.values) if value is not None]


def _line_words(labels: Sequence[str], one: Series, decimals: int | None) -> str:
    known = _known(one)
    (first, start), (last, end) = known[0], known[-1]
    return f"{one.label}: {number(start, decimals)} pada {labels[first]}, {number(end, decimals)} pada {labels[last]}"


def _line_finding(labels: Sequence[str], one: Series, decimals: int | None) -> str:
    known = _known(one)
    change = known[-1][1] - known[0][1]
    place = labels[known[0][0]]
    if change == 0:
        return f"{one.label} tetap sejak {place}"
    word = "naik" if change > 0 else "turun"
    return f"{one.label} {word} {number(abs(change), decimals)} sejak {place}"


def _line_cells(index: int, label: str, series: Sequence[Series]) -> tuple[Cell, ...]:
    return (label, *(one.values[index] for one in series))


def _draw_lines(
    width: float,
    labels: Sequence[str],
    series: Sequence[Series],
    marks: Sequence[Mark],
    decimals: int | None,
    from_zero: bool,
) -> Canvas:
    wide = width > 400
    height = 280.0 if wide else 240.0
    canvas = Canvas(width, height)
    sides = [value for one in series for side in (one.values, one.low, one.high) if side for value in side]
    values = [value for value in sides if value is not None]
    low = min(0.0, *values) if from_zero else min(values)
    axis = ticks(low, max(values), 5) if max(values) > low else ticks(low - 1, low + 1, 3)
    left = 14 + max(text_width(number(tick), 12) for tick in axis)
    end_room = max(text_width(one.label) for one in series) + 16 if wide else 14
    across = Scale(0, len(labels) - 1, left + 8, width - end_room)
    up = Scale(axis[0], axis[-1], height - 30, (58 if marks else 40) if not wide else 32 if marks else 14)
    for tick in axis:
        canvas.line("axis" if tick == 0 else "grid", left, up(tick), across.end, up(tick))
        canvas.text(left - 7, up(tick) + 4, number(tick), "end tiny")
    _axis_labels(canvas, labels, across, height)
    for mark in marks:
        canvas.line("dash", across(mark.at), up.end - 12, across(mark.at), up(axis[0]))
        canvas.text(across(mark.at), up.end - 17, mark.label, "mid tiny strong")
    for index, one in enumerate(series):
        _one_line(canvas, one, _STROKES[index], across, up)
    _end_labels(canvas, series, across, up, decimals)
    return canvas


def _axis_labels(canvas: Canvas, labels: Sequence[str], across: Scale, height: float) -> None:
    widest = max(text_width(label, 12) for label in labels) + 8
    fits = max(1, int((across.end - across.start) / widest))
    every = -(-(len(labels) - 1) // fits) or 1
    for index, label in enumerate(labels):
        if index % every == 0:
            canvas.text(across(index), height - 8, label, "mid tiny")


def _one_line(canvas: Canvas, one: Series, stroke: str, across: Scale, up: Scale) -> None:
    if one.low is not None and one.high is not None:
        top = [(across(index), up(value)) for index, value in enumerate(one.high)]
        bottom = [(across(index), up(value)) for index, value in enumerate(one.low)]
        canvas.path("fb", [*top, *reversed(bottom)], closed=True)
    run: list[tuple[float, float]] = []
    for index, value in [*enumerate(one.values), (len(one.values), None)]:
        if value is not None:
            run.append((across(index), up(value)))
        elif run:
            if len(run) > 1:
                canvas.path(stroke, run)
            else:
                canvas.circle(f"f{stroke[1]}", *run[0], 3)
            run = []


def _end_labels(canvas: Canvas, series: Sequence[Series], across: Scale, up: Scale, decimals: int | None) -> None:
    ends = [_known(one)[-1] for one in series]
    for index, (place, value) in enumerate(ends):
        canvas.circle(f"f{index + 1}", across(place), up(value), 3.5)
    if canvas.is_wide:
        heights = spread([up(value) for _, value in ends], 30, 12, canvas.height - 40)
        for index, one in enumerate(series):
            canvas.text(across.end + 10, heights[index] - 1, one.label, _WORDS[index])
            canvas.text(across.end + 10, heights[index] + 14, number(ends[index][1], decimals), "strong")
        return
    # On a phone the names stand above the picture, in the order of the lines.
    x = 0.0
    for index, one in enumerate(series):
        text = f"{one.label} {number(ends[index][1], decimals)}"
        row = 30 if len(series) > 2 and index >= 2 else 14
        x = 0.0 if index in (0, 2) else x
        canvas.text(x, row, text, _WORDS[index])
        x += text_width(text, 14) + 16


def frontier(
    points: Sequence[tuple[float, float]],
    current: float,
    *,
    result: str = "kesenjangan tertutup",
    sub: str,
    source: str,
    title: str | None = None,
) -> Chart:
    """How much result each budget buys, with the budget in question: what does more money buy?

    `points` are (rupiah, share of one); `current` a budget between the first and the last. Raises ValueError for
    fewer than two points or a current budget outside of them.
    """
    ordered = sorted(points)
    if len(ordered) < 2 or not ordered[0][0] <= current <= ordered[-1][0]:
        raise ValueError("a frontier needs two points or more and a current budget between its ends")
    finite(*(value for point in ordered for value in point))
    here = _between(ordered, current)
    (low, start), (high, end) = ordered[0], ordered[-1]
    told = [
        f"{percent(share, 0)} pada {rupiah_short(int(money))}"
        for money, share in ((low, start), (current, here), (high, end))
    ]
    alt = f"Bagian {result}: {join_and(told)}."
    wide, narrow = both(lambda width: _draw_frontier(width, ordered, current, here), alt)
    return Chart(
        title=title or f"{rupiah_short(int(current))} menutup {percent(here, 0)}; {_marginal(ordered, current, here)}",
        sub=sub,
        wide_svg=wide,
        narrow_svg=narrow,
        alt=alt,
        source=source,
        columns=("Anggaran (rupiah)", f"{result.capitalize()} (%)"),
        rows=tuple((round(money), round(share * 100, 2)) for money, share in ordered),
    )


def _between(points: Sequence[tuple[float, float]], budget: float) -> float:
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        if x1 >= budget:
            return y0 if x1 == x0 else y0 + (y1 - y0) * (budget - x0) / (x1 - x0)
    return points[-1][1]


def _marginal(points: Sequence[tuple[float, float]], current: float, here: float) -> str:
    more = min(current + 100_000_000, points[-1][0])
    if more <= current:
        return "anggaran terbesar yang dihitung"
    gain = (_between(points, more) - here) * 100
    return f"{rupiah_short(int(more - current))} lagi {signed(gain, at_most=1)} poin"


def _draw_frontier(width: float, points: Sequence[tuple[float, float]], current: float, here: float) -> Canvas:
    wide = width > 400
    height = 240.0 if wide else 210.0
    canvas = Canvas(width, height)
    across = Scale(points[0][0], points[-1][0], 10, width - 10)
    up = Scale(0, ticks(0, max(share for _, share in points), 4)[-1] or 1, height - 28, 26)
    curve = [(across(money), up(share)) for money, share in points]
    under = [(x, y) for (x, y), (money, _) in zip(curve, points, strict=True) if money <= current]
    x, y = across(current), up(here)
    canvas.path("fb", [*under, (x, y), (x, up(0)), (across.start, up(0))], closed=True)
    canvas.path("s1", curve)
    canvas.line("axis", across.start, up(0), across.end, up(0))
    canvas.line("si", x, y, x, up(0))
    canvas.circle("hollow", x, y, 6)
    beyond = x > width / 2
    canvas.text(
        x - 10 if beyond else x + 10,
        y - 12 if beyond else y + 20,
        f"{percent(here, 0)} tertutup",
        "strong big halo" + (" end" if beyond else ""),
    )
    if x - across.start > 70:
        canvas.text(across.start, curve[0][1] - 8, percent(points[0][1], 0), "strong halo")
    if across.end - x > 60:
        canvas.text(across.end, curve[-1][1] - 8, percent(points[-1][1], 0), "strong end halo")
    canvas.text(across.start, height - 8, rupiah_short(int(points[0][0])), "tiny")
    canvas.text(across.end, height - 8, rupiah_short(int(points[-1][0])), "tiny end")
    middle = rupiah_short(int(current))
    if min(x - across.start, across.end - x) > 110:
        canvas.text(x, height - 8, middle, "tiny mid strong")
    return canvas
