"""Found with typing mistakes, and never beyond one's reach."""

from datetime import datetime
from typing import Any

import pytest

from asah.foundation.access.actor import Actor, Held
from asah.foundation.access.models import Agency
from asah.foundation.access.permissions import Permission
from asah.foundation.access.scope import agency_scope
from asah.foundation.audit.door import use_case
from asah.foundation.search.queries import find, fold
from asah.foundation.search.services import Findable, keep_entries

pytestmark = pytest.mark.django_db


@use_case(Permission.PEOPLE_IMPORT, says="{actor} mengisi pencarian")
def fill(*, actor: Actor, now: datetime, things: list[Findable], whole: bool = False) -> None:
    """A deed that keeps entries."""
    for kind in {thing.kind for thing in things}:
        chosen = [thing for thing in things if thing.kind == kind]
        keep_entries(actor=actor, now=now, kind=kind, things=chosen, whole=whole)


THINGS = [
    Findable("person", "1", "Yohana Rumbiak", "/pegawai/1/", more="198504122010011907", unit_path="/1/2/", person=1),
    Findable("person", "2", "Ruben Kafiar", "/pegawai/2/", more="197001012000031901", unit_path="/1/3/", person=2),
    Findable("unit", "u", "Dinas Kependudukan dan Pencatatan Sipil", "/unit/u/", more="Disdukcapil", is_open=True),
]


def titles(actor: Actor, text: str) -> list[str]:
    return [hit.title for hit in find(actor, text)]


def test_nip_with_and_without_blanks_and_a_misspelt_short_form(scope: Any, planner: Actor, now: datetime) -> None:
    fill(actor=planner, now=now, things=THINGS)
    assert titles(planner, "198504122010011907") == ["Yohana Rumbiak"]
    assert titles(planner, "1985 0412 2010 01 1 907") == ["Yohana Rumbiak"]
    guess = find(planner, "disdukcpil")
    assert guess[0].title.startswith("Dinas Kependudukan")
    assert guess[0].is_guess
    assert not find(planner, "disdukcapil")[0].is_guess
    assert titles(planner, "x") == []


def test_reach(scope: Any, planner: Actor, now: datetime) -> None:
    fill(actor=planner, now=now, things=THINGS)
    learner = Actor(scope.pk, 5, "Yohana", person=1, roles=(Held("asn"),))
    officer = Actor(scope.pk, 6, "Opd", roles=(Held("personnel_officer", "/1/3/"),))
    assert titles(learner, "rumbiak") == ["Yohana Rumbiak"]
    assert titles(learner, "kafiar") == []
    assert titles(officer, "kafiar") == ["Ruben Kafiar"]
    assert titles(officer, "rumbiak") == []


def test_another_agency_finds_nothing(scope: Any, planner: Actor, now: datetime) -> None:
    fill(actor=planner, now=now, things=THINGS)
    other = Agency.objects.create(slug="binjai", name="Kota Binjai")
    with agency_scope(other.pk):
        assert titles(Actor(other.pk, None, "B", roles=(Held("planner"),)), "rumbiak") == []


def test_whole_replacement_forgets_the_rest(scope: Any, planner: Actor, now: datetime) -> None:
    fill(actor=planner, now=now, things=THINGS)
    fill(actor=planner, now=now, things=THINGS[:1], whole=True)
    assert titles(planner, "kafiar") == []


def test_fold() -> None:
    assert fold("Ma’ruf, S.E.") == "maruf s e"
    assert fold("1985 0412 2010 01 1 907") == "198504122010011907"
    assert fold("SMP Negeri 3") == "smp negeri 3"
