"""How small a change can be seen, and how much more data is needed."""

from __future__ import annotations

from collections.abc import Sequence

from asah_basics.charts import Chart
from asah_basics.charts.canvas import Canvas, both, text_width
from asah_basics.charts.scale import Scale, finite, ticks
from asah_basics.formats import number


def power_picture(
    points: Sequence[tuple[int, float]],
    *,
    now: int,
    smallest_worth: float,
    noun: str = "angkatan",
    unit: str = "poin",
    power: float = 0.8,
    source: str,
) -> Chart:
    """Curve of the smallest change that can be seen, by size of the study.

    Parameters: ``points`` (size, minimum detectable effect in ``unit``) by rising size, at least two; ``now`` the size
    planned or reached; ``smallest_worth`` smallest effect worth having, above 0; ``noun`` what is counted on the axis.
    Raises ``ValueError`` for sizes that repeat, effects that are not above 0, or ``now`` outside the points.
    """
    ordered = _checked(points, now, smallest_worth)
    needed = next((size for size, effect in ordered if effect <= smallest_worth), None)
    seen = dict(ordered)[now]
    title = _title(now, needed, noun, smallest_worth, unit)
    alt = (
        f"Dengan {now} {noun}, perubahan di bawah {number(seen)} {unit} tidak akan terlihat. {title}. "
        f"Dari {ordered[0][0]} sampai {ordered[-1][0]} {noun}, perubahan terkecil yang terlihat turun dari "
        f"{number(ordered[0][1])} menjadi {number(ordered[-1][1])} {unit}."
    )
    wide, narrow = both(lambda width: _draw(width, ordered, now, needed, smallest_worth, noun), alt)
    return Chart(
        title=title,
        sub=f"Perubahan terkecil yang terlihat, {unit}, dengan peluang {number(100 * power)}% bila benar ada",
        wide_svg=wide,
        narrow_svg=narrow,
        alt=alt,
        source=source,
        columns=(f"Banyak {noun}", f"Perubahan terkecil yang terlihat ({unit})", "Cukup untuk yang layak"),
        rows=tuple((size, round(effect, 4), "ya" if effect <= smallest_worth else "belum") for size, effect in ordered),
    )


def _checked(points: Sequence[tuple[int, float]], now: int, smallest_worth: float) -> list[tuple[int, float]]:
    """Points in order, or ``ValueError``."""
    ordered = sorted((int(size), float(effect)) for size, effect in points)
    finite(smallest_worth, *(effect for _, effect in ordered))
    if len(ordered) < 2 or len({size for size, _ in ordered}) < len(ordered):
        raise ValueError("a power curve needs two sizes or more, each once")
    if smallest_worth <= 0 or min(effect for _, effect in ordered) <= 0:
        raise ValueError("effects must be above 0")
    if now not in dict(ordered):
        raise ValueError(f"the present size {now} is not among the sizes {', '.join(str(size) for size, _ in ordered)}")
    return ordered


def _title(now: int, needed: int | None, noun: str, smallest_worth: float, unit: str) -> str:
    """What is still needed, in words."""
    worth = f"{number(smallest_worth)} {unit}"
    if needed is None:
        return f"Perubahan {worth} tidak terlihat pada ukuran mana pun di sini"
    if needed <= now:
        return f"{now} {noun} cukup untuk melihat perubahan {worth}"
    return f"Butuh {needed - now} {noun} lagi agar perubahan {worth} terlihat"


def _draw(
    width: float, points: Sequence[tuple[int, float]], now: int, needed: int | None, worth: float, noun: str
) -> Canvas:
    """One drawing: the curve, the line of what is worth having, the present size and the needed one."""
    wide = width > 400
    height = 270.0 if wide else 236.0
    canvas = Canvas(width, height)
    marks = ticks(0.0, max(worth * 1.15, *(effect for _, effect in points)), 5)
    left = 16 + max(text_width(number(mark), 12) for mark in marks)
    up = Scale(marks[0], marks[-1], height - 44, 14)
    across = Scale(points[0][0], points[-1][0], left + 12, width - 16)
    canvas.rect("fb", left, up(worth), width - left, up(0) - up(worth))
    for mark in marks:
        canvas.line("axis" if mark == 0 else "grid", left, up(mark), width, up(mark))
        canvas.text(left - 8, up(mark) + 4, number(mark), "end tiny")
    canvas.line("dash", left, up(worth), width, up(worth))
    canvas.text(left + 6, up(0) - 7, f"layak mulai {number(worth)}", "tiny halo")
    canvas.path("s1", [(across(size), up(effect)) for size, effect in points])
    _sizes(canvas, across, points, height, wide)
    seen = dict(points)
    _dot(canvas, across(now), up(seen[now]), "hollow", f"{now} {noun}: {number(seen[now])}", width)
    if needed is not None and needed > now:
        _dot(canvas, across(needed), up(seen[needed]), "f1", f"{needed} {noun}: {number(seen[needed])}", width)
    canvas.text((left + width) / 2, height - 8, f"banyak {noun}", "mid tiny")
    return canvas


def _sizes(canvas: Canvas, across: Scale, points: Sequence[tuple[int, float]], height: float, wide: bool) -> None:
    """Sizes under the axis, as many as fit."""
    room = 34 if wide else 30
    last = -1e9
    for size, _ in points:
        if across(size) - last >= room:
            canvas.text(across(size), height - 26, number(size), "mid tiny")
            last = across(size)


def _dot(canvas: Canvas, x: float, y: float, kind: str, words: str, width: float) -> None:
    """A dot on the curve with its words above on the right, or below on the left near the edge."""
    canvas.circle(kind, x, y, 5.5)
    fits = x + 10 + text_width(words) < width
    # The curve falls, so there is room above on the right and below on the left.
    canvas.text(x + 9 if fits else x, y - 9 if fits else y + 21, words, "strong halo" if fits else "end strong halo")
