"""What holds for every picture, whatever it shows."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from typing import TypedDict

import pytest

from asah_basics import charts
from asah_basics.charts import Chart

NASTY = 'Dinas <b>"Uji" & Co'


class Common(TypedDict):
    sub: str
    source: str


COMMON: Common = {"sub": "juta rupiah, 2027", "source": "Sumber: uji, 12 Januari 2027"}

MAKERS: dict[str, Callable[[], Chart]] = {
    "ordered_bars": lambda: charts.ordered_bars(
        [charts.Bar(NASTY, 1.5, 1.2, 1.8, 40), charts.Bar("B", 2.0, 1.0, 3.0, 12), charts.Bar("C", None, n=2)],
        measure="Kesenjangan",
        **COMMON,
    ),
    "funnel": lambda: charts.funnel([(NASTY, 248), ("Hadir", 236), ("Mengisi", 0)], noun="peserta", **COMMON),
    "waterfall": lambda: charts.waterfall(100, [charts.Step(NASTY, 60), charts.Step("B", -20)], **COMMON),
    "lorenz": lambda: charts.lorenz(
        [charts.Distribution(NASTY, [0, 1, 2, 5]), charts.Distribution("2026", [0, 0, 0, 8])], **COMMON
    ),
    "dot_strip": lambda: charts.dot_strip([charts.Group(NASTY, [0, 0, 12, 30]), charts.Group("B", [25])], **COMMON),
    "histogram": lambda: charts.histogram([1, 2, 2, 5], [1, 2, 3, 5], measure=NASTY, **COMMON),
    "bullets": lambda: charts.bullets(
        [charts.Target(NASTY, 5, 20), charts.Target("B", 30, 20)], measure="JP", **COMMON
    ),
    "dumbbell": lambda: charts.dumbbell(
        [charts.Pair(NASTY, 1, 3), charts.Pair("B", 2, 2)], first_label="Diri", second_label="Atasan", **COMMON
    ),
    "slope": lambda: charts.slope(
        [charts.Pair(NASTY, 30, 20), charts.Pair("B", 10, 12)],
        first_label="A",
        second_label="B",
        measure="Persen",
        **COMMON,
    ),
    "event_study": lambda: charts.event_study(
        [charts.Period(-1, 0, 0, 0), charts.Period(0, 0.5, 0.1, 0.9), charts.Period(1, 0.8, 0.2, 1.4)],
        smallest_worth=0.5,
        **COMMON,
    ),
    "forest": lambda: charts.forest(
        [charts.Estimate(NASTY, 0.9, 0.3, 1.5, "B"), charts.Estimate("B", -0.2, -0.8, 0.4)], **COMMON
    ),
    "line": lambda: charts.line(
        ["2024", "2025", "2026"],
        [charts.Series(NASTY, [1, None, 2]), charts.Series("B", [2, 2.5, 3], [1.5, 2, 2.5], [2.5, 3, 3.5])],
        measure="IKM",
        marks=[charts.Mark(1, "pelatihan")],
        **COMMON,
    ),
    "frontier": lambda: charts.frontier([(5e8, 0.2), (1e9, 0.3), (3e9, 0.5)], 1_850_000_000, **COMMON),
    "month_strip": lambda: charts.month_strip(
        [
            charts.Span(NASTY, date(2027, 1, 4), date(2027, 12, 31)),
            charts.Span("B", date(2026, 12, 1), date(2027, 1, 9)),
        ],
        2027,
        pauses=[charts.Span("Ramadan", date(2027, 2, 8), date(2027, 3, 9))],
        **COMMON,
    ),
    "diverging": lambda: charts.diverging(
        [charts.Rated(NASTY, [1, 2, 3, 4, 5]), charts.Rated("B", [0, 0, 0, 0, 0])],
        ["Sangat kurang", "Kurang", "Cukup", "Baik", "Sangat baik"],
        **COMMON,
    ),
    "swarm": lambda: charts.swarm(
        [charts.Swarm("2026", [(NASTY, 0.07), ("B", 0.3)], 0.2), charts.Swarm("2027", [(NASTY, 0.2), ("B", 0.9)], 0.6)],
        measure="mencapai 20 JP",
        **COMMON,
    ),
    "stacked": lambda: charts.stacked(
        [charts.Stack(NASTY, [1, 2]), charts.Stack("B", [0, 0])], ["Daring", "Klasikal"], measure="Kursi", **COMMON
    ),
}


@pytest.fixture(params=sorted(MAKERS))
def chart(request: pytest.FixtureRequest) -> Chart:
    return MAKERS[request.param]()


def drawings(chart: Chart) -> list[ET.Element]:
    return [ET.fromstring(text) for text in (chart.wide_svg, chart.narrow_svg)]


def test_both_drawings_are_well_formed_and_told_apart(chart: Chart) -> None:
    wide, narrow = drawings(chart)
    assert (wide.get("class"), narrow.get("class")) == ("wide-chart", "narrow-chart")
    assert float(wide.attrib["viewBox"].split()[2]) == 600
    assert float(narrow.attrib["viewBox"].split()[2]) == 312


def test_a_strict_content_policy_holds(chart: Chart) -> None:
    for text in (chart.wide_svg, chart.narrow_svg):
        assert not re.search(r"style=|<style|<script|\son\w+=|url\(|href", text)


def test_both_drawings_carry_the_text_alternative(chart: Chart) -> None:
    for drawing in drawings(chart):
        assert drawing.get("role") == "img"
        assert drawing.get("aria-label") == chart.alt
    assert chart.alt.endswith(".")
    assert chart.title
    assert chart.sub.startswith("juta rupiah, 2027")


def test_labels_are_escaped_and_survive(chart: Chart) -> None:
    told = "".join(drawings(chart)[0].itertext()) + chart.alt + " ".join(map(str, chart.rows)) + " ".join(chart.columns)
    assert "<b>" not in chart.wide_svg + chart.narrow_svg
    has_names = chart.columns[0] not in ("Anggaran (rupiah)", "Bulan")
    if has_names:
        assert NASTY.lower() in told.lower()


def test_nothing_is_drawn_outside_the_picture(chart: Chart) -> None:
    for drawing in drawings(chart):
        _, _, width, height = map(float, drawing.attrib["viewBox"].split())
        for element in drawing.iter():
            for name, limit in (("x", width), ("cx", width), ("y", height), ("cy", height)):
                assert -0.6 <= float(element.get(name, "0")) <= limit + 0.6
            for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", element.get("d", "")):
                assert -0.6 <= float(x) <= width + 0.6
                assert -0.6 <= float(y) <= height + 0.6


def test_the_table_says_the_same(chart: Chart) -> None:
    assert len(chart.rows) >= 2
    assert {len(row) for row in chart.rows} == {len(chart.columns)}


def test_one_drawing_stays_light(chart: Chart) -> None:
    assert len(chart.wide_svg) < 8000
    assert len(chart.narrow_svg) < 8000


def test_a_title_can_be_written_by_hand() -> None:
    chart = charts.funnel([("A", 2), ("B", 1)], noun="peserta", title="Separuh hilang", **COMMON)
    assert chart.title == "Separuh hilang"


def test_the_file_for_download_carries_finding_and_source(chart: Chart) -> None:
    document = ET.fromstring(charts.svg_file(chart))
    words = " ".join("".join(document.itertext()).split())
    assert chart.source in words
    assert document.findtext("{http://www.w3.org/2000/svg}title") == chart.title


def test_the_csv_reads_back(chart: Chart) -> None:
    text = charts.csv_text(chart)
    assert text.startswith("\ufeff")
    assert len(text.strip().splitlines()) == len(chart.rows) + 1


def test_cells_that_look_like_formulas_are_defused() -> None:
    chart = charts.funnel([("=HYPERLINK(1)", 2), ("B", 1)], noun="peserta", **COMMON)
    assert "\r\n'=HYPERLINK(1);2;100.0" in charts.csv_text(chart)
    with pytest.raises(ValueError, match="separator"):
        charts.csv_text(chart, separator="|")
