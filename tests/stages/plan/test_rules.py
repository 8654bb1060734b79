"""The plain rules of the stage: estimates between budgets, relaxations, the memo, the card, comparisons."""

import pytest

from asah.stages.plan.rules import card, comparing, frontier, memo, relaxing, steps
from asah.stages.plan.rules.frontier import Part, Point


def point(budget: int, seats: int, cost: int, levels: float) -> Point:
    share = min(1.0, budget / 100)
    hours = tuple(place / 100 * (share * place / 100 + 1 - share) for place in range(101))
    return Point(budget, seats, seats, 100 - seats, 50.0, hours, {"teknis": cost}, {"A": Part(seats, 1, cost, levels)})


def test_an_estimate_agrees_with_itself_and_with_its_ends() -> None:
    low, high = point(10, 10, 9, 5.0), point(20, 30, 18, 9.0)
    half = frontier.at_budget([high, low], 15)
    assert (half.seats, half.closed_levels) == (20, 7.0)
    assert half.cost_rupiah == sum(half.money_by_kind.values()) == 14  # 13.5 rounded once, not twice
    assert frontier.at_budget([low, high], 20) == high
    assert frontier.at_budget([low, high], 5) == low
    assert frontier.at_budget([low, high], 99) == high
    assert Point.read(10, low.plain()) == low
    assert sum(low.shares) == pytest.approx(1.0)
    with pytest.raises(ValueError, match="at least one"):
        frontier.at_budget([], 5)


def test_money_by_kind_always_adds_up_to_the_table() -> None:
    low = Point(10, 1, 1, 1, 9.0, (0.0, 1.0), {"a": 3, "b": 4}, {"x": Part(1, 1, 3, 1.0), "y": Part(1, 1, 4, 1.0)})
    high = Point(13, 1, 1, 1, 9.0, (0.0, 1.0), {"a": 4, "b": 9}, {"x": Part(1, 1, 4, 1.0), "y": Part(1, 1, 9, 1.0)})
    for budget in (10, 11, 12, 13):
        there = frontier.at_budget([low, high], budget)
        assert sum(there.money_by_kind.values()) == there.cost_rupiah


def test_the_budgets_of_the_slider() -> None:
    found = frontier.budgets_around(1_850_000_000)
    assert len(found) == frontier.POINTS - 2  # the run's own budget is one of them and already computed
    assert (found[0], found[-1]) == (560_000_000, 2_960_000_000)
    assert all(budget % frontier.STEP_RUPIAH == 0 for budget in found)
    assert frontier.budgets_around(0) == []


def test_what_more_money_buys_says_whether_it_was_computed() -> None:
    rows = [point(100_000_000, 10, 9, 5.0), point(200_000_000, 30, 18, 9.0), point(300_000_000, 40, 25, 10.0)]
    exact = frontier.marginal(rows, 100_000_000)
    assert exact is not None
    assert (exact.seats, exact.is_exact, round(exact.points, 6)) == (20, True, 8.0)
    between = frontier.marginal(rows, 150_000_000)
    assert between is not None
    assert not between.is_exact
    assert frontier.marginal(rows, 250_000_000) is None


def test_relaxations_are_the_smallest_first_and_at_most_three() -> None:
    settings = {"minimum_jp": 20, "budget_rupiah": 1_000_000_000, "most_trainings": 3}
    found = relaxing.relaxations(settings, relaxing.Shortage(lowest=6, short=812, hopeless=12, money=420_000_000))
    assert [(one.field, one.value, one.is_sure) for one in found] == [
        ("minimum_jp", 6, True), ("minimum_is_hard", False, True), ("budget_rupiah", 1_450_000_000, False),
    ]  # fmt: skip
    nobody = relaxing.relaxations(settings, relaxing.Shortage(lowest=0, short=5, hopeless=5, money=0))
    assert [one.key for one in nobody] == ["harapan", "pelatihan"]


def test_the_steps_in_order() -> None:
    assert [step.before for step in steps.STEPS[1:]] == [step.after for step in steps.STEPS[:-1]]
    assert steps.step_from("draf") is None
    assert [steps.next_stage(stage, is_enacted=False) for stage in steps.STAGES] == ["kua_ppas", "dpa", "", ""]
    assert steps.next_stage("dpa", is_enacted=True) == "dppa"
    assert steps.changed_words(3, 5) == "Rencana berubah sejak Anda membukanya (2 perubahan). Tinjau dulu."
    assert steps.missing_of_decree(" ", has_date=True, has_file=False) == ["nomor", "berkas"]


def test_averages_need_five_people() -> None:
    own = card.Frozen(gap=2.0, closes=1.5, jp_before=4)
    few, enough = [card.Frozen(3.0, 2.0, 20)] * 4, [card.Frozen(3.0, 2.0, 20)] * 5
    assert all(one.others is None for one in card.factors(own, few))
    gap, closes, hours = card.factors(own, enough)
    assert (gap.value, gap.others, closes.others, hours.value, hours.others) == (2.0, 3.0, 2.0, 16.0, 0.0)
    assert "menguatkan" in hours.note
    assert card.standing_words(3, 50, 30, "unit_penuh").startswith("Urutan Anda 3 masih di dalam kuota 30")
    assert card.standing_words(37, 52, 30, "kursi_habis") == ""


def test_a_slope_names_the_biggest_loser() -> None:
    rows = [comparing.Move("Dinas A", 9, 40.0, 31.5), comparing.Move("Dinas B", 9, 40.0, 20.0)]
    assert comparing.finding(rows, "A", "B") == "Dinas B paling banyak turun: −20,0 poin dari A ke B"
    assert comparing.finding(rows[:0], "A", "B") == "Tidak ada unit yang turun dari A ke B"


def test_the_memo_says_what_if_it_is_wrong() -> None:
    figures = {
        "gap_levels": 100.0, "closed_levels": 40.0, "at_floor": 7, "at_floor_last": 5, "classes": 3,
        "prior_effects": 2, "prior_cost": 30_000_000,
    }  # fmt: skip
    totals = {"cost": 90_000_000, "seats": 60, "people": 50, "below": 4, "gap_percent": 0.4}
    found = memo.memo_of(
        year=2027, stage="DPA", settings={"budget_rupiah": 100_000_000, "minimum_jp": 20}, figures=figures,
        totals=totals, programmes=(), uncertain_levels=20.0, before=totals | {"seats": 58},
    )  # fmt: skip
    assert found.asked == "Diminta: menyetujui Rencana 2027, Rp100 juta"
    assert found.if_wrong[0].endswith("Bila dampaknya hanya separuh perkiraan, yang tertutup 30%, bukan 40%.")
    assert found.changed == "Sejak pengajuan sebelumnya: +2 kursi."
    assert found.given_up == ("4 orang belum mencapai 20 JP.",)
