"""Bullet bars: on target?"""

from collections.abc import Sequence
from dataclasses import dataclass

from asah_basics.charts.canvas import Canvas, both, text_width
from asah_basics.charts.chart import Chart
from asah_basics.charts.rows import RowFrame
from asah_basics.charts.scale import Scale, finite
from asah_basics.formats import join_and, number


@dataclass(frozen=True, slots=True)
class Target:
    """What was reached against what was wanted."""

    label: str
    value: float
    target: float


def bullets(
    items: Sequence[Target],
    *,
    measure: str,
    sub: str,
    source: str,
    title: str | None = None,
    decimals: int | None = None,
    target_word: str = "target",
) -> Chart:
    """One bar per row, a thick line at its target; reached rows are green and say so in the table.

    Each row has its own scale, so that all targets stand in one line and rows of different units may stand together.
    The rows keep the order given. Raises ValueError for no rows, numbers that are not finite, or a target that is
    not above zero.
    """
    if not items:
        raise ValueError("bullet bars need at least one row")
    if min(item.target for item in items) <= 0:
        raise ValueError("a target must lie above zero")
    finite(*(value for item in items for value in (item.value, item.target)))
    missed = [item for item in items if item.value < item.target]
    told = [f"{item.label} {number(item.value, decimals)} dari {number(item.target, decimals)}" for item in items[:8]]
    alt = f"{measure} dibanding {target_word}: {join_and(told)}."
    wide, narrow = both(lambda width: _draw(width, items, decimals, target_word), alt)
    default = f"{len(missed)} dari {len(items)} di bawah {target_word}" if missed else f"Semua mencapai {target_word}"
    return Chart(
        title=title or default,
        sub=sub,
        wide_svg=wide,
        narrow_svg=narrow,
        alt=alt,
        source=source,
        columns=("Nama", measure, target_word.capitalize(), "Keadaan"),
        rows=tuple(
            (item.label, item.value, item.target, "di bawah" if item.value < item.target else "tercapai")
            for item in items
        ),
    )


def _draw(width: float, items: Sequence[Target], decimals: int | None, target_word: str) -> Canvas:
    reach = min(max(1.0, *(item.value / item.target for item in items)), 1.5)
    texts = [f"{number(item.value, decimals)} / {number(item.target, decimals)}" for item in items]
    frame = RowFrame(width, len(items), value_width=max(map(text_width, texts)) + 14, top=20)
    canvas = frame.canvas()
    canvas.text(width, 13, f"nilai / {target_word}", "end tiny")
    for index, y in frame.place(canvas, [item.label for item in items]):
        _bullet(canvas, items[index], Scale(0, items[index].target * reach, frame.left, frame.right - 4), y)
        canvas.text(width, y + 4.5, texts[index], "end strong")
    return canvas


def _bullet(canvas: Canvas, item: Target, scale: Scale, y: float) -> None:
    canvas.rect("fb", scale(0), y - 9, scale.end - scale(0), 18)
    reached = item.value >= item.target
    canvas.rect("f1" if reached else "f2", scale(0), y - 5, max(scale.inside(item.value) - scale(0), 1), 10)
    canvas.line("target", scale(item.target), y - 11, scale(item.target), y + 11)


def part_bar(value: float, out_of: float, others: float, others_word: str) -> str:
    """One part of a score as a bar of its whole, with a line where the others stand; SVG text of 320 × 34.

    `others_word` names the line ("rata-rata terpilih"). Raises ValueError when the whole is not above zero.
    """
    finite(value, out_of, others)
    if out_of <= 0:
        raise ValueError("the whole of a part must lie above zero")
    canvas = Canvas(320, 34)
    scale = Scale(0, out_of, 0, 320)
    canvas.rect("fb", 0, 2, 320, 14)
    canvas.rect("f1", 0, 2, scale.inside(value), 14)
    place = scale.inside(others)
    canvas.line("target", place, 0, place, 19)
    words = f"{others_word} {number(others)}"
    is_right = place > 160
    canvas.text(place + (4 if is_right else -4), 32, words, "tiny end" if is_right else "tiny")
    alt = f"Nilai Anda {number(value)} dari {number(out_of)}, {words}"
    return canvas.svg(alt).replace("narrow-chart", "part-bar", 1)


def mini_bullet(item: Target, *, high: float | None = None) -> str:
    """A small bullet for a table cell or a list row, as SVG text of 200 × 22; `high` is a shared right end."""
    finite(item.value, item.target)
    top = max(item.value, item.target) if high is None else high
    canvas = Canvas(200, 22)
    _bullet(canvas, item, Scale(0, top or 1, 0, 198), 11)
    alt = f"{item.label}: {number(item.value)} dari {number(item.target)}"
    return canvas.svg(alt).replace("narrow-chart", "mini", 1)
