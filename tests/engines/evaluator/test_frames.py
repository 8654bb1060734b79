"""Bad input is named by row or refused; nothing is silently turned into a number."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from asah_evaluator.assess.compared import Compared, assess_compared
from asah_evaluator.assess.staggered import Staggered, assess_staggered
from asah_evaluator.frames import Panel, Rows
from asah_evaluator.methods.callaway_santanna import group_time_effects
from asah_evaluator.methods.entropy import entropy_balancing
from asah_evaluator.methods.ipw import ipw
from asah_evaluator.sample import Sample


def long_panel(units: int = 12, periods: int = 6) -> dict[str, np.ndarray[Any, Any]]:
    """A clean long panel: half of the units start in period 4."""
    rng = np.random.default_rng(1)
    unit = np.repeat(np.arange(1, units + 1), periods)
    cohort = np.where(unit <= units // 2, 4.0, 0.0)
    return {
        "unit": unit,
        "time": np.tile(np.arange(1, periods + 1), units),
        "cohort": cohort,
        "outcome": rng.normal(size=units * periods),
    }


def build(data: dict[str, Any], **more: Any) -> Panel:
    return Panel.from_columns(data["unit"], data["time"], data["cohort"], data["outcome"], **more)


def test_duplicate_rows_are_named() -> None:
    data = long_panel()
    data["time"][4] = 4
    with pytest.raises(ValueError, match="rows 4, 5"):
        build(data)


def test_text_instead_of_numbers_is_named() -> None:
    data = long_panel()
    outcome = data["outcome"].astype(object)
    outcome[6] = "tinggi"
    with pytest.raises(ValueError, match=r"row 7 .*tinggi"):
        build(data | {"outcome": outcome})


@pytest.mark.parametrize(("value", "said"), [(np.inf, "infinite value at row 3"), (-1.0, "positive, is not at row 3")])
def test_weights_must_be_finite_and_positive(value: float, said: str) -> None:
    data = long_panel()
    weights = np.ones(len(data["unit"]))
    weights[2] = value
    with pytest.raises(ValueError, match=said):
        build(data, weights=weights)


def test_a_cohort_that_changes_within_a_unit_is_named() -> None:
    data = long_panel()
    data["cohort"][3] = 5
    with pytest.raises(ValueError, match="changes within a unit at row 4"):
        build(data)


def test_units_treated_from_the_first_period_are_refused() -> None:
    data = long_panel()
    data["cohort"][:6] = 1
    with pytest.raises(ValueError, match="unit 1 treated in or before the first period"):
        build(data)


def test_a_treated_unit_never_seen_before_treatment_is_refused() -> None:
    data = long_panel()
    keep = ~((data["unit"] == 2) & (data["time"] < 4))
    with pytest.raises(ValueError, match="unit 2 never observed before treatment"):
        build({key: values[keep] for key, values in data.items()})


def test_one_such_unit_among_many_enters_with_a_warning() -> None:
    data = long_panel(units=80)
    keep = ~((data["unit"] == 2) & (data["time"] < 4))
    panel = build({key: values[keep] for key, values in data.items()})
    assert "unit 2 never observed before treatment" in panel.warnings[0]
    assert "unit 2" in group_time_effects(panel).warnings[0]


def test_all_treated_at_once_has_no_comparison() -> None:
    data = long_panel()
    data["cohort"][:] = 4
    for controls in ("never", "notyet"):
        with pytest.raises(ValueError, match=r"nobody is left to compare|never treated"):
            group_time_effects(build(data), controls=controls)


def test_nobody_treated_is_refused() -> None:
    data = long_panel()
    data["cohort"][:] = 0
    with pytest.raises(ValueError, match="no unit is treated"):
        build(data)


def test_equal_outcomes_are_refused() -> None:
    data = long_panel()
    with pytest.raises(ValueError, match="the same value"):
        build(data | {"outcome": np.full(len(data["unit"]), 3.0)})


def test_outcomes_without_any_noise_give_no_interval_and_no_claim() -> None:
    data = long_panel()
    finding = assess_staggered(build(data | {"outcome": data["unit"] * 1.0 + data["time"]}), Staggered())
    assert finding.judgement.grade == "0"
    assert "rentang ketidakpastian" in finding.verdict.sentence


def test_dates_out_of_order_give_the_same_panel() -> None:
    data = long_panel()
    dates = np.array([f"2026-0{t}-01" for t in data["time"]])
    starts = np.where(data["cohort"] > 0, "2026-04-01", "")
    order = np.random.default_rng(5).permutation(len(dates))
    panel = Panel.from_columns(data["unit"][order], dates[order], starts[order], data["outcome"][order])
    np.testing.assert_array_equal(panel.outcome, build(data).outcome)
    assert panel.period_labels[0] == "2026-01-01"
    assert set(panel.cohort.tolist()) == {4.0, np.inf}


def test_a_wrong_date_is_named() -> None:
    data = long_panel()
    dates = [f"2026-0{t}-01" for t in data["time"]]
    dates[8] = "2026-13-01"
    with pytest.raises(ValueError, match="row 9"):
        Panel.from_columns(data["unit"], dates, np.where(data["cohort"] > 0, "2026-04-01", ""), data["outcome"])


def test_one_cluster_is_refused() -> None:
    data = long_panel()
    with pytest.raises(ValueError, match="one cluster"):
        build(data, cluster=np.zeros(len(data["unit"])))


def test_missing_periods_are_allowed_and_counted() -> None:
    data = long_panel(units=60)
    data["outcome"][5] = np.nan
    panel = build(data)
    assert not panel.is_balanced
    assert np.isnan(panel.outcome[0, 5])
    assert np.isfinite(group_time_effects(panel).att).all()


def test_missing_covariates_are_named() -> None:
    data = long_panel()
    x = np.ones(len(data["unit"]))
    x[10] = np.nan
    with pytest.raises(ValueError, match="age: missing value at row 11"):
        build(data, covariates={"age": x})


def test_regular_and_general_reading_agree() -> None:
    data = long_panel()
    general = build({key: values.astype(object) if key == "unit" else values for key, values in data.items()})
    order = np.argsort(general.labels.astype(int))
    np.testing.assert_array_equal(build(data).outcome, general.outcome[order])
    np.testing.assert_array_equal(build(data).cohort, general.cohort[order])


def test_two_million_rows_are_read() -> None:
    units, periods = 200_000, 10
    unit = np.repeat(np.arange(units), periods)
    panel = Panel.from_columns(
        unit,
        np.tile(np.arange(periods), units),
        np.where(unit % 2 == 0, 5, 0),
        np.random.default_rng(0).random(len(unit)),
    )
    assert panel.units == units
    assert len(group_time_effects(panel).att) == periods - 1


def test_cross_sections_refuse_what_panels_refuse() -> None:
    with pytest.raises(ValueError, match="same value"):
        Rows.from_columns([1, 2, 1, 2], [2, 2, 0, 0], [1.0, 1.0, 1.0, 1.0])
    with pytest.raises(ValueError, match="first period at row"):
        Rows.from_columns([1, 2, 1, 2], [1, 2, 0, 0], [1.0, 2.0, 3.0, 4.0])


@pytest.mark.parametrize(
    ("treated", "outcome", "more", "said"),
    [
        ([1, 1, 1], [1, 2, 3], {}, "nobody is untreated"),
        ([0, 1, 2], [1, 2, 3], {}, "must be 0 or 1, is not at row 3"),
        ([0, 1, 1], [2, 2, 2], {}, "same value"),
        ([0, 1, 1], [1, 2, 3], {"cluster": ["a", "a", "a"]}, "one cluster"),
        ([0, 1, 1], [1, 2, 3], {"weights": [1, np.inf, 1]}, "infinite value at row 2"),
        ([0, 1, 1], [1, 2, 3], {"covariates": {"x": [1, "b", 2]}}, "text instead of a number at row 2"),
        ([0, 1], [1, 2, 3], {}, "treated: 2 rows"),
        ([0, 0, 1], [1, 2, np.nan], {}, "missing for everyone who is treated"),
    ],
)
def test_samples_name_what_is_wrong(treated: list[int], outcome: list[float], more: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Sample.from_columns(treated, outcome, **more)


def test_cross_sections_of_one_cluster_or_without_treatment_are_refused() -> None:
    data = long_panel()
    with pytest.raises(ValueError, match="one cluster"):
        Rows.from_columns(data["time"], data["cohort"], data["outcome"], cluster=np.ones(72))
    with pytest.raises(ValueError, match="nobody is treated"):
        Rows.from_columns(data["time"], np.zeros(72), data["outcome"])


@pytest.mark.parametrize("method", [entropy_balancing, ipw])
def test_covariates_that_never_change_cannot_be_balanced(method: Any) -> None:
    rng = np.random.default_rng(1)
    sample = Sample.from_columns(np.repeat([1, 0], 20), rng.normal(size=40), covariates={"skor": np.ones(40)})
    with pytest.raises(ValueError, match="skor is the same in every row"):
        method(sample)


def test_regression_on_nothing_that_changes_is_only_a_difference() -> None:
    rng = np.random.default_rng(1)
    y = rng.normal(size=80)
    sample = Sample.from_columns(
        np.repeat([1, 0], 40), y, covariates={"skor": np.ones(80)}, placebo=rng.normal(size=80)
    )
    assert assess_compared(sample, Compared("regression")).judgement.grade == "D"
