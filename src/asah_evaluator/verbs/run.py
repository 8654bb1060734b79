"""Run a design on data: print the finding and write its evidence card as SVG, HTML and JSON."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

name = "run"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    parser.add_argument("design", help="JSON file of the design (see the verb freeze)")
    parser.add_argument("data", help="CSV file")
    parser.add_argument("--out", default=None, help="folder for the card (beside the design)")
    parser.add_argument("--name", default=None, help="name of the card's files, without ending")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Evaluate, write the card, and answer."""
    from asah_evaluator.assess.designed import evaluate
    from asah_evaluator.card import write_card
    from asah_evaluator.columns import read_table
    from asah_evaluator.design import Design
    from asah_evaluator.verbs._shared import headline

    design = Design.read(args.design)
    evidence = evaluate(design, read_table(args.data))
    source = Path(args.design)
    folder = Path(args.out) if args.out else source.parent
    stem = args.name or f"{source.stem}.card"
    files = write_card(evidence, design.question, f"Data: {Path(args.data).name}", folder, stem)
    return {"text": headline(evidence), "question": design.question, **evidence.as_dict(), "files": files}
