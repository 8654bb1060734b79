"""Agreement between raters: Krippendorff's alpha, Fleiss' kappa, Cohen's kappa.

The table may hold units in rows and raters in columns, raters in rows and units in columns, or counts of raters per
category (Fleiss). ``--layout auto`` takes labels of the first column when they are words, reads a table of counts when
every row adds up to the same number of raters, and otherwise takes the shorter side for the raters; the answer says
how it was read.
"""

from __future__ import annotations

import argparse
from typing import Any

name = "agree"
LAYOUTS = ("auto", "units", "raters", "counts")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    parser.add_argument("data", metavar="DATA", help="CSV of ratings")
    parser.add_argument("--layout", choices=LAYOUTS, default="auto", help="what a row is: a unit, a rater, or counts")
    parser.add_argument("--raters", nargs="+", metavar="COLUMN", help="columns of the raters (a row is then a unit)")
    parser.add_argument("--metric", choices=("nominal", "ordinal", "interval", "ratio"), default="nominal")
    parser.add_argument("--order", nargs="+", metavar="LABEL", help="categories from lowest to highest")
    parser.add_argument("--weights", choices=("none", "linear", "quadratic"), default="none", help="of Cohen's kappa")
    parser.add_argument("--draws", type=int, default=1000, help="bootstrap draws of Krippendorff's alpha")
    parser.add_argument("--seed", type=int, default=20_270_101)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """The coefficient that fits the table as the estimate, all others as a table."""
    from asah_evaluator.columns import read_table
    from asah_evaluator.verbs._plain import gate, plain

    table = read_table(args.data)
    if args.raters:
        missing = [rater for rater in args.raters if rater not in table.columns]
        if missing:
            raise ValueError(f"no column {', '.join(missing)}; there are {', '.join(map(str, table.columns))}")
        table = table[args.raters]
    layout = "units" if args.raters else args.layout
    body, layout = _read(table, layout)
    found, warnings = _counts(body) if layout == "counts" else _ratings(body, args)
    first = found[0]
    answer = {
        "text": _sentence(first),
        "estimate": first.estimate,
        "se": first.se,
        "low": first.low,
        "high": first.high,
        "n": first.units,
        "method": first.method,
        "grade": None,
        "verdict": VERDICTS[first.level],
        "gates": [
            gate("claims may rest on it", first.level == "claim", first.estimate, "0.80"),
            gate("tentative reading allowed", first.level != "none", first.estimate, "0.67"),
        ],
        "warnings": list(dict.fromkeys([*first.warnings, *warnings])),
        "read_as": READ_AS[layout],
        "coefficients": [
            {"method": one.method, "estimate": one.estimate, "se": one.se, "low": one.low, "high": one.high}
            | {"units": one.units, "raters": one.raters, "ratings": one.ratings, "level": one.level}
            for one in found
        ],
    }
    return dict(plain(answer))


VERDICTS = {
    "claim": "Cukup sepakat untuk dasar kesimpulan",
    "tentative": "Sepakat untuk kesimpulan sementara",
    "none": "Belum cukup sepakat untuk kesimpulan",
}
READ_AS = {
    "units": "a row is a unit, a column a rater",
    "raters": "a row is a rater, a column a unit",
    "counts": "a row is a unit, a column a category, a cell the number of raters",
}


def _read(table: Any, layout: str) -> tuple[Any, str]:
    """Ratings without their labels (raters in rows unless counts), and the layout found."""
    body = _without_labels(table)
    if layout == "auto":
        shorter = "raters" if body.shape[0] < body.shape[1] else "units"
        layout = "counts" if _are_counts(body) else shorter
    return (body.T if layout == "units" else body), layout


def _without_labels(table: Any) -> Any:
    """The table without a first column of names (no heading, or different words beside numbers)."""
    heading = str(table.columns[0])
    first = table.iloc[:, 0]
    unnamed = heading.startswith("Unnamed") or not heading.strip()
    others_numeric = all(kind.kind in "fiub" for kind in table.dtypes.iloc[1:])
    words = first.dtype.kind not in "fiub" and first.is_unique and len(table.columns) > 2 and others_numeric
    return table.iloc[:, 1:] if unnamed or words else table


def _are_counts(body: Any) -> bool:
    """Whether every row holds whole numbers adding up to the same number of raters, at least 2, zeros among them."""
    if any(kind.kind not in "fiub" for kind in body.dtypes) or body.isna().to_numpy().any() or len(body) < 2:
        return False
    values = body.to_numpy(dtype=float)
    sums = values.sum(axis=1)
    whole = bool((values >= 0).all() and (values == values.round()).all())
    return whole and bool((sums == sums[0]).all()) and sums[0] >= 2 and bool((values == 0).any())


def _counts(body: Any) -> tuple[list[Any], list[str]]:
    """Fleiss' kappa of a table of counts, and Krippendorff's nominal alpha of the same ratings."""
    from asah_evaluator.agreement import fleiss_kappa, krippendorff_alpha

    first = fleiss_kappa(body)
    values = body.to_numpy(dtype=int)
    spread = [[category for category, count in enumerate(row) for _ in range(count)] for row in values]
    ratings = [list(rater) for rater in zip(*spread, strict=True)]
    return [first, krippendorff_alpha(ratings, metric="nominal")], []


def _ratings(body: Any, args: argparse.Namespace) -> tuple[list[Any], list[str]]:
    """Krippendorff's alpha of the wanted metric first, then the other coefficients the table allows."""
    from asah_evaluator.agreement import METRICS, cohen_kappa, fleiss_kappa, krippendorff_alpha

    rows = [list(row) for row in body.to_numpy(dtype=object)]
    found: list[Any] = []
    refused: list[str] = []
    for metric in (args.metric, *(metric for metric in METRICS if metric != args.metric)):
        try:
            options = {"order": args.order, "draws": args.draws, "seed": args.seed}
            found.append(krippendorff_alpha(body, metric=metric, **options))
        except ValueError as refusal:
            if metric == args.metric:
                raise
            refused.append(f"{metric} alpha left out: {refusal}")
    try:
        found.append(fleiss_kappa(_categories(rows)))
        if len(rows) == 2:
            found.append(cohen_kappa(rows[0], rows[1], weights=args.weights, order=args.order))
    except ValueError as refusal:
        refused.append(f"kappa left out: {refusal}")
    return found, refused


def _categories(rows: list[list[Any]]) -> Any:
    """Ratings (raters, units) as counts (units, categories); refuses missing ratings."""
    import numpy as np

    from asah_evaluator.answers import read_labels

    raters = [read_labels(row) for row in rows]
    if any(label is None for rater in raters for label in rater):
        raise ValueError("Fleiss' kappa needs every unit judged by every rater")
    place = {name: number for number, name in enumerate(sorted({str(label) for rater in raters for label in rater}))}
    codes = np.array([[place[str(label)] for label in rater] for rater in raters])
    return np.stack([(codes == number).sum(axis=0) for number in range(len(place))], axis=1)


def _sentence(found: Any) -> str:
    """One sentence with number, range and units."""
    from asah_basics.formats import interval, number

    return (
        f"{VERDICTS[found.level]}: {found.method} {number(found.estimate, 3)} "
        f"(selang kepercayaan 95%: {interval(found.low, found.high, 3)}), {number(found.units)} satuan, "
        f"{number(found.raters)} penilai."
    )
