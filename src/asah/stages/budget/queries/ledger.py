"""The three columns: ceiling, committed, realised, of funds, units and quarters."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, Sum

from asah.foundation.access.actor import Actor, NotThere, require
from asah.foundation.access.permissions import Permission
from asah.stages.budget.models import BudgetEntry, Ceiling, Fund, FundRevision
from asah.stages.budget.rules import Balance
from asah.stages.people import queries as people

_COMMITTED = Q(column=BudgetEntry.Column.COMMITTED)
_REALISED = Q(column=BudgetEntry.Column.REALISED)
_BOTH = {
    "committed": Sum("amount_rupiah", filter=_COMMITTED, default=0),
    "realised": Sum("amount_rupiah", filter=_REALISED, default=0),
}


def balances_of(funds: Iterable[Any]) -> dict[int, Balance]:
    """Fund id -> its three columns, in one query."""
    rows = {fund.id: fund.amount_rupiah for fund in funds}
    entries: Any = BudgetEntry.objects.filter(fund__in=rows)
    sums = entries.values("fund").annotate(**_BOTH)
    found = {one["fund"]: (one["committed"], one["realised"]) for one in sums}
    return {key: Balance(amount, *found.get(key, (0, 0))) for key, amount in rows.items()}


def balance_in(fund: int, limit: int | None, *, unit: int | None = None, quarter: int | None = None) -> Balance:
    """The columns of a part of a fund: one unit, one quarter, or both."""
    rows = BudgetEntry.objects.filter(fund=fund)
    if unit is not None:
        rows = rows.filter(unit=unit)
    if quarter is not None:
        rows = rows.filter(quarter=quarter)
    sums = rows.aggregate(**_BOTH)
    return Balance(limit, sums["committed"], sums["realised"])


def spent_on(reference: str) -> Balance:
    """What stands committed and realised for one thing (a class, a sending), over all funds."""
    sums = BudgetEntry.objects.filter(reference=reference).aggregate(**_BOTH)
    return Balance(None, sums["committed"], sums["realised"])


@dataclass(frozen=True)
class EntryRow:
    """What one reference costs a fund, added up; `last` the newest line."""

    reference: str
    label: str
    unit: str
    quarter: int
    account: str
    committed: int
    realised: int
    over: bool
    last: datetime


@dataclass(frozen=True)
class PartRow:
    """A ceiling within a fund with its columns."""

    label: str
    balance: Balance


@dataclass(frozen=True)
class RevisionRow:
    """A formal revision."""

    number: int
    stage: str
    before: int
    after: int
    reason: str
    document: str
    decided_on: date
    by: str
    at: datetime


@dataclass(frozen=True)
class FundPage:
    """One fund: its columns, its parts, what was spent on, how it was revised."""

    fund: Fund
    balance: Balance
    parts: tuple[PartRow, ...]
    entries: tuple[EntryRow, ...]
    revisions: tuple[RevisionRow, ...]


def fund_page(actor: Actor, uid: uuid.UUID, on: date) -> FundPage:
    """One fund for who reads budgets. Raises NotThere."""
    require(actor, Permission.BUDGET_READ)
    fund = Fund.objects.filter(uid=uid).first()
    if fund is None:
        raise NotThere("Sumber dana ini tidak ada.")
    names = {unit.unit: unit.name for unit in people.units_on(on)}
    revisions = FundRevision.objects.filter(fund=fund).order_by("-number")
    return FundPage(
        fund,
        balances_of([fund])[fund.pk],
        tuple(_parts(fund, names)),
        tuple(_entries(BudgetEntry.objects.filter(fund=fund), names)),
        tuple(_revision(row) for row in revisions),
    )


def entries_of_year(year: int, on: date) -> list[tuple[str, EntryRow]]:
    """(name of the fund, entry) of a budget year, for files."""
    names = {unit.unit: unit.name for unit in people.units_on(on)}
    found = []
    for fund in Fund.objects.filter(year=year).order_by("code"):
        found += [(fund.name, row) for row in _entries(BudgetEntry.objects.filter(fund=fund), names)]
    return found


def _parts(fund: Fund, names: dict[int, str]) -> Iterable[PartRow]:
    for row in Ceiling.objects.filter(fund=fund).order_by("quarter", "unit"):
        words = [
            names.get(row.unit_id, "Unit") if row.unit_id else "",
            f"Triwulan {row.quarter}" if row.quarter else "",
        ]
        balance = balance_in(fund.pk, row.amount_rupiah, unit=row.unit_id, quarter=row.quarter)
        yield PartRow(", ".join(filter(None, words)), balance)


def _entries(rows: Any, names: dict[int, str]) -> list[EntryRow]:
    found: dict[str, EntryRow] = {}
    for row in rows.order_by("pk"):
        old = found.get(row.reference)
        committed = row.amount_rupiah if row.column == BudgetEntry.Column.COMMITTED else 0
        realised = row.amount_rupiah - committed
        found[row.reference] = EntryRow(
            row.reference, row.label, names.get(row.unit_id, "") if row.unit_id else "", row.quarter, row.account_code,
            committed + (old.committed if old else 0), realised + (old.realised if old else 0),
            row.over or bool(old and old.over), row.entered_at,
        )  # fmt: skip
    return sorted(found.values(), key=lambda one: (-one.committed, one.label))


def _revision(row: FundRevision) -> RevisionRow:
    return RevisionRow(
        row.number, str(row.get_stage_display()), row.before["amount_rupiah"], row.after["amount_rupiah"], row.reason,
        row.document_number, row.decided_on, row.revised_name, row.revised_at,
    )  # fmt: skip
