"""Ordered bars with their uncertainty, and the funnel."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from asah_basics.charts.canvas import Canvas, both, text_width
from asah_basics.charts.chart import Cell, Chart
from asah_basics.charts.rows import RowFrame
from asah_basics.charts.scale import Scale, finite, from_zero
from asah_basics.formats import interval, join_and, number, percent


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `value` None is hatched ("belum cukup jawaban"), `low`/`high` the 95% interval, `n` the answers."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    highlight: bool = False


def ordered_bars(
    bars: Sequence[Bar],
    *,
    measure: str,
    sub: str,
    source: str,
    title: str | None = None,
    limit: int = 10,
    decimals: int | None = None,
    missing: str = "belum cukup jawaban",
) -> Chart:
    """Bars from the largest to the smallest: which matter most, and how sure are we?

    `measure` names the value as a column ("Kesenjangan (level)"). Only the first `limit` bars are drawn; the table
    holds all. Bars without a value come last, hatched. Raises ValueError for no bars or numbers that are not finite.
    """
    if not bars:
        raise ValueError("ordered bars need at least one bar")
    for bar in bars:
        finite(*(value for value in (bar.value, bar.low, bar.high) if value is not None))
    known = sorted((bar for bar in bars if bar.value is not None), key=lambda bar: -(bar.value or 0))
    ordered = [*known, *(bar for bar in bars if bar.value is None)]
    shown = ordered[:limit]
    alt = _bars_alt(shown, measure, decimals, missing, len(bars))
    wide, narrow = both(lambda width: _draw_bars(width, shown, decimals, missing), alt)
    return Chart(
        title=title or _bars_finding(known, decimals, missing),
        sub=sub,
        wide_svg=wide,
        narrow_svg=narrow,
        alt=alt,
        source=source,
        columns=_bar_columns(ordered, measure),
        rows=tuple(_bar_cells(bar, ordered) for bar in ordered),
    )


def _bars_finding(known: Sequence[Bar], decimals: int | None, missing: str) -> str:
    """The largest bar, with no claim to the first place when its interval reaches into that of the second."""
    if not known:
        return missing.capitalize()
    first = number(known[0].value or 0, decimals)
    if len(known) > 1 and known[0].low is not None and known[0].low <= (known[1].high or 0):
        return f"{known[0].label} {first}; urutan teratas belum pasti"
    return f"{known[0].label} paling besar: {first}"


def _has_interval(bars: Sequence[Bar]) -> bool:
    return any(bar.low is not None and bar.high is not None for bar in bars)


def _bar_columns(bars: Sequence[Bar], measure: str) -> tuple[str, ...]:
    bounds = ("Batas bawah 95%", "Batas atas 95%") if _has_interval(bars) else ()
    count = ("Banyak jawaban",) if any(bar.n is not None for bar in bars) else ()
    return ("Nama", measure, *bounds, *count)


def _bar_cells(bar: Bar, bars: Sequence[Bar]) -> tuple[Cell, ...]:
    bounds: tuple[Cell, ...] = (bar.low, bar.high) if _has_interval(bars) else ()
    count: tuple[Cell, ...] = (bar.n,) if any(other.n is not None for other in bars) else ()
    return (bar.label, bar.value, *bounds, *count)


def _bars_alt(shown: Sequence[Bar], measure: str, decimals: int | None, missing: str, total: int) -> str:
    told = [_bar_words(bar, decimals, missing) for bar in shown[:6]]
    head = f"{measure}, {len(shown)} dari {total}" if len(shown) < total else measure
    return f"{head}: {join_and(told)}."


def _bar_words(bar: Bar, decimals: int | None, missing: str) -> str:
    if bar.value is None:
        return f"{bar.label} {missing}"
    text = f"{bar.label} {number(bar.value, decimals)}"
    if bar.low is not None and bar.high is not None:
        text += f" ({interval(bar.low, bar.high, decimals)})"
    return text


def _draw_bars(width: float, bars: Sequence[Bar], decimals: int | None, missing: str) -> Canvas:
    values = [value for bar in bars for value in (bar.value, bar.low, bar.high) if value is not None]
    low, high = from_zero(values)
    texts = ["" if bar.value is None else number(bar.value, decimals) for bar in bars]
    frame = RowFrame(width, len(bars), value_width=max(map(text_width, texts), default=0) + 14)
    canvas = frame.canvas()
    scale = Scale(low, high, frame.left, frame.right)
    for index, y in frame.place(canvas, [bar.label for bar in bars], [bar.highlight for bar in bars]):
        bar = bars[index]
        if bar.value is None:
            canvas.hatch(frame.left, y - 8, frame.right - frame.left, 16)
            canvas.text(frame.left + 8, y + 4.5, missing, "halo tiny")
            continue
        left, right = sorted((scale(0), scale(bar.value)))
        canvas.rect("f2" if bar.highlight else "f1", left, y - 8, max(right - left, 1), 16)
        end = right
        if bar.low is not None and bar.high is not None:
            _whisker(canvas, scale, bar.low, bar.high, y)
            end = max(right, scale(bar.high))
        canvas.text(end + 6, y + 4.5, texts[index], "strong")
    canvas.line("axis", scale(0), frame.top, scale(0), frame.height - frame.bottom)
    return canvas


def _whisker(canvas: Canvas, scale: Scale, low: float, high: float, y: float) -> None:
    canvas.line("si", scale(low), y, scale(high), y)
    for end in (low, high):
        canvas.line("si", scale(end), y - 4, scale(end), y + 4)


def funnel(stages: Sequence[tuple[str, int]], *, noun: str, sub: str, source: str, title: str | None = None) -> Chart:
    """Ordered bars of a way that people leave: who is missing?

    `stages` in the order of the way, each (name, how many); `noun` what is counted ("peserta"). Raises ValueError
    for fewer than two stages, negative counts or an empty first stage.
    """
    if len(stages) < 2 or min(count for _, count in stages) < 0 or stages[0][1] == 0:
        raise ValueError("a funnel needs two stages or more, counts that are not negative and a first stage above zero")
    first = stages[0][1]
    loss, before, after = max(
        (earlier - later, name, following) for (name, earlier), (following, later) in itertools.pairwise(stages)
    )
    alt = join_and([f"{name} {number(count)} ({percent(count / first, 0)})" for name, count in stages])
    wide, narrow = both(lambda width: _draw_funnel(width, stages), f"{alt}.")
    return Chart(
        title=title or f"{number(loss)} {noun} hilang antara {before.lower()} dan {after.lower()}",
        sub=sub,
        wide_svg=wide,
        narrow_svg=narrow,
        alt=f"{alt}.",
        source=source,
        columns=("Tahap", f"Banyak {noun}", "Bagian dari tahap pertama (%)"),
        rows=tuple((name, count, round(count / first * 100, 1)) for name, count in stages),
    )


def _draw_funnel(width: float, stages: Sequence[tuple[str, int]]) -> Canvas:
    texts = [f"{number(count)} · {percent(count / stages[0][1], 0)}" for _, count in stages]
    frame = RowFrame(width, len(stages), label_width=140, value_width=max(map(text_width, texts)) + 14)
    canvas = frame.canvas()
    scale = Scale(0, max(count for _, count in stages), frame.left, frame.right)
    for index, y in frame.place(canvas, [name for name, _ in stages]):
        end = scale(stages[index][1])
        canvas.rect("fm" if index else "f1", frame.left, y - 8, max(end - frame.left, 1), 16)
        canvas.text(end + 6, y + 4.5, texts[index], "strong")
    return canvas
