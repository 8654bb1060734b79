"""Callaway-Sant'Anna against the published R figures (to each printed digit) and the csdid package (to 1e-8)."""

from __future__ import annotations

import contextlib
import io
import warnings
from typing import Any

import numpy as np
import pytest

from asah_evaluator.frames import Panel, Rows
from asah_evaluator.methods.aggregate import AGGREGATES, GroupTime, aggregate
from asah_evaluator.methods.callaway_santanna import group_time_effects
from tests.engines.evaluator.causal_data import read_mpdta

# README of the R package did: ATT(g,t) and standard errors for cohorts 2004, 2006, 2007 in 2004..2007.
PUBLISHED_ATT = [
    -0.0105, -0.0704, -0.1373, -0.1008, 0.0065, -0.0028, -0.0046, -0.0412, 0.0305, -0.0027, -0.0311, -0.0261,
]  # fmt: skip


@pytest.fixture(scope="module")
def counties() -> Any:
    return read_mpdta()


def panel_of(data: Any, **more: Any) -> Panel:
    return Panel.from_columns(data["unit"], data["year"], data["cohort"], data["lemp"], **more)


def referee(data: Any, **options: Any) -> dict[str, Any]:
    """Effects and standard errors by csdid, analytic (no bootstrap)."""
    from csdid.att_gt import ATTgt

    method, kinds = options.pop("est_method", "dr"), options.pop("kinds", AGGREGATES)
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted = ATTgt(
            yname="lemp", tname="year", idname="unit", gname="cohort", data=data, allow_unbalanced_panel=True, **options
        ).fit(est_method=method, bstrap=False)
        found: dict[str, Any] = {"att": np.array(fitted.results["att"]), "se": np.array(fitted.results["se"])}
        for kind in kinds:
            result = fitted.aggte(typec=kind, bstrap=False, cband=False).atte
            found[kind] = (float(result["overall_att"]), float(np.ravel(result["overall_se"])[0]))
    return found


def assert_equal(ours: GroupTime, theirs: dict[str, Any]) -> None:
    np.testing.assert_allclose(ours.att, theirs["att"], atol=1e-8, rtol=0)
    np.testing.assert_allclose(ours.se, theirs["se"], atol=1e-8, rtol=0)
    for kind in AGGREGATES:
        estimate = aggregate(ours, kind)
        assert (estimate.value, estimate.se) == pytest.approx(theirs[kind], abs=1e-8), kind


def test_published_figures_at_every_printed_digit(counties: Any) -> None:
    found = group_time_effects(panel_of(counties))
    assert [round(float(value), 4) for value in found.att] == PUBLISHED_ATT
    simple = aggregate(found, "simple")
    assert (round(simple.value, 4), round(simple.se, 3)) == (-0.0400, 0.012)
    dynamic = aggregate(found, "dynamic")
    assert [round(row.value, 4) for row in dynamic.rows] == [
        0.0305,
        -0.0006,
        -0.0245,
        -0.0199,
        -0.0510,
        -0.1373,
        -0.1008,
    ]
    assert (round(dynamic.value, 4), round(dynamic.se, 4)) == (-0.0772, 0.0200)
    group = aggregate(found, "group")
    assert (round(group.value, 4), round(group.se, 4)) == (-0.0310, 0.0124)
    assert [round(row.value, 4) for row in group.rows] == [-0.0797, -0.0229, -0.0261]


@pytest.mark.parametrize(("ours", "theirs"), [("never", "nevertreated"), ("notyet", "notyettreated")])
def test_balanced_panel_equals_csdid(counties: Any, ours: str, theirs: str) -> None:
    assert_equal(group_time_effects(panel_of(counties), controls=ours), referee(counties, control_group=theirs))


@pytest.mark.parametrize("method", ["dr", "reg", "ipw"])
@pytest.mark.parametrize(("ours", "theirs"), [("never", "nevertreated"), ("notyet", "notyettreated")])
def test_covariates_equal_csdid(counties: Any, method: str, ours: str, theirs: str) -> None:
    panel = panel_of(counties, covariates={"lpop": counties["lpop"]})
    expected = referee(counties, control_group=theirs, xformla="lemp ~ lpop", est_method=method)
    assert_equal(group_time_effects(panel, controls=ours, method=method), expected)


def test_anticipation_equals_csdid(counties: Any) -> None:
    assert_equal(group_time_effects(panel_of(counties), anticipation=1), referee(counties, anticipation=1))


def test_a_cohort_just_beyond_the_window_does_not_serve_as_control_when_anticipated(counties: Any) -> None:
    data = counties[counties["year"] <= 2006]
    found = group_time_effects(panel_of(data, anticipation=1), anticipation=1)
    expected = referee(data, anticipation=1, kinds=())
    np.testing.assert_allclose(found.att, expected["att"], atol=1e-8)
    np.testing.assert_allclose(found.se, expected["se"], atol=1e-8)


def test_weights_and_clusters_equal_csdid(counties: Any) -> None:
    rng = np.random.default_rng(20)
    units = counties["unit"].unique()
    weight = dict(zip(units, rng.uniform(0.5, 2, len(units)), strict=True))
    group = dict(zip(units, rng.integers(0, 120, len(units)), strict=True))
    data = counties.assign(w=counties["unit"].map(weight), cl=counties["unit"].map(group))
    assert_equal(group_time_effects(panel_of(data, weights=data["w"])), referee(data, weights_name="w"))
    assert_equal(group_time_effects(panel_of(data, cluster=data["cl"])), referee(data, clustervar="cl"))


@pytest.mark.parametrize("method", ["dr", "reg", "ipw"])
def test_panel_with_holes_equals_csdid(counties: Any, method: str) -> None:
    rng = np.random.default_rng(21)
    data = counties[rng.uniform(size=len(counties)) > 0.05]
    panel = panel_of(data, covariates={"lpop": data["lpop"]})
    assert_equal(group_time_effects(panel, method=method), referee(data, xformla="lemp ~ lpop", est_method=method))


@pytest.mark.parametrize("method", ["dr", "reg", "ipw"])
def test_repeated_cross_sections_equal_csdid(counties: Any, method: str) -> None:
    data = counties.assign(unit=range(len(counties)))
    rows = Rows.from_columns(data["year"], data["cohort"], data["lemp"], covariates={"lpop": data["lpop"]})
    expected = referee(data, panel=False, xformla="lemp ~ lpop", est_method=method)
    assert_equal(group_time_effects(rows, method=method), expected)


def test_without_never_treated_the_last_cohort_is_the_comparison(counties: Any) -> None:
    data = counties[counties["cohort"] > 0]
    found = group_time_effects(panel_of(data), controls="notyet")
    assert_equal(found, referee(data, control_group="notyettreated"))
    assert "2007" in found.warnings[0]


def test_row_order_and_way_of_writing_never_do_not_matter(counties: Any) -> None:
    shuffled = counties.sample(frac=1, random_state=3)
    blank = shuffled["cohort"].where(shuffled["cohort"] > 0, np.inf)
    other = group_time_effects(panel_of(shuffled.assign(cohort=blank)))
    np.testing.assert_allclose(other.att, group_time_effects(panel_of(counties)).att, atol=1e-12)


def test_moments_and_unit_by_unit_paths_agree(counties: Any) -> None:
    quick = group_time_effects(panel_of(counties), controls="notyet")
    slow = group_time_effects(panel_of(counties, weights=np.ones(len(counties))), controls="notyet")
    np.testing.assert_allclose(quick.att, slow.att, atol=1e-12)
    np.testing.assert_allclose(quick.covariance(), slow.covariance(), atol=1e-12)
