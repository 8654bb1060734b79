"""The page of figures says what the code gives: every published figure is computed again and compared."""

from __future__ import annotations

import re
from pathlib import Path

from bench._evaluator_page import HEADS, PAGE, WORDS, table_line, write_page
from bench._evaluator_published import Row, published_rows

GAP = re.compile(r"gap (\d+e[-+]\d+)")
LARGEST_GAP = 1e-8


def section(title: str) -> list[str]:
    """The rows of one table of the page."""
    text = PAGE.read_text(encoding="utf-8").split(f"\n## {title}\n")[1].split("\n## ")[0]
    return [line for line in text.splitlines() if line.startswith("| ")][1:]


def without_gap(row: Row) -> str:
    """A row as the page writes it, distances from other packages aside: they are rounding and differ by machine."""
    return GAP.sub("gap", table_line(row))


def test_published_figures_of_the_page_are_those_of_the_code() -> None:
    rows = published_rows()
    assert [GAP.sub("gap", line) for line in section("Published figures")] == [without_gap(row) for row in rows]
    gaps = [float(gap) for row in rows for gap in GAP.findall(row[2])]
    assert len(gaps) >= 4
    assert max(gaps) < LARGEST_GAP


def test_the_page_holds_every_table_of_a_full_run() -> None:
    for title in WORDS:
        assert section(title), title
    together = PAGE.read_text(encoding="utf-8")
    for said in ("1,000,000 x 12", "csdid", "pyfixest", "56 designs x 2,000", "portfolios of 100 null programmes"):
        assert said in together, said


def test_a_page_is_written_from_rows(tmp_path: Path) -> None:
    page = tmp_path / "figures.md"
    write_page({"Coverage": [("a | b", "95 %", "", "93 to 97 %")]}, page)
    lines = page.read_text(encoding="utf-8").splitlines()
    assert table_line(HEADS) in lines
    assert "| a / b | 95 % |  | 93 to 97 % |" in lines
