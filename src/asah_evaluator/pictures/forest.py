"""Which programmes changed something? Estimates side by side, each with its verdict and grade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from asah_basics.charts import Chart
from asah_basics.charts.canvas import NARROW, WIDE, Canvas, both, wrapped
from asah_basics.charts.scale import Scale, ticks
from asah_basics.formats import interval, join_and, number, signed
from asah_evaluator.pictures.effects import is_known
from asah_evaluator.privacy import INSIDE_OFFICE

CLAIMS = ("Jelas membantu", "Kemungkinan membantu", "Tampak merugikan")
"""Verdicts that say something happened; their dots are full."""


@dataclass(frozen=True)
class Effect:
    """One programme: estimate and interval in the outcome's unit, ``n`` persons behind it, ``grade`` A to D or 0 and
    the ``verdict`` phrase printed beside it."""

    label: str
    estimate: float
    low: float
    high: float
    n: int
    grade: str
    verdict: str


def forest_picture(
    effects: Sequence[Effect], *, unit: str = "poin", sub: str, source: str, decimals: int | None = None
) -> Chart:
    """Programmes side by side with their intervals, largest first, verdict and grade beside each.

    A dot is full when the verdict claims something, hollow otherwise, whatever the interval looks like. Programmes with
    fewer than five persons, with grade 0 or without an interval are not drawn; the line under the title counts them.
    Raises ``ValueError`` when none is left or an estimate lies outside its interval.
    """
    shown = [e for e in effects if e.n >= INSIDE_OFFICE and e.grade != "0" and is_known(e.estimate, e.low, e.high)]
    if not shown:
        raise ValueError("no programme has enough data to be drawn (5 persons and an interval)")
    outside = [e.label for e in shown if not e.low <= e.estimate <= e.high]
    if outside:
        raise ValueError(f"the estimate of {', '.join(outside)} lies outside its interval")
    shown.sort(key=lambda e: -e.estimate)
    hidden = len(effects) - len(shown)
    said = f"{sub}. {hidden} program belum cukup data" if hidden else sub
    told = [f"{e.label} {_numbers(e, decimals)}, {e.verdict.lower()}, tingkat {e.grade}" for e in shown[:8]]
    alt = f"Perubahan dalam {unit}, selang kepercayaan 95%: {join_and(told)}."
    wide, narrow = both(lambda width: _draw(width, shown, decimals), alt)
    return Chart(
        title=_title(shown),
        sub=f"{said}; {unit}, garis = selang kepercayaan 95%",
        wide_svg=wide,
        narrow_svg=narrow,
        alt=alt,
        source=source,
        columns=("Program", f"Perubahan ({unit})", "Batas bawah 95%", "Batas atas 95%", "Kesimpulan", "Tingkat"),
        rows=tuple((e.label, e.estimate, e.low, e.high, e.verdict, e.grade) for e in shown),
    )


def _title(effects: Sequence[Effect]) -> str:
    """How many programmes carry a claim, by verdict and not by the look of the intervals."""
    helped = sum(effect.verdict in CLAIMS[:2] for effect in effects)
    harmed = sum(effect.verdict == CLAIMS[2] for effect in effects)
    said = f"{helped} dari {len(effects)} program membantu atau kemungkinan membantu"
    return f"{said}; {harmed} tampak merugikan" if harmed else said


def _numbers(effect: Effect, decimals: int | None) -> str:
    """Estimate and interval as people read them."""
    return f"{signed(effect.estimate, decimals)} ({interval(effect.low, effect.high, decimals)})"


def _draw(width: float, effects: Sequence[Effect], decimals: int | None) -> Canvas:
    """One drawing; on phones the verdict stands under the name and the marks below both."""
    wide = width == WIDE
    step, top, bottom = (36.0, 4.0, 26.0) if wide else (74.0, 2.0, 26.0)
    canvas = Canvas(width, top + step * len(effects) + bottom)
    numbers = [_numbers(effect, decimals) for effect in effects]
    left, right = (176.0, width - 190.0) if wide else (0.0, width)
    marks = ticks(min(0.0, *(e.low for e in effects)), max(0.0, *(e.high for e in effects)), 5)
    scale = Scale(marks[0], marks[-1], left + 10, right - 12)
    for mark in marks:
        canvas.text(scale(mark), canvas.height - 7, number(mark), "mid tiny")
    for place, effect in enumerate(effects):
        head = top + place * step
        # On phones words stand between the rows of marks: the grid stops for them.
        begin, end = (head, head + step) if wide else (head + 40, head + 62)
        for mark in marks:
            canvas.line("axis" if mark == 0 else "grid", scale(mark), begin, scale(mark), end)
        if wide:
            _row_wide(canvas, scale, effect, numbers[place], head + step / 2, right)
        else:
            _row_phone(canvas, scale, effect, numbers[place], head)
    return canvas


def _row_wide(canvas: Canvas, scale: Scale, effect: Effect, numbers: str, y: float, right: float) -> None:
    """Name, marks, numbers over verdict."""
    canvas.label(0, y, effect.label, 166)
    _marks(canvas, scale, effect, y)
    canvas.text(right + 6, y - 3, numbers, "strong")
    canvas.text(right + 6, y + 12, f"{effect.verdict} · {effect.grade}", "tiny")


def _row_phone(canvas: Canvas, scale: Scale, effect: Effect, numbers: str, head: float) -> None:
    """Name, then verdict with numbers, then marks."""
    canvas.text(0, head + 14, wrapped(effect.label, NARROW, lines=1)[0], "strong")
    canvas.text(0, head + 31, f"{effect.verdict} · {effect.grade}", "tiny")
    canvas.text(NARROW, head + 31, numbers, "end tiny")
    _marks(canvas, scale, effect, head + 51)


def _marks(canvas: Canvas, scale: Scale, effect: Effect, y: float) -> None:
    """Interval and dot."""
    canvas.line("s1", scale(effect.low), y, scale(effect.high), y)
    canvas.circle("f1" if effect.verdict in CLAIMS else "hollow", scale(effect.estimate), y, 5)
