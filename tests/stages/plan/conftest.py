"""A costed catalogue, money and 200 people, ready to be planned."""

from datetime import date, datetime
from typing import Any

import pytest

from asah.foundation.access.actor import Actor, Held
from asah.foundation.access.models import Account
from asah.stages.budget import services as budget
from asah.stages.catalogue import services as catalogue
from asah.stages.plan import services as plan
from tests.factories.town import Town, small_town


@pytest.fixture
def files(tmp_path: Any, settings: Any) -> None:
    """Files of this test in a folder of its own."""
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture
def maria(agency: Any) -> Actor:
    """The planner, with an account."""
    account = Account.objects.create(username="maria", name="Maria W.")
    return Actor(agency=agency.pk, account=account.pk, name="Maria W.", roles=(Held("planner"),))


@pytest.fixture
def head(agency: Any) -> Actor:
    """The head of the personnel agency."""
    account = Account.objects.create(username="kepala", name="Kepala BKPSDM")
    return Actor(agency=agency.pk, account=account.pk, name="Kepala BKPSDM", roles=(Held("head_of_agency"),))


def enacted(agency: Any, planner: Actor, now: datetime, scenario: Any) -> Any:
    """Take the scenario's newest result through every step, to the decree; runs inside a scope."""
    submission = plan.submit_plan(actor=planner, now=now, scenario=scenario.uid)
    seen = {"submission": submission.uid, "seen": submission.digest}
    given: dict[str, Any] = {"now": now, "reason": "Sesuai pagu", **seen}
    people = {}
    for role in ("head_of_agency", "pyb", "ppk"):
        account = Account.objects.create(username=f"pejabat-{role}", name=role)
        people[role] = Actor(agency.pk, account.pk, f"Pejabat {role}", roles=(Held(role),))
    plan.verify_plan(actor=people["head_of_agency"], **given)
    plan.validate_plan(actor=people["pyb"], **given)
    decree = plan.Decree("800/12/2027", date(2027, 1, 11), b"%PDF-1.7 keputusan")
    return plan.enact_plan(actor=people["ppk"], **given, decree=decree)


def furnish(actor: Actor, now: datetime, size: int = 200, budget_rupiah: int = 400_000_000) -> Town:
    """Town, price list, catalogue and one fund; runs inside a scope."""
    town = small_town(actor.agency, size)
    budget.adopt_sample_standards(actor=actor, now=now)
    catalogue.adopt_starting_catalogue(actor=actor, now=now)
    budget.open_fund(
        actor=actor,
        now=now,
        year=2027,
        fund=budget.FundInput(code="5.03.02.2.03.0005", name="Pengembangan kompetensi", amount_rupiah=budget_rupiah),
    )
    return town
