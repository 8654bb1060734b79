"""Lorenz curve and Gini coefficient: is learning time shared fairly?"""

from collections.abc import Sequence
from dataclasses import dataclass

from asah_basics.charts.canvas import Canvas, Point, both
from asah_basics.charts.chart import Chart
from asah_basics.charts.scale import Scale, finite
from asah_basics.formats import number, percent

_POINTS = 40


@dataclass(frozen=True, slots=True)
class Distribution:
    """One set of amounts, one per person (or per unit), none negative."""

    label: str
    values: Sequence[float]


def gini(values: Sequence[float]) -> float:
    """Gini coefficient of amounts that are not negative: 0 when all are equal, near 1 when one holds all.

    Mean absolute difference of all pairs over twice the mean (Gini 1912), computed by ranks. 0 when the sum is 0.
    Raises ValueError for an empty list or a negative amount.
    """
    ordered = _checked(values)
    total = sum(ordered)
    if total == 0:
        return 0.0
    count = len(ordered)
    weighted = sum((2 * rank - count - 1) * value for rank, value in enumerate(ordered, start=1))
    return weighted / (count * total)


def _checked(values: Sequence[float]) -> list[float]:
    finite(*values)
    if not values or min(values) < 0:
        raise ValueError("a distribution needs at least one amount, and none may be negative")
    return sorted(values)


def lorenz_curve(values: Sequence[float]) -> list[Point]:
    """Points (share of people from the least, share of the sum) from (0, 0) to (1, 1).

    When the sum is zero everybody has the same: the line of equality.
    """
    ordered = _checked(values)
    total = sum(ordered)
    if total == 0:
        return [(0.0, 0.0), (1.0, 1.0)]
    points: list[Point] = [(0.0, 0.0)]
    running = 0.0
    for index, value in enumerate(ordered, start=1):
        running += value
        points.append((index / len(ordered), running / total))
    return points


def _share_at(curve: Sequence[Point], place: float) -> float:
    """The curve's height at a share of people; its points stand at equal distances."""
    steps = len(curve) - 1
    index = min(int(place * steps), steps - 1)
    below, above = curve[index][1], curve[index + 1][1]
    return below + (above - below) * (place * steps - index)


def lorenz(
    series: Sequence[Distribution],
    *,
    amount: str = "jam",
    who: str = "pegawai",
    sub: str,
    source: str,
    title: str | None = None,
) -> Chart:
    """One or two Lorenz curves with their Gini: the first is the one in question, the second what it is compared to.

    `amount` is what is shared, `who` shares it. Raises ValueError for none or more than two series.
    """
    if not 1 <= len(series) <= 2:
        raise ValueError(f"a Lorenz picture holds one or two series, not {len(series)}")
    ginis = [gini(one.values) for one in series]
    curves = [lorenz_curve(one.values) for one in series]
    alt = _alt(series, ginis, curves, amount, who)
    wide, narrow = both(lambda width: _draw(width, series, ginis, curves, who), alt)
    shares = [index / 10 for index in range(11)]
    return Chart(
        title=title or _finding(series, ginis, amount),
        sub=sub,
        wide_svg=wide,
        narrow_svg=narrow,
        alt=alt,
        source=source,
        columns=(f"Bagian {who} (%)", *(f"Bagian {amount}, {one.label} (%)" for one in series)),
        rows=tuple(
            (round(share * 100), *(round(_share_at(curve, share) * 100, 1) for curve in curves)) for share in shares
        ),
    )


def _finding(series: Sequence[Distribution], ginis: Sequence[float], amount: str) -> str:
    if len(series) == 1:
        return f"Gini {amount} {number(ginis[0], 2)}"
    if round(ginis[0], 2) == round(ginis[1], 2):
        return f"Pembagian {amount} sama meratanya dengan {series[1].label}"
    word = "lebih merata" if ginis[0] < ginis[1] else "kurang merata"
    return f"Pembagian {amount} {word} daripada {series[1].label}"


def _alt(
    series: Sequence[Distribution], ginis: Sequence[float], curves: Sequence[Sequence[Point]], amount: str, who: str
) -> str:
    half = _share_at(curves[0], 0.5)
    text = f"Separuh {who} dengan {amount} paling sedikit menerima {percent(half, 0)} {amount} pada {series[0].label}"
    if len(series) == 2:
        text += f", pada {series[1].label} {percent(_share_at(curves[1], 0.5), 0)}"
        return f"{text}. Gini {number(ginis[0], 2)} dibanding {number(ginis[1], 2)}."
    return f"{text}. Gini {number(ginis[0], 2)}."


def _thinned(curve: Sequence[Point]) -> list[Point]:
    if len(curve) <= _POINTS:
        return list(curve)
    return [(index / _POINTS, _share_at(curve, index / _POINTS)) for index in range(_POINTS + 1)]


def _draw(
    width: float, series: Sequence[Distribution], ginis: Sequence[float], curves: Sequence[Sequence[Point]], who: str
) -> Canvas:
    wide = width > 400
    height = 380.0 if wide else 296.0
    canvas = Canvas(width, height)
    across = Scale(0, 1, 46, width - 96 if wide else width - 8)
    up = Scale(0, 1, height - 44, 12)
    for tick in (0, 0.25, 0.5, 0.75, 1):
        canvas.line("grid", across(0), up(tick), across(1), up(tick))
        canvas.text(across(0) - 6, up(tick) + 4, percent(tick), "end tiny")
    for tick, align in ((0, ""), (0.5, " mid"), (1, " end")):
        canvas.text(across(tick), up(0) + 18, percent(tick), f"tiny{align}")
    canvas.text(across(0.5), up(0) + 36, f"{who}, dari yang paling sedikit", "mid tiny")
    lines = [[(across(x), up(y)) for x, y in _thinned(curve)] for curve in curves]
    if len(lines) == 2:
        canvas.path("fb", [*lines[0], *reversed(lines[1])], closed=True)
    canvas.path("dash", ((across(0), up(0)), (across(1), up(1))))
    canvas.text(across(0.42), up(0.5), "merata sempurna", "tiny end")
    if len(lines) == 2:
        canvas.path("s2 broken", lines[1])
    canvas.path("s1", lines[0])
    _labels(canvas, series, ginis, curves, across, up)
    return canvas


def _labels(
    canvas: Canvas,
    series: Sequence[Distribution],
    ginis: Sequence[float],
    curves: Sequence[Sequence[Point]],
    across: Scale,
    up: Scale,
) -> None:
    """The curve nearer to equality is named above-left of itself, the other below-right: the names never cross."""
    upper = min(range(len(series)), key=lambda index: ginis[index])
    for index, one in enumerate(series):
        colour = "t1" if index == 0 else "t2"
        gini_text = f"Gini {number(ginis[index], 2)}"
        place = 0.5 if index == upper else 0.8
        x, y = across(place), up(_share_at(curves[index], place))
        if index == upper:
            canvas.circle("f1" if index == 0 else "f2", x, y, 4)
            canvas.text(x - 8, y - 26, one.label, f"{colour} end halo")
            canvas.text(x - 8, y - 11, gini_text, f"{colour} end halo")
        else:
            below = min(y + 20, up(0) - 24)
            canvas.text(min(x + 8, canvas.width - 70), below, one.label, f"{colour} halo")
            canvas.text(min(x + 8, canvas.width - 70), below + 15, gini_text, f"{colour} halo")
