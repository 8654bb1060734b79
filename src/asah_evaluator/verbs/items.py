"""Reliability of a test or scale and what each item does: alpha, omega, item statistics, 2PL.

Example: ``python -m asah_evaluator items jawaban.csv --items u1 u2 u3 --json``
"""

from __future__ import annotations

import argparse
from typing import Any

name = "items"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    parser.add_argument("data", metavar="DATA", help="CSV, one row a person, one column an item")
    parser.add_argument("--items", nargs="+", metavar="COLUMN", help="columns to use (all when left out)")
    parser.add_argument("--maximum", type=float, help="highest possible answer (highest seen when left out)")
    parser.add_argument("--key", nargs="+", metavar="ITEM=OPTION", help="right options of multiple-choice items")
    parser.add_argument("--force", action="store_true", help="fit the 2PL model under 200 persons")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Alpha as the estimate; omega, items, distractors and the 2PL model as tables."""
    from asah_evaluator.columns import read_table
    from asah_evaluator.psychometrics import analyse_distractors, analyse_items, cronbach_alpha, mcdonald_omega
    from asah_evaluator.verbs._plain import gate, plain

    table = read_table(args.data)
    key = _key(args.key)
    scores = _scored(table, key) if key else _chosen(table, args.items)
    alpha = cronbach_alpha(scores)
    analysis = analyse_items(scores, maximum=1.0 if key else args.maximum)
    reliability, warnings = [alpha], [*alpha.warnings, *analysis.warnings]
    try:
        reliability.append(mcdonald_omega(scores))
        warnings += reliability[-1].warnings
    except ValueError as refusal:
        warnings.append(f"no omega: {refusal}")
    model, said = _model(scores, args.force)
    warnings += said
    answer = {
        "text": _sentence(alpha.estimate, alpha.low, alpha.high, alpha.n),
        "estimate": alpha.estimate,
        "se": alpha.se,
        "low": alpha.low,
        "high": alpha.high,
        "n": alpha.n,
        "method": alpha.method,
        "grade": None,
        "verdict": _verdict(alpha.estimate),
        "gates": [
            gate("reliable enough to compare groups", alpha.estimate >= 0.7, alpha.estimate, "alpha at least 0.70"),
            gate("enough persons", alpha.n >= 30, alpha.n, "30 persons"),
            gate(
                "no ceiling", analysis.ceiling_share < 0.15, analysis.ceiling_share, "under 15 % at the highest score"
            ),
        ],
        "warnings": list(dict.fromkeys(warnings)),
        "reliability": reliability,
        "items": analysis.items,
        "total": {"mean": analysis.total_mean, "sd": analysis.total_sd, "maximum": analysis.total_maximum},
        "distractors": analyse_distractors(table, key) if key else None,
        **model,
    }
    return dict(plain(answer))


def _chosen(table: Any, items: list[str] | None) -> Any:
    """The wanted columns."""
    if not items:
        return table
    missing = [item for item in items if item not in table.columns]
    if missing:
        raise ValueError(f"no column {', '.join(missing)}; there are {', '.join(map(str, table.columns))}")
    return table[items]


def _key(words: list[str] | None) -> dict[str, str]:
    """``u1=A`` as item -> option."""
    pairs = [word.partition("=") for word in words or []]
    broken = [item for item, sign, option in pairs if not (item and sign and option)]
    if broken:
        raise ValueError(f"write the key as ITEM=OPTION, not {', '.join(broken)}")
    return {item: option for item, _, option in pairs}


def _scored(table: Any, key: dict[str, str]) -> dict[str, list[float]]:
    """Chosen options as right (1) or wrong (0); an unanswered item is wrong."""
    from asah_evaluator.answers import read_labels

    missing = [item for item in key if item not in table.columns]
    if missing:
        raise ValueError(f"no column {', '.join(missing)}; there are {', '.join(map(str, table.columns))}")
    return {item: [float(option == right) for option in read_labels(table[item])] for item, right in key.items()}


def _model(scores: Any, force: bool) -> tuple[dict[str, Any], list[str]]:
    """The 2PL model of answers scored 0 and 1, or why there is none."""
    from asah_evaluator.answers import read_answers
    from asah_evaluator.psychometrics import fit_2pl

    values = read_answers(scores).values
    if not ((values == 0) | (values == 1) | (values != values)).all():
        return {}, []
    try:
        fit = fit_2pl(scores, force=force)
    except ValueError as refusal:
        return {}, [f"no 2PL model: {refusal}"]
    found = {
        "irt": fit.items,
        "log_likelihood": fit.log_likelihood,
        "irt_reliability": fit.reliability,
        "irt_method": f"2PL, marginal maximum likelihood, {fit.points} Gauss-Hermite points",
    }
    return found, list(fit.warnings)


def _verdict(alpha: float) -> str:
    """Reading of the estimate in Indonesian."""
    if alpha >= 0.9:
        return "Cukup andal untuk menilai perorangan"
    if alpha >= 0.7:
        return "Cukup andal untuk membandingkan kelompok"
    return "Belum cukup andal untuk dipakai membandingkan"


def _sentence(alpha: float, low: float, high: float, n: int) -> str:
    """One sentence with number, range and persons."""
    from asah_basics.formats import interval, number

    return (
        f"{_verdict(alpha)}: alpha {number(alpha, 3)} (selang kepercayaan 95%: {interval(low, high, 3)}) "
        f"dari {number(n)} orang."
    )
