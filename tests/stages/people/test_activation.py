"""First log-in: single use, dead after 14 days, never for who has left."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from asah.foundation.access.actor import Actor, Held, NotAllowed, NotThere
from asah.foundation.access.models import Account, Activation, Membership
from asah.stages.people import queries
from asah.stages.people.models import Person, PersonNumber, Posting, Unit, UnitPosition
from asah.stages.people.services import activation

pytestmark = pytest.mark.django_db
SINCE = (date(2020, 1, 1), None)


def unit(scope: Any, code: str) -> Unit:
    row = Unit.objects.create(agency=scope, uid=uuid.uuid4(), code=code)
    UnitPosition.objects.create(
        agency=scope, unit=row, name=f"Dinas {code}", kind="opd", path=f"/{row.pk}/", valid=SINCE
    )
    return row


def person(scope: Any, where: Unit, nip: str, status: str = "01", email: str = "") -> Person:
    row = Person.objects.create(
        agency=scope, uid=uuid.uuid4(), name=f"Pegawai {nip[-3:]}", name_key=f"pegawai {nip[-3:]}",
        birth_on=date(1985, 4, 12), sex="P", email=email,
    )  # fmt: skip
    PersonNumber.objects.create(agency=scope, person=row, nip=nip, valid=SINCE)
    Posting.objects.create(
        agency=scope, person=row, unit=where, valid=SINCE, employment="PNS", legal_status=status, job_kind="4",
        job_code="P1", job_title="Pengadministrasi",
    )  # fmt: skip
    return row


def officer_of(scope: Any, where: Unit) -> Actor:
    return Actor(scope.pk, None, "Officer", roles=(Held("personnel_officer", f"/{where.pk}/"),), zone=scope.zone)


def test_codes_for_a_unit_reach_who_serves_and_nobody_else(scope: Any, now: datetime) -> None:
    here, there = unit(scope, "A"), unit(scope, "B")
    active = person(scope, here, "198504122010011907", email="Y@contoh.go.id")
    person(scope, here, "196001011985031901", status="99")
    person(scope, there, "198504122010012902")
    codes = activation.issue_for_unit(actor=officer_of(scope, here), now=now, unit=here.pk)
    assert [(code.person, code.channel) for code in codes] == [(active.pk, "email")]
    assert not Account.objects.get(username="198504122010011907").has_usable_password()
    with pytest.raises(NotAllowed):
        activation.issue_for_unit(actor=officer_of(scope, here), now=now, unit=there.pk)
    assert Activation.objects.count() == 1
    assert codes[0].code not in Activation.objects.get().code_hash


def test_code_works_once_in_any_spelling(scope: Any, now: datetime) -> None:
    here = unit(scope, "A")
    person(scope, here, "198504122010011907")
    code = activation.issue_for_unit(actor=officer_of(scope, here), now=now, unit=here.pk)[0].code
    row = queries.find_activation("19850412 201001 1 907", code.lower().replace("-", " "), now)
    account = activation.activate(actor=queries.newcomer(row), now=now, activation=row.pk, password="kuda laut biru 7")
    assert account.check_password("kuda laut biru 7")
    with pytest.raises(queries.NotActivated, match="sudah dipakai"):
        queries.find_activation("198504122010011907", code, now)
    assert activation.issue_for_unit(actor=officer_of(scope, here), now=now, unit=here.pk) == []


@pytest.mark.parametrize(("later", "nip"), [(timedelta(days=14), "198504122010011907"), (timedelta(), "1" * 18)])
def test_late_code_and_wrong_nip_are_refused(scope: Any, now: datetime, later: timedelta, nip: str) -> None:
    here = unit(scope, "A")
    person(scope, here, "198504122010011907")
    code = activation.issue_for_unit(actor=officer_of(scope, here), now=now, unit=here.pk)[0].code
    with pytest.raises(queries.NotActivated, match="Minta kode baru"):
        queries.find_activation(nip, code, now + later)


def test_weak_password_keeps_the_code_alive(scope: Any, now: datetime) -> None:
    here = unit(scope, "A")
    person(scope, here, "198504122010011907")
    code = activation.issue_for_unit(actor=officer_of(scope, here), now=now, unit=here.pk)[0].code
    row = queries.find_activation("198504122010011907", code, now)
    with pytest.raises(queries.NotActivated):
        activation.activate(actor=queries.newcomer(row), now=now, activation=row.pk, password="12345")
    assert queries.find_activation("198504122010011907", code, now) == row


def test_reissue_kills_the_old_code_and_refuses_who_left(scope: Any, now: datetime) -> None:
    here = unit(scope, "A")
    one = person(scope, here, "198504122010011907")
    gone = person(scope, here, "196001011985031901", status="98")
    officer = officer_of(scope, here)
    old = activation.issue_for_unit(actor=officer, now=now, unit=here.pk)[0].code
    new = activation.reissue_for_person(actor=officer, now=now, person=one.pk).code
    with pytest.raises(queries.NotActivated):
        queries.find_activation("198504122010011907", old, now)
    assert queries.find_activation("198504122010011907", new, now)
    with pytest.raises(NotThere):
        activation.reissue_for_person(actor=officer, now=now, person=gone.pk)
    assert queries.may_sign_in(one.pk, now.date())
    assert not queries.may_sign_in(gone.pk, now.date())


def test_an_email_used_by_another_login_is_left_out(scope: Any, now: datetime) -> None:
    here = unit(scope, "A")
    for number in ("198504122010011907", "198504122010012902"):
        person(scope, here, number, email="sama@contoh.go.id")
    activation.issue_for_unit(actor=officer_of(scope, here), now=now, unit=here.pk)
    assert sorted(Account.objects.values_list("email", flat=True), key=str) == [None, "sama@contoh.go.id"]
    assert Membership.objects.count() == 2
