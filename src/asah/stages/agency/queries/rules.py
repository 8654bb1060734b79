"""Rules in force on a date: the agency's own row first, the national one otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from asah.stages.agency.models import AgencyRule, LegalBasis, NationalRule
from asah.stages.agency.rules import rule_tables


class NoRule(LookupError):
    """No row of this kind and key is in force on the date. Its text is fit to be shown."""


@dataclass(frozen=True)
class RuleRow:
    """One row in force: its values, period, source, whether anybody has confirmed it, and whose it is.

    legal_basis: code of a regulation for national rows, the text the agency wrote for its own;
    valid_until: first day on which it is no longer in force, None while open; adopted: the agency's row says the same
    as the nation's, which it confirmed.
    """

    kind: str
    key: str
    values: dict[str, Any]
    valid_from: date
    valid_until: date | None
    legal_basis: str
    confirmed: bool
    own: bool
    adopted: bool = False


@dataclass(frozen=True)
class TableRow:
    """One table in the list of rules: how many rows are in force, how many unconfirmed, how many are the agency's."""

    kind: str
    title: str
    note: str
    rows: int
    unconfirmed: int
    own: int


def rules(kind: str, on: date) -> dict[str, RuleRow]:
    """All rows of a table in force on a date, by key, in the order of the table that ships with Asah."""
    found = {row.key: row for row in _rows(NationalRule, kind=kind, valid__contains=on)}
    found |= {row.key: _beside(row, found.get(row.key)) for row in _rows(AgencyRule, kind=kind, valid__contains=on)}
    table = rule_tables().get(kind)
    order = {row.key: place for place, row in enumerate(table.rows)} if table else {}
    return dict(sorted(found.items(), key=lambda item: (order.get(item[0], len(order)), item[0])))


def rule(kind: str, key: str, on: date) -> RuleRow:
    """The row in force on a date. Raises NoRule when neither agency nor nation has one."""
    found = _rows(AgencyRule, kind=kind, key=key, valid__contains=on) or _rows(
        NationalRule, kind=kind, key=key, valid__contains=on
    )
    if not found:
        raise NoRule(f"Belum ada aturan {kind}/{key} yang berlaku pada {on:%d-%m-%Y}. Tambahkan di Aturan berlaku.")
    return found[0]


def rule_or_earliest(kind: str, key: str, on: date) -> RuleRow:
    """The row in force on a date, or the earliest one when the date lies before every row.

    Old certificates are converted by the first rule that is known: no rule of their own day can be found.
    Raises NoRule when there is no row at all.
    """
    try:
        return rule(kind, key, on)
    except NoRule:
        later = [row for row in rule_history(kind, key) if row.valid_from > on]
        if not later:
            raise
        return later[0]


def rule_history(kind: str, key: str) -> list[RuleRow]:
    """Every row a key ever had, national and own, oldest first."""
    both = _rows(NationalRule, kind=kind, key=key) + _rows(AgencyRule, kind=kind, key=key)
    return sorted(both, key=lambda row: (row.valid_from, row.own))


class RuleBook:
    """Every row a table ever had, read in two queries, for work that asks about many days."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._rows: dict[str, list[RuleRow]] = {}
        for model in (NationalRule, AgencyRule):
            for row in _rows(model, kind=kind):
                self._rows.setdefault(row.key, []).append(row)

    def on(self, key: str, day: date) -> RuleRow:
        """The row in force on a day, as `rule` answers; before every row the earliest, as `rule_or_earliest`.

        Raises NoRule when the table has no such key, or the day lies in a gap after its rows.
        """
        rows = self._rows.get(key, [])
        now = [row for row in rows if row.valid_from <= day and (row.valid_until is None or day < row.valid_until)]
        if now:
            return max(now, key=lambda row: row.own)
        later = [row for row in rows if row.valid_from > day]
        if not later:
            raise NoRule(f"Belum ada aturan {self.kind}/{key} yang berlaku pada {day:%d-%m-%Y}.")
        return min(later, key=lambda row: row.valid_from)


def tables(on: date) -> list[TableRow]:
    """The list of tables with what is in force in them on a date."""
    by_kind: dict[str, dict[str, RuleRow]] = {}
    for model in (NationalRule, AgencyRule):
        for row in _rows(model, valid__contains=on):
            known = by_kind.setdefault(row.kind, {})
            known[row.key] = _beside(row, known.get(row.key))
    listed = []
    for kind, table in rule_tables().items():
        found = list(by_kind.get(kind, {}).values())
        own = sum(row.own and not row.adopted for row in found)
        listed.append(TableRow(kind, table.title, table.note, len(found), sum(not row.confirmed for row in found), own))
    return listed


def _beside(row: RuleRow, national: RuleRow | None) -> RuleRow:
    """An own row, marked when it repeats the national one."""
    same = row.own and national is not None and (row.values, row.legal_basis) == (national.values, national.legal_basis)
    return replace(row, adopted=True) if same else row


def legal_basis_names(codes: Iterable[str]) -> dict[str, str]:
    """Printed names of regulations by code; what is no code (an agency's own text) stands for itself."""
    wanted = set(codes)
    known = {row.code: f"{row.number}, {row.title}" for row in LegalBasis.objects.filter(code__in=wanted)}
    return {code: known.get(code, code) for code in wanted}


@dataclass(frozen=True)
class LegalRow:
    """A regulation as what rests on it sees it. replaced_by: printed name of what replaced it, "" when unknown."""

    code: str
    name: str
    is_replaced: bool
    replaced_by: str


def legal_bases_on(codes: Iterable[str], on: date) -> dict[str, LegalRow]:
    """Regulations by code, and whether they are replaced or revoked on a day; unknown codes are left out."""
    rows = list(LegalBasis.objects.filter(code__in=set(codes)))
    names = legal_basis_names(row.revoked_by for row in rows if row.revoked_by)
    return {
        row.code: LegalRow(
            row.code,
            f"{row.number}, {row.title}",
            row.revoked_on <= on if row.revoked_on is not None else bool(row.revoked_by),
            names.get(row.revoked_by, ""),
        )
        for row in rows
    }


def legal_basis_choices() -> list[tuple[str, str]]:
    """Code and printed name of every regulation, the newest first."""
    rows = LegalBasis.objects.order_by("-year", "number")
    return [(row.code, f"{row.number}, {row.title}") for row in rows]


def _rows(model: type[NationalRule] | type[AgencyRule], **where: Any) -> list[RuleRow]:
    own = model is AgencyRule
    return [
        RuleRow(
            row.kind,
            row.key,
            row.values,
            row.valid.lower,
            row.valid.upper,
            row.legal_basis,
            row.confirmed,
            own,
        )
        for row in model._default_manager.filter(**where).order_by("kind", "key", "valid")
    ]
