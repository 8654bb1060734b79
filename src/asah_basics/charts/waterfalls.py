"""The waterfall: where does the money go?"""

from collections.abc import Sequence
from dataclasses import dataclass

from asah_basics.charts.canvas import WIDE, Canvas, both, wrapped
from asah_basics.charts.chart import Chart
from asah_basics.charts.scale import Scale, finite, from_zero
from asah_basics.formats import MINUS, join_and, number

_SLOTS = 9
"""More columns than this do not fit side by side; the wide drawing then uses rows as well."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step down (`amount` positive: money used) or up (negative: money coming in)."""

    label: str
    amount: float
    highlight: bool = False


def waterfall(
    start: float,
    steps: Sequence[Step],
    *,
    start_label: str = "Pagu",
    end_label: str = "Sisa",
    unit: str = "juta rupiah",
    sub: str,
    source: str,
    title: str | None = None,
    decimals: int | None = 0,
) -> Chart:
    """A sum, what is taken from it step by step, and what is left.

    All amounts in the same `unit`, which the sub-title should name. Without a highlighted step the largest is
    highlighted. Raises ValueError for no steps or numbers that are not finite.
    """
    if not steps:
        raise ValueError("a waterfall needs at least one step")
    finite(start, *(step.amount for step in steps))
    if not any(step.highlight for step in steps):
        largest = max(steps, key=lambda step: step.amount)
        steps = [Step(step.label, step.amount, step is largest) for step in steps]
    rest = start - sum(step.amount for step in steps)
    told = [f"{step.label.lower()} {number(step.amount, decimals)}" for step in steps]
    alt = (
        f"Dari {start_label.lower()} {number(start, decimals)} {unit}: {join_and(told)}. "
        f"{end_label} {number(rest, decimals)} {unit}."
    )
    bars = _bars(start, steps, rest, start_label, end_label, decimals)
    wide, narrow = both(
        lambda width: _columns(bars) if width == WIDE and len(bars) <= _SLOTS else _rows(width, bars), alt
    )
    marked = next(step for step in steps if step.highlight)
    return Chart(
        title=title or f"{marked.label} memakai {number(marked.amount, decimals)} {unit}",
        sub=sub,
        wide_svg=wide,
        narrow_svg=narrow,
        alt=alt,
        source=source,
        columns=("Bagian", f"Jumlah ({unit})"),
        rows=((start_label, start), *((step.label, -step.amount) for step in steps), (end_label, rest)),
    )


@dataclass(frozen=True, slots=True)
class _Bar:
    label: str
    text: str
    low: float
    high: float
    level: float
    fill: str


def _bars(
    start: float, steps: Sequence[Step], rest: float, start_label: str, end_label: str, decimals: int | None
) -> list[_Bar]:
    bars = [_Bar(start_label, number(start, decimals), min(0, start), max(0, start), start, "f1")]
    level = start
    for step in steps:
        after = level - step.amount
        sign = MINUS if step.amount > 0 else "+"
        text = f"{sign}{number(abs(step.amount), decimals)}"
        bars.append(
            _Bar(step.label, text, min(level, after), max(level, after), after, "f2" if step.highlight else "fm")
        )
        level = after
    bars.append(_Bar(end_label, number(rest, decimals), min(0, rest), max(0, rest), rest, "f1"))
    return bars


def _columns(bars: Sequence[_Bar]) -> Canvas:
    canvas = Canvas(WIDE, 300)
    low, high = from_zero([value for bar in bars for value in (bar.low, bar.high)])
    scale = Scale(low, high, 252, 26)
    slot = WIDE / len(bars)
    bar_width = slot - 10
    for index, bar in enumerate(bars):
        x = index * slot + 5
        height = max(scale(bar.low) - scale(bar.high), 1.5)
        canvas.rect(bar.fill, x, scale(bar.low) - height, bar_width, height)
        if index < len(bars) - 1:
            canvas.line("axis thin", x + bar_width, scale(bar.level), x + slot, scale(bar.level))
        canvas.text(x + bar_width / 2, scale(bar.high) - 7, bar.text, "mid strong")
        for row, words in enumerate(wrapped(bar.label, slot * 1.2, size=12)):
            canvas.text(x + bar_width / 2, 271 + row * 14, words, "mid tiny")
    canvas.line("axis", 0, scale(0), WIDE, scale(0))
    return canvas


def _rows(width: float, bars: Sequence[_Bar]) -> Canvas:
    canvas = Canvas(width, len(bars) * 30 + 6)
    low, high = from_zero([value for bar in bars for value in (bar.low, bar.high)])
    label_width = 176.0 if width == WIDE else 104.0
    scale = Scale(low, high, label_width, width - 52)
    for index, bar in enumerate(bars):
        y = index * 30 + 15
        canvas.text(0, y + 4.5, wrapped(bar.label, label_width - 6, lines=1)[0])
        length = max(scale(bar.high) - scale(bar.low), 1.5)
        canvas.rect(bar.fill, scale(bar.low), y - 11, length, 22)
        canvas.text(scale(bar.low) + length + 6, y + 4.5, bar.text, "strong")
    return canvas
