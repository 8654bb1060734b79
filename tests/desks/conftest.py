"""A small town with people who sign in."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.test import Client

from asah.foundation.access.models import Account, Membership
from asah.foundation.access.scope import agency_scope
from asah.stages.agency.models import Profile, Year
from asah.stages.people.models import Grant, Person, PersonNumber, Posting, Unit, UnitPosition

SINCE = (date(2020, 1, 1), None)
PASSWORD = "kuda laut biru 7"


class Town:
    """One unit with a head and a clerk, and accounts for every role."""

    def __init__(self, agency: Any) -> None:
        self.agency = agency
        with agency_scope(agency.pk):
            Profile.objects.create(agency=agency, government="Pemerintah Kota Sorong", office_name="BKPSDM")
            Year.objects.create(agency=agency, year=2027, phase="rencana", phase_until=date(2027, 2, 28))
            self.unit = Unit.objects.create(agency=agency, uid=uuid.uuid4(), code="U1")
            path = f"/{self.unit.pk}/"
            UnitPosition.objects.create(
                agency=agency, unit=self.unit, name="Dinas Kesehatan", kind="opd", path=path, valid=SINCE
            )
            self.clerk = self.person("Yohana Rumbiak", "198504122010012907", False)
            self.head = self.person("Ruben Kafiar", "197001012000031901", True)

    def person(self, name: str, nip: str, is_head: bool) -> Person:
        row = Person.objects.create(
            agency=self.agency, uid=uuid.uuid4(), name=name, name_key=name.lower(), birth_on=date(1985, 4, 12), sex="P"
        )
        PersonNumber.objects.create(agency=self.agency, person=row, nip=nip, valid=SINCE)
        Posting.objects.create(
            agency=self.agency, person=row, unit=self.unit, valid=SINCE, employment="PNS", job_kind="4",
            job_code="P1", job_title="Pengadministrasi", is_head=is_head,
        )  # fmt: skip
        return row

    def account(self, username: str, name: str, *roles: str, person: Person | None = None) -> Account:
        account = Account.objects.create_user(username, name=name, password=PASSWORD)
        member = Membership.objects.create(account=account, agency=self.agency, person=person.pk if person else None)
        with agency_scope(self.agency.pk):
            for role in roles:
                Grant.objects.create(agency=self.agency, membership=member.pk, role=role, valid=SINCE)
        return account

    def client(self, username: str, name: str, *roles: str, person: Person | None = None) -> Client:
        client = Client()
        client.force_login(self.account(username, name, *roles, person=person))
        return client


@pytest.fixture
def town(agency: Any) -> Town:
    return Town(agency)
