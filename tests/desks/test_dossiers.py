"""Dossiers: what every stage knows of a person or a programme, as far as the reader's verbs reach."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from asah.foundation.access.actor import Actor, Held
from asah.foundation.access.scope import agency_scope
from asah.stages.catalogue import services as catalogue
from asah.stages.competencies.models import PersonGap
from asah.stages.people.models import Person
from asah.stages.plan import services as plan
from asah.stages.plan.models import PlanProgramme, PlanRun
from asah.stages.records import services as records
from asah.stages.records.models import JpEntry
from tests.conftest import NOW
from tests.desks.conftest import Town
from tests.factories.competence import dictionary_of_the_catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(town: Town) -> Person:
    """The clerk lacks one level of one competency and has 12 JP of the year before."""
    with agency_scope(town.agency.pk):
        entry = dictionary_of_the_catalogue(town.agency.pk)["TEK-DIGITAL"]
        PersonGap.objects.create(
            agency=town.agency, person=town.clerk.pk, unit=town.unit.pk, path=f"/{town.unit.pk}/",
            competency=entry.pk, required=3, held=Decimal(2), gap=Decimal(1), assessed_on=date(2026, 6, 1),
            refreshed_at=NOW,
        )  # fmt: skip
        JpEntry.objects.create(
            agency=town.agency, person=town.clerk, record=uuid.uuid4(), year=2026, on=date(2026, 5, 8), form_id=3,
            jp=12, has_certificate=True, recorded_at=NOW,
        )  # fmt: skip
    return town.clerk


def _page(client: Client, person: Person) -> str:
    return client.get(f"/pegawai/{person.uid}/").content.decode()


def test_a_planner_sees_gaps_hours_and_the_plan(town: Town, known: Person) -> None:
    text = _page(town.client("p", "Maria W.", "planner"), known)
    for words in ("1 dari 1 kompetensi masih di bawah syarat jabatan.", "2 dari 3", "kurang 8 dari 20 JP",
                  "Belum ada rencana yang disetujui."):  # fmt: skip
        assert words in text


@pytest.mark.parametrize(("role", "sees"), [("admin", False), ("evaluator", True), ("auditor", True)])
def test_parts_beyond_the_readers_verbs_are_left_out(town: Town, known: Person, role: str, sees: bool) -> None:
    text = _page(town.client("x", "Orang Asah", role), known)
    assert ("Jam pelajaran" in text) is sees
    assert ("kompetensi masih di bawah" in text) is sees


def test_he_and_his_superior_see_it_too(town: Town, known: Person) -> None:
    clients: list[Any] = [town.client("y", "Yohana", person=town.clerk), town.client("r", "Ruben", person=town.head)]
    for client in clients:
        assert "kurang 8 dari 20 JP" in _page(client, known)


def test_a_programme_tells_what_became_of_it(town: Town) -> None:
    """Two versions, one plan that takes it in, two people who completed it, and no evaluation yet."""
    maria = Actor(agency=town.agency.pk, account=None, name="Maria W.", roles=(Held("planner"),), zone="Asia/Jayapura")
    do: dict[str, Any] = {"actor": maria, "now": NOW}
    with agency_scope(town.agency.pk):
        dictionary_of_the_catalogue(town.agency.pk)
        catalogue.adopt_starting_catalogue(**do)
        catalogue.restore_version(**do, code="PM-07", number=1)
        version = catalogue.publish_version(**do, code="PM-07", change_note="Disusun ulang")
        scenario = plan.open_scenario(**do, year=2027)
        run = PlanRun.objects.create(
            agency=town.agency, uid=uuid.uuid4(), scenario=scenario, settings={}, settings_digest="x",
            status=PlanRun.Status.DONE, requested_at=NOW,
        )  # fmt: skip
        PlanProgramme.objects.create(
            agency=town.agency, run=run, version=version, code="PM-07", name=version.name, state="masuk", seats=30,
            classes=1, cost_rupiah=12_000_000, value=1.0, levels=9.0, candidates=44, reason="nilai",
        )  # fmt: skip
        for person, number in ((town.clerk, "1"), (town.head, "2")):
            done = records.Completed(
                person=person.pk, title="Pelayanan prima", form=3, quantity=Decimal(24), measure="jp_program",
                ended_on=date(2026, 5, 8), certificate_no=number, programme="PM-07",
            )  # fmt: skip
            records.add_record(**do, completed=done)
    text = town.client("p", "Maria W.", "planner").get("/program/PM-07/perjalanan/").content.decode()
    for words in ("12.000.000", "Masuk", "Disusun ulang", "<dt>2026</dt><dd>2 orang</dd>", "Belum pernah dievaluasi"):
        assert words in text
    learner = town.client("y", "Yohana", person=town.clerk).get("/program/PM-07/perjalanan/").content.decode()
    assert "12.000.000" not in learner
    assert "Belum pernah dievaluasi" in learner
