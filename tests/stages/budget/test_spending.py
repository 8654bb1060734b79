"""Commitments and realisation against ceilings, revisions, and two people at once."""

import threading
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from asah.foundation.access.actor import Actor, Held, NotAllowed
from asah.foundation.access.models import Agency
from asah.foundation.access.scope import agency_scope
from asah.foundation.audit.door import NoDoor
from asah.stages.budget import queries, services
from asah.stages.budget.models import BudgetEntry, Fund, FundRevision
from asah.stages.budget.rules import (
    Balance,
    Costing,
    FundRule,
    Line,
    Per,
    Price,
    by_account,
    cost,
    may_pay_account,
    quarter_of,
)
from asah.stages.budget.services import FundInput, FundRefused, OverCeiling, Revision, Spending

pytestmark = pytest.mark.django_db
JULY = date(2027, 7, 5)


def opened(planner: Actor, now: datetime, **more: Any) -> Fund:
    values = {"code": "5.04.02.2.01.0003", "name": "Teknis", "amount_rupiah": 1_000_000, **more}
    return services.open_fund(actor=planner, now=now, year=2027, fund=FundInput(**values))


def spend(planner: Actor, now: datetime, fund: Fund, amount: int, column: str = "terikat", **more: Any) -> int:
    values = {"reference": "kelas:1", "label": "Kelas loket", "amount_rupiah": amount, "on": JULY, **more}
    return services.record_spending(actor=planner, now=now, fund=fund.uid, column=column, spending=Spending(**values))


def columns(planner: Actor, fund: Fund) -> tuple[int, int]:
    balance = queries.fund_page(planner, fund.uid, JULY).balance
    return balance.committed, balance.realised


def test_three_columns_and_money_given_back(scope: Any, planner: Actor, now: datetime) -> None:
    fund = opened(planner, now)
    assert spend(planner, now, fund, 400_000) == 400_000
    assert spend(planner, now, fund, 400_000) == 0
    assert spend(planner, now, fund, 300_000, "realisasi", proof="KW-1") == 300_000
    assert columns(planner, fund) == (400_000, 300_000)
    assert spend(planner, now, fund, 350_000) == -50_000
    assert columns(planner, fund) == (350_000, 300_000)
    with pytest.raises(FundRefused, match=r"Rp300\.000 sudah dibayar"):
        spend(planner, now, fund, 100_000)
    assert spend(planner, now, fund, 500_000, "realisasi") == 200_000
    assert columns(planner, fund) == (500_000, 500_000)
    assert queries.spent_on("kelas:1").realised == 500_000


def test_hard_limit_stops_with_the_amount_and_the_ways_out(scope: Any, planner: Actor, now: datetime) -> None:
    fund = opened(planner, now)
    opened(planner, now, code="5.03", name="Provinsi", amount_rupiah=5_000_000, source="provinsi")
    with pytest.raises(OverCeiling, match=r"Sisa Teknis Rp1.000.000, diminta Rp1.200.000, kurang Rp200.000") as over:
        spend(planner, now, fund, 1_200_000)
    assert over.value.lacking == 200_000
    assert "pakai Provinsi (sisa Rp5.000.000)" in str(over.value)
    assert "revisi pagu" in str(over.value)
    assert columns(planner, fund) == (0, 0)


def test_soft_limit_lets_pass_and_marks(scope: Any, planner: Actor, now: datetime) -> None:
    fund = opened(planner, now, is_hard=False)
    spend(planner, now, fund, 1_200_000)
    page = queries.fund_page(planner, fund.uid, JULY)
    assert (page.balance.free, page.entries[0].over) == (-200_000, True)


def test_ceilings_of_quarters_hold(scope: Any, planner: Actor, now: datetime) -> None:
    fund = opened(planner, now, quarters={1: 100_000, 2: 200_000, 3: 300_000, 4: 400_000})
    spend(planner, now, fund, 300_000)
    with pytest.raises(OverCeiling, match=r"untuk triwulan 3 Rp0, diminta Rp1, kurang Rp1.*triwulan lain"):
        spend(planner, now, fund, 1, reference="kelas:2", label="Lain")
    assert spend(planner, now, fund, 400_000, reference="kelas:2", label="Lain", on=date(2027, 10, 1)) == 400_000


def test_accounts_a_fund_may_not_pay(scope: Any, planner: Actor, now: datetime) -> None:
    fund = opened(planner, now, pays_accounts=["5.1.02.02"])
    with pytest.raises(FundRefused, match=r"tidak boleh membayar rekening 5\.1.02.04.01.0001"):
        spend(planner, now, fund, 1_000, account="5.1.02.04.01.0001")
    assert spend(planner, now, fund, 1_000, account="5.1.02.02.12.0001") == 1_000
    assert may_pay_account(FundRule(), "apa saja")


def test_bad_entries(scope: Any, planner: Actor, now: datetime) -> None:
    fund = opened(planner, now)
    with pytest.raises(FundRefused, match="luar tahun anggaran 2027"):
        spend(planner, now, fund, 1, on=date(2026, 12, 1))
    with pytest.raises(FundRefused, match="paling kecil Rp0"):
        spend(planner, now, fund, -5)
    auditor = Actor(planner.agency, None, "A", roles=(Held("auditor"),))
    with pytest.raises(NotAllowed):
        spend(auditor, now, fund, 1)
    with pytest.raises(NoDoor):
        services.commit(actor=planner, now=now, fund=fund.pk, spending=Spending("a", "b", 1, JULY))
    with pytest.raises(FundRefused, match="Pagu Rp0 tidak membiayai"):
        opened(planner, now, code="X", amount_rupiah=0)


def revision(amount: int, **more: Any) -> Revision:
    values: dict[str, Any] = {
        "amount_rupiah": amount, "quarters": {}, "units": {}, "stage": "dppa", "reason": "Refocusing",
        "document_number": "DPPA/7/2027", "decided_on": date(2027, 1, 5), **more,
    }  # fmt: skip
    return Revision(**values)


def test_ceiling_below_what_is_committed_is_refused_and_says_what_holds_it(
    scope: Any, planner: Actor, now: datetime
) -> None:
    fund = opened(planner, now)
    spend(planner, now, fund, 600_000)
    revise: dict[str, Any] = {"actor": planner, "now": now, "fund": fund.uid, "version": 1}
    with pytest.raises(FundRefused, match=r"di bawah yang sudah terikat, Rp600.000 \(Kelas loket Rp600.000\)"):
        services.revise_fund(**revise, revision=revision(500_000))
    with pytest.raises(FundRefused, match=r"Pagu triwulan 3 Rp500\.000 di bawah"):
        services.revise_fund(**revise, revision=revision(900_000, quarters={3: 500_000}))
    values = FundInput(fund.code, fund.name, 900_000)
    with pytest.raises(FundRefused, match="lewat Revisi pagu"):
        services.change_fund(actor=planner, now=now, fund=fund.uid, version=1, values=values)
    made = services.revise_fund(**revise, revision=revision(700_000))
    assert (made.number, made.before["amount_rupiah"], made.after["amount_rupiah"]) == (1, 1_000_000, 700_000)
    with pytest.raises(services.ChangedMeanwhile):
        services.revise_fund(**revise, revision=revision(800_000))
    assert queries.money_of_year(2027) == 700_000


def test_revision_needs_reason_document_and_a_day_that_has_been(scope: Any, planner: Actor, now: datetime) -> None:
    fund = opened(planner, now)
    revise: dict[str, Any] = {"actor": planner, "now": now, "fund": fund.uid, "version": 1}
    for bad, told in (
        ({"reason": " "}, "alasan dan nomor dokumen"),
        ({"document_number": ""}, "alasan dan nomor dokumen"),
        ({"decided_on": date(2027, 9, 1)}, "belum terjadi"),
        ({"quarters": {1: 1, 2: 1, 3: 1, 4: 1}}, "keempat triwulan kurang"),
    ):
        with pytest.raises(FundRefused, match=told):
            services.revise_fund(**revise, revision=revision(900_000, **bad))
    services.revise_fund(**revise, revision=revision(0))
    assert Fund.objects.get(pk=fund.pk).amount_rupiah == 0


def test_ledger_and_revisions_only_grow(scope: Any, planner: Actor, now: datetime) -> None:
    fund = opened(planner, now)
    spend(planner, now, fund, 1_000)
    services.revise_fund(actor=planner, now=now, fund=fund.uid, version=1, revision=revision(2_000_000))
    for model in (BudgetEntry, FundRevision):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all().delete()


def test_price_replaced_in_mid_year_is_told(scope: Any, planner: Actor, now: datetime) -> None:
    services.adopt_sample_standards(actor=planner, now=now)
    services.set_standard(
        actor=planner, now=now, code="KIT", amount_rupiah=80_000, start=date(2027, 7, 1), legal_basis="Kep 9/2027"
    )
    (change,) = queries.price_changes(date(2027, 1, 1), date(2027, 8, 1)).values()
    assert (change.code, change.before, change.after, change.since) == ("KIT", 65_000, 80_000, date(2027, 7, 1))
    assert round(change.percent) == 23
    assert [row.amount_rupiah for row in queries.standard_history("KIT")] == [80_000, 65_000]


def costed() -> Costing:
    prices = {
        "OJP": Price("OJP", "Pengajar", "OJP", 300_000, "5.1.02.02.01.0003"),
        "KIT": Price("KIT", "Alat", "orang", 65_000, "5.1.02.01.01.0024"),
        "JAUH": Price("JAUH", "Perjalanan", "orang", 500_000, "5.1.02.04.01.0001"),
    }
    pairs = (("OJP", Per.LESSON), ("KIT", Per.SEAT), ("JAUH", Per.REMOTE_SEAT))
    lines = [Line(code, per, Decimal(1)) for code, per in pairs]
    return cost(lines, prices, jp=Decimal(20), days=3)


def test_accounts_of_a_class_add_up_to_its_cost() -> None:
    found = by_account(costed(), seats=30, remote=4)
    assert found == {
        "5.1.02.01.01.0024": 30 * 65_000,
        "5.1.02.02.01.0003": 20 * 300_000,
        "5.1.02.04.01.0001": 4 * 500_000,
    }
    assert sum(found.values()) == costed().of_class(30, 4)


def test_balance_and_quarters() -> None:
    assert [quarter_of(month) for month in (1, 3, 4, 12)] == [1, 1, 2, 4]
    assert Balance(None, 5, 5).lacks(100) == 0
    assert Balance(10, 8, 0).lacks(5) == 3


@pytest.mark.django_db(transaction=True)
def test_two_commitments_at_once_never_pass_the_limit(now: datetime) -> None:
    agency = Agency.objects.create(slug="sorong", name="Kota Sorong", zone="Asia/Jayapura")
    planner = Actor(agency.pk, None, "Maria W.", roles=(Held("planner"),), zone=agency.zone)
    with agency_scope(agency.pk):
        fund = opened(planner, now)
    outcomes: list[str] = []
    gate = threading.Barrier(4)

    def take(at: int) -> None:
        gate.wait()
        try:
            with agency_scope(agency.pk):
                spend(planner, now, fund, 400_000, reference=f"kelas:{at}", label=f"Kelas {at}")
            outcomes.append("masuk")
        except OverCeiling:
            outcomes.append("penuh")
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(at,)) for at in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["masuk", "masuk", "penuh", "penuh"]
    with agency_scope(agency.pk):
        assert columns(planner, fund) == (800_000, 0)
