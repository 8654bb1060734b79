"""Public satisfaction index (IKM) of filled forms, by the regulation, with the printed weights beside it.

Example: ``python -m asah_evaluator ikm formulir.csv --elements U1 U2 U3 U4 U5 U6 U7 U8 U9 --on 2026-12-31``
"""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

name = "ikm"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    parser.add_argument("data", metavar="DATA", help="CSV, one row a form, one column an element (1 to 4)")
    parser.add_argument("--elements", nargs="+", metavar="COLUMN", help="columns of the elements (all when left out)")
    parser.add_argument("--on", metavar="YYYY-MM-DD", required=True, help="day whose class table applies")
    parser.add_argument("--population", type=int, help="persons served, to say how many forms are needed")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Index, class, element averages and variants."""
    from asah_basics.formats import interval, number
    from asah_evaluator.columns import read_table
    from asah_evaluator.survey import ikm_from_answers, krejcie_morgan
    from asah_evaluator.survey.tables import in_force
    from asah_evaluator.verbs._plain import gate, plain

    classes = in_force(date.fromisoformat(args.on))
    table = read_table(args.data)
    if args.elements:
        missing = [element for element in args.elements if element not in table.columns]
        if missing:
            raise ValueError(f"no column {', '.join(missing)}; there are {', '.join(map(str, table.columns))}")
        table = table[args.elements]
    found = ikm_from_answers(table, classes)
    needed = krejcie_morgan(args.population) if args.population else None
    gates = [gate("enough forms", needed is None or found.n >= needed, found.n, f"{needed} forms")] if needed else []
    spread = f" (selang kepercayaan 95%: {interval(found.low, found.high, 2)})" if found.n > 1 else ""
    answer = {
        "text": f"IKM {number(found.index, 2)}{spread}: mutu {found.mark}, {found.words.lower()}. "
        f"{number(found.n)} formulir.",
        "estimate": float(found.index),
        "se": found.se,
        "low": found.low,
        "high": found.high,
        "n": found.n,
        "method": found.method,
        "grade": None,
        "verdict": found.words,
        "gates": gates,
        "warnings": list(found.warnings),
        "mark": found.mark,
        "source": found.source,
        "variants": {weight: float(index) for weight, index in found.variants.items()},
        "elements": [{"element": element, "mean": float(mean)} for element, mean in found.element_means.items()],
    }
    return dict(plain(answer))
