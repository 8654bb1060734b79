"""What a need weighs, by definition."""

from datetime import date
from decimal import Decimal

import pytest

from asah.stages.agency.rules import rule_tables
from asah.stages.needs.rules import (
    QUESTIONS,
    Parts,
    Weights,
    answered,
    contradiction_sentence,
    contradicts,
    first_class,
    fits,
    need_weight,
    points_of,
    sentences,
    standing,
    step_after,
)

WEIGHTS = Weights.of({row.key: row.values for row in rule_tables()["bobot_kebutuhan"].rows})


def points(**parts: object) -> dict[str, Decimal]:
    return points_of(Parts(**parts), WEIGHTS)  # type: ignore[arg-type]


def test_a_level_of_gap_is_a_point_and_unknown_is_none() -> None:
    assert points(gap=Decimal("1.5"))["gap"] == Decimal("1.5")
    assert points()["gap"] == 0


def test_what_is_known_of_a_unit_says_nothing_about_who_lacks_nothing() -> None:
    assert points(gap=Decimal(0), notes=3, shortfall=2) == dict.fromkeys(points(), Decimal(0))
    assert points(notes=2)["interview"] == Decimal("0.4")
    assert points(notes=9)["interview"] == Decimal("0.6")
    assert points(shortfall=9)["performance"] == Decimal("0.5")


def test_weak_performance_sharpens_measured_gaps_only() -> None:
    assert points(gap=Decimal(1), below=1)["performance"] == Decimal("0.5")
    assert points(gap=Decimal(1), below=3)["performance"] == 1
    assert points(below=3)["performance"] == 0


def test_own_wish_weighs_nothing_and_an_office_half_a_level() -> None:
    assert points(voices=frozenset({"diri"}))["proposal"] == 0
    assert points(voices=frozenset({"diri", "atasan", "opd"}))["proposal"] == 1


def test_weight_is_factor_times_sum_to_thousandths() -> None:
    parts = points(gap=Decimal("1.33"), notes=1)
    assert need_weight(parts, Decimal("1.5")) == Decimal("2.295")


def test_sources_a_level_apart_contradict() -> None:
    assert contradicts([Decimal(1), Decimal(2)], WEIGHTS)
    assert not contradicts([Decimal(1), Decimal("1.9")], WEIGHTS)
    assert not contradicts([Decimal(4)], WEIGHTS)
    text = contradiction_sentence(Decimal(1), Decimal(4), Decimal("3.2"), Decimal(0))
    assert "berbeda 3 level: terendah 1, tertinggi 4" in text
    assert "rata-rata berbobot 3,2, kesenjangan 0 level" in text
    assert "minta uji kompetensi" in text


def test_every_part_has_its_sentence_and_a_zero_is_an_answer_too() -> None:
    told = sentences(
        {"gap": Decimal(2)},
        {"wawancara": 2, "usulan": [{"v": "atasan", "s": "diajukan"}], "predikat": "Butuh Perbaikan"},
        required=Decimal(3),
        held=Decimal(1),
        gap=Decimal(2),
    )
    by_part = {one.part: one.text for one in told}
    assert by_part["gap"] == "Level 1 dari syarat 3: kurang 2 level."
    assert by_part["interview"].startswith("2 catatan wawancara")
    assert "atasan langsung (menunggu pemeriksaan)" in by_part["proposal"]
    assert by_part["performance"] == "Predikat kinerja Butuh Perbaikan."
    assert by_part["signal"] == "Belum ada dari sumber ini."


@pytest.mark.parametrize(
    ("voice", "basis", "may"),
    [("diri", "minat", True), ("diri", "akpk", False), ("opd", "surat", True), ("atasan", "minat", False)],
)
def test_who_may_name_which_basis(voice: str, basis: str, may: bool) -> None:
    assert fits(voice, basis) is may


def test_first_class_is_the_next_month_still_to_come() -> None:
    found = first_class([3, 9], 2027, date(2027, 4, 2))
    assert found is not None
    assert found.ends_on == date(2027, 9, 30)
    assert first_class([1], 2027, date(2027, 4, 2)) is None
    december = first_class([12], 2027, date(2027, 4, 2))
    assert december is not None
    assert december.ends_on == date(2027, 12, 31)


def test_steps_of_the_akpk_follow_each_other() -> None:
    assert step_after(["disusun"]) == "diverifikasi"
    assert step_after(["disusun", "diverifikasi", "divalidasi"]) == "ditetapkan"
    assert step_after(["disusun", "diverifikasi", "divalidasi", "ditetapkan"]) == ""
    assert standing(["disusun", "diverifikasi", "dikembalikan"]) == "dikembalikan"
    assert step_after(["disusun", "dikembalikan"]) == ""


def test_guide_has_eight_questions() -> None:
    assert len(QUESTIONS) == 8
    assert answered(["ya", " ", "ya"]) == 2
