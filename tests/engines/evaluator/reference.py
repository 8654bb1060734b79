"""Where published data come from: files beside the tests, all of which may be kept in the project.

Data sets under GPL are not copied. What is kept of them are facts that decide the published answer: the table of answer
patterns (LSAT6, printed by Bock and Lieberman 1970), and means with covariances (attitude, mpdta), from which data
with exactly these moments are rebuilt.
"""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[3]
TYPED = Path(__file__).parent / "data"
ORIGINALS = ROOT.parent / "shared" / "reference" / "evaluation"
"""The original files, where a developer keeps them; one test compares, nothing else needs them."""


def typed(name: str, **options: Any) -> pd.DataFrame:
    """A table kept beside the tests."""
    table: pd.DataFrame = pd.read_csv(TYPED / name, **options)
    return table


def with_moments(rows: int, mean: Any, covariance: Any, seed: int = 0) -> Any:
    """(rows, k) numbers whose means (k,) and covariances (k, k) are exactly the given ones."""
    centred = np.random.default_rng(seed).standard_normal((rows, len(mean)))
    centred -= centred.mean(axis=0)
    white = np.linalg.solve(np.linalg.cholesky(np.cov(centred, rowvar=False)), centred.T).T
    return white @ np.linalg.cholesky(np.asarray(covariance, dtype=float)).T + np.asarray(mean, dtype=float)


def attitude() -> pd.DataFrame:
    """Survey of 30 departments on 7 items (Chatterjee and Price 1977), rebuilt: reliability needs only covariances."""
    moments = typed("attitude_moments.csv")
    items = list(moments["variable"])
    return pd.DataFrame(with_moments(int(moments["persons"][0]), moments["mean"], moments[items]), columns=items)


def lsat6() -> pd.DataFrame:
    """Section 6 of the Law School Admission Test: 1,000 persons x 5 items, from the published table of patterns."""
    patterns = typed("lsat6_patterns.csv")
    persons = patterns.loc[patterns.index.repeat(patterns["persons"])].drop(columns="persons")
    return persons.reset_index(drop=True)
