"""Single records, their withdrawal, and the pages of hours."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from asah.foundation.access.actor import Actor, Held, NotAllowed, NotThere
from asah.foundation.access.models import Account, Membership
from asah.stages.people.models import Grant, Person
from asah.stages.records import queries, services
from asah.stages.records.models import JpEntry, JpYear, Record
from tests.factories.towns import Town, staff, unit

TODAY = date(2027, 1, 12)


def _done(town: Town, name: str, jp: int = 20, **more: Any) -> services.Completed:
    given: dict[str, Any] = {
        "title": "Pelatihan pelayanan prima",
        "form": 3,
        "quantity": Decimal(jp),
        "measure": "jp_program",
        "started_on": date(2026, 5, 4),
        "ended_on": date(2026, 5, 8),
        "certificate_no": f"800/{name}",
    }
    return services.Completed(person=town.people[name], **(given | more))


def _client(town: Town, role: str = "", where: str = "", who: str = "") -> Client:
    account = Account.objects.create_user(uuid.uuid4().hex[:12], name="Orang Asah", password="kuda laut biru 7")
    member = Membership.objects.create(account=account, agency_id=town.agency, person=town.people.get(who))
    if role:
        valid = (date(2020, 1, 1), None)
        place = town.units.get(where)
        Grant.objects.create(agency_id=town.agency, membership=member.pk, role=role, valid=valid, unit_id=place)
    client = Client()
    client.force_login(account)
    return client


def _officer(town: Town, where: str) -> Actor:
    held = Held("personnel_officer", town.paths[where])
    return Actor(agency=town.agency, account=None, name="Petugas", roles=(held,), zone="Asia/Jayapura")


def test_one_record_counts_at_once(town: Town, planner: Actor, now: datetime) -> None:
    services.add_record(actor=planner, now=now, completed=_done(town, "Kes 0"))
    assert JpYear.objects.get(person=town.people["Kes 0"], year=2026).legal == Decimal(20)


def test_the_same_certificate_again_is_refused_in_words(town: Town, planner: Actor, now: datetime) -> None:
    services.add_record(actor=planner, now=now, completed=_done(town, "Kes 0"))
    with pytest.raises(services.SameCertificate, match="800 KES 0"):
        services.add_record(actor=planner, now=now, completed=_done(town, "Kes 0", certificate_no="800 KES 0"))
    with pytest.raises(services.BadRecord, match="banyak hari"):
        services.add_record(actor=planner, now=now, completed=_done(town, "Kes 0", form=9))


def test_a_withdrawn_record_stays_and_both_lines_of_the_ledger_too(town: Town, planner: Actor, now: datetime) -> None:
    row = services.add_record(actor=planner, now=now, completed=_done(town, "Kes 0"))
    services.withdraw_record(actor=planner, now=now, record=row.uid, reason="Salah orang")
    assert [entry.jp for entry in JpEntry.objects.order_by("id")] == [Decimal(20), Decimal(-20)]
    assert JpYear.objects.get(person=town.people["Kes 0"], year=2026).legal == 0
    shown = queries.records_of(town.people["Kes 0"], TODAY)[0]
    assert (shown.is_withdrawn, shown.withdrawn_reason) == (True, "Salah orang")
    with pytest.raises(NotThere):
        services.withdraw_record(actor=planner, now=now, record=row.uid, reason="Lagi")
    services.add_record(actor=planner, now=now, completed=_done(town, "Kes 0"))


def test_a_withdrawal_needs_a_reason(town: Town, planner: Actor, now: datetime) -> None:
    row = services.add_record(actor=planner, now=now, completed=_done(town, "Kes 0"))
    with pytest.raises(services.BadRecord, match="alasan"):
        services.withdraw_record(actor=planner, now=now, record=row.uid, reason=" ")


def test_an_officer_adds_for_his_own_unit_only(town: Town, now: datetime) -> None:
    officer = _officer(town, "Dinas Kesehatan")
    services.add_record(actor=officer, now=now, completed=_done(town, "Remu 0"))
    with pytest.raises(NotAllowed):
        services.add_record(actor=officer, now=now, completed=_done(town, "Duk 0"))
    assert Record.objects.count() == 1


def test_overlapping_days_are_named(town: Town, planner: Actor, now: datetime) -> None:
    services.add_record(actor=planner, now=now, completed=_done(town, "Kes 0"))
    second = _done(
        town, "Kes 0", title="Kursus", started_on=date(2026, 5, 8), ended_on=date(2026, 5, 9), certificate_no="2"
    )
    services.add_record(actor=planner, now=now, completed=second)
    clashes = {row.title: row.clash for row in queries.records_of(town.people["Kes 0"], TODAY)}
    assert clashes == {"Kursus": "Pelatihan pelayanan prima", "Pelatihan pelayanan prima": ""}


@pytest.fixture
def counted(town: Town, planner: Actor, now: datetime) -> Town:
    """Kes 0-2 reach the floor, Kes 3 has 19 JP, one in the registry has a leadership course of 900 JP."""
    rows = [_done(town, f"Kes {n}") for n in range(3)] + [_done(town, "Kes 3", 19), _done(town, "Duk 0", 900, form=1)]
    rows += [_done(town, "Kontrak", 25, ended_on=date(2026, 6, 1), started_on=None)]
    services.record_history(actor=planner, now=now, rows=rows)
    services.refresh_jp(actor=planner, now=now)
    return town


def test_spread_by_unit_binds_only_those_with_the_duty(counted: Town, planner: Actor) -> None:
    found = queries.jp_map(planner, 2026, TODAY)
    rows = {row.name: row for row in found.rows}
    kes = rows["Dinas Kesehatan"]
    assert (kes.people, kes.reached, kes.zeros, kes.median) == (10, 3, 6, 0.0)
    assert (rows["Disdukcapil"].people, rows["Disdukcapil"].reached) == (3, 1)
    assert (found.total.people, found.total.reached, found.total.below) == (13, 4, 9)


def test_nineteen_hours_are_below_and_twenty_are_not(counted: Town, planner: Actor) -> None:
    rows = list(queries.below_floor(planner, 2026, TODAY))
    assert len(rows) == 9
    assert rows[-1].legal == Decimal(19)
    assert town_ids(counted, "Kes 0", "Kontrak").isdisjoint({row.person for row in rows})


def town_ids(town: Town, *names: str) -> set[int]:
    return {town.people[name] for name in names}


def test_a_contract_over_its_ceiling_is_listed_and_not_barred(counted: Town, planner: Actor) -> None:
    row = queries.near_ceiling(planner, 2027, TODAY)[0]
    assert (row.person, row.jp, row.limit, row.is_over) == (counted.people["Kontrak"], Decimal(25), 24, True)
    hours = queries.hours_of(counted.people["Kontrak"], 2027, TODAY)
    assert hours.ceiling == (Decimal(25), 24, date(2027, 2, 28))
    assert (hours.is_obliged, hours.legal.floor) == (False, None)


def test_officers_see_their_subtree(counted: Town) -> None:
    officer = _officer(counted, "Puskesmas Remu")
    assert queries.jp_map(officer, 2026, TODAY).total.people == 4
    assert len(queries.below_floor(officer, 2026, TODAY)) == 4
    for call in (
        lambda: queries.jp_map(officer, 2026, TODAY, under="DISDUKCAPIL"),
        lambda: queries.below_floor(officer, 2026, TODAY, counted.paths["Disdukcapil"]),
    ):
        with pytest.raises(NotThere):
            call()
    held = tuple(Held("personnel_officer", counted.paths[name]) for name in ("Puskesmas Remu", "Disdukcapil"))
    two = Actor(agency=counted.agency, account=None, name="Petugas", roles=held, zone="Asia/Jayapura")
    assert {row.name: row.people for row in queries.jp_map(two, 2026, TODAY).rows} == {
        "Puskesmas Remu": 4,
        "Disdukcapil": 3,
    }


def test_queries_of_the_overview_do_not_grow(counted: Town, planner: Actor, now: datetime) -> None:
    with CaptureQueriesContext(connection) as few:
        queries.jp_map(planner, 2026, TODAY)
    for number in range(10):
        unit(counted, f"Dinas {number}", under="Kota")
        staff(counted, f"Dinas {number}", [f"D{number} {n}" for n in range(3)])
    services.refresh_jp(actor=planner, now=now)
    with CaptureQueriesContext(connection) as many:
        assert len(queries.jp_map(planner, 2026, TODAY).rows) == 12
    assert len(few) == len(many)


def test_the_overview_page_says_share_zeros_and_median_and_no_mean(counted: Town) -> None:
    page = _client(counted, "planner").get(reverse("jp_overview"), {"tahun": "2026"}).content.decode()
    assert "31% pegawai wajib mencapai 20 JP pada 2026; 9 orang belum" in page
    assert "tanpa satu JP pun" in page
    assert "rata-rata" not in page.lower()
    below = _client(counted, "planner").get(reverse("jp_below"), {"tahun": "2026"}).content.decode()
    assert "9 orang belum mencapai 20 JP" in below
    one = _client(counted, "planner").get(reverse("jp_overview"), {"unit": "DINAS KESEHATAN", "tahun": "2026"})
    assert "satu titik satu orang" in one.content.decode()


def test_people_of_units_that_are_not_shown_are_no_dots_of_the_parent(counted: Town, planner: Actor) -> None:
    found = queries.jp_map(planner, 2026, TODAY, under="DINAS KESEHATAN")
    parent = [row for row in found.rows if not row.code]
    dots = queries.values_by_unit(planner, 2026, TODAY, parent)
    assert len(dots[counted.paths["Dinas Kesehatan"]]) == 6


def test_ones_own_page(counted: Town) -> None:
    page = _client(counted, who="Kes 3").get(reverse("records_mine"), {"tahun": "2026"}).content.decode()
    assert "19 dari 20 JP tercatat pada 2026, kurang 1 JP" in page
    assert "Pelatihan pelayanan prima" in page


def test_adding_and_withdrawing_on_the_pages(counted: Town) -> None:
    client = _client(counted, "personnel_officer", "Disdukcapil")
    uid = Person.objects.get(pk=counted.people["Duk 1"]).uid
    url = reverse("record_add", args=[uid])
    form = {
        "title": "Seminar data", "form": "9", "scope": "nasional", "ended_on": "02/12/2026", "quantity": "1",
        "measure": "jp_program", "provider": "BPS", "certificate_no": "S-1",
    }  # fmt: skip
    wrong = client.post(url, form)
    assert wrong.status_code == 422
    assert "banyak hari" in wrong.content.decode()
    assert client.post(url, form | {"measure": "hari"}).status_code == 302
    record = Record.objects.get(certificate_no="S-1")
    away = reverse("record_withdraw", args=[record.uid])
    assert client.post(away, {"reason": ""}).status_code == 422
    assert client.post(away, {"reason": "Ganda"}).status_code == 302
    assert "Ganda" in client.get(reverse("records_person", args=[uid])).content.decode()
    other = Person.objects.get(pk=counted.people["Kes 0"]).uid
    assert client.get(reverse("records_person", args=[other])).status_code == 404
