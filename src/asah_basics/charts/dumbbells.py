"""Two dots per row and the way between them: self and superior, before and after."""

from collections.abc import Sequence
from dataclasses import dataclass

from asah_basics.charts.canvas import Canvas, both
from asah_basics.charts.chart import Chart
from asah_basics.charts.rows import RowFrame
from asah_basics.charts.scale import Scale, finite, ticks
from asah_basics.formats import join_and, number, signed


@dataclass(frozen=True, slots=True)
class Pair:
    """Two values of the same thing."""

    label: str
    first: float
    second: float
    highlight: bool = False


def dumbbell(
    pairs: Sequence[Pair],
    *,
    first_label: str,
    second_label: str,
    sub: str,
    source: str,
    title: str | None = None,
    decimals: int | None = None,
) -> Chart:
    """Rows with a hollow dot (first) and a full one (second): where do the two differ?

    Rows come in order of difference, the largest first. Raises ValueError for no rows.
    """
    if not pairs:
        raise ValueError("a dumbbell needs at least one pair")
    finite(*(value for pair in pairs for value in (pair.first, pair.second)))
    ordered = sorted(pairs, key=lambda pair: -abs(pair.second - pair.first))
    told = [f"{pair.label} {number(pair.first, decimals)} dan {number(pair.second, decimals)}" for pair in ordered[:6]]
    alt = f"{first_label} dan {second_label.lower()}: {join_and(told)}."
    wide, narrow = both(lambda width: _draw(width, ordered, first_label, second_label, decimals), alt)
    widest = ordered[0]
    return Chart(
        title=title or f"Selisih terbesar: {widest.label} ({signed(widest.second - widest.first, decimals)})",
        sub=sub,
        wide_svg=wide,
        narrow_svg=narrow,
        alt=alt,
        source=source,
        columns=("Nama", first_label, second_label, "Selisih"),
        rows=tuple((pair.label, pair.first, pair.second, round(pair.second - pair.first, 10)) for pair in ordered),
    )


def _draw(width: float, pairs: Sequence[Pair], first_label: str, second_label: str, decimals: int | None) -> Canvas:
    values = [value for pair in pairs for value in (pair.first, pair.second)]
    marks = ticks(min(values), max(values), 5)
    frame = RowFrame(width, len(pairs), value_width=46, top=26, bottom=22)
    canvas = frame.canvas()
    scale = Scale(marks[0], marks[-1], frame.left + 10, frame.right - 12)
    for mark in marks:
        canvas.line("grid", scale(mark), frame.top, scale(mark), frame.height - frame.bottom)
        canvas.text(scale(mark), frame.height - 6, number(mark), "mid tiny")
    _key(canvas, frame.left + 10, first_label, second_label)
    for index, y in frame.place(canvas, [pair.label for pair in pairs], [pair.highlight for pair in pairs]):
        pair = pairs[index]
        canvas.line("bridge", scale(pair.first), y, scale(pair.second), y)
        canvas.circle("hollow", scale(pair.first), y, 5.5)
        canvas.circle("f1", scale(pair.second), y, 5.5)
        canvas.text(width, y + 4.5, signed(pair.second - pair.first, decimals), "end strong")
    return canvas


def _key(canvas: Canvas, x: float, first_label: str, second_label: str) -> None:
    canvas.circle("hollow", x, 10, 5)
    canvas.text(x + 11, 14.5, first_label, "tiny")
    second = x + 34 + len(first_label) * 6.6
    canvas.circle("f1", second, 10, 5)
    canvas.text(second + 11, 14.5, second_label, "tiny")
