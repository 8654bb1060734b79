"""What a class and a seat cost, and the one mistake nobody may make: a lesson hour is not a clock hour."""

from decimal import Decimal

import pytest

from asah.stages.budget.rules import (
    CostingRefused,
    FundRule,
    Line,
    Per,
    Price,
    cost,
    may_pay,
    may_pay_for,
    quarters,
    sample_standards,
)

PRICES = {
    "PENGAJAR": Price("PENGAJAR", "Pengajar", "OJP", 300_000),
    "NARASUMBER": Price("NARASUMBER", "Narasumber", "OJ", 900_000),
    "RUANG": Price("RUANG", "Sewa ruang", "hari", 1_500_000),
    "KONSUMSI": Price("KONSUMSI", "Konsumsi", "orang_hari", 70_000),
    "KIT": Price("KIT", "Kit", "orang", 50_000, is_sample=True),
    "JALAN": Price("JALAN", "Transpor terpencil", "orang", 1_200_000),
}


def line(code: str, per: Per, quantity: str = "1") -> Line:
    return Line(code, per, Decimal(quantity))


def test_a_class_of_thirty_costs_what_a_hand_calculation_says() -> None:
    lines = [
        line("PENGAJAR", Per.LESSON, "2"),  # 2 x 24 x 300.000 = 14.400.000
        line("RUANG", Per.CLASS_DAY),  # 3 x 1.500.000 = 4.500.000
        line("KONSUMSI", Per.SEAT_DAY),  # 3 x 70.000 = 210.000
        line("KIT", Per.SEAT),
        line("JALAN", Per.REMOTE_SEAT),
    ]
    found = cost(lines, PRICES, jp=Decimal(24), days=3)
    assert (found.class_rupiah, found.seat_rupiah, found.remote_rupiah) == (18_900_000, 260_000, 1_200_000)
    assert found.of_class(30, remote=5) == 18_900_000 + 30 * 260_000 + 5 * 1_200_000
    assert found.per_head(30) == 890_000
    assert found.has_sample_prices


def test_clock_hours_are_three_quarters_of_lesson_hours() -> None:
    found = cost([line("NARASUMBER", Per.CLOCK_HOUR)], PRICES, jp=Decimal(4), days=1)
    assert found.class_rupiah == 3 * 900_000


@pytest.mark.parametrize(
    ("code", "per"), [("NARASUMBER", Per.LESSON), ("PENGAJAR", Per.CLOCK_HOUR), ("KIT", Per.SEAT_DAY)]
)
def test_units_that_do_not_fit_are_refused(code: str, per: Per) -> None:
    with pytest.raises(CostingRefused, match="satuan"):
        cost([line(code, per)], PRICES, jp=Decimal(8), days=1)


def test_a_missing_price_is_named() -> None:
    with pytest.raises(CostingRefused, match="BUS"):
        cost([line("BUS", Per.CLASS)], PRICES, jp=Decimal(8), days=1)


def test_fractions_of_a_rupiah_are_rounded_up() -> None:
    found = cost([line("PENGAJAR", Per.LESSON, "0.333333")], PRICES, jp=Decimal(1), days=1)
    assert found.class_rupiah == 100_000


def test_a_fund_pays_only_what_its_rule_says() -> None:
    rule = FundRule(kinds=frozenset({"teknis"}), forms=frozenset({3, 8}), employments=frozenset({"PNS"}))
    assert may_pay(rule, kind="teknis", form_id=3)
    assert not may_pay(rule, kind="manajerial", form_id=3)
    assert not may_pay(rule, kind="teknis", form_id=9)
    assert may_pay_for(rule, "PNS")
    assert not may_pay_for(rule, "PPPK")
    assert may_pay(FundRule(), kind="manajerial", form_id=1)


def test_an_unset_quarter_may_use_the_whole_fund() -> None:
    assert quarters({}, 100) == ()
    assert quarters({1: 10, 2: 20}, 100) == (10, 20, 100, 100)


def test_sample_standards_have_source_account_and_unit() -> None:
    rows = sample_standards()
    assert len({row["code"] for row in rows}) == len(rows)
    assert all("ganti dengan SSH daerah" in str(row["legal_basis"]) for row in rows)
    assert {row["measure"] for row in rows} <= {"OJP", "OJ", "kegiatan", "hari", "paket", "orang", "orang_hari"}
    teaching = [row for row in rows if "Pengajar" in str(row["name"])]
    speaking = [row for row in rows if "Narasumber" in str(row["name"])]
    assert teaching
    assert all(row["measure"] == "OJP" for row in teaching)
    assert speaking
    assert all(row["measure"] == "OJ" for row in speaking)
