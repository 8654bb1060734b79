"""The page of figures in the documentation, written from one run of the benchmark."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "evaluator-figures.md"
RIVALS = ("csdid", "pyfixest", "linearmodels")
HEADS = ("Question", "asah_evaluator", "Beside it", "Published, ratio or limit")
WORDS = {
    "Published figures": "Standard errors in brackets. `mpdta` is rebuilt from its moments (see "
    "`tests/engines/evaluator/data/README.md`); its standard error with lpop, published 0.0125, needs single counties "
    "and is tested where the original lies beside the checkout. Entropy balancing with the PSID: 2,425 is the optimum "
    "that a second, independent solver finds too; the published figure comes from another program (hbal), which "
    "standardises and stops by rules of its own.",
    "Time and memory": "Both sides of a line ran one after the other in the same run; ratios are steadier than "
    "seconds. Our time starts from long columns, as csdid's does from its table.",
    "Coverage": "Share of 95 % intervals that hold the true effect, for 12 to 40 units, 3 to 20 treated, simultaneous "
    "and staggered starts, normal and heavy-tailed errors, treated as noisy or twice as noisy.",
    "Honesty": "Traps hold no effect that may be claimed; clean cases hold one that a study of this size finds four "
    "times in five. Causal wording counts every finding of grade A, B or C, whatever its phrase.",
    "Many programmes, many looks": "How often something is claimed where nothing works.",
}


def write_page(sections: Mapping[str, Sequence[Sequence[str]]], page: Path = PAGE) -> None:
    """Write the tables of one run, section by section, with what they were run on."""
    packages = ", ".join(f"{name} {version(name)}" for name in RIVALS)
    lines = [
        "# The evaluator: figures",
        "",
        "Written by `./asah bench evaluator --docs` in one run. What the methods are stands under",
        "[methods and gates](evaluator-methods.md).",
        "",
        f"Python {platform.python_version()}; {packages}.",
    ]
    for title, rows in sections.items():
        lines += ["", f"## {title}", "", WORDS[title], "", table_line(HEADS), "|---|---|---|---|"]
        lines += [table_line(row) for row in rows]
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")


def table_line(cells: Sequence[str]) -> str:
    """One line of a Markdown table."""
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
