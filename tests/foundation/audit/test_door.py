"""The one door: permission on the object, transaction, one audit line; pipes and anonymous deeds."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from asah.foundation.access.actor import Actor, Held, NotAllowed, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.access.scope import NoScope, agency_scope
from asah.foundation.audit import erase, seals
from asah.foundation.audit.door import NoDoor, WrongAgency, announce, note, on_fact, use_case
from asah.foundation.audit.models import Event, EventDetail
from asah.stages.people.models import Unit

pytestmark = pytest.mark.django_db


def subject_of_unit(unit: int) -> Subject:
    row = Unit.objects.select_for_update().filter(pk=unit).first()
    if row is None:
        raise NotThere(f"unit {unit}")
    return Subject(unit=f"/{row.pk}/", label=row.code, kind="unit", key=str(row.uid), row=row)


@dataclass(frozen=True)
class Renamed:
    unit: int


@use_case(says="akibat: {code}", pipe=True)
def count_rename(*, actor: Actor, now: datetime, code: str) -> None:
    """A consequence."""
    note(code=code)


@use_case(Permission.UNIT_EDIT, on=subject_of_unit, says="{actor} mengganti kode {label} menjadi {code}")
def rename_unit(*, actor: Actor, now: datetime, unit: int, code: str) -> Unit:
    """Rename."""
    row = Unit.objects.get(pk=unit)
    note(before=row.code, after=code)
    row.code = code
    row.save()
    count_rename(actor=actor, now=now, code=code)
    announce(Renamed(unit))
    if code == "boom":
        raise ValueError("boom")
    return row


@use_case(says="jawaban", anonymous=True)
def answer(*, actor: Actor, now: datetime, secret: str) -> None:
    """An anonymous deed."""


def new_unit(scope: Any, code: str = "U1") -> Unit:
    return Unit.objects.create(agency=scope, uid=uuid.uuid4(), code=code)


def test_deed_leaves_one_event_with_sentence_values_and_consequence(scope: Any, planner: Actor, now: datetime) -> None:
    unit = new_unit(scope)
    rename_unit(actor=planner, now=now, unit=unit.pk, code="U9")
    deed, pipe = Event.objects.get(verb="unit.edit"), Event.objects.get(verb="pipe.count_rename")
    assert (deed.kind, deed.key, deed.at) == ("unit", str(unit.uid), now)
    assert pipe.parent == deed.pk
    detail = EventDetail.objects.get(event=deed)
    assert detail.says == "Maria W. mengganti kode U1 menjadi U9"
    assert detail.values == {"before": "U1", "after": "U9"}


def test_access_is_decided_on_the_object(scope: Any, agency: Any, now: datetime) -> None:
    inside, outside = new_unit(scope), new_unit(scope, "U2")
    local = Actor(agency.pk, None, "Ruben", roles=(Held("planner", f"/{inside.pk}/"),))
    rename_unit(actor=local, now=now, unit=inside.pk, code="A")
    with pytest.raises(NotAllowed):
        rename_unit(actor=local, now=now, unit=outside.pk, code="B")
    assert Unit.objects.get(pk=outside.pk).code == "U2"


def test_foreign_object_looks_non_existent(agency: Any, planner: Actor, now: datetime) -> None:
    from asah.foundation.access.models import Agency

    other = Agency.objects.create(slug="binjai", name="Kota Binjai")
    with agency_scope(other.pk):
        unit = new_unit(other)
    with agency_scope(agency.pk), pytest.raises(NotThere):
        rename_unit(actor=planner, now=now, unit=unit.pk, code="X")


def test_failed_deed_leaves_nothing(scope: Any, planner: Actor, now: datetime) -> None:
    unit = new_unit(scope)
    with pytest.raises(ValueError, match="boom"), transaction.atomic():
        rename_unit(actor=planner, now=now, unit=unit.pk, code="boom")
    assert Unit.objects.get(pk=unit.pk).code == "U1"
    assert not Event.objects.exists()


def test_pipe_alone_scope_missing_and_wrong_agency_are_refused(agency: Any, planner: Actor, now: datetime) -> None:
    with agency_scope(agency.pk), pytest.raises(NoDoor):
        count_rename(actor=planner, now=now, code="x")
    with pytest.raises(NoScope):
        rename_unit(actor=planner, now=now, unit=1, code="x")
    stranger = Actor(agency.pk + 1, None, "Orang", roles=(Held("planner"),))
    with agency_scope(agency.pk), pytest.raises(WrongAgency):
        rename_unit(actor=stranger, now=now, unit=1, code="x")


def test_anonymous_deed_leads_nowhere(scope: Any, planner: Actor, now: datetime) -> None:
    answer(actor=planner, now=now, secret="rahasia")
    event = Event.objects.get()
    assert (event.account, event.kind, event.key, event.detail_hash) == (None, "", "", "")
    assert event.at.hour == 0
    assert not EventDetail.objects.exists()


def test_fact_reaches_hook_in_the_same_transaction(scope: Any, planner: Actor, now: datetime) -> None:
    heard: list[Any] = []
    on_fact(lambda fact, deed: heard.append(fact) if isinstance(fact, Renamed) else None)
    unit = new_unit(scope)
    rename_unit(actor=planner, now=now, unit=unit.pk, code="U9")
    assert heard == [Renamed(unit.pk)]


def test_application_role_cannot_change_the_trail(scope: Any, planner: Actor, now: datetime) -> None:
    rename_unit(actor=planner, now=now, unit=new_unit(scope).pk, code="U9")
    for sql in ("update audit_event set verb = 'x'", "delete from audit_event", "delete from audit_eventdetail"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_chain_holds_after_erasure_and_breaks_after_tampering(
    scope: Any, planner: Actor, now: datetime, settings: Any, tmp_path: Any
) -> None:
    settings.DATA_DIR = tmp_path
    unit = new_unit(scope)
    for code in ("U2", "U3"):
        rename_unit(actor=planner, now=now, unit=unit.pk, code=code)
    assert seals.seal_waiting(scope.pk, now) == 4
    assert seals.seal_waiting(scope.pk, now) == 0
    rename_unit(actor=planner, now=now, unit=unit.pk, code="U4")
    assert seals.seal_waiting(scope.pk, now) == 2
    digest = seals.sign_day(scope, now.date())
    assert digest is not None
    assert seals.sign_day(scope, now.date()) is None
    assert (tmp_path / "digests" / "sorong" / f"{now.date().isoformat()}.json").exists()
    verdict = seals.check_chain()
    assert (verdict.whole, verdict.seals, verdict.events) == (True, 2, 6)

    event = Event.objects.filter(verb="unit.edit").first()
    assert event is not None
    assert erase.erase_details([event.pk], now) == 1
    assert EventDetail.objects.get(event=event).values == {}
    assert seals.check_chain().whole

    digest.signature = "00" * 64
    assert not seals._signed(digest)


def test_forged_event_is_found(transactional_db: None, now: datetime, settings: Any, tmp_path: Any) -> None:
    """Only the owner can forge; the chain shows it."""
    from asah.config.settings import OWNER_URL
    from asah.foundation.access.models import Agency
    from tests.conftest import as_role

    settings.DATA_DIR = tmp_path
    town = Agency.objects.create(slug="sorong", name="Kota Sorong")
    planner = Actor(town.pk, None, "Maria W.", roles=(Held("planner"),))
    with agency_scope(town.pk):
        unit = new_unit(town)
        rename_unit(actor=planner, now=now, unit=unit.pk, code="U2")
        seals.seal_waiting(town.pk, now)
    with as_role(OWNER_URL), connection.cursor() as cursor:
        cursor.execute("update audit_event set account = 7 where verb = 'unit.edit'")
        cursor.execute("update audit_eventdetail set says = 'bohong'")
    with agency_scope(town.pk):
        verdict = seals.check_chain()
    assert not verdict.whole
    assert len(verdict.faults) == 3
