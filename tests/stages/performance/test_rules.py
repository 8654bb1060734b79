"""Nine cells, five ordered words; the index of satisfaction by hand; periods that exist."""

from datetime import date
from decimal import Decimal

import pytest

from asah.stages.agency.rules import rule_tables
from asah.stages.performance.rules import (
    EXPECTATIONS,
    PREDICATES,
    BadPeriod,
    BadScores,
    UnknownExpectation,
    class_of,
    fault_of_value,
    faults_of_scores,
    index_exact,
    index_weighted,
    mean_of,
    rate,
    sample_size,
    span_of,
)

MATRIX = {row.key: row.values for row in rule_tables()["matriks_kinerja"].rows}
CLASSES = {row.key: row.values for row in rule_tables()["skm_kelas"].rows}
ELEMENTS = {row.key: row.values["name"] for row in rule_tables()["skm_unsur"].rows}
# PermenPANRB 6/2022: result of work down, behaviour across (below, as expected, above).
REGULATION = {
    "di_atas": ("Kurang", "Baik", "Sangat Baik"),
    "sesuai": ("Kurang", "Baik", "Baik"),
    "di_bawah": ("Sangat Kurang", "Butuh Perbaikan", "Butuh Perbaikan"),
}
NINE = [
    (result, behaviour, words[at])
    for result, words in REGULATION.items()
    for at, behaviour in enumerate(("di_bawah", "sesuai", "di_atas"))
]
# The example of a public guide: 29 respondents, means to four decimals.
GUIDE = dict(
    zip(
        ELEMENTS,
        map(Decimal, ["3.6207", "3.4828", "3.4483", "4.0000", "3.5172", "3.6207", "3.6552", "3.6207", "3.9655"]),
        strict=True,
    )
)


@pytest.mark.parametrize(("result", "behaviour", "word"), NINE)
def test_each_of_the_nine_cells(result: str, behaviour: str, word: str) -> None:
    assert rate(result, behaviour, MATRIX).word == word


def test_the_table_has_the_nine_cells_and_no_other_and_names_its_source() -> None:
    table = rule_tables()["matriks_kinerja"]
    assert {row.key for row in table.rows} == {f"{a}/{b}" for a in EXPECTATIONS for b in EXPECTATIONS}
    assert {row.legal_basis for row in table.rows} == {"permenpanrb-6-2022"}
    assert all(PREDICATES[row["predicate_id"]].word == row["predicate"] for row in MATRIX.values())


def test_bad_behaviour_with_good_results_is_worse_than_poor_results_with_good_behaviour() -> None:
    assert rate("di_atas", "di_bawah", MATRIX).rank < rate("di_bawah", "di_atas", MATRIX).rank
    assert [PREDICATES[number].rank for number in range(1, 6)] == [5, 4, 3, 2, 1]


def test_a_rating_outside_the_three_is_refused_with_what_is_allowed() -> None:
    with pytest.raises(UnknownExpectation, match="Sesuai ekspektasi"):
        rate("cukup", "sesuai", MATRIX)


def test_index_of_the_guide_exactly_and_with_rounded_weights() -> None:
    assert index_exact(GUIDE) == Decimal("91.48")
    assert index_weighted(GUIDE, Decimal("0.111")) == Decimal("91.38")
    assert index_weighted(GUIDE, Decimal("0.11")) == Decimal("90.56")


def test_full_marks_are_a_hundred_and_ninety_nine_with_rounded_weights() -> None:
    best = dict.fromkeys(ELEMENTS, Decimal(4))
    assert index_exact(best) == Decimal("100.00")
    assert index_weighted(best, Decimal("0.11")) == Decimal("99.00")


@pytest.mark.parametrize(
    ("index", "letter"),
    [
        ("100", "A"), ("88.31", "A"), ("88.30", "B"), ("76.61", "B"), ("76.60", "C"), ("65", "C"), ("64.99", "D"),
        ("25", "D"),
    ],
)  # fmt: skip
def test_classes_at_their_bounds(index: str, letter: str) -> None:
    found = class_of(Decimal(index), CLASSES)
    assert found is not None
    assert found.letter == letter
    assert class_of(Decimal("24.99"), CLASSES) is None


def test_an_index_between_two_bounds_is_rounded_before_its_class_is_read() -> None:
    """3,0642 is 76,605: half up it is 76,61 and B, not the C of a cut-off figure."""
    index = index_exact(dict.fromkeys(ELEMENTS, Decimal("3.0642")))
    assert index == Decimal("76.61")
    found = class_of(index, CLASSES)
    assert found is not None
    assert found.letter == "B"


def test_mean_of_an_element_from_its_sum() -> None:
    assert mean_of(105, 29) == Decimal("3.620690")
    for total in (28, 117):
        with pytest.raises(BadScores, match="29 responden"):
            mean_of(total, 29)


def test_scores_off_the_scale_and_missing_elements_are_named() -> None:
    means = GUIDE | {"U4": Decimal("4.2")}
    del means["U9"]
    assert [element for element, _sentence in faults_of_scores(means, ELEMENTS)] == ["U9", "U4"]
    with pytest.raises(BadScores):
        index_exact({})


@pytest.mark.parametrize(("population", "wanted"), [(10, 10), (100, 80), (1000, 278), (10000, 370), (0, 0)])
def test_sample_sizes_of_the_annex(population: int, wanted: int) -> None:
    assert sample_size(population) == wanted


@pytest.mark.parametrize(
    ("kind", "part", "first", "last"),
    [
        ("bulanan", 2, date(2028, 2, 1), date(2028, 2, 29)),
        ("triwulan", 4, date(2028, 10, 1), date(2028, 12, 31)),
        ("semester", 1, date(2028, 1, 1), date(2028, 6, 30)),
        ("tahunan", 1, date(2028, 1, 1), date(2028, 12, 31)),
    ],
)
def test_days_of_a_period(kind: str, part: int, first: date, last: date) -> None:
    span = span_of(kind, 2028, part)
    assert (span.first, span.last) == (first, last)


@pytest.mark.parametrize(("kind", "year", "part"), [("triwulan", 2026, 5), ("mingguan", 2026, 1), ("tahunan", 1926, 1)])
def test_a_period_that_does_not_exist(kind: str, year: int, part: int) -> None:
    with pytest.raises(BadPeriod):
        span_of(kind, year, part)


@pytest.mark.parametrize(
    ("code", "value", "n", "words"),
    [
        ("tepat_waktu", "101", 10, "lebih dari 100"),
        ("waktu_layanan", "-1", 10, "kurang dari 0"),
        ("pengaduan", "2", -1, "layanan"),
        ("ikm", "80", 10, "tidak dikenal"),
        ("tepat_waktu", "97.5", None, ""),
    ],
)
def test_figures_that_cannot_be(code: str, value: str, n: int | None, words: str) -> None:
    found = fault_of_value(code, Decimal(value), n)
    assert words in found
    assert bool(found) is bool(words)
