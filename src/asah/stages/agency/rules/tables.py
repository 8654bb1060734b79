"""The dated tables that ship with Asah, and the shape an agency's own row must keep.

Each table is a file in data/rules/: kind, title, legal basis, since when, whether anybody has confirmed it, and rows.
A row may carry its own `_legal_basis`, `_valid_from`, `_valid_until` and `_confirmed`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class RuleSeed:
    """One row of a national table."""

    kind: str
    key: str
    values: dict[str, Any]
    valid_from: date
    valid_until: date | None
    legal_basis: str
    confirmed: bool


@dataclass(frozen=True)
class RuleTable:
    """One table: its name on screen, what stands in it, and its rows."""

    kind: str
    title: str
    note: str
    rows: tuple[RuleSeed, ...]


@dataclass(frozen=True)
class LegalSeed:
    """A regulation, or what stands in for one (agency policy, sample)."""

    code: str
    title: str
    number: str
    year: int
    in_force_from: date | None
    revoked_on: date | None
    revoked_by: str


@cache
def rule_tables() -> dict[str, RuleTable]:
    """All tables by kind, in the order of their titles."""
    folder = files("asah.stages.agency") / "data" / "rules"
    tables = [_table(json.loads(path.read_text("utf-8"))) for path in folder.iterdir() if path.name.endswith(".json")]
    return {table.kind: table for table in sorted(tables, key=lambda table: table.title)}


@cache
def legal_bases() -> tuple[LegalSeed, ...]:
    """All regulations that a table names."""
    raw = json.loads((files("asah.stages.agency") / "data" / "legal_bases.json").read_text("utf-8"))
    return tuple(
        LegalSeed(
            row["code"],
            row["title"],
            row["number"],
            row["year"],
            _day(row["in_force_from"]),
            _day(row["revoked_on"]),
            row["revoked_by"],
        )
        for row in raw
    )


def same_shape(values: Mapping[str, Any], sample: Mapping[str, Any]) -> bool:
    """Whether values have the fields of a national row, each of its type (a whole number may stand for a fraction)."""
    return not misshapen(values, sample)


def misshapen(values: Mapping[str, Any], sample: Mapping[str, Any]) -> list[str]:
    """Names of the fields that are missing, unknown or of another type than in a national row of the same kind."""
    wrong = [name for name in sample if name not in values or not _alike(values[name], sample[name])]
    return wrong + [name for name in values if name not in sample]


def _alike(value: Any, sample: Any) -> bool:
    if sample is None or value is None:
        return sample is None
    if isinstance(sample, bool) or isinstance(value, bool):
        return isinstance(value, bool) and isinstance(sample, bool)
    if isinstance(sample, int | float):
        return isinstance(value, int | float)
    return isinstance(value, type(sample))


def _table(raw: dict[str, Any]) -> RuleTable:
    rows = tuple(_row(raw, key, dict(values)) for key, values in raw["rows"].items())
    return RuleTable(raw["kind"], raw["title"], raw.get("note", ""), rows)


def _row(table: dict[str, Any], key: str, values: dict[str, Any]) -> RuleSeed:
    since = _day(values.pop("_valid_from", table["valid_from"]))
    if since is None:
        raise ValueError(f"{table['kind']} {key}: every row needs a day from which it is in force")
    return RuleSeed(
        kind=table["kind"],
        key=key,
        valid_from=since,
        valid_until=_day(values.pop("_valid_until", None)),
        legal_basis=values.pop("_legal_basis", table["legal_basis"]),
        confirmed=values.pop("_confirmed", table["confirmed"]),
        values=values,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
