"""The roster from file to people, units, heads and superiors."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from asah.foundation.access.actor import Actor
from asah.foundation.access.scope import agency_scope
from asah.foundation.imports import services as imports
from asah.foundation.imports.models import ImportRow
from asah.stages.people import queries
from asah.stages.people.models import Person, PersonNumber, Posting, Unit
from tests.stages.people.rosters import DORKAS, MARIA, RUBEN, TOWN, YOHANA, as_xlsx, load

pytestmark = pytest.mark.django_db
TODAY = date(2027, 1, 12)


def person(nip: str, on: date = TODAY) -> queries.PersonRow:
    found = queries.where_was(queries.by_nip([nip], on)[nip], on)
    assert found is not None
    return found


def test_a_bare_agency_gets_people_and_units(agency: Any, planner: Actor, now: datetime) -> None:
    done = load(TOWN, planner, now)
    assert done.problems == ()
    assert done.batch.counts["written"] == {"new": 4, "changed": 0, "missing": 0, "units": 4}
    with agency_scope(agency.pk):
        tree = queries.tree(TODAY)
        assert [(unit.name, unit.kind, unit.depth) for unit in tree.walk()] == [
            ("Kota Sorong", "pemda", 0),
            ("Dinas Kesehatan", "opd", 1),
            ("Puskesmas Remu", "puskesmas", 2),
            ("Dinas Ketahanan Pangan", "opd", 1),
        ]
        yohana, ruben, maria = person(YOHANA["nip"]), person(RUBEN["nip"]), person(MARIA["nip"])
        assert (yohana.unit_name, yohana.functional_level, yohana.sex) == ("Puskesmas Remu", "PT", "P")
        assert yohana.birth_on == date(1990, 2, 28)
        assert yohana.retires_on == date(2048, 3, 1)
        assert queries.superior_of(yohana.id, TODAY) == ruben.id
        assert queries.superior_of(ruben.id, TODAY) == maria.id
        assert queries.superior_of(maria.id, TODAY) is None
        assert queries.team_of(maria.id, TODAY) == {ruben.id}
        assert queries.team_of(ruben.id, TODAY) == {yohana.id}


def test_the_same_roster_again_changes_nothing(agency: Any, planner: Actor, now: datetime) -> None:
    load(TOWN, planner, now)
    again = load(TOWN, planner, now)
    assert not again.applied
    assert (again.batch.counts["same"], again.batch.counts["new"], again.batch.counts["changed"]) == (4, 0, 0)


def test_undo_returns_the_old_count_and_the_old_tree(agency: Any, planner: Actor, now: datetime) -> None:
    load(TOWN[:2], planner, now)
    later = now + timedelta(days=30)
    newcomer = {**DORKAS, "unit": "Baru: Dinas Ketahanan Pangan"}
    second = load([{**YOHANA, "unit": "Dinas Kesehatan"}, RUBEN, newcomer, MARIA], planner, later, accept_volume=True)
    on = date(2027, 2, 11)
    with agency_scope(agency.pk):
        assert Person.objects.count() == 4
        assert person(YOHANA["nip"], on).unit_name == "Dinas Kesehatan"
        assert person(YOHANA["nip"], TODAY).unit_name == "Puskesmas Remu"
        imports.undo_batch(actor=planner, now=later, batch=second.batch.pk)
        assert Person.objects.count() == 2
        assert person(YOHANA["nip"], on).unit_name == "Puskesmas Remu"
        assert Posting.objects.count() == 2


def test_an_unknown_unit_offers_what_it_may_mean(agency: Any, planner: Actor, now: datetime) -> None:
    load(TOWN, planner, now)
    typo = {**YOHANA, "unit": "Dinkess", "opd": ""}
    stopped = load([MARIA, typo], planner, now)
    assert stopped.problems == ("Baris 3: Unit “Dinkess” tidak ada.",)
    with agency_scope(agency.pk):
        row = ImportRow.objects.get(batch=stopped.batch, status="problem")
        offered = [value for value, _why in row.findings[0]["suggestions"]]
        assert offered[0] == "Dinas Kesehatan"


def test_missing_people_are_left_moved_or_deactivated(agency: Any, planner: Actor, now: datetime) -> None:
    load(TOWN, planner, now)
    later, on = now + timedelta(days=1), TODAY + timedelta(days=1)
    left = load([{**MARIA, "rank_id": "IV/c"}, YOHANA, RUBEN], planner, later)
    assert left.batch.counts["missing"] == 1
    with agency_scope(agency.pk):
        assert person(DORKAS["nip"], on).legal_status == "01"
    load([{**MARIA, "rank_id": "IV/d"}, YOHANA, RUBEN], planner, later, missing="deactivate")
    with agency_scope(agency.pk):
        assert person(DORKAS["nip"], on).legal_status == "52"
    gone = later + timedelta(days=1)
    load([{**MARIA, "rank_id": "IV/e"}, YOHANA, RUBEN], planner, gone, missing="moved")
    with agency_scope(agency.pk):
        after = on + timedelta(days=1)
        assert [(one.reason, one.day) for one in queries.leavers(on, after)] == [("pindah", after)]
        assert queries.where_was(queries.by_nip([DORKAS["nip"]], after)[DORKAS["nip"]], after) is None


def test_somebody_with_a_new_number_is_the_same_person(agency: Any, planner: Actor, now: datetime) -> None:
    """Trap 2: a PPPK who becomes PNS keeps his SIASN id and gets another number."""
    load([{**DORKAS, "siasn_id": "A-1"}, MARIA], planner, now)
    later, on = now + timedelta(days=60), TODAY + timedelta(days=60)
    new = {**DORKAS, "siasn_id": "A-1", "nip": "199511042027032001", "employment": "CPNS", "rank_id": "III/a"}
    done = load([new, MARIA], planner, later, accept_volume=True)
    assert done.batch.counts["new"] == 0
    with agency_scope(agency.pk):
        assert Person.objects.count() == 2
        assert person(new["nip"], on).employment == "CPNS"
        assert queries.by_nip([DORKAS["nip"]], on)[DORKAS["nip"]] == person(new["nip"], on).id
        assert PersonNumber.objects.filter(person=person(new["nip"], on).id).count() == 2
        was = queries.where_was(person(new["nip"], on).id, TODAY)
        assert was is not None
        assert was.nip == DORKAS["nip"]


def test_a_numeric_nip_column_refuses_the_whole_file(agency: Any, planner: Actor, now: datetime) -> None:
    from asah.foundation.imports.headless import import_rows

    content = as_xlsx(TOWN, numbers=frozenset({"nip"}))
    done = import_rows("roster", content, "rusak.xlsx", actor=planner, now=now)
    assert done.batch.state == "refused"
    assert "tersimpan sebagai angka" in done.batch.refusal
    assert "Teks" in done.batch.refusal
    with agency_scope(agency.pk):
        assert Person.objects.count() == 0
        assert Unit.objects.count() == 0
