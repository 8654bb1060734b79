"""Whatever the numbers, a picture is well formed, stays inside its box and says nothing that is not a number."""

import re
import xml.etree.ElementTree as ET
from typing import TypedDict

from hypothesis import given, settings
from hypothesis import strategies as st

from asah_basics import charts
from asah_basics.charts import Chart


class Common(TypedDict):
    sub: str
    source: str


COMMON: Common = {"sub": "sub", "source": "sumber"}
ANY = st.floats(-1e9, 1e9, allow_subnormal=False).map(lambda value: round(value, 6))
AMOUNT = st.floats(0, 1e9, allow_subnormal=False).map(lambda value: round(value, 6))
LABEL = st.text(max_size=60).filter(lambda text: text.isprintable())
SHORT = settings(max_examples=60, deadline=None)


def check(chart: Chart) -> None:
    for text in (chart.wide_svg, chart.narrow_svg):
        assert "nan" not in re.sub(r">[^<]*<|aria-label=\"[^\"]*\"", "", text)
        drawing = ET.fromstring(text)
        _, _, width, height = map(float, drawing.attrib["viewBox"].split())
        for element in drawing.iter():
            if element.tag.endswith("text"):
                continue  # long labels may reach over the edge by a letter; marks never do
            for name, limit in (("x", width), ("cx", width), ("y", height), ("cy", height)):
                assert -1 <= float(element.get(name, "0")) <= limit + 1
            assert float(element.get("width", "0")) >= 0
            for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", element.get("d", "")):
                assert -1 <= float(x) <= width + 1
                assert -1 <= float(y) <= height + 1


@SHORT
@given(st.lists(st.tuples(LABEL, st.none() | ANY, AMOUNT), min_size=1, max_size=8))
def test_ordered_bars(rows: list[tuple[str, float | None, float]]) -> None:
    bars = [
        charts.Bar(label, value, None if value is None else value - half, None if value is None else value + half)
        for label, value, half in rows
    ]
    check(charts.ordered_bars(bars, measure="x", **COMMON))


@SHORT
@given(AMOUNT, st.lists(st.tuples(LABEL, ANY), min_size=1, max_size=12))
def test_waterfalls(start: float, rows: list[tuple[str, float]]) -> None:
    check(charts.waterfall(start, [charts.Step(label, amount) for label, amount in rows], **COMMON))


@SHORT
@given(st.lists(AMOUNT, min_size=1, max_size=40), st.lists(AMOUNT, min_size=1, max_size=40))
def test_lorenz_curves(first: list[float], second: list[float]) -> None:
    series = [charts.Distribution("kini", first), charts.Distribution("lalu", second)]
    check(charts.lorenz(series, **COMMON))


@SHORT
@given(st.lists(st.tuples(ANY, AMOUNT), min_size=2, max_size=14), st.none() | AMOUNT)
def test_event_studies(rows: list[tuple[float, float]], smallest: float | None) -> None:
    periods = [charts.Period(when - 3, value, value - half, value + half) for when, (value, half) in enumerate(rows)]
    check(charts.event_study(periods, smallest_worth=smallest, **COMMON))


@SHORT
@given(st.lists(st.lists(st.none() | ANY, min_size=4, max_size=4), min_size=1, max_size=4))
def test_lines(rows: list[list[float | None]]) -> None:
    known = [row if any(value is not None for value in row) else [0.0] * 4 for row in rows]
    series = [charts.Series(f"garis {index}", row) for index, row in enumerate(known)]
    check(charts.line(["a", "b", "c", "d"], series, measure="x", **COMMON))


@SHORT
@given(st.lists(st.tuples(LABEL, ANY, ANY), min_size=1, max_size=10))
def test_slopes_and_dumbbells(rows: list[tuple[str, float, float]]) -> None:
    pairs = [charts.Pair(label, first, second) for label, first, second in rows]
    check(charts.slope(pairs, first_label="A", second_label="B", measure="x", **COMMON))
    check(charts.dumbbell(pairs, first_label="A", second_label="B", **COMMON))


@SHORT
@given(st.lists(st.tuples(LABEL, st.lists(st.integers(0, 10_000), min_size=5, max_size=5)), min_size=1, max_size=6))
def test_diverging_bars(rows: list[tuple[str, list[int]]]) -> None:
    check(charts.diverging([charts.Rated(label, counts) for label, counts in rows], list("abcde"), **COMMON))


@SHORT
@given(st.lists(st.lists(AMOUNT, min_size=1, max_size=30), min_size=1, max_size=5))
def test_dot_strips(rows: list[list[float]]) -> None:
    check(charts.dot_strip([charts.Group(f"u{index}", row) for index, row in enumerate(rows)], **COMMON))


@SHORT
@given(st.lists(st.floats(0, 1), min_size=1, max_size=60), st.floats(0, 1))
def test_swarms(shares: list[float], mean: float) -> None:
    rows = [charts.Swarm("2027", [(f"u{index}", share) for index, share in enumerate(shares)], mean)]
    check(charts.swarm(rows, measure="x", **COMMON))


@SHORT
@given(st.lists(st.tuples(st.floats(1e6, 1e10), st.floats(0, 1)), min_size=2, max_size=20), st.floats(0, 1))
def test_frontiers(points: list[tuple[float, float]], place: float) -> None:
    low, high = min(points)[0], max(points)[0]
    current = min(max(low + (high - low) * place, low), high)
    check(charts.frontier(points, current, **COMMON))


@SHORT
@given(st.lists(st.tuples(LABEL, AMOUNT, st.floats(0.001, 1e9)), min_size=1, max_size=6))
def test_bullets(rows: list[tuple[str, float, float]]) -> None:
    check(charts.bullets([charts.Target(*row) for row in rows], measure="x", **COMMON))
