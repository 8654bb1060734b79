"""Match, gaps and intervals with hand-made numbers; every class boundary of the three rule sets."""

from decimal import Decimal
from fractions import Fraction

import pytest

from asah.stages.agency.rules import rule_tables
from asah.stages.competencies.rules import (
    class_key,
    classify,
    gap,
    held_level,
    job_keys,
    level_key,
    match_percent,
    mean_of,
    overlaps,
    rounded,
    shade,
    standard_of,
)

D = Decimal
JPM = {row.key: row.values for row in rule_tables()["aturan_jpm"].rows}
WEIGHTS = {"pusat_asesmen": 40, "uji": 40, "atasan": 30, "diri": 10}
ECHELONS = {row.key: row.values["level_key"] for row in rule_tables()["eselon"].rows}
FUNCTIONAL = {row.key: row.values["level_key"] for row in rule_tables()["jenjang_jf"].rows}
LEVELS = {row.key: row.values["level"] for row in rule_tables()["standar_level"].rows}


@pytest.mark.parametrize(
    ("rule", "percent", "name"),
    [
        ("A", "100", "Optimal"),
        ("A", "90", "Optimal"),
        ("A", "89.995", "Optimal"),
        ("A", "89.994", "Cukup Optimal"),
        ("A", "78", "Cukup Optimal"),
        ("A", "77.994", "Kurang Optimal"),
        ("A", "0", "Kurang Optimal"),
        ("B", "80", "Memenuhi Syarat"),
        ("B", "79.99", "Masih Memenuhi Syarat"),
        ("B", "68", "Masih Memenuhi Syarat"),
        ("B", "67.99", "Kurang Memenuhi Syarat"),
        ("C:tinggi", "91", "Sangat Baik"),
        ("C:tinggi", "90.5", "Sangat Baik"),
        ("C:tinggi", "90.49", "Baik"),
        ("C:tinggi", "85", "Baik"),
        ("C:tinggi", "84.49", "Kurang"),
        ("C:lain", "85", "Sangat Baik"),
        ("C:lain", "84.5", "Sangat Baik"),
        ("C:lain", "84.4", "Baik"),
        ("C:lain", "75", "Baik"),
        ("C:lain", "74.49", "Kurang"),
    ],
)
def test_every_boundary_of_the_rule_sets(rule: str, percent: str, name: str) -> None:
    assert classify(Fraction(percent), rule, JPM[rule]).name == name


def test_the_printed_value_is_the_one_the_class_was_read_from() -> None:
    assert classify(Fraction("89.995"), "A", JPM["A"]).value == D("90.00")
    assert classify(Fraction("90.5"), "C:tinggi", JPM["C:tinggi"]).value == D(91)


def test_a_rule_without_a_lowest_class_says_so() -> None:
    with pytest.raises(ValueError, match="no class"):
        classify(Fraction(10), "X", {"decimals": 2, "classes": [{"name": "Tinggi", "from": 50}]})


@pytest.mark.parametrize(("value", "decimals", "expected"), [("2.5", 0, "3"), ("0.125", 2, "0.13"), ("-0.5", 0, "0")])
def test_rounding_is_half_up(value: str, decimals: int, expected: str) -> None:
    assert rounded(Fraction(value), decimals) == D(expected)


def test_rule_set_c_asks_for_the_step() -> None:
    assert class_key("C", "jpt_pratama") == class_key("C", "jf_utama") == "C:tinggi"
    assert class_key("C", "administrator") == "C:lain"
    assert class_key("A", "pengawas") == "A"
    with pytest.raises(ValueError, match="A, B or C"):
        class_key("D", "pengawas")


def test_strength_does_not_hide_lack_in_the_capped_match() -> None:
    match = match_percent([(D(4), D(3)), (D(2), D(3)), (None, D(3))])
    assert match is not None
    assert (match.capped, match.uncapped) == (Fraction(250, 3), Fraction(100))
    assert (match.asked, match.assessed) == (3, 2)


def test_nobody_assessed_has_no_match() -> None:
    assert match_percent([(None, D(3))]) is None


def test_held_level_weighs_the_sources_that_spoke() -> None:
    assert held_level({"diri": D(3), "atasan": D(2)}, WEIGHTS) == D("2.25")
    assert held_level({"diri": D(1), "atasan": D(1), "uji": D(2)}, WEIGHTS) == D("1.50")
    assert held_level({"uji": D("2.5")}, WEIGHTS) == D("2.50")
    assert held_level({"diri": D(3)}, {"diri": 0}) is None
    assert held_level({}, WEIGHTS) is None


def test_more_than_asked_is_no_gap_and_no_credit() -> None:
    assert gap(3, D("1.25")) == D("1.75")
    assert gap(3, D(4)) == 0
    assert gap(3, None) is None


def test_interval_of_a_mean_by_students_t() -> None:
    # Five gaps 0, 1, 1, 2, 2: mean 1.2, sample sd 0.83666, t(4; 0.975) = 2.77645.
    mean = mean_of(5, 6, 10)
    assert mean.value == pytest.approx(1.2)
    assert mean.low == pytest.approx(0.1612, abs=2e-3)
    assert mean.high == pytest.approx(2.2388, abs=2e-3)


@pytest.mark.parametrize(
    ("n", "t"), [(2, 12.7062), (3, 4.30265), (4, 3.18245), (5, 2.77645), (11, 2.22814), (31, 2.04227)]
)
def test_quantiles_of_t_against_the_printed_table(n: int, t: float) -> None:
    # n values with sum 100n, sample variance 1: half the interval is t / sqrt(n).
    mean = mean_of(n, 100 * n, n * 100**2 + n - 1)
    assert mean.high is not None
    assert (mean.high - mean.value) * n**0.5 == pytest.approx(t, abs=2e-3)


def test_a_single_answer_has_no_interval_and_none_has_no_mean() -> None:
    assert (mean_of(1, 2, 4).low, mean_of(1, 2, 4).high) == (None, None)
    with pytest.raises(ValueError, match="at least one"):
        mean_of(0, 0, 0)


@pytest.mark.parametrize(
    ("mean", "index"),
    [
        (0.0, 0),
        (0.249, 0),
        (0.25, 1),
        (0.54, 1),
        (0.55, 2),
        (0.949, 2),
        (0.95, 3),
        (1.349, 3),
        (1.35, 4),
        (1.649, 4),
        (1.65, 5),
    ],
)
def test_shades_follow_the_printed_figure(mean: float, index: int) -> None:
    assert shade(mean) == index


def test_overlapping_intervals_leave_the_order_open() -> None:
    near, far = mean_of(40, 60, 110), mean_of(40, 10, 12)
    assert overlaps(near, mean_of(40, 64, 120))
    assert not overlaps(near, far)
    assert overlaps(mean_of(1, 1, 1), far)


@pytest.mark.parametrize(
    ("kind", "echelon", "functional", "step", "level"),
    [
        ("1", "11", "", "jpt_madya", 5),
        ("1", "22", "", "jpt_pratama", 4),
        ("1", "31", "", "administrator", 3),
        ("1", "42", "", "pengawas", 2),
        ("4", "99", "", "pelaksana", 1),
        ("4", "", "", "pelaksana", 1),
        ("2", "", "PT", "jf_pertama", 2),
        ("2", "", "MU", "jf_muda", 3),
        ("2", "", "MA", "jf_madya", 4),
        ("2", "", "UT", "jf_utama", 5),
        ("2", "", "TR", "jf_terampil", 1),
        ("3", "41", "MU", "pengawas", 2),
        ("2", "", "??", "pelaksana", 1),
    ],
)
def test_default_levels_by_step(kind: str, echelon: str, functional: str, step: str, level: int) -> None:
    found = level_key(kind, echelon, functional, echelons=ECHELONS, functional=FUNCTIONAL)
    assert (found, LEVELS[found]) == (step, level)


def test_the_most_specific_key_decides_for_each_competency() -> None:
    keys = job_keys("JF-001", "kesehatan", "jf_muda")
    assert keys == ("jabatan:JF-001", "rumpun:kesehatan/jf_muda", "rumpun:kesehatan", "jenjang:jf_muda")
    standards = {
        "jenjang:jf_muda": {1: 3, 2: 3, 9: 2},
        "rumpun:kesehatan": {2: 4, 3: 2},
        "rumpun:kesehatan/jf_muda": {3: 3},
        "jabatan:JF-001": {2: 5, 9: 0},
    }
    assert standard_of(keys, standards) == {1: 3, 2: 5, 3: 3}


def test_a_post_without_codes_still_has_its_step() -> None:
    assert job_keys("", "", "pelaksana") == ("jenjang:pelaksana",)
