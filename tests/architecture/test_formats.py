"""Money, numbers and dates are written in one place: asah_basics.formats."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"
HOME = SOURCE / "asah_basics" / "formats"
# It reads cells of a workbook: what it makes is text to be parsed, not to be shown.
READER = SOURCE / "asah" / "foundation" / "text" / "cells.py"
OWN_WAYS = re.compile(
    r"""replace\(["'][.,]["'],\s*["'][.,]["']\)"""  # dots and commas swapped by hand
    r"""|f["']Rp\{"""  # money put together by hand
    r"""|strftime\(["']%d"""  # a date written by hand
)


def modules() -> list[Path]:
    return [path for path in sorted(SOURCE.rglob("*.py")) if HOME not in path.parents and path != READER]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_nobody_writes_figures_his_own_way(path: Path) -> None:
    assert OWN_WAYS.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("text", ["x.replace(',', '.')", 'f"Rp{cost}"', "day.strftime('%d/%m/%Y')"])
def test_the_search_would_find_it(text: str) -> None:
    assert OWN_WAYS.search(text)
