"""Event study (did it change after, not before?) and forest plot (which programmes worked?)."""

from collections.abc import Sequence
from dataclasses import dataclass

from asah_basics.charts.canvas import Canvas, both, text_width
from asah_basics.charts.chart import CONFIDENCE, Cell, Chart
from asah_basics.charts.rows import RowFrame
from asah_basics.charts.scale import Scale, finite, ticks
from asah_basics.formats import interval, join_and, number, signed


@dataclass(frozen=True, slots=True)
class Period:
    """The estimate of one period, counted from the training (0 is the first period after it began).

    `low` and `high` are the ends of the 95% interval; equal to the estimate for the period that is the zero point.
    """

    when: int
    estimate: float
    low: float
    high: float


def event_study(
    periods: Sequence[Period],
    *,
    smallest_worth: float | None = None,
    unit: str = "poin",
    period_word: str = "bulan",
    sub: str,
    source: str,
    title: str | None = None,
) -> Chart:
    """Estimates before (hollow) and after (full) the training, with their 95% intervals.

    `smallest_worth` draws the band below which a change is too small to be worth it. Raises ValueError for fewer
    than two periods, a period twice, or an estimate outside its interval.
    """
    ordered = sorted(periods, key=lambda period: period.when)
    _check_periods(ordered)
    after = [period for period in ordered if period.when >= 0]
    before = [period for period in ordered if period.when < 0]
    alt = _event_alt(before, after, unit, period_word)
    wide, narrow = both(lambda width: _draw_events(width, ordered, smallest_worth, period_word), alt)
    return Chart(
        title=title or _event_finding(before, after),
        sub=f"{sub}. Kosong = sebelum; {CONFIDENCE}",
        wide_svg=wide,
        narrow_svg=narrow,
        alt=alt,
        source=source,
        columns=(period_word.capitalize(), f"Selisih ({unit})", "Batas bawah 95%", "Batas atas 95%"),
        rows=tuple((signed(period.when), period.estimate, period.low, period.high) for period in ordered),
    )


def _check_periods(ordered: Sequence[Period]) -> None:
    if len(ordered) < 2 or len({period.when for period in ordered}) < len(ordered):
        raise ValueError("an event study needs two periods or more, each once")
    for period in ordered:
        finite(period.estimate, period.low, period.high)
        if not period.low <= period.estimate <= period.high:
            raise ValueError(f"the estimate of period {period.when} lies outside its interval")


def _moved(periods: Sequence[Period]) -> int:
    return sum(period.low > 0 or period.high < 0 for period in periods)


def _event_finding(before: Sequence[Period], after: Sequence[Period]) -> str:
    if before and _moved(before) * 2 > len(before):
        return "Selisih sudah ada sebelum pelatihan"
    if _moved(after) * 2 > len(after):
        rise = sum(period.estimate for period in after) > 0
        return f"{'Naik' if rise else 'Turun'} sesudah pelatihan, tidak sebelumnya"
    return "Belum tampak perubahan sesudah pelatihan"


def _event_alt(before: Sequence[Period], after: Sequence[Period], unit: str, period_word: str) -> str:
    parts = []
    if before:
        parts.append(
            f"Sebelum pelatihan selisih antara {number(min(p.estimate for p in before))} "
            f"dan {number(max(p.estimate for p in before))} {unit}"
        )
    if after:
        last = after[-1]
        parts.append(
            f"{period_word} terakhir sesudahnya {signed(last.estimate)} {unit} "
            f"(selang kepercayaan 95%: {interval(last.low, last.high)})"
        )
    return f"{'; '.join(parts)}."


def _draw_events(width: float, periods: Sequence[Period], smallest: float | None, period_word: str) -> Canvas:
    wide = width > 400
    height = 300.0 if wide else 260.0
    canvas = Canvas(width, height)
    marks = ticks(min(0.0, *(p.low for p in periods)), max(smallest or 0.0, *(p.high for p in periods)), 5)
    up = Scale(marks[0], marks[-1], height - 46, 26)
    left = 16 + max(text_width(number(mark), 12) for mark in marks)
    across = Scale(periods[0].when, periods[-1].when, left + 14, width - 14)
    if smallest is not None:
        canvas.rect("fb", left, up(smallest), width - left, up(0) - up(smallest))
    for mark in marks:
        canvas.line("axis" if mark == 0 else "grid", left, up(mark), width, up(mark))
        canvas.text(left - 8, up(mark) + 4, number(mark), "end tiny")
    if smallest is not None:
        note = (
            f"di bawah {number(smallest)} terlalu kecil untuk layak"
            if wide
            else f"di bawah {number(smallest)}: terlalu kecil"
        )
        canvas.text(left + 4, up(smallest) - 6, note, "tiny halo")
    _start_line(canvas, across, periods, height)
    every = 1 if wide or len(periods) <= 8 else 2
    for period in periods:
        _interval_mark(canvas, across(period.when), up, period)
        if period.when % every == 0:
            canvas.text(across(period.when), height - 26, signed(period.when), "mid tiny")
    canvas.text((left + width) / 2, height - 8, f"{period_word} sejak pelatihan", "mid tiny")
    return canvas


def _start_line(canvas: Canvas, across: Scale, periods: Sequence[Period], height: float) -> None:
    if periods[0].when >= 0 or periods[-1].when < 0:
        return
    x = across(-0.5)
    canvas.line("dash", x, 16, x, height - 42)
    canvas.text(x - 6, 14, "pelatihan", "end strong tiny")


def _interval_mark(canvas: Canvas, x: float, up: Scale, period: Period) -> None:
    if period.high > period.low:
        canvas.line("s1", x, up(period.low), x, up(period.high))
    canvas.circle("hollow" if period.when < 0 else "f1", x, up(period.estimate), 5)


@dataclass(frozen=True, slots=True)
class Estimate:
    """One programme's effect with its 95% interval; `word` is the verdict phrase or grade beside it."""

    label: str
    estimate: float
    low: float
    high: float
    word: str = ""


def forest(
    estimates: Sequence[Estimate],
    *,
    unit: str = "poin",
    sub: str,
    source: str,
    title: str | None = None,
    decimals: int | None = None,
) -> Chart:
    """Effects side by side around a zero line, the largest first.

    A dot is full when its interval leaves zero out, hollow when zero lies within. Raises ValueError for none, or an
    estimate outside its interval.
    """
    if not estimates:
        raise ValueError("a forest plot needs at least one estimate")
    for one in estimates:
        finite(one.estimate, one.low, one.high)
        if not one.low <= one.estimate <= one.high:
            raise ValueError(f"the estimate of {one.label!r} lies outside its interval")
    ordered = sorted(estimates, key=lambda one: -one.estimate)
    clear = sum(one.low > 0 for one in ordered)
    told = [
        f"{one.label} {signed(one.estimate, decimals)} ({interval(one.low, one.high, decimals)})" for one in ordered[:6]
    ]
    alt = f"Perubahan dalam {unit}: {join_and(told)}."
    wide, narrow = both(lambda width: _draw_forest(width, ordered, decimals), alt)
    return Chart(
        title=title or f"{clear} dari {len(ordered)} jelas di atas nol",
        sub=f"{sub}; {CONFIDENCE}",
        wide_svg=wide,
        narrow_svg=narrow,
        alt=alt,
        source=source,
        columns=("Program", f"Perubahan ({unit})", "Batas bawah 95%", "Batas atas 95%", "Kesimpulan"),
        rows=tuple(_forest_cells(one) for one in ordered),
    )


def _forest_cells(one: Estimate) -> tuple[Cell, ...]:
    return (one.label, one.estimate, one.low, one.high, one.word or None)


def _draw_forest(width: float, estimates: Sequence[Estimate], decimals: int | None) -> Canvas:
    wide = width > 400
    marks = ticks(min(0.0, *(one.low for one in estimates)), max(0.0, *(one.high for one in estimates)), 5)
    words = [one.word for one in estimates]
    value_width = 52 + (max(map(text_width, words)) + 6 if wide and any(words) else 0)
    frame = RowFrame(width, len(estimates), value_width=value_width, bottom=24)
    canvas = frame.canvas()
    scale = Scale(marks[0], marks[-1], frame.left + 6, frame.right - 10)
    for mark in marks:
        canvas.line("axis" if mark == 0 else "grid", scale(mark), frame.top, scale(mark), frame.height - frame.bottom)
        canvas.text(scale(mark), frame.height - 6, number(mark), "mid tiny")
    labels = [one.label if wide or not one.word else f"{one.label} · {one.word}" for one in estimates]
    for index, y in frame.place(canvas, labels):
        one = estimates[index]
        canvas.line("s1", scale(one.low), y, scale(one.high), y)
        canvas.circle("f1" if one.low > 0 or one.high < 0 else "hollow", scale(one.estimate), y, 5)
        canvas.text(frame.right, y + 4.5, signed(one.estimate, decimals), "strong")
        if wide and one.word:
            canvas.text(width, y + 4.5, one.word, "end tiny")
    return canvas
