"""Pages of people and units, used as people use them."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.test import Client

from asah.foundation.access.scope import agency_scope
from asah.stages.people import queries
from asah.stages.people.models import Person, SuperiorCorrection, UnitPosition
from tests.desks.conftest import Town
from tests.factories.crowd import grow

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(agency: Any) -> Town:
    return Town(agency)


@pytest.fixture
def office(town: Town) -> Client:
    return town.client("maria", "Maria W.", "planner")


@pytest.fixture
def keeper(town: Town) -> Client:
    return town.client("frans", "Frans", "admin")


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_list_is_searched_by_post_and_no_number_stands_in_an_address(office: Client) -> None:
    found = office.post("/pegawai/", {"q": "19850412 201001 2 907"}).content.decode()
    assert "Yohana Rumbiak" in found
    assert "Ruben Kafiar" not in found
    assert "198504122010012907" not in " ".join(part.split('"')[0] for part in found.split('href="')[1:])
    nothing = office.post("/pegawai/", {"q": "zzz"}).content.decode()
    assert "Tidak ada yang cocok dengan saringan ini" in nothing
    assert "Hapus saringan" in nothing


def test_a_damaged_page_number_and_filter_open_the_first_page(office: Client) -> None:
    for query in ("hal=0", "hal=x", "hal=999999999", "status=raja", "unit=tidak-ada", "hal=-1"):
        assert office.get(f"/pegawai/?{query}").status_code == 200


def test_a_unit_is_made_renamed_and_closed_on_the_page(office: Client, town: Town) -> None:
    assert "1 unit" in page(office, "/unit/")
    refused = office.post("/unit/baru/", {"name": ""})
    assert refused.status_code == 422
    made = office.post("/unit/baru/", {"name": "Puskesmas Remu", "parent": str(town.unit.uid)})
    assert made.status_code == 302
    with agency_scope(town.agency.pk):
        remu = UnitPosition.objects.select_related("unit").get(name="Puskesmas Remu")
    address = f"/unit/{remu.unit.uid}/ubah/"
    office.post(address, {"name": "Puskesmas Remu Utara", "parent": str(town.unit.uid)})
    assert "Puskesmas Remu Utara" in page(office, "/unit/")
    office.post(address, {"action": "close"})
    assert "Unit Puskesmas Remu Utara ditutup." in page(office, "/unit/")
    assert "Puskesmas Remu Utara" not in page(office, "/unit/")
    kept = office.post(f"/unit/{town.unit.uid}/ubah/", {"action": "close"}).content.decode()
    assert "masih memuat 2 pegawai" in kept


def test_a_superior_is_set_on_the_page_with_a_reason(office: Client, town: Town) -> None:
    assert "Semua pegawai punya atasan" in page(office, "/pengaturan/atasan/")
    unknown = office.post(
        "/pengaturan/atasan/", {"person": "198504122010012907", "superior": "199001012015031001", "reason": "ST 1"}
    )
    assert unknown.status_code == 422
    assert "tidak dikenal" in unknown.content.decode()
    done = office.post(
        "/pengaturan/atasan/", {"person": "19700101 200003 1 901", "superior": "198504122010012907", "reason": "ST 1"}
    )
    assert done.status_code == 422
    assert "berada di bawah Ruben Kafiar" in done.content.decode()
    done = office.post(
        "/pengaturan/atasan/", {"person": "198504122010012907", "superior": "197001012000031901", "reason": "ST 1"}
    )
    assert done.status_code == 302
    with agency_scope(town.agency.pk):
        assert SuperiorCorrection.objects.get().person_id == town.clerk.pk


def test_two_people_edit_a_contact_and_nothing_typed_is_lost(office: Client, town: Town) -> None:
    address = f"/pegawai/{town.clerk.uid}/kontak/"
    first = {"email": "y@kota.go.id", "phone": "081234567890", "version": "1"}
    assert office.post(address, first).status_code == 302
    second = office.post(address, {"email": "lain@kota.go.id", "phone": "", "version": "1"})
    assert second.status_code == 422
    body = second.content.decode()
    assert "y@kota.go.id" in body
    assert "lain@kota.go.id" in body
    assert "Pakai milik saya" in body
    mine = office.post(address, {"email": "lain@kota.go.id", "phone": "", "version": "2"})
    assert mine.status_code == 302


def test_leaving_then_erasure_with_a_hold(office: Client, keeper: Client, town: Town) -> None:
    assert "Akhiri masa tugas" in page(office, f"/pegawai/{town.clerk.uid}/")
    assert (
        office.post(f"/pegawai/{town.clerk.uid}/selesai/", {"reason": "pindah", "on": "31/02/2027"}).status_code == 422
    )
    assert office.post(f"/pegawai/{town.clerk.uid}/selesai/", {"reason": "pindah"}).status_code == 302
    assert "Masa tugas Yohana Rumbiak berakhir." in page(office, "/pegawai/")
    assert "Yohana Rumbiak" not in page(office, "/pegawai/")
    assert "Yohana Rumbiak" in page(keeper, "/pengaturan/mantan-pegawai/")
    address = f"/pegawai/{town.clerk.uid}/hapus/"
    assert keeper.post(address, {"typed_name": "Yohana"}).status_code == 422
    assert keeper.post(address, {"typed_name": "Yohana Rumbiak"}).status_code == 302
    assert "11 Februari 2027" in page(keeper, address)
    keeper.post(address, {"action": "cancel"})
    with agency_scope(town.agency.pk):
        assert Person.objects.get(pk=town.clerk.pk).erase_on is None


def test_roles_are_given_and_ended_on_the_page(keeper: Client, town: Town) -> None:
    town.account("dewi", "Dewi")
    address = "/pengaturan/peran/"
    assert keeper.post(address, {"username": "siapa", "role": "planner"}).status_code == 422
    given = {"username": "dewi", "role": "evaluator", "unit": str(town.unit.uid), "until": "31/12/2027"}
    assert keeper.post(address, given).status_code == 302
    assert "Dewi" in page(keeper, address)
    assert "sudah dipegang" in keeper.post(address, given).content.decode()
    body = page(keeper, address)
    grant = body.split("Dewi", 1)[1].split('name="end" value="', 1)[1].split('"', 1)[0]
    keeper.post(address, {"end": grant})
    assert "Dewi" not in page(keeper, address)


def test_a_branch_of_the_tree_comes_when_it_is_opened(office: Client, town: Town) -> None:
    with agency_scope(town.agency.pk):
        grow(town.agency.pk, town.unit, 10)
        below = list(UnitPosition.objects.exclude(unit=town.unit).select_related("unit"))
        grow(town.agency.pk, below[0].unit, 5)
        deep = UnitPosition.objects.select_related("unit").get(parent=below[0].unit)
    whole = page(office, "/unit/")
    assert all(row.name in whole for row in below)
    assert deep.name not in whole
    assert f'hx-get="/unit/?cabang={below[0].unit.uid}"' in whole
    assert "Tampilkan 1 unit di bawahnya" in whole
    unfolded = page(office, f"/unit/?buka={deep.unit.uid}")
    assert deep.name in unfolded
    branch = office.get(f"/unit/?cabang={below[0].unit.uid}", headers={"HX-Request": "true"}).content.decode()
    assert deep.name in branch
    assert "<html" not in branch
    nothing = office.get(f"/unit/?cabang={uuid.uuid4()}", headers={"HX-Request": "true"})
    assert (nothing.status_code, nothing.content.decode().strip()) == (200, "")


def test_people_below_are_counted_along_the_tree(town: Town) -> None:
    with agency_scope(town.agency.pk):
        grow(town.agency.pk, town.unit, 10)
        below = UnitPosition.objects.exclude(unit=town.unit).select_related("unit").first()
        assert below is not None
        grow(town.agency.pk, below.unit, 5)
        counts = queries.headcounts_below(date(2027, 1, 12))
        assert counts[town.unit.pk] == 2 + 10 + 5
        assert counts[below.unit_id] == 5 + 5
        assert sum(queries.headcounts(date(2027, 1, 12)).values()) == counts[town.unit.pk]
