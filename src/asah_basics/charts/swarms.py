"""One dot per unit on a common axis: who is behind, and did the plan move everybody?"""

from collections.abc import Sequence
from dataclasses import dataclass

from asah_basics.charts.canvas import Canvas, both
from asah_basics.charts.chart import Cell, Chart
from asah_basics.charts.scale import Scale, finite, ticks
from asah_basics.formats import number, percent


@dataclass(frozen=True, slots=True)
class Swarm:
    """One row of dots: a year or a plan, the share of one of every unit, and the mean of all people."""

    label: str
    shares: Sequence[tuple[str, float]]
    mean: float


def swarm(
    rows: Sequence[Swarm],
    *,
    measure: str,
    whole: str = "rata-rata",
    noun: str = "unit",
    sub: str,
    source: str,
    title: str | None = None,
) -> Chart:
    """One or two rows of dots, each dot a unit's share; the mean is a line, the lowest unit is named.

    The last row is the one in question (green), the one before it what it is compared to. `measure` names the share
    ("pegawai yang mencapai 20 JP"), `whole` the mean. Raises ValueError for other numbers of rows, a row without units,
    or a share outside 0 to 1.
    """
    if not 1 <= len(rows) <= 2 or any(not row.shares for row in rows):
        raise ValueError(f"a swarm holds one or two rows with units, not {len(rows)}")
    for row in rows:
        finite(row.mean, *(share for _, share in row.shares))
        if any(not 0 <= share <= 1 for _, share in row.shares):
            raise ValueError(f"row {row.label!r} holds a share outside 0 to 1")
    alt = f"{measure[:1].upper()}{measure[1:]}: {'; '.join(_words(row, whole, noun) for row in rows)}."
    wide, narrow = both(lambda width: _draw(width, rows, whole), alt)
    return Chart(
        title=title or _finding(rows),
        sub=sub,
        wide_svg=wide,
        narrow_svg=narrow,
        alt=alt,
        source=source,
        columns=(noun.capitalize(), *(f"{row.label} (%)" for row in rows)),
        rows=_table(rows),
    )


def _lowest(row: Swarm) -> tuple[str, float]:
    return min(row.shares, key=lambda unit: unit[1])


def _words(row: Swarm, whole: str, noun: str) -> str:
    name, share = _lowest(row)
    return f"{row.label}, {len(row.shares)} {noun}, {whole} {percent(row.mean, 0)}, terendah {name} {percent(share, 0)}"


def _finding(rows: Sequence[Swarm]) -> str:
    name, share = _lowest(rows[-1])
    before = dict(rows[0].shares).get(name) if len(rows) == 2 else None
    if before is None or before == share:
        return f"{name} paling rendah: {percent(share, 0)}"
    word = "naik" if share > before else "turun"
    return f"{name} paling rendah, {word} dari {percent(before, 0)} menjadi {percent(share, 0)}"


def _table(rows: Sequence[Swarm]) -> tuple[tuple[Cell, ...], ...]:
    by_row = [dict(row.shares) for row in rows]
    names = [name for name, _ in sorted(rows[-1].shares, key=lambda unit: unit[1])]
    names += [name for name, _ in rows[0].shares if name not in by_row[-1]]
    return tuple((name, *(_hundred(shares.get(name)) for shares in by_row)) for name in names)


def _hundred(share: float | None) -> float | None:
    return None if share is None else round(share * 100, 1)


def _draw(width: float, rows: Sequence[Swarm], whole: str) -> Canvas:
    wide = width > 400
    room = 116.0 if wide else 132.0
    canvas = Canvas(width, len(rows) * room + 30)
    marks = ticks(0, max(max(row.mean, *(share for _, share in row.shares)) for row in rows), 5)
    scale = Scale(0, marks[-1], 96 if wide else 12, width - 18)
    for mark in marks:
        canvas.line("grid", scale(mark), 10, scale(mark), canvas.height - 24)
        canvas.text(scale(mark), canvas.height - 7, percent(mark), "mid tiny")
    for index, row in enumerate(rows):
        centre = index * room + (62 if wide else 76)
        is_last = index == len(rows) - 1
        canvas.text(0, centre + 4.5 if wide else centre - 58, row.label, "strong halo")
        _dots(canvas, row, scale, centre, "f1" if is_last else "fm", 5.2 if wide else 3.8)
        _mean(canvas, scale(row.mean), centre, f"{whole} {percent(row.mean, 0)}")
        _name_lowest(canvas, row, scale, centre)
    return canvas


def _dots(canvas: Canvas, row: Swarm, scale: Scale, centre: float, fill: str, radius: float) -> None:
    """Dots side by side: each goes to the nearest free height around the centre line."""
    placed: list[tuple[float, float]] = []
    for _, share in sorted(row.shares, key=lambda unit: unit[1]):
        x = scale(share)
        near = [(px, py) for px, py in placed if abs(px - x) < 2 * radius + 0.6]
        y = next(
            centre + offset
            for offset in _offsets(2 * radius + 0.4)
            if all((px - x) ** 2 + (py - centre - offset) ** 2 >= (2 * radius) ** 2 for px, py in near)
            or abs(offset) > 33
        )
        placed.append((x, y))
        canvas.circle(fill, x, y, radius)


def _offsets(step: float) -> list[float]:
    return [0.0, *(sign * layer * step for layer in range(1, 9) for sign in (-1, 1))]


def _mean(canvas: Canvas, x: float, centre: float, words: str) -> None:
    canvas.line("si", x, centre - 34, x, centre + 34)
    align = "mid" if 50 < x < canvas.width - 50 else "end" if x > 50 else ""
    canvas.text(x, centre - 39, words, f"strong tiny halo {align}".strip())


def _name_lowest(canvas: Canvas, row: Swarm, scale: Scale, centre: float) -> None:
    name, share = _lowest(row)
    x = scale(share)
    canvas.line("axis", x, centre + 8, x, centre + 36)
    words = f"{name} {number(share * 100, 0)}%"
    canvas.text(min(x, canvas.width - len(words) * 6.7), centre + 49, words, "tiny halo")
