"""Survey reports, sample sizes, interviews: published tables, coverage, bad input."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asah_evaluator.survey import (
    krejcie_morgan,
    mean_of,
    recommendation,
    response_rate,
    sample_for_mean,
    sample_for_share,
    saturation,
    share_of,
)
from asah_evaluator.survey.reports import tango_interval

# Krejcie and Morgan (1970), table 1: population -> sample.
# fmt: off
PUBLISHED = [
    (10, 10),
    (15, 14),
    (20, 19),
    (25, 24),
    (30, 28),
    (35, 32),
    (40, 36),
    (45, 40),
    (50, 44),
    (55, 48),
    (60, 52),
    (65, 56),
    (70, 59),
    (75, 63),
    (80, 66),
    (85, 70),
    (90, 73),
    (95, 76),
    (100, 80),
    (110, 86),
    (120, 92),
    (130, 97),
    (140, 103),
    (150, 108),
    (160, 113),
    (170, 118),
    (180, 123),
    (190, 127),
    (200, 132),
    (210, 136),
    (220, 140),
    (230, 144),
    (240, 148),
    (250, 152),
    (260, 155),
    (270, 159),
    (280, 162),
    (290, 165),
    (300, 169),
    (320, 175),
    (340, 181),
    (360, 186),
    (380, 191),
    (400, 196),
    (420, 201),
    (440, 205),
    (460, 210),
    (480, 214),
    (500, 217),
    (550, 226),
    (600, 234),
    (650, 242),
    (700, 248),
    (750, 254),
    (800, 260),
    (850, 265),
    (900, 269),
    (950, 274),
    (1000, 278),
    (1100, 285),
    (1200, 291),
    (1300, 297),
    (1400, 302),
    (1500, 306),
    (1600, 310),
    (1700, 313),
    (1800, 317),
    (1900, 320),
    (2000, 322),
    (2200, 327),
    (2400, 331),
    (2600, 335),
    (2800, 338),
    (3000, 341),
    (3500, 346),
    (4000, 351),
    (4500, 354),
    (5000, 357),
    (6000, 361),
    (7000, 364),
    (8000, 367),
    (9000, 368),
    (10000, 370),
    (15000, 375),
    (20000, 377),
    (30000, 379),
    (40000, 380),
    (50000, 381),
    (75000, 382),
    (1000000, 384),
]
# fmt: on


@pytest.mark.parametrize(("population", "sample"), PUBLISHED)
def test_krejcie_morgan_equals_every_row_of_the_table(population: int, sample: int) -> None:
    assert krejcie_morgan(population) == sample


@given(st.integers(1, 100_000))
def test_a_larger_population_never_needs_fewer(population: int) -> None:
    assert 1 <= krejcie_morgan(population) <= krejcie_morgan(population + 1) <= population + 1


@pytest.mark.parametrize("population", [0, -3, 2.5])
def test_a_population_is_a_whole_number(population: Any) -> None:
    with pytest.raises(ValueError, match="whole number"):
        krejcie_morgan(population)


def test_sample_sizes_give_the_wanted_margin() -> None:
    assert sample_for_share(0.05) == 385
    assert sample_for_share(0.05, population=300) < 300
    assert sample_for_mean(0.2, 0.8) == 62
    with pytest.raises(ValueError, match="above 0"):
        sample_for_mean(0, 1)
    with pytest.raises(ValueError, match="between 0 and 1"):
        sample_for_share(5)


def test_mean_with_its_t_interval() -> None:
    found = mean_of([4, 5, 3, 4, None, 5], scale=(1, 5))
    # Mean 4.2, sd 0.83666, t(4) = 2.77645.
    assert found.estimate == pytest.approx(4.2)
    assert found.low == pytest.approx(4.2 - 2.776445 * 0.836660 / np.sqrt(5), abs=1e-5)
    assert found.high == 5
    assert (found.n, found.missing) == (5, 1)


def test_a_class_that_answered_completely_has_no_uncertainty_about_itself() -> None:
    found = mean_of([3, 4, 5, 4], population=4)
    assert found.low == found.estimate == found.high
    with pytest.raises(ValueError, match="answered twice"):
        mean_of([3, 4, 5], population=2)


def test_wilson_interval_of_a_known_case() -> None:
    # Newcombe (1998), table I, method 3: 81 of 263 gives 0.2553 to 0.3662; 0 of 20 gives 0 to 0.1611.
    found = share_of(81, 263)
    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)
    none = share_of(0, 20)
    assert (none.low, round(none.high, 4)) == (0.0, 0.1611)


@pytest.mark.parametrize(("count", "n"), [(5, 4), (-1, 4), (0, 0), (1.5, 4)])
def test_impossible_shares_are_refused(count: Any, n: int) -> None:
    with pytest.raises(ValueError, match="whole numbers"):
        share_of(count, n)


def test_response_says_how_many_answers_are_missing() -> None:
    assert any("4 more answers" in w for w in response_rate(20, 30).warnings)
    assert response_rate(24, 30).warnings == ()
    assert response_rate(18, 30, target=0.6).warnings == ()


def test_recommendation_at_thirty_answers_is_25_to_30_points_wide() -> None:
    found = recommendation([10] * 15 + [8] * 9 + [2] * 6)
    assert found.estimate == pytest.approx(0.3)
    assert 0.25 <= (found.high - found.low) / 2 <= 0.30
    assert any("do not rank" in w for w in found.warnings)


@pytest.mark.parametrize(("more", "less", "n"), [(0, 1, 44), (15, 6, 30), (3, 9, 20)])
def test_tango_interval_ends_where_the_score_test_rejects(more: int, less: int, n: int) -> None:
    # At each end, standardise by the variance at the most likely shares that have this difference (grid search).
    for end in tango_interval(more, less, n):
        smaller = np.linspace(max(0, -end) + 1e-9, (1 - end) / 2 - 1e-9, 200_001)
        larger = smaller + end
        rest = np.maximum(1 - smaller - larger, 1e-300)
        fit = more * np.log(np.maximum(larger, 1e-300)) + less * np.log(smaller) + (n - more - less) * np.log(rest)
        best = int(np.argmax(fit))
        variance = (larger[best] + smaller[best] - end**2) / n
        assert abs((more - less) / n - end) / np.sqrt(variance) == pytest.approx(1.959964, abs=2e-3)


def test_recommendation_covers_the_truth() -> None:
    rng = np.random.default_rng(4)
    for shares in ([0.5, 0.3, 0.2], [0.85, 0.1, 0.05], [0.2, 0.2, 0.6]):
        draws = rng.multinomial(30, shares, size=600)
        truth = shares[0] - shares[2]
        intervals = [tango_interval(int(draw[0]), int(draw[2]), 30) for draw in draws]
        inside = [low <= truth <= high for low, high in intervals]
        assert 0.92 <= np.mean(inside) <= 0.985


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 10), min_size=1, max_size=40))
def test_recommendation_stays_in_its_range(scores: list[int]) -> None:
    found = recommendation(scores)
    assert -1 <= found.low <= found.estimate <= found.high <= 1


def test_bad_scores_are_refused() -> None:
    with pytest.raises(ValueError, match="row 2: outside"):
        recommendation([9, 11])
    with pytest.raises(ValueError, match="row 1: a recommendation is a whole"):
        recommendation([9.5, 10])
    with pytest.raises(ValueError, match="no recommendation"):
        recommendation([None, ""])
    with pytest.raises(ValueError, match="row 2 holds 'puas'"):
        mean_of([1, "puas", 3])
    with pytest.raises(ValueError, match="rows 1, 3: outside the scale from 1 to 5"):
        mean_of([0, 3, 6], scale=(1, 5))
    with pytest.raises(ValueError, match="at least 2"):
        mean_of([4])


def test_small_groups_carry_the_warning() -> None:
    assert any("not shown under 5" in w for w in mean_of([3, 4, 5]).warnings)


INTERVIEWS = [{"a", "b", "c"}, {"a", "d"}, {"b", "e"}, {"a"}, {"b", "c"}, {"a", "d"}, {"e"}]


def test_saturation_curve_averages_all_orders_exactly() -> None:
    from itertools import permutations

    found = saturation(INTERVIEWS[:5])
    orders = list(permutations(INTERVIEWS[:5]))
    for size in range(1, 6):
        mean = np.mean([len(set().union(*order[:size])) for order in orders])
        assert found.expected[size - 1] == pytest.approx(mean)


def test_saturation_stops_by_the_rule() -> None:
    found = saturation(INTERVIEWS)
    assert found.heard == (3, 4, 5, 5, 5, 5, 5)
    assert found.saturated_at == 6
    assert "Jenuh setelah 6 wawancara" in found.advice
    growing = saturation([{f"kode {i}"} for i in range(10)])
    assert growing.saturated_at is None
    assert growing.estimated > growing.codes
    assert "Belum jenuh" in growing.advice
    assert "baru ada 3" in saturation(INTERVIEWS[:3]).advice


def test_saturation_needs_interviews_and_codes() -> None:
    with pytest.raises(ValueError, match="two interviews"):
        saturation([{"a"}])
    with pytest.raises(ValueError, match="no interview"):
        saturation([set(), set()])
