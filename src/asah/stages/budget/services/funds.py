"""Deeds of the stage budget."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, name_subject, note, use_case
from asah.stages.budget.events import FundsChanged, PriceChanged
from asah.stages.budget.models import BudgetEntry, Ceiling, CostStandard, Fund
from asah.stages.budget.queries.ledger import balance_in, balances_of
from asah.stages.budget.rules import Balance, sample_standards
from asah_basics.formats import rupiah

SAMPLE_FROM = date(2026, 1, 1)


class FundExists(Exception):
    """The year has a fund with this code already."""


class FundRefused(Exception):
    """An amount or a rule of a fund makes no sense; the text says which."""


class ChangedMeanwhile(Exception):
    """Somebody else saved the row since it was opened. `theirs` holds the present values of the fields in conflict."""

    def __init__(self, by_version: int, theirs: Mapping[str, Any]) -> None:
        super().__init__("Data ini berubah sejak Anda membukanya. Bandingkan kedua nilai, lalu pilih.")
        self.by_version = by_version
        self.theirs = dict(theirs)


@dataclass(frozen=True)
class FundInput:
    """A fund as typed. Empty sequences mean no restriction; `quarters` maps 1-4, `units` unit ids, to rupiah."""

    code: str
    name: str
    amount_rupiah: int
    source: str = Fund.Source.APBD
    opd: int | None = None
    pays_kinds: Sequence[str] = ()
    pays_forms: Sequence[int] = ()
    pays_employments: Sequence[str] = ()
    pays_accounts: Sequence[str] = ()
    is_hard: bool = True
    legal_basis: str = ""
    quarters: Mapping[int, int] = field(default_factory=dict)
    units: Mapping[int, int] = field(default_factory=dict)


def subject_of_fund(fund: uuid.UUID) -> Subject:
    """A locked fund: whoever commits or revises waits for the other. Raises NotThere."""
    row = Fund.objects.select_for_update().filter(uid=fund).first()
    if row is None:
        raise NotThere("Sumber dana ini tidak ada.")
    return Subject(label=row.name, kind="fund", key=str(row.uid), row=row)


@use_case(Permission.BUDGET_EDIT, says=_("{actor} menambah sumber dana {label}"))
def open_fund(*, actor: Actor, now: datetime, year: int, fund: FundInput) -> Fund:
    """Add a fund to a budget year. Raises FundExists, FundRefused."""
    name_subject(f"{fund.name} {year}")
    judge(fund)
    try:
        with transaction.atomic():
            row = Fund.objects.create(
                agency_id=actor.agency,
                uid=uuid.uuid4(),
                year=year,
                edited_by=actor.account,
                edited_at=now,
                **plain_of(fund),
            )
    except IntegrityError:
        raise FundExists(f"Sumber dana dengan kode {fund.code} sudah ada untuk {year}. Ubah yang sudah ada.") from None
    set_ceilings(row, fund)
    note(new=plain_of(fund))
    announce(FundsChanged(year))
    return row


@use_case(Permission.BUDGET_EDIT, on=subject_of_fund, says=_("{actor} mengubah sumber dana {label}"))
def change_fund(*, actor: Actor, now: datetime, fund: uuid.UUID, version: int, values: FundInput) -> Fund:
    """Change a fund that was opened at `version`. Raises ChangedMeanwhile, FundExists, FundRefused.

    Once money is committed, amounts change by `revise_fund` only: with reason and document.
    """
    row = Fund.objects.get(uid=fund)
    old = {key: getattr(row, key if key != "opd_id" else "opd_id") for key in plain_of(values)}
    if row.version != version:
        raise ChangedMeanwhile(row.version, {key: old[key] for key, new in plain_of(values).items() if old[key] != new})
    judge(values)
    balance = balances_of([row])[row.pk]
    if balance.committed and values.amount_rupiah != row.amount_rupiah:
        raise FundRefused(
            f"{rupiah(balance.committed)} dari dana ini sudah terikat, jadi pagunya berubah lewat Revisi pagu, "
            "dengan alasan dan nomor dokumen."
        )
    refuse_below_committed(row, values)
    for key, value in plain_of(values).items():
        setattr(row, key, value)
    row.version, row.edited_by, row.edited_at = row.version + 1, actor.account, now
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise FundExists(f"Sumber dana dengan kode {values.code} sudah ada untuk {row.year}.") from None
    set_ceilings(row, values)
    note(old=old, new=plain_of(values))
    announce(FundsChanged(row.year))
    return row


@use_case(Permission.BUDGET_EDIT, says=_("{actor} memuat {label}"))
def adopt_sample_standards(*, actor: Actor, now: datetime) -> int:
    """Load the example price list where no price of the same code is in force. Returns how many were added."""
    name_subject("standar biaya contoh")
    known = set(CostStandard.objects.filter(valid__overlap=(SAMPLE_FROM, None)).values_list("code", flat=True))
    rows = [
        CostStandard(agency_id=actor.agency, valid=(SAMPLE_FROM, None), is_sample=True, **row)
        for row in sample_standards()
        if row["code"] not in known
    ]
    CostStandard.objects.bulk_create(rows)
    note(added=len(rows))
    return len(rows)


@use_case(Permission.BUDGET_EDIT, says=_("{actor} menetapkan standar biaya {label}"))
def set_standard(
    *, actor: Actor, now: datetime, code: str, amount_rupiah: int, start: date, legal_basis: str
) -> CostStandard:
    """Put the region's own price in force from a day on; the price before ends the day before. Raises NotThere."""
    old = CostStandard.objects.select_for_update().filter(code=code, valid__contains=start).first()
    if old is None:
        raise NotThere("Standar biaya ini tidak ada.")
    if amount_rupiah < 0 or not legal_basis.strip():
        raise FundRefused("Isi harga satuan paling sedikit Rp0 dan dasar hukumnya.")
    name_subject(old.name)
    note(old=old.amount_rupiah, new=amount_rupiah, start=start.isoformat(), legal_basis=legal_basis)
    announce(PriceChanged(code, start))
    until = old.valid.upper
    values = {"name": old.name, "measure": old.measure, "account_code": old.account_code}
    if old.valid.lower == start:
        old.delete()
    else:
        old.valid = (old.valid.lower, start)
        old.save(update_fields=["valid"])
    return CostStandard.objects.create(
        agency_id=actor.agency,
        code=code,
        amount_rupiah=amount_rupiah,
        valid=(start, until),
        legal_basis=legal_basis.strip(),
        **values,
    )


def judge(fund: FundInput) -> None:
    """Refuse amounts and rules that make no sense. Raises FundRefused."""
    if fund.amount_rupiah < 0:
        raise FundRefused("Pagu tidak boleh kurang dari Rp0.")
    if fund.amount_rupiah == 0:
        raise FundRefused(
            "Pagu Rp0 tidak membiayai satu kursi pun. Tulis pagunya, atau catat sumber ini setelah pagunya ada."
        )
    if not fund.code.strip() or not fund.name.strip():
        raise FundRefused("Isi kode dan nama sumber dana.")
    if sum(fund.quarters.values()) < fund.amount_rupiah and len(fund.quarters) == 4:
        raise FundRefused("Jumlah keempat triwulan kurang dari pagu. Samakan keduanya.")


def plain_of(fund: FundInput) -> dict[str, Any]:
    """The columns of a fund as typed."""
    return {
        "code": fund.code.strip(),
        "name": fund.name.strip(),
        "amount_rupiah": fund.amount_rupiah,
        "source": str(fund.source),
        "opd_id": fund.opd,
        "pays_kinds": list(fund.pays_kinds),
        "pays_forms": list(fund.pays_forms),
        "pays_employments": list(fund.pays_employments),
        "pays_accounts": [code.strip() for code in fund.pays_accounts if code.strip()],
        "is_hard": fund.is_hard,
        "legal_basis": fund.legal_basis.strip(),
    }


def refuse_below_committed(row: Fund, fund: FundInput) -> None:
    """Refuse amounts below what is committed: of the fund, of a quarter, of a unit; the text names what holds it."""
    whole = balances_of([row])[row.pk]
    parts: list[tuple[str, int, Balance]] = [("Pagu", fund.amount_rupiah, whole)]
    parts += [(f"Pagu triwulan {q}", v, balance_in(row.pk, v, quarter=q)) for q, v in fund.quarters.items()]
    parts += [("Pagu unit", v, balance_in(row.pk, v, unit=u)) for u, v in fund.units.items()]
    for word, amount, balance in parts:
        if amount < balance.committed:
            raise FundRefused(
                f"{word} {rupiah(amount)} di bawah yang sudah terikat, {rupiah(balance.committed)}"
                f"{_largest(row)}. Lepas ikatan itu lebih dulu, atau tulis paling sedikit {rupiah(balance.committed)}."
            )


def _largest(row: Fund) -> str:
    """The largest things that hold the money, in brackets."""
    held: dict[str, int] = {}
    for label, amount in BudgetEntry.objects.filter(fund=row, column="terikat").values_list("label", "amount_rupiah"):
        held[label] = held.get(label, 0) + amount
    largest = sorted(((v, k) for k, v in held.items() if v > 0), reverse=True)[:3]
    return f" ({', '.join(f'{name} {rupiah(amount)}' for amount, name in largest)})" if largest else ""


def set_ceilings(row: Fund, fund: FundInput) -> None:
    """Put the ceilings of quarters and units in place of those before."""
    Ceiling.objects.filter(fund=row).delete()
    rows = [
        Ceiling(agency_id=row.agency_id, fund=row, quarter=key, amount_rupiah=v) for key, v in fund.quarters.items()
    ]
    rows += [Ceiling(agency_id=row.agency_id, fund=row, unit_id=key, amount_rupiah=v) for key, v in fund.units.items()]
    Ceiling.objects.bulk_create(rows)
