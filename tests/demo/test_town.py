"""The sample town: told twice it is the same town, and a second one can stand beside it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from asah.foundation.access.models import Agency, Membership
from asah.foundation.access.scope import agency_scope
from asah.stages.people import queries as people
from demo.cast import CAST
from demo.digest import town_digest
from demo.story import username_of
from tests.baselines import is_renewing

pytestmark = pytest.mark.django_db
BASELINE = Path(__file__).with_name("town.txt")
HEAD = "# table, rows, digest of the demo town at the end of its story; written by python -m tools.baselines\n"
TODAY = date(2027, 1, 12)
SMALL = 300


@pytest.fixture
def files(settings: Any, tmp_path: Any) -> None:
    settings.FILES_DIR = tmp_path


def _town(slug: str) -> Agency:
    return Agency.objects.get(slug=slug)


def test_the_town_is_the_one_that_is_written_down(files: None) -> None:
    call_command("demo_load", verbosity=0)
    town = _town("sorong")
    with agency_scope(town.pk):
        found = HEAD + "".join(f"{line}\n" for line in town_digest(town.pk))
    if is_renewing():
        BASELINE.write_text(found)
    assert found.splitlines() == BASELINE.read_text().splitlines()


def test_a_second_town_has_a_cast_of_its_own_and_is_not_loaded_twice(files: None) -> None:
    call_command("demo_load", size=SMALL, verbosity=0)
    call_command("demo_load", size=SMALL, slug="sorong-2", verbosity=0)
    towns = [_town("sorong"), _town("sorong-2")]
    digests = []
    for town in towns:
        names = {username_of(part, town) for part in CAST}
        members = Membership.objects.filter(agency=town).select_related("account")
        assert {member.account.username for member in members} == names
        with agency_scope(town.pk):
            assert sum(people.headcounts(TODAY).values()) == SMALL
            planner = next(member for member in members if member.account.username == username_of(CAST[0], town))
            assert [row.role for row in people.grants_of(planner.pk, TODAY)] == ["planner"]
            digests.append([line for line in town_digest(town.pk) if line.table != "people.Grant"])
    assert digests[0] == digests[1]
    with pytest.raises(CommandError, match="sudah ada"):
        call_command("demo_load", size=SMALL, slug="sorong-2", verbosity=0)
