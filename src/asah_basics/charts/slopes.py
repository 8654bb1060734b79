"""Slope chart: who wins or loses between two plans?"""

from collections.abc import Sequence

from asah_basics.charts.canvas import NARROW, WIDE, Canvas, spread, wrapped
from asah_basics.charts.chart import Chart
from asah_basics.charts.dumbbells import Pair
from asah_basics.charts.scale import Scale, finite
from asah_basics.formats import join_and, number, signed


def slope(
    pairs: Sequence[Pair],
    *,
    first_label: str,
    second_label: str,
    measure: str,
    sub: str,
    source: str,
    title: str | None = None,
    decimals: int | None = None,
    limit: int = 14,
) -> Chart:
    """A line per unit from its first value to its second; on phones the list of the largest moves.

    Units that lose are orange and broken, highlighted ones bold. Only the `limit` largest moves are drawn, the table
    holds all. Raises ValueError for no units.
    """
    if not pairs:
        raise ValueError("a slope chart needs at least one unit")
    finite(*(value for pair in pairs for value in (pair.first, pair.second)))
    by_move = sorted(pairs, key=lambda pair: -abs(pair.second - pair.first))
    shown = by_move[:limit]
    told = [
        f"{pair.label} dari {number(pair.first, decimals)} menjadi {number(pair.second, decimals)}"
        for pair in shown[:5]
    ]
    alt = f"{measure}, {first_label} ke {second_label}. Perubahan terbesar: {join_and(told)}."
    return Chart(
        title=title or _finding(pairs, decimals),
        sub=sub,
        wide_svg=_draw_slopes(shown, first_label, second_label, decimals).svg(alt),
        narrow_svg=_draw_moves(shown[:8], decimals).svg(alt),
        alt=alt,
        source=source,
        columns=("Unit", f"{measure}, {first_label}", f"{measure}, {second_label}", "Selisih"),
        rows=tuple((pair.label, pair.first, pair.second, round(pair.second - pair.first, 10)) for pair in by_move),
    )


def _finding(pairs: Sequence[Pair], decimals: int | None) -> str:
    loser = min(pairs, key=lambda pair: pair.second - pair.first)
    if loser.second >= loser.first:
        return "Tidak ada unit yang turun"
    return f"{loser.label} paling banyak turun: {signed(loser.second - loser.first, decimals)}"


def _draw_slopes(pairs: Sequence[Pair], first_label: str, second_label: str, decimals: int | None) -> Canvas:
    height = max(260.0, len(pairs) * 20 + 60.0)
    canvas = Canvas(WIDE, height)
    values = [value for pair in pairs for value in (pair.first, pair.second)]
    low, high = min(values), max(values)
    up = Scale(low, high, height - 20, 44) if high > low else Scale(low, low + 1, height / 2, 44)
    left, right = 226.0, 374.0
    canvas.text(left, 18, first_label, "end strong")
    canvas.text(right, 18, second_label, "strong")
    for x in (left, right):
        canvas.line("axis thin", x, 28, x, height - 10)
    for pair in sorted(pairs, key=lambda pair: pair.second < pair.first):
        fell = pair.second < pair.first
        canvas.line("s2 broken" if fell else "s1 thin", left, up(pair.first), right, up(pair.second))
        canvas.circle("f2" if fell else "f1", left, up(pair.first), 3.5)
        canvas.circle("f2" if fell else "f1", right, up(pair.second), 3.5)
    starts = spread([up(pair.first) for pair in pairs], 16, 40, height - 8)
    ends = spread([up(pair.second) for pair in pairs], 16, 40, height - 8)
    for pair, start, end in zip(pairs, starts, ends, strict=True):
        style = "strong" if pair.highlight or pair.second < pair.first else ""
        name = wrapped(pair.label, 186, lines=1, size=12)[0]
        canvas.text(left - 8, start + 4.5, f"{name} {number(pair.first, decimals)}", f"end tiny {style}".strip())
        canvas.text(right + 8, end + 4.5, f"{number(pair.second, decimals)} {name}", f"tiny {style}".strip())
    return canvas


def _draw_moves(pairs: Sequence[Pair], decimals: int | None) -> Canvas:
    canvas = Canvas(NARROW, len(pairs) * 44 + 4)
    values = [value for pair in pairs for value in (pair.first, pair.second)]
    scale = Scale(min(values), max(values), 8, NARROW - 68)
    for index, pair in enumerate(pairs):
        y = index * 44 + 30
        fell = pair.second < pair.first
        canvas.text(0, y - 14, wrapped(pair.label, NARROW, lines=1)[0], "strong" if pair.highlight else "")
        canvas.line("grid", 8, y, NARROW - 68, y)
        canvas.line("s2" if fell else "s1", scale(pair.first), y, scale(pair.second), y)
        canvas.circle("hollow", scale(pair.first), y, 4.5)
        canvas.circle("f2" if fell else "f1", scale(pair.second), y, 5)
        canvas.text(NARROW, y + 4.5, signed(pair.second - pair.first, decimals), "end strong")
    return canvas
