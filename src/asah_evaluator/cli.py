"""The command line: ``python -m asah_evaluator VERB ...``.

Every verb prints for people by default and as JSON with ``--json``. Input that cannot be judged ends with status 2
and one sentence on standard error; nothing is printed as a number that is not meant as one.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from asah_evaluator.verbs import find_verbs


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb.

    Parameters: ``argv`` words after the program name, from the process when ``None``.
    Returns the exit status: 0 answered, 2 the input cannot be judged (reason on standard error).
    """
    parser, verbs = build_parser()
    args = parser.parse_args(argv)
    try:
        answer = verbs[args.verb].run(args)
    except (ValueError, OSError) as refusal:
        print(f"asah_evaluator {args.verb}: {refusal}", file=sys.stderr)
        return 2
    text = json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False) if args.json else as_text(answer)
    try:
        print(text, flush=True)
    except BrokenPipeError:  # the reader (head, less) has seen enough
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (kept open until the process ends)
    return 0


def build_parser() -> tuple[argparse.ArgumentParser, dict[str, Any]]:
    """The parser with one sub-command per verb, and the verbs themselves by name."""
    parser = argparse.ArgumentParser(
        prog="asah_evaluator", description="What a programme changed, how sure we are, what we cannot know."
    )
    commands = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs = find_verbs()
    for verb in verbs.values():
        command = commands.add_parser(verb.name, help=verb.summary, description=verb.summary)
        verb.add_arguments(command)
        command.add_argument("--json", action="store_true", help="print the whole answer as JSON")
    return parser, verbs


def as_text(answer: Mapping[str, Any]) -> str:
    """An answer for people: its ``text`` first, then single values, then lists of rows as aligned tables."""
    lines: list[str] = []
    if answer.get("text"):
        lines += [str(answer["text"]), ""]
    for key, value in answer.items():
        if key == "text" or value is None or is_table(value):
            continue
        lines += [f"{key:<12} {in_one_line(value)}"]
    for key, value in answer.items():
        if is_table(value):
            lines += ["", f"{key}:", *table_lines(value)]
    return "\n".join(lines)


def is_table(value: Any) -> bool:
    """Whether a value is a non-empty list of rows (mappings)."""
    return isinstance(value, list) and bool(value) and all(isinstance(row, Mapping) for row in value)


def in_one_line(value: Any) -> str:
    """A value as one line of text; floats with six significant digits, mappings as ``key=value``."""
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}={in_one_line(inner)}" for key, inner in value.items())
    if isinstance(value, Iterable) and not isinstance(value, str):
        return "; ".join(in_one_line(inner) for inner in value) or "-"
    return "-" if value is None else str(value)


def table_lines(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Rows as aligned columns, with a heading; columns in order of first appearance, English doubles left out."""
    columns = [key for key in dict.fromkeys(key for row in rows for key in row) if not key.endswith("_en")]
    cells = [columns, *[[in_one_line(row.get(column)) for column in columns] for row in rows]]
    widths = [max(len(line[place]) for line in cells) for place in range(len(columns))]
    return ["  " + "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in cells]
