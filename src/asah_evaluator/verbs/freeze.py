"""Freeze a design: check it, and print it with its digest before any result is read."""

from __future__ import annotations

import argparse
import json
from datetime import date, datetime
from typing import Any

name = "freeze"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    parser.add_argument("design", help="JSON file of the design")
    parser.add_argument("--on", default=None, help="day of freezing, YYYY-MM-DD (today)")
    parser.add_argument("--out", default=None, help="write the frozen design to this file")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """The frozen design and its digest."""
    from pathlib import Path

    from asah_evaluator.design import Design

    design = Design.read(args.design)
    day = date.fromisoformat(args.on) if args.on else datetime.now().astimezone().date()
    frozen = design.freeze(day.isoformat())
    if args.out:
        Path(args.out).write_text(json.dumps(frozen, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return {"text": f"{design.question} [{design.digest[:12]}]", "digest": design.digest, "design": frozen}
