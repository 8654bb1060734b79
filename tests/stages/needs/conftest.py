"""A small town with gaps, the voices of its people, and the officials of the AKPK."""

from datetime import datetime
from typing import Any

import pytest

from asah.foundation.access.actor import Actor, Held
from asah.foundation.access.models import Account
from asah.stages.agency import services as agency
from tests.factories.town import Town, small_town


@pytest.fixture
def files(tmp_path: Any, settings: Any) -> None:
    """Files of this test in a folder of its own."""
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture
def town(scope: Any, admin: Actor, now: datetime) -> Town:
    """200 people in five offices with measured gaps; the year 2027 is being planned."""
    agency.open_year(actor=admin, now=now, year=2027)
    return small_town(scope.pk)


def official(agency: Any, role: str, name: str, *, person: int | None = None, unit_path: str | None = None) -> Actor:
    """Somebody with an account who holds a role."""
    account = Account.objects.create(username=name.lower().replace(" ", "-"), name=name)
    return Actor(agency.pk, account.pk, name, person, (Held(role, unit_path),), agency.zone)


@pytest.fixture
def maria(agency: Any) -> Actor:
    """The planner, with an account of her own."""
    return official(agency, "planner", "Maria W.")
