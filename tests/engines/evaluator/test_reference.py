"""The rebuilt tables carry the facts of the originals, to the last digit wherever an original is at hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from asah_evaluator.frames import Panel
from asah_evaluator.methods.aggregate import aggregate
from asah_evaluator.methods.etwfe import etwfe
from tests.engines.evaluator.causal_data import YEARS, read_mpdta
from tests.engines.evaluator.reference import ORIGINALS, attitude, lsat6, typed


def wide(data: Any) -> Any:
    """One row per county: log employment of each year, log population, cohort."""
    table = data.pivot(index="unit", columns="year", values="lemp").add_prefix("lemp_")
    return table.join(data.groupby("unit")[["lpop", "cohort"]].first())


def test_the_rebuilt_counties_have_the_published_sizes_and_the_kept_moments() -> None:
    counties = wide(read_mpdta())
    assert counties.groupby("cohort").size().to_dict() == {0: 309, 2004: 20, 2006: 40, 2007: 131}
    kept = typed("mpdta_moments.csv").set_index(["cohort", "variable"])
    names = [*(f"lemp_{year}" for year in YEARS), "lpop"]
    for cohort, part in counties.groupby("cohort"):
        assert part[names].mean().to_numpy() == pytest.approx(kept.loc[cohort].loc[names, "mean"].to_numpy(), abs=1e-10)
        assert part[names].cov().to_numpy() == pytest.approx(kept.loc[cohort].loc[names, names].to_numpy(), abs=1e-10)


def test_the_patterns_are_those_of_a_thousand_persons() -> None:
    persons = lsat6()
    assert persons.shape == (1000, 5)
    assert persons.sum().tolist() == [924, 709, 553, 763, 870]  # as printed by ltm::descript(LSAT), in thousandths


def same_moments(ours: Any, theirs: Any) -> None:
    """Equal means and covariances."""
    np.testing.assert_allclose(ours.mean().to_numpy(), theirs.mean().to_numpy(), atol=1e-9)
    np.testing.assert_allclose(ours.cov().to_numpy(), theirs.cov().to_numpy(), atol=1e-9)


def check_counties(original: Any) -> None:
    """Moments within cohorts, and the one published error that needs single counties: etwfe with lpop, 0.0125."""
    data = original.rename(columns={"first.treat": "cohort", "countyreal": "unit"})
    theirs = dict(list(wide(data).groupby("cohort")))
    for cohort, part in wide(read_mpdta()).groupby("cohort"):
        same_moments(part, theirs[cohort])
    panel = Panel.from_columns(
        data["unit"], data["year"], data["cohort"], data["lemp"], covariates={"lpop": data["lpop"]}
    )
    found = aggregate(etwfe(panel))
    assert (round(found.value, 4), round(found.se, 4)) == (-0.0506, 0.0125)


CHECKS: dict[str, Callable[[Any], None]] = {
    "mpdta.csv": check_counties,
    "attitude.csv": lambda original: same_moments(attitude(), original),
    "lsat6_1000x5.csv": lambda original: same_moments(lsat6(), original),
}


def test_the_originals_agree_wherever_they_are_at_hand() -> None:
    for name, check in CHECKS.items():
        if (ORIGINALS / name).exists():
            check(pd.read_csv(ORIGINALS / name))
    assert len(attitude()) == 30
