"""Many rows at once, what engines read, and what a page shows of a small group."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from asah.foundation.access.actor import Actor, Held, NotAllowed, NotThere
from asah.stages.people.models import Unit
from asah.stages.performance import queries, services
from asah.stages.performance.models import Rating
from asah.stages.performance.services import BadFigure, BadRating, Measured, Rated, Surveyed
from tests.factories.towns import Town

ELEMENTS = [f"U{at}" for at in range(1, 10)]
GUIDE = dict(
    zip(
        ELEMENTS,
        map(Decimal, ["3.6207", "3.4828", "3.4483", "4.0000", "3.5172", "3.6207", "3.6552", "3.6207", "3.9655"]),
        strict=True,
    )
)
FIRST, LAST = date(2026, 7, 1), date(2026, 12, 31)


def survey(town: Town, **changes: object) -> Surveyed:
    return replace(Surveyed(town.units["Puskesmas Remu"], FIRST, LAST, 29, GUIDE), **changes)  # type: ignore[arg-type]


def rate_all(town: Town, planner: Actor, now: datetime) -> int:
    rows = [Rated(town.people[f"Remu {n}"], 2026, result="sesuai", behaviour="sesuai") for n in range(11)]
    rows.append(Rated(town.people["Remu 11"], 2026, result="di_atas", behaviour="di_bawah"))
    rows += [Rated(town.people[f"Duk {n}"], 2026, predicate=3) for n in range(3)]
    return services.record_ratings(actor=planner, now=now, rows=rows)


def test_predicates_of_a_year_prefer_the_closed_year(town: Town, planner: Actor, now: datetime) -> None:
    who = town.people["Remu 0"]
    rows = [
        Rated(who, 2026, "triwulan", 4, "di_bawah", "sesuai"),
        Rated(who, 2026, result="sesuai", behaviour="di_atas"),
        Rated(town.people["Remu 1"], 2026, "triwulan", 2, "di_bawah", "di_bawah"),
        Rated(town.people["Remu 1"], 2026, "triwulan", 1, predicate=1),
    ]
    services.record_ratings(actor=planner, now=now, rows=rows)
    found = {row.person: row for row in queries.predicates_of_year(2026)}
    assert (found[who].word, found[who].period) == ("Baik", "tahunan")
    assert (found[who].unit, found[who].last_on) == (town.units["Puskesmas Remu"], date(2026, 12, 31))
    other = found[town.people["Remu 1"]]
    assert (other.word, other.rank, other.period) == ("Sangat Kurang", 1, "triwulan")
    assert queries.predicates_of_year(2025) == []


def test_the_same_period_again_replaces_and_the_same_word_changes_nothing(
    town: Town, planner: Actor, now: datetime
) -> None:
    assert rate_all(town, planner, now) == 15
    assert rate_all(town, planner, now) == 0
    one = Rated(town.people["Remu 11"], 2026, predicate=2)
    assert services.record_ratings(actor=planner, now=now, rows=[one]) == 1
    row = Rating.objects.get(person=town.people["Remu 11"])
    assert (row.predicate, row.result, row.rule_from) == (2, "", date(2022, 1, 1))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"predicate": 1, "result": "sesuai", "behaviour": "sesuai"}, "padahal menurut matriks Baik"),
        ({}, "Tulis predikatnya"),
        ({"predicate": 6}, "kuadran 1 sampai 5"),
        ({"predicate": 2, "year": 2027}, "belum berakhir"),
        ({"predicate": 2, "period": "triwulan", "part": 5}, "hanya 1 sampai 4"),
        ({"result": "cukup", "behaviour": "sesuai"}, "bukan rating"),
    ],
)
def test_ratings_that_cannot_be_are_named_by_row(
    town: Town, planner: Actor, now: datetime, changes: dict[str, object], words: str
) -> None:
    good = Rated(town.people["Remu 0"], 2026, predicate=2)
    bad = replace(Rated(town.people["Remu 1"], 2026), **changes)  # type: ignore[arg-type]
    with pytest.raises(BadRating, match=words) as refused:
        services.record_ratings(actor=planner, now=now, rows=[good, bad])
    assert "Baris 2" in str(refused.value)
    assert not Rating.objects.exists()


def test_indicators_give_the_index_and_its_elements(town: Town, planner: Actor, now: datetime) -> None:
    services.record_surveys(actor=planner, now=now, rows=[survey(town)])
    figure = Measured(town.units["Disdukcapil"], "waktu_layanan", FIRST, LAST, Decimal("3.5"), 400)
    services.record_figures(actor=planner, now=now, rows=[figure])
    rows = queries.indicators(since=date(2026, 1, 1))
    whole = next(row for row in rows if row.indicator == "ikm" and not row.element)
    assert (whole.value, whole.n) == (Decimal("91.48"), 29)
    parts = {row.element: row.value for row in rows if row.element}
    assert parts == GUIDE
    assert [row.value for row in queries.indicators(codes=["waktu_layanan"])] == [Decimal("3.5")]
    assert queries.indicators(since=date(2027, 1, 1)) == []
    assert queries.indicators(units=[town.units["Kota"]]) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"respondents": 0}, "lebih dari nol"),
        ({"means": GUIDE | {"U1": Decimal("4.1")}}, "U1 di luar skala"),
        ({"means": {"U1": Decimal(3)}}, "U9"),
        ({"population": 10}, "Populasi lebih kecil"),
        ({"first_on": date(2027, 1, 1)}, "mendahului"),
        ({"last_on": date(2027, 6, 30)}, "belum berakhir"),
    ],
)
def test_surveys_that_cannot_be(
    town: Town, planner: Actor, now: datetime, changes: dict[str, object], words: str
) -> None:
    with pytest.raises(BadFigure, match=words):
        services.record_surveys(actor=planner, now=now, rows=[survey(town, **changes)])


def test_a_report_with_rounded_weights_is_told_apart(town: Town, planner: Actor, now: datetime) -> None:
    services.record_surveys(actor=planner, now=now, rows=[survey(town, reported=Decimal("90.56"), population=1000)])
    (found,) = queries.readings_of([town.units["Puskesmas Remu"]], date(2027, 1, 12))
    assert (found.index, found.old_way, found.differs, found.wanted) == (Decimal("91.48"), Decimal("90.56"), True, 278)
    assert found.service_class is not None
    assert found.service_class.letter == "A"


def test_the_overview_adds_up_along_the_tree(town: Town, planner: Actor, now: datetime) -> None:
    rate_all(town, planner, now)
    services.record_surveys(actor=planner, now=now, rows=[survey(town)])
    found = queries.overview(planner, date(2027, 1, 12), 2026)
    by = {row.unit.name: row for row in found.standings}
    assert (by["Dinas Kesehatan"].counts.people, by["Dinas Kesehatan"].counts.low) == (12, 1)
    assert (by["Disdukcapil"].counts.people, by["Disdukcapil"].counts.low) == (3, 3)
    assert (found.whole.people, found.whole.low) == (15, 4)
    assert by["Puskesmas Remu"].latest is not None


def test_an_officer_sees_his_subtree_only(town: Town, planner: Actor, now: datetime) -> None:
    rate_all(town, planner, now)
    grant = Held("personnel_officer", town.paths["Dinas Kesehatan"])
    officer = Actor(agency=town.agency, account=None, name="Ester", roles=(grant,), zone=planner.zone)
    found = queries.overview(officer, date(2027, 1, 12), 2026)
    assert {row.unit.name for row in found.standings} == {"Dinas Kesehatan"}
    assert found.whole.people == 12
    outside = Unit.objects.get(pk=town.units["Disdukcapil"])
    with pytest.raises(NotThere):
        queries.unit_page(officer, str(outside.uid), date(2027, 1, 12))


def test_whoever_works_in_a_unit_sees_its_figures_but_counts_nobody(town: Town, planner: Actor, now: datetime) -> None:
    rate_all(town, planner, now)
    services.record_surveys(actor=planner, now=now, rows=[survey(town)])
    person = town.people["Remu 3"]
    nurse = Actor(agency=town.agency, account=1, name="Remu 3", person=person, roles=(Held("asn"),), zone=planner.zone)
    unit = Unit.objects.get(pk=town.units["Puskesmas Remu"])
    page = queries.unit_page(nurse, str(unit.uid), date(2027, 1, 12))
    assert (len(page.surveys), page.counts, page.may_count) == (1, {}, False)


def test_only_whoever_may_import_records(town: Town, auditor: Actor, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        services.record_ratings(actor=auditor, now=now, rows=[])
