"""Who moved between two measurements: one line a person, hollow before, full after."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from asah_basics.charts import Chart
from asah_basics.charts.canvas import Canvas, both, text_width
from asah_basics.charts.scale import Scale, finite, ticks
from asah_basics.formats import number, signed
from asah_evaluator.privacy import IN_PUBLIC, INSIDE_OFFICE

MOST_LINES = {True: 60, False: 30}
"""Lines that fit into the wide and into the phone drawing; more persons are averaged in groups of equal size."""


@dataclass(frozen=True)
class _Group:
    """One line of the drawing: mean before and after of ``size`` persons."""

    before: float
    after: float
    size: int


def before_after_picture(
    before: Sequence[float],
    after: Sequence[float],
    *,
    measure: str,
    source: str,
    place: str = "",
    higher_is_better: bool = True,
    for_public: bool = False,
) -> Chart:
    """Paired dots before and after, ordered by the value before.

    Parameters: ``before`` and ``after`` of the same persons (n,), n >= 5, in points of ``measure`` ("Nilai uji").
    ``for_public`` averages at least ten persons a line; otherwise a line may be one person, for officials only.
    Grade D: it shows a change, and the line under the title says why that alone is not an effect.
    Raises ``ValueError`` for unequal lengths, fewer than five persons and numbers that are not finite.
    """
    if len(before) != len(after):
        raise ValueError(f"{len(before)} values before and {len(after)} after: give the same persons twice")
    if len(before) < INSIDE_OFFICE:
        raise ValueError(f"{len(before)} persons: groups under {INSIDE_OFFICE} are never shown")
    finite(*before, *after)
    pairs = sorted(zip(map(float, before), map(float, after), strict=True))
    rise, same, fall = (sum(test(b, a) for b, a in pairs) for test in (_rose, _stayed, _fell))
    mean_before, mean_after = sum(b for b, _ in pairs) / len(pairs), sum(a for _, a in pairs) / len(pairs)
    counts = f"{rise} naik, {same} tetap, {fall} turun"
    alt = f"{measure} {len(pairs)} orang: rata-rata {number(mean_before, 1)} menjadi {number(mean_after, 1)}; {counts}."
    each = IN_PUBLIC if for_public else 1
    if len(pairs) < each:
        raise ValueError(f"{len(pairs)} persons: groups under {IN_PUBLIC} are never shown in public")
    wide, narrow = both(lambda width: _draw(width, pairs, higher_is_better, each), alt)
    sub = f"{measure}, {len(pairs)} orang, urut dari nilai awal. Nilai awal rendah cenderung naik tanpa pelatihan"
    return Chart(
        title=_title(measure, mean_after - mean_before, rise, len(pairs)),
        sub=f"{place}. {sub}" if place else sub,
        wide_svg=wide,
        narrow_svg=narrow,
        alt=alt,
        source=source,
        columns=("Kelompok nilai awal", "Sebelum (rata-rata)", "Sesudah (rata-rata)", "Selisih", "Orang"),
        rows=tuple(_table(pairs)),
    )


def _rose(before: float, after: float) -> bool:
    return after > before


def _stayed(before: float, after: float) -> bool:
    return after == before


def _fell(before: float, after: float) -> bool:
    return after < before


def _title(measure: str, change: float, rise: int, n: int) -> str:
    """The finding: a change, never an effect."""
    if abs(change) < 0.05:
        return f"{measure} rata-rata tetap; {rise} dari {n} orang naik"
    return f"{measure} {'naik' if change > 0 else 'turun'} {number(abs(change), 1)}; {rise} dari {n} orang naik"


def _table(pairs: Sequence[tuple[float, float]]) -> list[tuple[str, float, float, float, int]]:
    """Quarters (or fewer groups of at least five persons) by the value before: no single person is listed."""
    count = min(4, len(pairs) // INSIDE_OFFICE)
    names = {1: ("Semua",), 2: ("Setengah bawah", "Setengah atas")}
    names |= {3: ("Sepertiga bawah", "Sepertiga tengah", "Sepertiga atas")}
    names |= {4: ("Seperempat terbawah", "Seperempat kedua", "Seperempat ketiga", "Seperempat teratas")}
    rows = []
    for name, group in zip(names[count], _groups(pairs, count), strict=True):
        change = round(group.after - group.before, 2)
        rows.append((name, round(group.before, 2), round(group.after, 2), change, group.size))
    return rows


def _groups(pairs: Sequence[tuple[float, float]], count: int) -> list[_Group]:
    """Persons in ``count`` groups of (nearly) equal size, in order of the value before."""
    cuts = [round(i * len(pairs) / count) for i in range(count + 1)]
    found = []
    for start, end in itertools.pairwise(cuts):
        part = pairs[start:end]
        found.append(_Group(sum(b for b, _ in part) / len(part), sum(a for _, a in part) / len(part), len(part)))
    return found


def _draw(width: float, pairs: Sequence[tuple[float, float]], higher_is_better: bool, each: int) -> Canvas:
    """One drawing: a line a person (or a group), dashed lines at both means."""
    wide = width > 400
    height = 280.0 if wide else 250.0
    canvas = Canvas(width, height)
    each = max(each, ceil(len(pairs) / MOST_LINES[wide]))
    groups = _groups(pairs, len(pairs) // each)
    values = [value for group in groups for value in (group.before, group.after)]
    marks = ticks(min(values), max(values), 5)
    left = 16 + max(text_width(number(mark), 12) for mark in marks)
    right = width - (118 if wide else 106)
    up = Scale(marks[0], marks[-1], height - 34, 26)
    across = Scale(0, max(len(groups) - 1, 1), left + 12, right - 8)
    for mark in marks:
        canvas.line("grid", left, up(mark), right, up(mark))
        canvas.text(left - 8, up(mark) + 4, number(mark), "end tiny")
    _means(canvas, pairs, up, left, right)
    radius = 4.0 if wide else 3.5
    for place, group in enumerate(groups):
        x = across(place)
        better = (group.after >= group.before) == higher_is_better or group.after == group.before
        canvas.line("s1" if better else "s2", x, up(group.before), x, up(group.after))
        canvas.circle("f1" if better else "f2", x, up(group.after), radius)
        canvas.circle("hollow", x, up(group.before), radius)
    _key(canvas, left)
    said = "tiap garis satu orang" if each == 1 else f"tiap garis rata-rata {each} orang"
    canvas.text((left + right) / 2, height - 10, f"{said}, urut nilai awal" if wide else said, "mid tiny")
    return canvas


def _means(canvas: Canvas, pairs: Sequence[tuple[float, float]], up: Scale, left: float, right: float) -> None:
    """Dashed lines at the two means with their values at the right end, kept apart."""
    before, after = sum(b for b, _ in pairs) / len(pairs), sum(a for _, a in pairs) / len(pairs)
    heights = {"sebelum": up(before), "sesudah": up(after)}
    apart = max(abs(heights["sebelum"] - heights["sesudah"]), 17.0) / 2
    middle = (heights["sebelum"] + heights["sesudah"]) / 2
    side = 1 if heights["sebelum"] >= heights["sesudah"] else -1
    labels = {"sebelum": middle + side * apart, "sesudah": middle - side * apart}
    for name, mean in (("sebelum", before), ("sesudah", after)):
        canvas.line("dash", left, heights[name], right, heights[name])
        style = "strong halo" if name == "sesudah" else "halo"
        canvas.text(right + 6, labels[name] + 4.5, f"{name} {number(mean, 1)}", style)
    canvas.text(right + 6, min(labels.values()) - 13, signed(after - before, 1), "t1")


def _key(canvas: Canvas, left: float) -> None:
    """Hollow = before, full = after, orange = fell."""
    canvas.circle("hollow", left + 6, 10, 4)
    canvas.text(left + 15, 14, "sebelum", "tiny")
    canvas.circle("f1", left + 78, 10, 4)
    canvas.text(left + 87, 14, "sesudah", "tiny")
    canvas.circle("f2", left + 150, 10, 4)
    canvas.text(left + 159, 14, "memburuk", "tiny")
