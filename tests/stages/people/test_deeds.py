"""Units, superiors, grants, contact, leaving and erasure through the one door."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from asah.foundation.access.actor import Actor, Held, NotAllowed, NotThere
from asah.foundation.access.models import Account, Membership
from asah.foundation.audit.models import Event, EventDetail
from asah.foundation.imports.findings import Problem
from asah.foundation.search.queries import find
from asah.stages.people import queries, services
from asah.stages.people.models import Person, PersonNumber, Posting, Unit, UnitPosition
from asah.stages.people.services.units import Move
from tests.stages.people.rosters import DORKAS, MARIA, RUBEN, TOWN, YOHANA, load

pytestmark = pytest.mark.django_db
TODAY = date(2027, 1, 12)


@pytest.fixture
def town(agency: Any, planner: Actor, now: datetime) -> dict[str, int]:
    """Four people in three units; the NIP leads to the person."""
    from asah.foundation.access.scope import agency_scope

    load(TOWN, planner, now)
    with agency_scope(agency.pk):
        return queries.all_numbers(TODAY)


@pytest.fixture
def inside(town: dict[str, int], scope: Any) -> dict[str, int]:
    """The same, within the agency's scope."""
    return town


def unit(name: str, on: date = TODAY) -> queries.UnitNode:
    return queries.tree(on).by_name[name.lower().replace(" ", "")][0]


def seen(actor: Actor, wanted: queries.Filter | None = None) -> list[str]:
    return [row.name for row in queries.rows_of(queries.people_seen(actor, TODAY, wanted), TODAY)]


def officer(agency: Any, path: str) -> Actor:
    return Actor(agency.pk, None, "Pengelola", roles=(Held("personnel_officer", path),), zone=agency.zone)


def test_units_are_created_renamed_moved_and_the_past_stays(
    inside: dict[str, int], planner: Actor, now: datetime
) -> None:
    root = next(one for one in queries.tree(TODAY).walk() if one.depth == 0)
    services.create_unit(actor=planner, now=now, name="Dinas Pangan", parent=root.id)
    later = now + timedelta(days=10)
    on = TODAY + timedelta(days=10)
    remu = unit("Puskesmas Remu")
    services.rename_unit(actor=planner, now=later, unit=remu.id, name="Puskesmas Remu Utara")
    services.move_unit(actor=planner, now=later, unit=remu.id, parent=unit("Dinas Pangan", on).id)
    assert queries.tree(TODAY).full_name(remu.id) == "Puskesmas Remu, Dinas Kesehatan"
    assert queries.tree(on).full_name(remu.id) == "Puskesmas Remu Utara, Dinas Pangan"
    was = queries.where_was(inside[YOHANA["nip"]], TODAY)
    assert was is not None
    assert was.unit_name == "Puskesmas Remu"


def test_a_unit_never_hangs_below_itself(inside: dict[str, int], planner: Actor, now: datetime) -> None:
    root = next(one for one in queries.tree(TODAY).walk() if one.depth == 0)
    health, remu = unit("Dinas Kesehatan"), unit("Puskesmas Remu")
    for parent in (health.id, remu.id):
        with pytest.raises(services.BadUnit, match="di bawah dirinya sendiri"):
            services.move_unit(actor=planner, now=now, unit=health.id, parent=parent)
    with pytest.raises(services.BadUnit, match="tidak dapat dipindahkan"):
        services.move_unit(actor=planner, now=now, unit=root.id, parent=remu.id)
    with pytest.raises(services.BadUnit, match="sudah ada"):
        services.create_unit(actor=planner, now=now, name="Provinsi", parent=None)


def test_a_whole_subtree_moves_with_its_paths_and_opd(inside: dict[str, int], planner: Actor, now: datetime) -> None:
    remu = unit("Puskesmas Remu")
    room = services.create_unit(actor=planner, now=now, name="Poli Gigi", parent=remu.id)
    services.move_unit(actor=planner, now=now, unit=remu.id, parent=unit("Dinas Ketahanan Pangan").id)
    tree = queries.tree(TODAY)
    assert [one.name for one in tree.way_up(room.pk)] == [
        "Poli Gigi", "Puskesmas Remu", "Dinas Ketahanan Pangan", "Kota Sorong"
    ]  # fmt: skip
    assert tree.opd_name(room.pk) == "Dinas Ketahanan Pangan"
    assert tree.units[room.pk].path == tree.units[remu.id].path + f"{room.pk}/"


def test_a_unit_with_people_is_not_closed(inside: dict[str, int], planner: Actor, now: datetime) -> None:
    with pytest.raises(services.BadUnit, match="masih memuat 2 pegawai"):
        services.close_unit(actor=planner, now=now, unit=unit("Puskesmas Remu").id)
    root = next(one for one in queries.tree(TODAY).walk() if one.depth == 0)
    empty = services.create_unit(actor=planner, now=now, name="Badan Kosong", parent=root.id)
    services.close_unit(actor=planner, now=now + timedelta(days=1), unit=empty.pk)
    assert empty.pk not in queries.tree(TODAY + timedelta(days=1)).units
    assert empty.pk in queries.tree(TODAY).units


def test_a_reorganisation_is_all_or_nothing(inside: dict[str, int], planner: Actor, now: datetime) -> None:
    health, remu, food = unit("Dinas Kesehatan"), unit("Puskesmas Remu"), unit("Dinas Ketahanan Pangan")
    from django.db import transaction

    bad = [Move(food.id, name="Dinas Pangan"), Move(health.id, parent=remu.id)]
    with pytest.raises(services.BadUnit), transaction.atomic():
        services.reorganise(actor=planner, now=now, moves=bad)
    assert unit("Dinas Ketahanan Pangan").id == food.id
    good = [Move(food.id, name="Dinas Pangan"), Move(remu.id, parent=food.id)]
    assert services.reorganise(actor=planner, now=now, moves=good) == 2
    assert queries.tree(TODAY).full_name(remu.id) == "Puskesmas Remu, Dinas Pangan"


def test_a_superior_is_corrected_and_rings_are_refused(inside: dict[str, int], planner: Actor, now: datetime) -> None:
    yohana, ruben, dorkas = inside[YOHANA["nip"]], inside[RUBEN["nip"]], inside[DORKAS["nip"]]
    who: dict[str, Any] = {"actor": planner, "now": now}
    services.correct_superior(**who, person=yohana, superior=dorkas, reason="ST 12/2027")
    assert queries.superior_of(yohana, TODAY) == dorkas
    assert queries.team_of(dorkas, TODAY) == {yohana}
    assert queries.team_of(ruben, TODAY) == set()
    with pytest.raises(services.BadSuperior, match="dirinya sendiri"):
        services.correct_superior(**who, person=yohana, superior=yohana, reason="x")
    with pytest.raises(services.BadSuperior, match="berada di bawah Dorkas"):
        services.correct_superior(**who, person=dorkas, superior=yohana, reason="x")
    with pytest.raises(services.BadSuperior, match="alasan"):
        services.correct_superior(**who, person=yohana, superior=ruben, reason=" ")
    services.drop_correction(actor=planner, now=now + timedelta(days=1), person=yohana)
    assert queries.superior_of(yohana, TODAY + timedelta(days=1)) == ruben
    assert queries.superior_of(yohana, TODAY) == dorkas


def test_an_acting_head_stands_before_the_absent_one(inside: dict[str, int], planner: Actor, now: datetime) -> None:
    yohana, ruben, maria, dorkas = (inside[row["nip"]] for row in (YOHANA, RUBEN, MARIA, DORKAS))
    services.appoint_acting(
        actor=planner, now=now, person=dorkas, unit=unit("Puskesmas Remu").id, kind="PLH",
        title="Plh. Kepala Puskesmas", since=TODAY, until=TODAY + timedelta(days=7),
    )  # fmt: skip
    assert queries.superior_of(yohana, TODAY) == dorkas
    assert queries.superior_of(ruben, TODAY) == dorkas
    assert queries.superior_of(yohana, TODAY + timedelta(days=7)) == ruben
    assert queries.superior_of(dorkas, TODAY) is None
    assert queries.superior_of(ruben, TODAY + timedelta(days=8)) == maria
    assert services.end_acting(actor=planner, now=now + timedelta(days=2), person=dorkas) == 1
    assert queries.superior_of(yohana, TODAY + timedelta(days=2)) == ruben


def test_who_sees_whom(inside: dict[str, int], planner: Actor, agency: Any) -> None:
    assert seen(planner) == ["Dorkas", "Maria Wanggai", "Ruben Salosa", "Yohana Rumbiak"]
    assert seen(officer(agency, unit("Puskesmas Remu").path)) == ["Ruben Salosa", "Yohana Rumbiak"]
    ruben = Actor(agency.pk, 1, "Ruben", inside[RUBEN["nip"]], (Held("asn"), Held("superior")), agency.zone)
    assert seen(ruben) == ["Ruben Salosa", "Yohana Rumbiak"]
    yohana = Actor(agency.pk, 2, "Yohana", inside[YOHANA["nip"]], (Held("asn"),), agency.zone)
    assert seen(yohana) == ["Yohana Rumbiak"]
    assert seen(Actor(agency.pk, None, "Mitra", roles=(Held("partner"),))) == []
    maria = Person.objects.get(pk=inside[MARIA["nip"]])
    with pytest.raises(NotThere):
        queries.person_by_uid(yohana, str(maria.uid), TODAY)
    with pytest.raises(NotThere):
        queries.unit_by_uid(yohana, unit("Dinas Kesehatan").uid, TODAY)


@pytest.mark.parametrize("words", ["wanggai", "MARIA", "19850412", "1985 0412 2010", "19850412 201001 2 007"])
def test_people_are_found_by_part_of_a_name_or_number(words: str, inside: dict[str, int], planner: Actor) -> None:
    assert seen(planner, queries.Filter(words=words)) == ["Maria Wanggai"]


def test_lists_narrow_by_unit_status_and_kind(inside: dict[str, int], planner: Actor) -> None:
    assert seen(planner, queries.Filter(unit_path=unit("Dinas Kesehatan").path)) == [
        "Maria Wanggai", "Ruben Salosa", "Yohana Rumbiak"
    ]  # fmt: skip
    assert seen(planner, queries.Filter(employment="PPPK")) == ["Dorkas"]
    assert seen(planner, queries.Filter(job_kind="2")) == ["Yohana Rumbiak"]
    assert queries.headcounts(TODAY)[unit("Puskesmas Remu").id] == 2


def test_the_number_of_queries_does_not_grow_with_people(
    inside: dict[str, int], planner: Actor, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(3):
        queries.rows_of(queries.people_seen(planner, TODAY)[:1], TODAY)
    with django_assert_num_queries(3):
        queries.rows_of(queries.people_seen(planner, TODAY)[:50], TODAY)


def test_contact_is_edited_within_reach_and_conflicts_show_both(
    inside: dict[str, int], planner: Actor, agency: Any, now: datetime
) -> None:
    yohana, maria = inside[YOHANA["nip"]], inside[MARIA["nip"]]
    local = officer(agency, unit("Puskesmas Remu").path)
    services.edit_contact(
        actor=local, now=now, person=yohana, email="Y@Kota.go.id", phone="+62 812-3456-789", version=1
    )
    assert queries.contact_of(yohana) == ("y@kota.go.id", "08123456789", 2)
    with pytest.raises(services.Conflict) as conflict:
        services.edit_contact(actor=local, now=now, person=yohana, email="", phone="", version=1)
    assert conflict.value.theirs == {"email": "y@kota.go.id", "phone": "08123456789"}
    with pytest.raises(Problem, match="bukan alamat email"):
        services.edit_contact(actor=local, now=now, person=yohana, email="y@", phone="", version=2)
    with pytest.raises(NotAllowed):
        services.edit_contact(actor=local, now=now, person=maria, email="", phone="", version=1)


def test_a_move_keeps_where_she_was(inside: dict[str, int], planner: Actor, now: datetime) -> None:
    yohana, food = inside[YOHANA["nip"]], unit("Dinas Ketahanan Pangan")
    later = now + timedelta(days=30)
    after = services.move_person(
        actor=planner, now=later, person=yohana, unit=food.id, job_title="Kepala Dinas", job_kind="1", echelon="22"
    )
    assert (after.is_head, after.functional_level) == (True, "")
    assert after.retires_on == date(2050, 3, 1)
    was, is_now = queries.where_was(yohana, TODAY), queries.where_was(yohana, TODAY + timedelta(days=30))
    assert was is not None
    assert is_now is not None
    assert (was.unit_name, is_now.unit_name) == ("Puskesmas Remu", "Dinas Ketahanan Pangan")
    with pytest.raises(ValueError, match="not a field"):
        services.move_person(actor=planner, now=later, person=yohana, unit=food.id, salary="1")


def test_who_leaves_is_told_and_no_longer_signs_in(inside: dict[str, int], planner: Actor, now: datetime) -> None:
    ruben = inside[RUBEN["nip"]]
    later, on = now + timedelta(days=5), TODAY + timedelta(days=5)
    services.close_person(actor=planner, now=later, person=ruben, reason="pensiun")
    assert [(one.person, one.day, one.reason) for one in queries.leavers(TODAY, on)] == [(ruben, on, "pensiun")]
    assert not queries.may_sign_in(ruben, on)
    assert queries.may_sign_in(ruben, TODAY)
    assert ruben in queries.departed(on)
    assert queries.superior_of(inside[YOHANA["nip"]], on) == inside[MARIA["nip"]]
    assert [row.id for row in queries.joiners(date(2026, 1, 1), TODAY)] == sorted(inside.values())
    with pytest.raises(ValueError, match="one of"):
        services.close_person(actor=planner, now=later, person=ruben, reason="bosan")


def test_personal_data_are_erased_after_thirty_days_and_the_trail_stays(
    inside: dict[str, int], planner: Actor, admin: Actor, now: datetime
) -> None:
    ruben = inside[RUBEN["nip"]]
    with pytest.raises(services.CannotErase, match="masih bertugas"):
        services.request_erasure(actor=admin, now=now, person=ruben, typed_name="Ruben Salosa")
    services.close_person(actor=planner, now=now + timedelta(days=1), person=ruben, reason="pindah")
    later = now + timedelta(days=2)
    with pytest.raises(services.CannotErase, match="tidak sama"):
        services.request_erasure(actor=admin, now=later, person=ruben, typed_name="Ruben")
    services.request_erasure(actor=admin, now=later, person=ruben, typed_name="Ruben Salosa")
    events = Event.objects.count()
    worker = Actor(admin.agency, None, "Asah", roles=(Held("system"),), zone=admin.zone)
    assert services.erase_due(actor=worker, now=later + timedelta(days=29)) == 0
    assert services.erase_due(actor=worker, now=later + timedelta(days=30)) == 1
    row = Person.objects.get(pk=ruben)
    assert (row.name, row.email, row.birth_on) == ("Data dihapus", "", date(1986, 1, 1))
    assert not PersonNumber.objects.filter(person=ruben).exists()
    assert Posting.objects.filter(person=ruben).exists()
    assert Event.objects.count() == events + 2


def test_roles_are_given_over_a_subtree_for_a_period(
    inside: dict[str, int], admin: Actor, planner: Actor, agency: Any, now: datetime
) -> None:
    account = Account.objects.create_user("maria", name="Maria W.")
    member = Membership.objects.create(account=account, agency=agency)
    health = unit("Dinas Kesehatan")
    who: dict[str, Any] = {"actor": admin, "now": now, "membership": member.pk}
    given = services.give_grant(**who, role="planner", unit=health.id, until=date(2027, 12, 31))
    assert queries.grants_of(member.pk, TODAY) == [queries.GrantRow("planner", health.path)]
    assert queries.grants_of(member.pk, date(2027, 12, 31)) == []
    refused: tuple[dict[str, Any], ...] = (
        {"role": "system"},
        {"role": "planner", "unit": health.id},
        {"role": "admin", "until": TODAY},
    )
    for bad in refused:
        with pytest.raises(services.GrantTaken):
            services.give_grant(**who, **bad)
    with pytest.raises(NotAllowed):
        services.give_grant(actor=planner, now=now, membership=member.pk, role="auditor")
    services.end_grant(actor=admin, now=now, grant=given.pk)
    assert queries.grants_of(member.pk, TODAY) == []


def test_everything_done_is_remembered(inside: dict[str, int], planner: Actor, now: datetime) -> None:
    services.rename_unit(actor=planner, now=now, unit=unit("Dinas Kesehatan").id, name="Dinas Kesehatan Kota")
    says = EventDetail.objects.order_by("-id").values_list("says", flat=True)[0]
    assert says == "Maria W. mengganti nama unit Dinas Kesehatan"


def test_people_and_units_are_found_by_the_search(inside: dict[str, int], planner: Actor, now: datetime) -> None:
    worker = Actor(planner.agency, None, "Asah", roles=(Held("system"),), zone=planner.zone)
    assert services.refresh_search(actor=worker, now=now, today=TODAY) == 4 + Unit.objects.count()
    assert [hit.title for hit in find(planner, "19850412 201001 2 007")] == ["Maria Wanggai"]
    assert "Puskesmas Remu" in [hit.title for hit in find(planner, "puskesmas remuu")]
    assert UnitPosition.objects.filter(valid__contains=TODAY).count() == 4


def test_the_sample_goes_into_a_bare_agency_only(inside: dict[str, int], admin: Actor, now: datetime) -> None:
    before = Person.objects.count()
    with pytest.raises(services.NotBare, match="masih kosong"):
        services.request_sample(actor=admin, now=now, size=500, link="/pengaturan/")
    with pytest.raises(services.NotBare):
        services.begin_sample(actor=admin, now=now, clock_shift_seconds=0)
    assert Person.objects.count() == before
