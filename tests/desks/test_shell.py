"""Signing in and the frame of every page."""

from typing import Any

import pytest
from django.test import Client

from asah.foundation.access.models import Account, Membership
from asah.foundation.access.scope import agency_scope
from asah.stages.people.models import Posting
from tests.desks.conftest import PASSWORD, Town

pytestmark = pytest.mark.django_db


def sign_in(login: str, password: str = PASSWORD) -> Any:
    return Client().post("/masuk/", {"login": login, "password": password})


def test_sign_in_by_nip_with_blanks_or_email(town: Town) -> None:
    account = town.account("198504122010012907", "Yohana Rumbiak", person=town.clerk)
    Account.objects.filter(pk=account.pk).update(email="yohana@contoh.go.id")
    assert sign_in("19850412 201001 2 907").status_code == 302
    assert sign_in("Yohana@contoh.go.id").status_code == 302


def test_wrong_password_counts_down_and_then_pauses(town: Town) -> None:
    town.account("198504122010012907", "Yohana Rumbiak", person=town.clerk)
    pages = [sign_in("198504122010012907", "salah").content.decode() for _ in range(6)]
    assert "Sisa 4 percobaan, setelah itu jeda 10 menit." in pages[0]
    assert "Sisa 0 percobaan" in pages[4]
    assert "Terlalu banyak percobaan" in pages[5]
    assert sign_in("198504122010012907").status_code == 200


def test_short_nip_is_counted(town: Town) -> None:
    assert "NIP terdiri dari 18 angka. Anda mengetik 17." in sign_in("19850412201001290").content.decode()


def test_who_left_cannot_sign_in(town: Town) -> None:
    town.account("198504122010012907", "Yohana Rumbiak", person=town.clerk)
    with agency_scope(town.agency.pk):
        Posting.objects.filter(person=town.clerk).update(legal_status="99")
    assert sign_in("198504122010012907").status_code == 403


def test_stranger_is_sent_to_the_door(town: Town) -> None:
    response = Client().get("/")
    assert response.status_code == 302
    assert response["Location"].startswith("/masuk/")


def test_home_greets_and_shows_places(town: Town) -> None:
    page = town.client("p", "Maria W.", "planner").get("/").content.decode()
    assert "Selamat pagi, Maria" in page
    assert "Selasa, 12 Januari 2027" in page
    assert "Siklus tahunan" in page


def test_membership_of_another_agency_cannot_be_chosen(town: Town) -> None:
    from asah.foundation.access.models import Agency

    other = Agency.objects.create(slug="binjai", name="Kota Binjai")
    client = town.client("p", "Maria W.", "planner")
    client.post("/peran/", {"agency": other.pk})
    assert "Kota Binjai" not in client.get("/").content.decode()
    Membership.objects.create(account=Account.objects.get(username="p"), agency=other)
    client.post("/peran/", {"agency": other.pk})
    assert client.get("/").status_code == 403  # a member without any role there


@pytest.mark.parametrize("path", ["/profil/", "/kabar/", "/pekerjaan/", "/cari/", "/bantuan/", "/"])
@pytest.mark.parametrize("role", ["planner", "auditor", "admin", "ppk", "partner"])
def test_shell_pages_open_for_every_role(town: Town, path: str, role: str) -> None:
    assert town.client("x", "Orang Asah", role).get(path).status_code == 200


def test_search_never_puts_the_query_into_the_address(town: Town) -> None:
    client = town.client("p", "Maria W.", "planner")
    response = client.post("/cari/", {"q": "impor"})
    assert response.status_code == 200
    assert "?q=" not in response.content.decode()
    assert client.get("/cari/?q=impor").content.decode().count("impor pegawai") <= 1


def test_activation_page_opens_a_session(town: Town) -> None:
    from datetime import datetime

    from asah.foundation.access.actor import Actor, Held
    from asah.foundation.access.clock import now_for
    from asah.stages.people.services import activation

    now: datetime = now_for(town.agency)
    officer = Actor(town.agency.pk, None, "O", roles=(Held("planner"),), zone=town.agency.zone)
    with agency_scope(town.agency.pk):
        codes = activation.issue_for_unit(actor=officer, now=now, unit=town.unit.pk)
    code = next(row for row in codes if row.person == town.clerk.pk)
    client = Client()
    wrong = {"nip": code.nip, "code": "SALAH", "password": PASSWORD, "again": PASSWORD}
    assert client.post("/aktivasi/", wrong).status_code == 422
    right = wrong | {"code": code.code}
    assert client.post("/aktivasi/", right).status_code == 302
    assert "Yohana" in client.get("/").content.decode()
