"""Commitments and realisation: pipes of later stages, and the office's own entries."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor, NotThere
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import note, use_case
from asah.stages.budget.models import BudgetEntry, Ceiling, Fund
from asah.stages.budget.queries.ledger import balance_in, balances_of
from asah.stages.budget.rules import Balance, FundRule, may_pay_account, quarter_of
from asah.stages.budget.services.funds import FundRefused, subject_of_fund
from asah_basics.formats import rupiah


class OverCeiling(Exception):
    """A hard limit would be passed. `lacking` is the rupiah missing; the text says where, and the ways out."""

    def __init__(self, text: str, lacking: int) -> None:
        super().__init__(text)
        self.lacking = lacking


@dataclass(frozen=True)
class Spending:
    """What something costs a fund: `amount_rupiah` is its whole amount from now on, not what is added.

    reference: what costs, the same each time ("kelas:<uid>"); unit: whose ceiling it uses; account: SIPD code.
    """

    reference: str
    label: str
    amount_rupiah: int
    on: date
    unit: int | None = None
    account: str = ""
    proof: str = ""


@use_case(says=_("{actor} mengikat dana"), pipe=True)
def commit(*, actor: Actor, now: datetime, fund: int, spending: Spending) -> int:
    """Commit an amount for a reference; a smaller amount than before gives money back, zero releases it.

    Returns the rupiah added (negative when given back). Raises OverCeiling at a hard limit, FundRefused for an account
    the fund may not pay or an amount below what is realised. Committing the same again adds nothing.
    """
    row = _locked(fund)
    known = _of_reference(row, spending.reference)
    more = spending.amount_rupiah - known.committed
    if spending.amount_rupiah < known.realised:
        raise FundRefused(
            f"{spending.label}: {rupiah(known.realised)} sudah dibayar, jadi ikatannya paling sedikit sebesar itu."
        )
    if not may_pay_account(FundRule(accounts=tuple(row.pays_accounts)), spending.account):
        raise FundRefused(f"{row.name} tidak boleh membayar rekening {spending.account}. Pilih sumber dana lain.")
    over = _refuse_over(row, spending, more) if more > 0 else False
    if more:
        _enter(actor, now, row, spending, BudgetEntry.Column.COMMITTED, more, over)
    note(fund=row.code, reference=spending.reference, added=more, over=over)
    return more


@use_case(says=_("{actor} mencatat realisasi"), pipe=True)
def realise(*, actor: Actor, now: datetime, fund: int, spending: Spending) -> int:
    """Record what was paid for a reference, in all; what was not committed before is committed with it.

    Returns the rupiah added. Raises OverCeiling, FundRefused like `commit`.
    """
    row = _locked(fund)
    known = _of_reference(row, spending.reference)
    if spending.amount_rupiah > known.committed:
        commit(actor=actor, now=now, fund=fund, spending=spending)
    more = spending.amount_rupiah - known.realised
    if more:
        _enter(actor, now, row, spending, BudgetEntry.Column.REALISED, more, False)
    note(fund=row.code, reference=spending.reference, added=more, proof=spending.proof)
    return more


@use_case(Permission.BUDGET_EDIT, on=subject_of_fund, says=_("{actor} mencatat {column} pada {label}"))
def record_spending(*, actor: Actor, now: datetime, fund: uuid.UUID, column: str, spending: Spending) -> int:
    """The office's own entry: column "terikat" or "realisasi". Returns the rupiah added.

    Raises OverCeiling, FundRefused.
    """
    row = Fund.objects.get(uid=fund)
    if not spending.label.strip() or not spending.reference.strip():
        raise FundRefused("Tulis untuk apa dana ini dipakai.")
    if spending.on.year != row.year:
        raise FundRefused(f"Tanggal di luar tahun anggaran {row.year}. Dana tahun lain dicatat pada tahunnya.")
    if spending.amount_rupiah < 0:
        raise FundRefused("Jumlah paling kecil Rp0; Rp0 melepas ikatan.")
    pipe = realise if column == BudgetEntry.Column.REALISED else commit
    return pipe(actor=actor, now=now, fund=row.pk, spending=spending)


def _locked(fund: int) -> Fund:
    """The fund; who commits second waits and sees what the first took."""
    row = Fund.objects.select_for_update().filter(pk=fund).first()
    if row is None:
        raise NotThere("Sumber dana ini tidak ada.")
    return row


def _of_reference(row: Fund, reference: str) -> Balance:
    committed = realised = 0
    for column, amount in BudgetEntry.objects.filter(fund=row, reference=reference).values_list(
        "column", "amount_rupiah"
    ):
        if column == BudgetEntry.Column.COMMITTED:
            committed += amount
        else:
            realised += amount
    return Balance(None, committed, realised)


def _refuse_over(row: Fund, spending: Spending, more: int) -> bool:
    """Whether a soft limit is passed; raises OverCeiling at a hard one."""
    quarter = quarter_of(spending.on.month)
    limits = [(row.name, balances_of([row])[row.pk])]
    for one in Ceiling.objects.filter(fund=row):
        if one.unit_id not in (None, spending.unit) or one.quarter not in (None, quarter):
            continue
        word = f"triwulan {one.quarter}" if one.quarter else "unit ini"
        limits.append(
            (f"{row.name} untuk {word}", balance_in(row.pk, one.amount_rupiah, unit=one.unit_id, quarter=one.quarter))
        )
    over = False
    for name, balance in limits:
        lacking = balance.lacks(more)
        if lacking and row.is_hard:
            raise OverCeiling(_sentence(row, name, balance, more, lacking), lacking)
        over = over or lacking > 0
    return over


def _sentence(row: Fund, name: str, balance: Balance, more: int, lacking: int) -> str:
    others = [
        (fund.name, free)
        for fund in Fund.objects.filter(year=row.year).exclude(pk=row.pk).order_by("code")
        if (free := balances_of([fund])[fund.pk].free or 0) >= more
    ][:2]
    ways = [f"pakai {other} (sisa {rupiah(free)})" for other, free in others]
    ways += ["pindahkan ke triwulan lain" if "triwulan" in name else "kurangi peserta", "revisi pagu"]
    return (
        f"Sisa {name} {rupiah(max(0, balance.free or 0))}, diminta {rupiah(more)}, kurang {rupiah(lacking)}. "
        f"Pilihan: {', '.join(ways)}."
    )


def _enter(
    actor: Actor, now: datetime, row: Fund, spending: Spending, column: str, amount: int, over: bool
) -> BudgetEntry:
    return BudgetEntry.objects.create(
        agency_id=actor.agency, fund=row, unit_id=spending.unit, quarter=quarter_of(spending.on.month), column=column,
        amount_rupiah=amount, account_code=spending.account, reference=spending.reference,
        label=spending.label.strip()[:200], proof=spending.proof, over=over, entered_on=spending.on,
        entered_by=actor.account, entered_name=actor.name, entered_at=now,
    )  # fmt: skip
