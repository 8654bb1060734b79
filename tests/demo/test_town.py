"""The sample town: a second one can stand beside it, with a cast of its own."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from asah.foundation.access.models import Membership
from asah.foundation.access.scope import agency_scope
from asah.stages.people import queries as people
from demo import story
from demo.cast import CAST
from demo.digest import town_digest
from tests.baselines import is_renewing

pytestmark = pytest.mark.django_db
BASELINE = Path(__file__).with_name("town.txt")
HEAD = "# table, rows, digest of units, people and posts of a town of 1,500; written by python -m tools.baselines\n"
TODAY = date(2027, 1, 12)
SMALL = 1500


@pytest.fixture
def files(settings: Any, tmp_path: Any) -> None:
    settings.FILES_DIR = tmp_path


def _begin(slug: str) -> story.Stage:
    """The story up to the roles of the cast."""
    stage = story.found(slug, "Kota Sorong", SMALL, story.STORY_NOW)
    with agency_scope(stage.agency.pk):
        story.unit_tree(stage)
    story.roster(stage)
    with agency_scope(stage.agency.pk):
        story.roles(stage)
    return stage


def test_a_second_town_has_a_cast_of_its_own_and_says_the_same(files: None) -> None:
    digests = []
    for town in [_begin(slug).agency for slug in ("sorong", "sorong-2")]:
        members = Membership.objects.filter(agency=town).select_related("account")
        assert {member.account.username for member in members} == {story.username_of(part, town) for part in CAST}
        with agency_scope(town.pk):
            assert sum(people.headcounts(TODAY).values()) == SMALL
            planner = next(row for row in members if row.account.username == story.username_of(CAST[0], town))
            assert [row.role for row in people.grants_of(planner.pk, TODAY)] == ["planner"]
            # Grants name log-ins, and those differ.
            digests.append([line for line in town_digest(town.pk) if line.table != "people.Grant"])
    assert digests[0] == digests[1]
    found = HEAD + "".join(f"{line}\n" for line in digests[0])
    if is_renewing():
        BASELINE.write_text(found)
    assert found.splitlines() == BASELINE.read_text().splitlines(), "python -m tools.baselines renews it"
    assert {"people.Person", "people.Posting", "people.Unit"} <= {line.table for line in digests[0]}
    with pytest.raises(CommandError, match="sudah ada"):
        call_command("demo_load", size=SMALL, slug="sorong-2", verbosity=0)
