"""Themes, quotes and mood of Indonesian comments.

Example: ``python -m asah_evaluator text komentar.csv --column saran --json``
"""

from __future__ import annotations

import argparse
from typing import Any

name = "text"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    parser.add_argument("data", metavar="DATA", help="CSV with one comment a row")
    parser.add_argument("--column", required=True, help="column of the comments")
    parser.add_argument("--themes", type=int, help="how many themes to look for, 2 to 12 (by the number when left out)")
    parser.add_argument("--minimum", type=int, default=5, help="comments under which a theme is not shown")
    parser.add_argument("--seed", type=int, default=20_270_101)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Themes with quotes, and the count of each mood."""
    from collections import Counter

    from asah_basics.formats import number
    from asah_evaluator.columns import read_table
    from asah_evaluator.text import find_themes, moods_of
    from asah_evaluator.verbs._plain import plain

    table = read_table(args.data)
    if args.column not in table.columns:
        raise ValueError(f"no column {args.column}; there are {', '.join(map(str, table.columns))}")
    comments = [None if cell != cell else cell for cell in table[args.column].tolist()]
    found = find_themes(comments, themes=args.themes, minimum=args.minimum, seed=args.seed)
    moods = Counter(mood.label for mood in moods_of(c for c in comments if c and c.strip()))
    written = sum(moods.values())
    answer = {
        "text": f"{number(len(found.themes))} tema dari {number(found.used)} komentar. "
        "Baca kutipannya, lalu beri nama tiap tema.",
        "estimate": None,
        "se": None,
        "low": None,
        "high": None,
        "n": found.used,
        "method": f"TF-IDF of stemmed words, NMF, seed {args.seed}; own lexicon with negation",
        "grade": None,
        "verdict": None,
        "gates": [],
        "warnings": list(found.warnings),
        "comments": written,
        "without_theme": found.rest,
        "themes": [
            {"theme": place + 1, "words": list(theme.words), "count": theme.count, "share": round(theme.share, 4)}
            | {"quotes": [quote.text for quote in theme.quotes]}
            for place, theme in enumerate(found.themes)
        ],
        "mood": [
            {"mood": label, "count": moods[label], "share": round(moods[label] / written, 4)}
            for label in ("positif", "campuran", "netral", "negatif")
            if moods[label] >= args.minimum
        ],
    }
    return dict(plain(answer))
