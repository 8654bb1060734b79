"""Where published data come from: typed tables beside the tests, everything else from the shared folder."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[3]
TYPED = Path(__file__).parent / "data"
SHARED = ROOT.parent / "shared" / "reference" / "evaluation"


def typed(name: str, **options: Any) -> pd.DataFrame:
    """A table typed from a publication (facts, kept in the project)."""
    table: pd.DataFrame = pd.read_csv(TYPED / name, **options)
    return table


def shared(name: str, **options: Any) -> pd.DataFrame:
    """A data set whose licence keeps it outside the project; the test is skipped where the folder is absent."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} is not in the shared reference folder; its licence (GPL) keeps it out of the project")
    table: pd.DataFrame = pd.read_csv(path, **options)
    return table
