"""An item of a phone is taken exactly once, from however many connections it comes at the same time."""

import json
import threading
import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import pytest
from django.db import connection, connections

from asah.foundation.access.actor import Actor, Held, NotThere
from asah.foundation.access.models import Agency
from asah.foundation.access.scope import agency_scope
from asah.foundation.outbox import receiving
from asah.foundation.outbox.models import Receipt
from asah.foundation.outbox.receiving import REFUSED, TAKEN, Item, Refused, read_items, take_items
from asah.stages.people.models import Unit
from tests.desks.conftest import Town

PARALLEL = 8


@pytest.fixture
def town(agency: Any) -> Town:
    return Town(agency)


@pytest.fixture
def kinds() -> Iterator[None]:
    """Three kinds of items: one makes a unit, one is refused, one is somebody else's."""

    def make(actor: Actor, now: datetime, data: Mapping[str, Any]) -> None:
        Unit.objects.create(agency_id=actor.agency, uid=uuid.uuid4(), code=str(data["code"]) + uuid.uuid4().hex[:8])

    def refuse(actor: Actor, now: datetime, data: Mapping[str, Any]) -> None:
        make(actor, now, {"code": "sisa"})
        raise Refused("Survei ini ditutup.")

    def foreign(actor: Actor, now: datetime, data: Mapping[str, Any]) -> None:
        raise NotThere("survey")

    before = dict(receiving._TAKERS)
    for kind, taker in (("test.make", make), ("test.refuse", refuse), ("test.foreign", foreign)):
        receiving.receives(kind, taker)
    yield
    receiving._TAKERS.clear()
    receiving._TAKERS.update(before)


def item(kind: str = "test.make", **data: Any) -> Item:
    return Item(uuid.uuid4(), kind, {"code": "U"} | data)


def test_the_same_item_again_is_told_as_taken_and_does_nothing(
    scope: Any, planner: Actor, now: datetime, kinds: None
) -> None:
    one = item()
    assert [outcome.state for outcome in take_items(planner, now, [one, one])] == [TAKEN, TAKEN]
    assert [outcome.state for outcome in take_items(planner, now, [one])] == [TAKEN]
    assert Unit.objects.count() == 1


def test_a_refused_item_leaves_nothing_and_does_not_keep_others_out(
    scope: Any, planner: Actor, now: datetime, kinds: None
) -> None:
    refused, stranger, unknown, good = item("test.refuse"), item("test.foreign"), item("test.none"), item()
    outcomes = take_items(planner, now, [refused, stranger, unknown, good])
    assert [outcome.state for outcome in outcomes] == [REFUSED, REFUSED, REFUSED, TAKEN]
    assert outcomes[0].text == "Survei ini ditutup."
    assert "bukan untuk akun Anda" in outcomes[1].text
    assert Unit.objects.count() == 1
    assert [row.uid for row in Receipt.objects.all()] == [good.id]


def test_a_receipt_holds_an_id_and_a_day(scope: Any, planner: Actor, now: datetime, kinds: None) -> None:
    take_items(planner, now, [item()])
    assert {field.name for field in Receipt._meta.get_fields()} == {"id", "agency", "uid", "on"}


def test_a_kind_has_one_taker(kinds: None) -> None:
    with pytest.raises(ValueError, match="two takers"):
        receiving.receives("test.make", lambda actor, now, data: None)


@pytest.mark.parametrize(
    "raw",
    [
        None, [], {}, {"items": "x"}, {"items": [{"id": "x", "kind": "k", "data": {}}]}, {"items": [{"kind": "k"}]},
        {"items": [{"id": str(uuid.uuid4()), "kind": "k", "data": []}]},
        {"items": [{"id": str(uuid.uuid4()), "kind": "k", "data": {}}] * 51},
    ],
)  # fmt: skip
def test_what_no_phone_of_ours_sends_is_refused(raw: Any) -> None:
    with pytest.raises(Refused, match="Muat ulang halaman"):
        read_items(raw)


@pytest.mark.django_db(transaction=True)
def test_parallel_connections_take_an_item_once(now: datetime, kinds: None) -> None:
    agency = Agency.objects.create(slug="sorong", name="Kota Sorong", zone="Asia/Jayapura")
    actor = Actor(agency.pk, None, "Yohana", roles=(Held("asn"),), zone=agency.zone)
    items = [item() for _ in range(5)]
    barrier, outcomes = threading.Barrier(PARALLEL), []

    def send() -> None:
        try:
            barrier.wait(20)
            with agency_scope(agency.pk):
                outcomes.append([one.state for one in take_items(actor, now, items)])
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(PARALLEL)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert outcomes == [[TAKEN] * 5] * PARALLEL
    with agency_scope(agency.pk):
        assert Unit.objects.count() == 5
        assert Receipt.objects.count() == 5


def test_receipts_cannot_be_taken_back(scope: Any, planner: Actor, now: datetime, kinds: None) -> None:
    take_items(planner, now, [item()])
    with connection.cursor() as cursor:
        cursor.execute("select has_table_privilege('outbox_receipt', 'DELETE')")
        assert cursor.fetchone() == (False,)


def test_the_address_answers_each_item_and_refuses_nonsense(town: Town, kinds: None) -> None:
    client = town.client("yohana", "Yohana", person=town.clerk)
    one = item()
    body = {"items": [{"id": str(one.id), "kind": one.kind, "data": dict(one.data)}]}
    answer = client.post("/kotak-keluar/", json.dumps(body), content_type="application/json")
    assert answer.json() == {"results": [{"id": str(one.id), "state": "taken", "text": ""}]}
    for nonsense in (b"{", b"\xff", b"[]"):
        assert client.post("/kotak-keluar/", nonsense, content_type="application/json").status_code == 400
    assert client.get("/kotak-keluar/").status_code == 405
