"""Data of the causal tests: county employment (rebuilt from its moments) and the job-training experiment."""

from typing import Any

import numpy as np
import pandas as pd

from tests.engines.evaluator.reference import typed, with_moments

COVARIATES = ("age", "education", "black", "hispanic", "married", "nodegree", "re74", "re75")
YEARS = range(2003, 2008)


def read_mpdta() -> Any:
    """County teen employment of the R package did: 500 counties x 5 years, cohort 0 never raised its minimum wage.

    Means and covariances within cohorts are those of the published data to the last digit, and estimates, covariates
    included, and the standard errors without them depend on nothing else; single counties are made up.
    """
    parts = []
    table = typed("mpdta_moments.csv")
    for cohort in sorted(set(table["cohort"].tolist())):
        moments = table[table["cohort"] == cohort]
        names = list(moments["variable"])
        counties = int(moments["counties"].iloc[0])
        values = with_moments(counties, moments["mean"], moments[names], seed=cohort)
        parts.append(pd.DataFrame(values, columns=names).assign(cohort=cohort))
    wide = pd.concat(parts, ignore_index=True)
    wide["unit"] = np.arange(1, len(wide) + 1)
    long = wide.melt(["unit", "cohort", "lpop"], [f"lemp_{year}" for year in YEARS], var_name="year", value_name="lemp")
    long["year"] = long["year"].str.removeprefix("lemp_").astype(int)
    return long.sort_values(["unit", "year"], ignore_index=True)


def experiment(name: str = "lalonde_nsw_dw.csv") -> Any:
    """The National Supported Work experiment: treated and control men."""
    return typed(name)


def observational(controls: str) -> Any:
    """Men trained in the experiment (Dehejia-Wahba sample) with a non-experimental comparison group."""
    trained = experiment().query("treat == 1")
    return pd.concat([trained, typed(f"lalonde_{controls}.csv")], ignore_index=True)
