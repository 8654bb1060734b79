"""Run a design on data: print the finding and write its evidence card as SVG, HTML and JSON."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asah_evaluator.design import Design

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
    from asah_evaluator.columns import read_table
    from asah_evaluator.design import Design
    from asah_evaluator.verbs._shared import headline

    design = Design.read(args.design)
    evidence = evaluate(design, read_table(args.data))
    answer = {"text": headline(evidence), "question": design.question, **evidence.as_dict()}
    beside = Path(args.design)
    folder = Path(args.out) if args.out else beside.parent
    return answer | {"files": write_card(answer, design, Path(args.data).name, folder, args.name or beside.stem)}


def write_card(answer: dict[str, Any], design: Design, data: str, folder: Path, stem: str) -> dict[str, str]:
    """Write ``stem``.card.svg, .html and .json into ``folder`` (made if absent); returns ending -> path."""
    from asah_evaluator.card import card_html, card_svg, evidence_card

    unit = design.outcome_unit or "satuan hasil"
    source = f"Data: {data}"
    card = evidence_card(
        answer, question=design.question, source=source, unit=unit, smallest_worth=design.smallest_worth or None,
        comparison=design.comparison or "pembanding", pictures=_pictures(answer, design, unit, source),
    )  # fmt: skip
    kept = {key: value for key, value in answer.items() if key != "text"}
    texts = {
        "svg": card_svg(card),
        "html": card_html(card),
        "json": json.dumps(kept, ensure_ascii=False, indent=2, allow_nan=False) + "\n",
    }
    folder.mkdir(parents=True, exist_ok=True)
    paths: dict[str, str] = {}
    for ending, text in texts.items():
        path = folder / f"{stem}.card.{ending}"
        path.write_text(text, encoding="utf-8")
        paths[ending] = str(path)
    return paths


def _pictures(answer: dict[str, Any], design: Design, unit: str, source: str) -> list[Any]:
    """The estimate with its range, where there is no event study and enough is known to draw it."""
    from asah_evaluator.pictures import Effect, forest_picture

    if answer.get("event_times") or answer["estimate"] is None or answer["low"] is None or answer["grade"] == "0":
        return []
    effect = Effect(
        design.outcome_name, answer["estimate"], answer["low"], answer["high"], answer["n"], answer["grade"],
        answer["verdict"],
    )  # fmt: skip
    return [forest_picture([effect], unit=unit, sub=design.outcome_name, source=source)]
