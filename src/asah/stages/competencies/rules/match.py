"""Job-person match: what somebody holds against what his post asks, in per cent, and its class under a rule set."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

TOP = {"jpt_utama", "jpt_madya", "jpt_pratama", "jf_utama"}


@dataclass(frozen=True)
class MatchClass:
    """The class of a match. rule: its row in aturan_jpm; value: the per cent as rounded for reading the class."""

    rule: str
    name: str
    value: Decimal


@dataclass(frozen=True)
class Match:
    """Both variants of a match, exact; `assessed` of `asked` competencies were assessed."""

    capped: Fraction
    uncapped: Fraction
    asked: int
    assessed: int


def match_percent(pairs: Iterable[tuple[Decimal | None, Decimal | int]]) -> Match | None:
    """The match of (held, required) pairs. Not assessed competencies are left out of both sums and counted.

    capped: sum of min(held, required) / sum of required x 100, so that strength in one does not hide lack in another;
    uncapped: sum of held / sum of required x 100. None when nothing was assessed.
    """
    asked, known = 0, []
    for held, required in pairs:
        asked += 1
        if held is not None:
            known.append((Fraction(held), Fraction(required)))
    total = sum((required for _held, required in known), Fraction(0))
    if total == 0:
        return None
    capped = sum((min(held, required) for held, required in known), Fraction(0)) / total * 100
    uncapped = sum((held for held, _required in known), Fraction(0)) / total * 100
    return Match(capped, uncapped, asked, len(known))


def class_key(rule_set: str, step: str) -> str:
    """Row of aturan_jpm for a rule set (A, B, C) and a step of the ladder; only C asks for the step.

    Raises ValueError for another rule set.
    """
    if rule_set not in ("A", "B", "C"):
        raise ValueError("rule set must be A, B or C")
    if rule_set != "C":
        return rule_set
    return "C:tinggi" if step in TOP else "C:lain"


def rounded(percent: Fraction, decimals: int) -> Decimal:
    """Half up to so many decimals, from the exact fraction."""
    unit = Fraction(1, 10**decimals)
    steps, rest = divmod(percent, unit)
    steps += rest * 2 >= unit
    return Decimal(int(steps)).scaleb(-decimals)


def classify(percent: Fraction, rule: str, values: Mapping[str, Any]) -> MatchClass:
    """The class of a match under a row of aturan_jpm.

    Decision: the per cent is rounded half up to the row's decimals first, then read against the lower ends. Rule sets
    with whole numbers (C: 85-90, then 91) therefore have no gap: 90.5 counts as 91. 89.996 under A is 90.00.
    Raises ValueError when no class reaches down to the value.
    """
    value = rounded(percent, int(values["decimals"]))
    for row in sorted(values["classes"], key=lambda row: -row["from"]):
        if value >= Decimal(str(row["from"])):
            return MatchClass(rule, row["name"], value)
    raise ValueError(f"{rule}: no class for {value}")
