"""What single pictures must get right: order, numbers, findings, refusals."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from itertools import pairwise, product
from math import nan
from typing import TypedDict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asah_basics import charts
from asah_basics.charts.canvas import spread, wrapped
from asah_basics.charts.scale import Scale, ticks


class Common(TypedDict):
    sub: str
    source: str


COMMON: Common = {"sub": "sub", "source": "sumber"}
AMOUNTS = st.lists(st.floats(0, 1e6), min_size=1, max_size=30)


def test_bars_are_ordered_and_what_is_unknown_is_hatched_last() -> None:
    chart = charts.ordered_bars(
        [charts.Bar("kosong", None), charts.Bar("kecil", 1), charts.Bar("besar", 3)], measure="Level", **COMMON
    )
    assert [row[0] for row in chart.rows] == ["besar", "kecil", "kosong"]
    assert chart.rows[2][1] is None
    assert chart.wide_svg.count('class="hatching"') == 2
    assert "belum cukup jawaban" in chart.alt
    assert chart.title == "besar paling besar: 3"


def test_only_the_first_bars_are_drawn_but_the_table_holds_all() -> None:
    bars = [charts.Bar(f"unit {index}", index) for index in range(30)]
    chart = charts.ordered_bars(bars, measure="Level", limit=5, **COMMON)
    assert len(chart.rows) == 30
    assert chart.wide_svg.count("<rect") == 5
    assert "5 dari 30" in chart.alt


def test_bars_begin_at_zero() -> None:
    chart = charts.ordered_bars([charts.Bar("a", 100), charts.Bar("b", 50)], measure="Level", **COMMON)
    widths = [float(rect.attrib["width"]) for rect in ET.fromstring(chart.wide_svg).iter("rect")]
    assert widths[0] == pytest.approx(2 * widths[1], abs=0.2)


def test_a_waterfall_ends_at_what_is_left() -> None:
    chart = charts.waterfall(1850, [charts.Step("Wajib", 310), charts.Step("Teknis", 1528)], **COMMON)
    assert chart.rows == (("Pagu", 1850), ("Wajib", -310), ("Teknis", -1528), ("Sisa", 12))
    assert chart.title == "Teknis memakai 1.528 juta rupiah"
    assert "−310" in chart.wide_svg


def test_an_overspent_waterfall_goes_below_zero_without_leaving_the_picture() -> None:
    chart = charts.waterfall(100, [charts.Step("Besar", 150)], **COMMON)
    assert chart.rows[-1] == ("Sisa", -50)
    assert "−50" in chart.wide_svg


@given(AMOUNTS)
def test_gini_is_the_mean_difference_of_all_pairs(values: list[float]) -> None:
    total = sum(values)
    pairs = sum(abs(one - other) for one, other in product(values, values))
    expected = pairs / (2 * len(values) * total) if total else 0.0
    assert charts.gini(values) == pytest.approx(expected, abs=1e-9)


def test_gini_of_known_cases() -> None:
    assert charts.gini([5, 5, 5]) == 0
    assert charts.gini([0, 0, 0, 8]) == pytest.approx(0.75)
    assert charts.gini([0, 0]) == 0
    with pytest.raises(ValueError, match="negative"):
        charts.gini([1, -1])


def test_lorenz_says_what_the_lower_half_gets() -> None:
    chart = charts.lorenz([charts.Distribution("2027", [1] * 4), charts.Distribution("2026", [0, 0, 2, 2])], **COMMON)
    assert chart.alt == (
        "Separuh pegawai dengan jam paling sedikit menerima 50% jam pada 2027, pada 2026 0%. Gini 0,00 dibanding 0,50."
    )
    assert chart.title == "Pembagian jam lebih merata daripada 2026"
    assert chart.rows[5] == (50, 50.0, 0.0)


def test_lorenz_of_thousands_stays_light() -> None:
    chart = charts.lorenz([charts.Distribution("2027", [float(index % 40) for index in range(5000)])], **COMMON)
    assert len(chart.wide_svg) < 4000


def test_dot_strips_put_who_gets_least_first() -> None:
    chart = charts.dot_strip([charts.Group("cukup", [20, 30]), charts.Group("kurang", [0, 5])], **COMMON)
    assert chart.rows[0] == ("kurang", 2, 1, 2, 2.5)
    assert chart.title == "1 dari 4 orang tanpa JP sama sekali"


def test_histogram_loses_nobody() -> None:
    values = [1.0, 1.5, 2.0, 2.0, 5.0]
    chart = charts.histogram(values, [1, 2, 3, 5], measure="Level", **COMMON)
    assert [row[1] for row in chart.rows] == [2, 2, 1]
    with pytest.raises(ValueError, match="within"):
        charts.histogram([9], [1, 2], measure="Level", **COMMON)


def test_bullets_align_their_targets() -> None:
    chart = charts.bullets([charts.Target("a", 5, 10), charts.Target("b", 900, 1000)], measure="JP", **COMMON)
    places = {path.attrib["d"].split()[0] for path in ET.fromstring(chart.wide_svg).iter("path")}
    assert len(places) == 1
    assert chart.title == "2 dari 2 di bawah target"
    assert [row[3] for row in chart.rows] == ["di bawah", "di bawah"]


def test_a_mini_bullet_is_one_small_picture() -> None:
    root = ET.fromstring(charts.mini_bullet(charts.Target("JP", 12, 20)))
    assert root.get("class") == "mini"
    assert root.get("aria-label") == "JP: 12 dari 20"


def test_dumbbells_and_slopes_name_the_largest_difference() -> None:
    pairs = [charts.Pair("a", 1, 2), charts.Pair("b", 5, 2)]
    dumbbell = charts.dumbbell(pairs, first_label="Diri", second_label="Atasan", **COMMON)
    assert dumbbell.title == "Selisih terbesar: b (−3)"
    slope = charts.slope(pairs, first_label="A", second_label="B", measure="Poin", **COMMON)
    assert slope.title == "b paling banyak turun: −3"
    kinder = charts.slope(pairs[:1], first_label="A", second_label="B", measure="Poin", **COMMON)
    assert kinder.title == "Tidak ada unit yang turun"


@pytest.mark.parametrize(
    ("before", "after", "finding"),
    [
        ((-0.2, 0.2), (0.3, 1.5), "Naik sesudah pelatihan, tidak sebelumnya"),
        ((-0.2, 0.2), (-1.5, -0.3), "Turun sesudah pelatihan, tidak sebelumnya"),
        ((-0.2, 0.2), (-0.3, 1.5), "Belum tampak perubahan sesudah pelatihan"),
        ((0.3, 0.9), (0.3, 1.5), "Selisih sudah ada sebelum pelatihan"),
    ],
)
def test_an_event_study_says_no_more_than_its_intervals(
    before: tuple[float, float], after: tuple[float, float], finding: str
) -> None:
    sides = {-2: before, -1: before, 0: after, 1: after}
    periods = [charts.Period(when, sum(side) / 2, *side) for when, side in sides.items()]
    chart = charts.event_study(periods, **COMMON)
    assert chart.title == finding
    assert "selang kepercayaan 95%" in chart.sub
    assert chart.wide_svg.count('class="hollow"') == 2


def test_a_forest_counts_only_what_is_clearly_above_zero() -> None:
    chart = charts.forest([charts.Estimate("jelas", 0.9, 0.3, 1.5), charts.Estimate("ragu", 1.1, -0.1, 2.3)], **COMMON)
    assert chart.title == "1 dari 2 jelas di atas nol"
    assert chart.wide_svg.count('class="hollow"') == 1
    assert chart.rows[0][:2] == ("ragu", 1.1)


def test_a_gap_in_a_line_is_not_bridged() -> None:
    chart = charts.line(list("abcde"), [charts.Series("x", [1, 2, None, 2, 1])], measure="IKM", **COMMON)
    assert chart.wide_svg.count('class="s1"') == 2
    assert chart.rows[2] == ("c", None)


def test_a_frontier_reads_between_its_points() -> None:
    chart = charts.frontier([(1e9, 0.2), (2e9, 0.4)], 1_500_000_000, **COMMON)
    assert chart.title == "Rp1,5 miliar menutup 30%; Rp100 juta lagi +2 poin"


def test_months_count_what_runs_in_them() -> None:
    day = date(2027, 2, 1)
    spans = [charts.Span("a", date(2027, 1, 30), date(2027, 2, 2)), charts.Span("b", day, day)]
    chart = charts.month_strip(spans, 2027, **COMMON)
    assert chart.title == "Februari paling padat: 2 kelas"
    assert chart.alt == "Kelas per bulan 2027: Januari 1 dan Februari 2."


def test_diverging_bars_show_both_ends_and_leave_the_unanswered_out() -> None:
    levels = ["Buruk", "Kurang", "Cukup", "Baik", "Unggul"]
    chart = charts.diverging([charts.Rated("Waktu", [1, 1, 0, 1, 1]), charts.Rated("Alat", [0] * 5)], levels, **COMMON)
    assert chart.title == "Paling banyak dinilai kurang: Waktu (50%)"
    assert "Alat belum ada jawaban" in chart.alt


def test_stacked_bars_name_the_largest_part() -> None:
    chart = charts.stacked([charts.Stack("a", [3, 1])], ["Daring", "Klasikal"], measure="Kursi", **COMMON)
    assert chart.title == "75% untuk daring"


@pytest.mark.parametrize(
    "draw",
    [
        lambda: charts.ordered_bars([], measure="x", **COMMON),
        lambda: charts.ordered_bars([charts.Bar("a", nan)], measure="x", **COMMON),
        lambda: charts.funnel([("a", 0), ("b", 0)], noun="x", **COMMON),
        lambda: charts.waterfall(1, [], **COMMON),
        lambda: charts.lorenz([], **COMMON),
        lambda: charts.dot_strip([charts.Group("a", [])], **COMMON),
        lambda: charts.histogram([1], [2, 1], measure="x", **COMMON),
        lambda: charts.bullets([charts.Target("a", 1, 0)], measure="x", **COMMON),
        lambda: charts.dumbbell([], first_label="a", second_label="b", **COMMON),
        lambda: charts.slope([], first_label="a", second_label="b", measure="x", **COMMON),
        lambda: charts.event_study([charts.Period(0, 1, 2, 3), charts.Period(1, 1, 0, 2)], **COMMON),
        lambda: charts.forest([charts.Estimate("a", 1, 2, 3)], **COMMON),
        lambda: charts.line(["a"], [charts.Series("x", [1])], measure="x", **COMMON),
        lambda: charts.line(["a", "b"], [charts.Series("x", [1, 2])] * 5, measure="x", **COMMON),
        lambda: charts.line(["a", "b"], [charts.Series("x", [1])], measure="x", **COMMON),
        lambda: charts.frontier([(1, 0.1), (2, 0.2)], 3, **COMMON),
        lambda: charts.month_strip([charts.Span("a", date(2027, 2, 2), date(2027, 2, 1))], 2027, **COMMON),
        lambda: charts.diverging([charts.Rated("a", [1, 2])], ["x", "y"], **COMMON),
        lambda: charts.stacked([charts.Stack("a", [-1, 2])], ["x", "y"], measure="x", **COMMON),
    ],
)
def test_pictures_that_would_mislead_are_refused(draw: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        draw()


@given(st.floats(-1e6, 1e6), st.floats(0.001, 1e6))
def test_ticks_are_round_and_cover_the_range(low: float, length: float) -> None:
    marks = ticks(low, low + length)
    assert marks[0] <= low + 1e-6 * length
    assert marks[-1] >= low + length - 1e-6 * length
    assert 2 <= len(marks) <= 12


@given(st.lists(st.floats(0, 100), min_size=1, max_size=5))
def test_spread_labels_keep_their_distance(heights: list[float]) -> None:
    placed = sorted(spread(heights, 16, 0, 100))
    assert all(later - earlier >= 16 - 1e-6 for earlier, later in pairwise(placed))


def test_a_scale_of_one_value_does_not_divide_by_zero() -> None:
    assert Scale(3, 3, 10, 20)(3) == 10
    assert Scale(0, 1, 10, 20).inside(4) == 20


def test_long_labels_are_wrapped_and_cut_with_a_sign() -> None:
    assert wrapped("Badan Kepegawaian dan Pengembangan Sumber Daya Manusia", 120) == ["Badan", "Kepegawaian dan…"]
    assert wrapped("Dinkes", 120) == ["Dinkes"]


def test_a_swarm_names_the_lowest_unit_and_how_it_moved() -> None:
    rows = [
        charts.Swarm("2026", [("Kepulauan", 0.07), ("Kota", 0.4)], 0.3),
        charts.Swarm("2027", [("Kepulauan", 0.21), ("Kota", 0.5), ("Baru", 0.6)], 0.4),
    ]
    chart = charts.swarm(rows, measure="pegawai yang mencapai 20 JP", **COMMON)
    assert chart.title == "Kepulauan paling rendah, naik dari 7% menjadi 21%"
    assert chart.rows == (("Kepulauan", 7.0, 21.0), ("Kota", 40.0, 50.0), ("Baru", None, 60.0))
    assert chart.wide_svg.count("<circle") == 5


def test_dots_of_a_swarm_do_not_hide_each_other() -> None:
    rows = [charts.Swarm("2027", [(f"Unit {index}", 0.5) for index in range(7)], 0.5)]
    circles = ET.fromstring(charts.swarm(rows, measure="x", **COMMON).wide_svg).iter("circle")
    heights = sorted(float(circle.attrib["cy"]) for circle in circles)
    assert all(later - earlier >= 9.9 for earlier, later in pairwise(heights))


def test_a_rank_strip_marks_the_own_place_only() -> None:
    root = ET.fromstring(charts.rank_strip(37, 52, 30, 35))
    assert root.get("aria-label") == "Urutan 37 dari 52; terpilih sampai 30, cadangan 31 sampai 35"
    assert "Anda, 37" in "".join(root.itertext())
    assert ET.fromstring(charts.rank_strip(3, 3, 5, 5)).get("aria-label") == "Urutan 3 dari 3; terpilih sampai 3"


@pytest.mark.parametrize("places", [(0, 5, 1, 1), (6, 5, 1, 1), (1, 5, 3, 2)])
def test_places_that_do_not_fit_are_refused(places: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        charts.rank_strip(*places)


def test_a_close_race_has_no_winner() -> None:
    close = [charts.Bar("a", 1.2, 0.9, 1.5), charts.Bar("b", 1.0, 0.8, 1.2)]
    assert charts.ordered_bars(close, measure="Level", **COMMON).title == "a 1,2; urutan teratas belum pasti"
    clear = [charts.Bar("a", 1.2, 1.1, 1.3), charts.Bar("b", 1.0, 0.9, 1.05)]
    assert charts.ordered_bars(clear, measure="Level", **COMMON).title == "a paling besar: 1,2"
