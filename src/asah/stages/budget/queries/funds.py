"""Questions about money. Funds and standard costs are facts of the agency: who holds BUDGET_READ sees them all."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max

from asah.foundation.access.actor import Actor, NotThere, require
from asah.foundation.access.permissions import Permission
from asah.stages.agency import queries as agency
from asah.stages.budget.models import Ceiling, CostStandard, Fund
from asah.stages.budget.queries.ledger import balances_of
from asah.stages.budget.rules import (
    Balance,
    Costing,
    FundRule,
    Line,
    Price,
    cost,
    quarters,
)
from asah.stages.people import queries as people


@dataclass(frozen=True)
class FundRow:
    """A fund with its rule and ceilings. `unit_ceilings` by unit id; `quarter_ceilings` four amounts or none."""

    id: int
    uid: uuid.UUID
    year: int
    code: str
    name: str
    source: str
    opd: int | None
    amount_rupiah: int
    rule: FundRule
    legal_basis: str
    version: int
    unit_ceilings: Mapping[int, int]
    quarter_ceilings: tuple[int, ...]
    is_hard: bool = True

    @property
    def has_rule(self) -> bool:
        """Whether anything restricts what it may pay."""
        return bool(self.rule.kinds or self.rule.forms or self.rule.employments or self.rule.accounts)


def funds_of_year(year: int) -> list[FundRow]:
    """The funds of a budget year in the order of their codes; for engines and pages of later stages."""
    funds = list(Fund.objects.filter(year=year).order_by("code", "id"))
    by_unit: dict[int, dict[int, int]] = {}
    by_quarter: dict[int, dict[int, int]] = {}
    for row in Ceiling.objects.filter(fund__in=funds):
        if row.unit_id is not None and row.quarter is None:
            by_unit.setdefault(row.fund_id, {})[row.unit_id] = row.amount_rupiah
        elif row.unit_id is None and row.quarter is not None:
            by_quarter.setdefault(row.fund_id, {})[row.quarter] = row.amount_rupiah
    return [_fund_row(fund, by_unit.get(fund.pk, {}), by_quarter.get(fund.pk, {})) for fund in funds]


def _fund_row(fund: Fund, by_unit: dict[int, int], by_quarter: dict[int, int]) -> FundRow:
    rule = FundRule(
        frozenset(fund.pays_kinds), frozenset(fund.pays_forms), frozenset(fund.pays_employments),
        tuple(fund.pays_accounts),
    )  # fmt: skip
    return FundRow(
        id=fund.pk,
        uid=fund.uid,
        year=fund.year,
        code=fund.code,
        name=fund.name,
        source=fund.get_source_display(),
        opd=fund.opd_id,
        amount_rupiah=fund.amount_rupiah,
        rule=rule,
        legal_basis=fund.legal_basis,
        version=fund.version,
        unit_ceilings=by_unit,
        quarter_ceilings=quarters(by_quarter, fund.amount_rupiah),
        is_hard=fund.is_hard,
    )


def money_of_year(year: int) -> int:
    """Rupiah of all funds of a year together."""
    return sum(Fund.objects.filter(year=year).values_list("amount_rupiah", flat=True))


def prices_on(day: date) -> dict[str, Price]:
    """Standard costs in force on a day, by code."""
    return {
        row.code: Price(
            row.code, row.name, row.measure, row.amount_rupiah, row.account_code, row.is_sample, row.legal_basis
        )
        for row in CostStandard.objects.filter(valid__contains=day).order_by("code")
    }


def costing(lines: Sequence[Line], prices: Mapping[str, Price], *, jp: Decimal, days: int) -> Costing:
    """Price cost lines with prices of a day (`prices_on`). Raises CostingRefused."""
    return cost(lines, prices, jp=jp, days=days)


@dataclass(frozen=True)
class BudgetPage:
    """What the page Anggaran shows."""

    year: int
    total_rupiah: int
    funds: tuple[FundRow, ...]
    balances: Mapping[int, Balance]
    opd_names: Mapping[int, str]
    standards: int
    sample_standards: int
    changed_at: object

    @property
    def committed(self) -> int:
        """Rupiah committed over all funds."""
        return sum(row.committed for row in self.balances.values())

    @property
    def realised(self) -> int:
        """Rupiah realised over all funds."""
        return sum(row.realised for row in self.balances.values())


def budget_page(actor: Actor, year: int, on: date) -> BudgetPage:
    """Funds of a year and the state of the price list. Raises NotAllowed without BUDGET_READ."""
    require(actor, Permission.BUDGET_READ)
    funds = tuple(funds_of_year(year))
    in_force = CostStandard.objects.filter(valid__contains=on)
    return BudgetPage(
        year=year,
        total_rupiah=sum(fund.amount_rupiah for fund in funds),
        funds=funds,
        balances=balances_of(funds),
        opd_names={unit.unit: unit.name for unit in people.units_on(on)} if any(fund.opd for fund in funds) else {},
        standards=in_force.count(),
        sample_standards=in_force.filter(is_sample=True).count(),
        changed_at=Fund.objects.filter(year=year).aggregate(last=Max("edited_at"))["last"],
    )


def standards_page(actor: Actor, on: date, words: str = "") -> list[CostStandard]:
    """The price list in force on a day, narrowed to rows that hold all the words."""
    require(actor, Permission.BUDGET_READ)
    rows = CostStandard.objects.filter(valid__contains=on)
    for word in words.split():
        rows = rows.filter(name__icontains=word) | rows.filter(code__icontains=word)
    return list(rows.order_by("code"))


def fund_of(actor: Actor, uid: uuid.UUID) -> Fund:
    """One fund. Raises NotThere when it does not exist."""
    require(actor, Permission.BUDGET_READ)
    fund = Fund.objects.filter(uid=uid).first()
    if fund is None:
        raise NotThere("Sumber dana ini tidak ada.")
    return fund


def setup_tasks(on: date) -> list[agency.SetupTask]:
    """Pagu dan standar biaya: one of the nine tasks of Siapkan Asah."""
    missing = [
        word
        for word, there in (
            ("pagu tahun ini", Fund.objects.filter(year__gte=on.year).exists()),
            ("standar biaya", CostStandard.objects.filter(valid__contains=on).exists()),
        )
        if not there
    ]
    status: Any = "selesai" if not missing else "sebagian" if len(missing) == 1 else "belum"
    hint = f"Belum ada: {', '.join(missing)}." if missing else "Lengkap."
    return [agency.SetupTask(8, "Pagu dan standar biaya", status, hint, "budget_overview")]
