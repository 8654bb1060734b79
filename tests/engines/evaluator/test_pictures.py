"""Pictures: two drawings, a written alternative, nothing a strict content policy forbids, nothing beyond the grade."""

import math
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asah_basics.charts import Chart, csv_text, svg_file
from asah_evaluator.pictures import (
    Effect,
    Moment,
    Question,
    before_after_picture,
    event_study_picture,
    forest_picture,
    power_picture,
    reaction_picture,
    response_picture,
)

SOURCE = "Sumber: contoh, Desember 2026."
NAN = float("nan")
FIVE = ("Sangat kurang", "Kurang", "Cukup", "Baik", "Sangat baik")


def moments(jump: float = 1.0, lead: float = 0.0) -> list[Moment]:
    """Six periods before and after, with narrow intervals."""
    found = [Moment(when, lead, lead - 0.2, lead + 0.2) for when in range(-6, -1)]
    return [*found, Moment(-1, 0, 0, 0), *[Moment(when, jump, jump - 0.2, jump + 0.2) for when in range(6)]]


def effect(label: str, value: float, n: int = 50, grade: str = "B", verdict: str = "Kemungkinan membantu") -> Effect:
    """One programme with an interval of one point."""
    return Effect(label, value, value - 0.5, value + 0.5, n, grade, verdict)


PICTURES = {
    "event": event_study_picture(moments(), grade="B", smallest_worth=0.5, comparison="21 unit serupa", source=SOURCE),
    "forest": forest_picture([effect("Pelayanan", 0.9), effect("Kepemimpinan", -0.7)], sub="2026", source=SOURCE),
    "people": before_after_picture(
        [50, 60, 55, 70, 80, 65], [60, 70, 50, 80, 80, 75], measure="Nilai uji", source=SOURCE
    ),
    "reaction": reaction_picture([Question("Berguna", (1, 2, 5, 9, 13))], FIVE, invited=40, source=SOURCE),
    "response": response_picture([("Diundang", 248), ("Hadir", 236), ("Mengisi", 217)], source=SOURCE),
    "power": power_picture([(k, 2 / k**0.5) for k in range(2, 17)], now=4, smallest_worth=0.6, source=SOURCE),
}


def drawings(chart: Chart) -> list[ET.Element]:
    """Both drawings, parsed."""
    return [ET.fromstring(chart.wide_svg), ET.fromstring(chart.narrow_svg)]


def dots(svg: ET.Element, kind: str) -> int:
    """How many circles of a class."""
    return sum(1 for circle in svg.iter("circle") if circle.get("class") == kind)


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_has_two_drawings_with_words(name: str) -> None:
    chart = PICTURES[name]
    wide, narrow = drawings(chart)
    for svg in (wide, narrow):
        assert svg.get("role") == "img"
        assert svg.get("aria-label") == chart.alt
        assert len(chart.alt) > 30
    width = [float(svg.get("viewBox", "").split()[2]) for svg in (wide, narrow)]
    assert width[0] >= 480 > width[1]
    assert chart.title
    assert chart.source == SOURCE
    assert chart.rows
    assert all(len(row) == len(chart.columns) for row in chart.rows)
    assert csv_text(chart).startswith("\ufeff")
    assert "<style>" in svg_file(chart)


@pytest.mark.parametrize("name", PICTURES)
def test_no_picture_breaks_a_strict_content_policy(name: str) -> None:
    for svg in drawings(PICTURES[name]):
        for element in svg.iter():
            assert element.tag not in ("style", "script", "foreignObject", "image")
            assert not any(key == "style" or key.startswith("on") for key in element.attrib)
            assert not any(
                "nan" in value.lower() or "inf" in value.lower()
                for key, value in element.attrib.items()
                if key in "dxyr"
            )


@pytest.mark.parametrize("name", PICTURES)
def test_marks_stay_inside_the_drawing(name: str) -> None:
    for svg in drawings(PICTURES[name]):
        _, _, width, height = map(float, svg.get("viewBox", "").split())
        for path in svg.iter("path"):
            numbers = [float(x) for x in re.findall(r"-?\d+(?:\.\d+)?", path.get("d", ""))]
            assert all(-1 <= x <= width + 1 for x in numbers[::2])
            assert all(-1 <= y <= height + 1 for y in numbers[1::2])
        for text in svg.iter("text"):
            x, size = float(text.get("x", "0")), len(text.text or "") * 13 * 0.5
            anchor = text.get("class", "")
            start = x - size if "end" in anchor else x - size / 2 if "mid" in anchor else x
            assert start >= -2
            assert start + size <= width + 8


@pytest.mark.parametrize("name", PICTURES)
def test_no_style_words_that_the_brief_forbids(name: str) -> None:
    chart = PICTURES[name]
    words = f"{chart.title} {chart.sub} {chart.alt}".lower().split()
    assert not set(words) & {"silakan", "mohon", "maaf", "harap", "valid", "error", "submit", "user", "nan"}


def test_before_is_hollow_and_after_is_full() -> None:
    for svg in drawings(PICTURES["event"]):
        assert dots(svg, "hollow") == 6
        assert dots(svg, "f1") == 6


def test_the_title_of_an_event_study_never_exceeds_its_grade() -> None:
    causal = event_study_picture(moments(), grade="A", comparison="pembanding", source=SOURCE)
    assert causal.title == "Naik sesudah pelatihan, tidak sebelumnya"
    for grade in ("C", "D", "0"):
        careful = event_study_picture(moments(), grade=grade, comparison="pembanding", source=SOURCE)
        assert careful.title == "Ada perubahan, belum tentu karena pelatihan"
        flat = event_study_picture(moments(jump=0), grade=grade, comparison="pembanding", source=SOURCE)
        assert flat.title == "Belum tampak perubahan sesudah pelatihan"
    for grade in ("B", "C"):
        trend = event_study_picture(moments(lead=0.6), grade=grade, comparison="pembanding", source=SOURCE)
        assert trend.title == "Selisih sudah ada sebelum pelatihan"


def test_periods_without_data_are_named_not_drawn_as_zero() -> None:
    holed = [*moments()[:-1], Moment(5, NAN, NAN, NAN)]
    chart = event_study_picture(holed, grade="B", comparison="pembanding", source=SOURCE)
    assert "+5 tanpa data" in chart.sub
    assert len(chart.rows) == 11


def test_forest_hides_small_programmes_and_counts_them() -> None:
    few = [effect("A", 1.0), effect("B", 3.0, n=4), effect("C", 2.0, grade="0"), Effect("D", 1, NAN, NAN, 50, "C", "x")]
    chart = forest_picture(few, sub="2026", source=SOURCE)
    assert [row[0] for row in chart.rows] == ["A"]
    assert "3 program belum cukup data" in chart.sub
    with pytest.raises(ValueError, match="no programme has enough"):
        forest_picture(few[1:], sub="2026", source=SOURCE)
    with pytest.raises(ValueError, match="outside its interval"):
        forest_picture([Effect("A", 3, 0, 1, 50, "B", "x")], sub="", source=SOURCE)


def test_forest_dots_and_title_follow_the_verdict_not_the_interval() -> None:
    unsure = effect("A", 3.0, grade="C", verdict="Belum dapat dipastikan")
    chart = forest_picture([unsure, effect("B", 2.0)], sub="2026", source=SOURCE)
    for svg in drawings(chart):
        assert (dots(svg, "hollow"), dots(svg, "f1")) == (1, 1)
    assert chart.title.startswith("1 dari 2 program")
    harmed = effect("C", -2.0, verdict="Tampak merugikan")
    assert "1 tampak merugikan" in forest_picture([harmed, unsure], sub="", source=SOURCE).title


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=5, max_size=150))
def test_before_and_after_counts_everybody(pairs: list[tuple[int, int]]) -> None:
    before, after = [p[0] for p in pairs], [p[1] for p in pairs]
    chart = before_after_picture(before, after, measure="Nilai", source=SOURCE)
    sizes = [int(row[4] or 0) for row in chart.rows]
    assert sum(sizes) == len(pairs)
    assert min(sizes) >= 5
    assert "tanpa pelatihan" in chart.sub
    public = len(pairs) >= 10
    if public:
        shown = before_after_picture(before, after, measure="Nilai", source=SOURCE, for_public=True)
        lines = dots(ET.fromstring(shown.wide_svg), "hollow") - 1
        assert lines <= len(pairs) // 10


def test_before_and_after_refuses_few_and_unequal() -> None:
    with pytest.raises(ValueError, match="never shown"):
        before_after_picture([1, 2, 3, 4], [1, 2, 3, 4], measure="Nilai", source=SOURCE)
    with pytest.raises(ValueError, match="never shown in public"):
        before_after_picture([1] * 6, [2] * 6, measure="Nilai", source=SOURCE, for_public=True)
    with pytest.raises(ValueError, match="same persons"):
        before_after_picture([1] * 6, [2] * 5, measure="Nilai", source=SOURCE)
    with pytest.raises(ValueError, match="finite"):
        before_after_picture([1] * 6, [math.inf] * 6, measure="Nilai", source=SOURCE)


def test_reaction_hides_questions_with_few_answers() -> None:
    questions = [Question("Berguna", (1, 2, 5, 9, 13)), Question("Ruang", (1, 0, 1, 1, 0))]
    chart = reaction_picture(questions, FIVE, invited=40, source=SOURCE)
    assert [row[0] for row in chart.rows] == ["Berguna"]
    assert "30 dari 40 mengisi (75%)" in chart.sub
    assert "1 pertanyaan di bawah 5 jawaban tidak ditampilkan" in chart.sub
    with pytest.raises(ValueError, match="nothing is shown"):
        reaction_picture(questions[1:], FIVE, invited=40, source=SOURCE)
    with pytest.raises(ValueError, match="20 were invited"):
        reaction_picture(questions, FIVE, invited=20, source=SOURCE)


def test_response_hides_small_stages() -> None:
    chart = response_picture([("Diundang", 40), ("Hadir", 36), ("Wawancara", 3)], source=SOURCE)
    assert len(chart.rows) == 2
    assert "Wawancara: di bawah 5 orang" in chart.sub
    with pytest.raises(ValueError, match="more than 40"):
        response_picture([("Diundang", 40), ("Hadir", 41)], source=SOURCE)
    with pytest.raises(ValueError, match="nothing is shown"):
        response_picture([("Diundang", 40), ("Hadir", 4)], source=SOURCE)


def test_power_says_how_much_more_is_needed() -> None:
    points = [(k, 2 / k**0.5) for k in range(2, 17)]
    assert power_picture(points, now=4, smallest_worth=0.6, source=SOURCE).title == (
        "Butuh 8 angkatan lagi agar perubahan 0,6 poin terlihat"
    )
    assert power_picture(points, now=9, smallest_worth=0.7, source=SOURCE).title.startswith("9 angkatan cukup")
    assert "tidak terlihat" in power_picture(points, now=4, smallest_worth=0.3, source=SOURCE).title
    with pytest.raises(ValueError, match="not among the sizes"):
        power_picture(points, now=40, smallest_worth=0.3, source=SOURCE)
    with pytest.raises(ValueError, match="two sizes"):
        power_picture(points[:1], now=2, smallest_worth=0.3, source=SOURCE)
    with pytest.raises(ValueError, match="above 0"):
        power_picture(points, now=4, smallest_worth=0, source=SOURCE)
