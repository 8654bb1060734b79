"""Data of the causal tests: county employment (read beside the checkout) and the job-training experiment (in data/)."""

from typing import Any

import pandas as pd

from tests.engines.evaluator.reference import shared, typed

COVARIATES = ("age", "education", "black", "hispanic", "married", "nodegree", "re74", "re75")


def read_mpdta() -> Any:
    """County teen employment of the R package did: 500 counties x 5 years, cohort 0 never raised its minimum wage."""
    return shared("mpdta.csv").rename(columns={"first.treat": "cohort", "countyreal": "unit"})


def experiment(name: str = "lalonde_nsw_dw.csv") -> Any:
    """The National Supported Work experiment: treated and control men."""
    return typed(name)


def observational(controls: str) -> Any:
    """Men trained in the experiment (Dehejia-Wahba sample) with a non-experimental comparison group."""
    trained = experiment().query("treat == 1")
    return pd.concat([trained, typed(f"lalonde_{controls}.csv")], ignore_index=True)
