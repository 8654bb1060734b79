"""Funds, ceilings and the dated price list, through the door."""

import uuid
from datetime import date, datetime
from typing import Any

import pytest

from asah.foundation.access.actor import Actor, Held, NotAllowed, NotThere
from asah.foundation.audit.models import Event
from asah.stages.budget import queries, services
from asah.stages.budget.models import CostStandard
from asah.stages.budget.services import FundInput

pytestmark = pytest.mark.django_db


def fund(**more: Any) -> FundInput:
    return FundInput(**{"code": "5.04.02.2.01.0003", "name": "Teknis", "amount_rupiah": 900_000_000, **more})


def test_funds_of_a_year_with_rule_and_ceilings(scope: Any, planner: Actor, now: datetime) -> None:
    services.open_fund(
        actor=planner,
        now=now,
        year=2027,
        fund=fund(pays_kinds=["teknis"], pays_forms=[3], quarters={1: 100, 2: 200}),
    )
    services.open_fund(actor=planner, now=now, year=2026, fund=fund())
    (row,) = queries.funds_of_year(2027)
    assert row.rule.kinds == {"teknis"}
    assert row.rule.forms == {3}
    assert row.quarter_ceilings == (100, 200, 900_000_000, 900_000_000)
    assert queries.money_of_year(2027) == 900_000_000
    assert Event.objects.filter(verb="budget.edit").count() == 2


def test_same_code_twice_is_refused_with_a_sentence(scope: Any, planner: Actor, now: datetime) -> None:
    services.open_fund(actor=planner, now=now, year=2027, fund=fund())
    with pytest.raises(services.FundExists, match=r"5\.04\.02\.2\.01\.0003 sudah ada"):
        services.open_fund(actor=planner, now=now, year=2027, fund=fund(name="Lagi"))
    with pytest.raises(services.FundRefused, match="kurang dari Rp0"):
        services.open_fund(actor=planner, now=now, year=2027, fund=fund(code="X", amount_rupiah=-1))


def test_second_editor_sees_what_the_first_saved(scope: Any, planner: Actor, now: datetime) -> None:
    row = services.open_fund(actor=planner, now=now, year=2027, fund=fund())
    services.change_fund(actor=planner, now=now, fund=row.uid, version=1, values=fund(amount_rupiah=800))
    with pytest.raises(services.ChangedMeanwhile) as conflict:
        services.change_fund(actor=planner, now=now, fund=row.uid, version=1, values=fund(amount_rupiah=700, name="B"))
    assert conflict.value.theirs == {"amount_rupiah": 800, "name": "Teknis"}
    assert queries.money_of_year(2027) == 800


def test_only_who_may_edit_edits(scope: Any, planner: Actor, now: datetime) -> None:
    auditor = Actor(agency=planner.agency, account=None, name="A", roles=(Held("auditor"),))
    with pytest.raises(NotAllowed):
        services.open_fund(actor=auditor, now=now, year=2027, fund=fund())
    assert queries.budget_page(auditor, 2027, date(2027, 1, 12)).total_rupiah == 0
    with pytest.raises(NotThere):
        queries.fund_of(planner, uuid.uuid4())


def test_sample_prices_are_loaded_once_and_replaced_by_the_regions_own(
    scope: Any, planner: Actor, now: datetime
) -> None:
    added = services.adopt_sample_standards(actor=planner, now=now)
    assert added > 40
    assert services.adopt_sample_standards(actor=planner, now=now) == 0
    services.set_standard(
        actor=planner,
        now=now,
        code="KIT",
        amount_rupiah=80_000,
        start=date(2027, 1, 1),
        legal_basis="Kep. Wali Kota 5/2027",
    )
    assert queries.prices_on(date(2026, 12, 31))["KIT"].amount_rupiah == 65_000
    today = queries.prices_on(date(2027, 1, 1))["KIT"]
    assert (today.amount_rupiah, today.is_sample) == (80_000, False)
    assert CostStandard.objects.filter(code="KIT").count() == 2
