"""Pages with a solved plan, as people use them: the scenario, the memo, conflicts, the card of somebody who waits."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from asah.foundation.access.scope import agency_scope
from asah.foundation.jobs import queue
from asah.stages.people.models import Person
from asah.stages.plan import services
from asah.stages.plan.models import Decision, PlanRun, PlanSeat, PlanWait, Scenario, Submission
from tests.desks.conftest import Town as Desk
from tests.factories.town import Town
from tests.stages.plan.conftest import furnish

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("files")]


class Office:
    """A desk with a solved plan behind it."""

    def __init__(self, agency: Any, maria: Any, now: datetime) -> None:
        self.desk = Desk(agency)
        self.agency = agency
        with agency_scope(agency.pk):
            self.town: Town = furnish(maria, now, budget_rupiah=120_000_000)  # too little for every programme
            self.scenario = services.open_scenario(actor=maria, now=now, year=2027)
            run = services.request_plan(actor=maria, now=now, scenario=self.scenario.uid)
        queue.execute(agency.pk, run.job or 0)
        self.planner = self.desk.client("perencana", "Wati", "planner")
        self.leader = self.desk.client("pimpinan", "Kepala", "head_of_agency")

    def url(self, route: str, **more: Any) -> str:
        return reverse(route, kwargs={"scenario": self.scenario.uid, **more})

    def run(self) -> PlanRun:
        return PlanRun.objects.get(status="selesai")


@pytest.fixture
def office(agency: Any, maria: Any, now: datetime) -> Office:
    return Office(agency, maria, now)


def text(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


def test_from_scenario_to_decision_in_the_browser(office: Office) -> None:
    page = text(office.planner, office.url("plan_scenario"))
    with agency_scope(office.agency.pk):
        run = office.run()
    for expected in ("Terbukti paling jauh", "Ajukan ke Kepala badan", "Pemerataan", "Tidak masuk", "Gini"):
        assert expected in page
    assert "None" not in page
    assert office.planner.post(office.url("plan_submit"), {"note": "Untuk 2027"}).status_code == 302
    with agency_scope(office.agency.pk):
        submission = Submission.objects.get()
    memo_url = reverse("plan_decide", kwargs={"submission": submission.uid})
    memo = text(office.leader, memo_url)
    assert "Diminta: menyetujui Rencana 2027" in memo
    assert submission.digest in memo
    assert "Putuskan rencana" not in text(office.planner, memo_url)
    # The leader returns it; the planner edits; the stale memo can no longer be approved.
    answer = {"seen": submission.digest, "reason": "Tambah kuota Sorong Kepulauan", "decision": "return"}
    assert office.leader.post(memo_url, answer).status_code == 302
    settings = {
        "name": "Utama", "budget_rupiah": "300 juta", "minimum_jp": "20", "most_trainings": "3", "away_percent": "15",
        "pppk_most_jp": "24", "district_floor_percent": "", "version": "1",
    }  # fmt: skip
    response = office.planner.post(office.url("plan_edit"), settings)
    assert response.status_code == 302, response.content.decode()[:2000]
    stale = office.leader.post(memo_url, answer | {"decision": "approve"})
    assert stale.status_code == 422
    assert "Rencana berubah sejak Anda membukanya" in stale.content.decode()
    with agency_scope(office.agency.pk):
        second = PlanRun.objects.order_by("-pk")[0]
    queue.execute(office.agency.pk, second.job or 0)
    assert office.planner.post(office.url("plan_submit"), {"note": ""}).status_code == 302
    with agency_scope(office.agency.pk):
        submission = Submission.objects.order_by("-pk")[0]
    approve = {"seen": submission.digest, "reason": "Sesuai", "decision": "approve"}
    memo_url = reverse("plan_decide", kwargs={"submission": submission.uid})
    assert office.leader.post(memo_url, approve).status_code == 302
    page = text(office.planner, office.url("plan_scenario"))
    with agency_scope(office.agency.pk):
        assert [row.kind for row in Decision.objects.order_by("pk")] == ["dikembalikan", "disetujui"]
        assert Scenario.objects.get().status == "disetujui"
    assert page.count("Diajukan oleh Wati") == 2
    assert "Disetujui oleh Kepala: Sesuai" in page
    assert run.pk != second.pk


def test_two_planners_on_one_scenario(office: Office) -> None:
    other = office.desk.client("kedua", "Rudi", "planner")
    base = {
        "minimum_jp": "20", "most_trainings": "3", "away_percent": "15", "pppk_most_jp": "24", "version": "1",
    }  # fmt: skip
    assert (
        office.planner.post(office.url("plan_edit"), base | {"name": "Satu", "budget_rupiah": "300 juta"}).status_code
        == 302
    )
    clash = other.post(office.url("plan_edit"), base | {"name": "Dua", "budget_rupiah": "350 juta"})
    assert clash.status_code == 409
    page = clash.content.decode()
    for expected in ("Wati mengubah skenario ini", "Satu", "Dua", "350", "Pakai milik saya", "Pakai milik Wati"):
        assert expected in page
    kept = other.post(
        office.url("plan_edit"), base | {"name": "Dua", "budget_rupiah": "350 juta", "mine": "name,budget_rupiah"}
    )
    assert kept.status_code == 302
    with agency_scope(office.agency.pk):
        row = Scenario.objects.get()
        assert (row.name, row.budget_rupiah) == ("Dua", 350_000_000)


def test_who_goes_who_waits_and_the_problem_file(office: Office) -> None:
    roster = text(office.planner, reverse("plan_participants"))
    assert "kursi untuk 2027" in roster
    assert "Pegawai 0" in roster
    with agency_scope(office.agency.pk):
        reason = PlanWait.objects.filter(run=office.run()).values_list("reason", flat=True)[0]
    waits = text(office.planner, reverse("plan_waiting") + f"?alasan={reason}")
    assert "kebutuhan menunggu" in waits
    assert "Pegawai 0" in waits or "Pegawai 1" in waits
    with agency_scope(office.agency.pk):
        code = PlanSeat.objects.filter(run=office.run()).values_list("programme__code", flat=True)[0]
    assert "orang berangkat" in text(office.planner, office.url("plan_programme", code=code))
    assert office.planner.post(office.url("plan_lock", code=code), {"lock": "out"}).status_code == 302
    with agency_scope(office.agency.pk):
        assert Scenario.objects.get().locks == {code: "out"}
    response = office.planner.get(office.url("plan_problem"))
    assert response["Content-Type"] == "application/json"
    assert b"asah-planner-problem" in response.content
    assert b"Pegawai" not in response.content
    assert office.leader.get(office.url("plan_problem")).status_code == 403
    assert office.planner.post(office.url("plan_export", form="xlsx")).status_code == 302


def test_the_card_shows_own_data_only(office: Office, maria: Any, head: Any, now: datetime) -> None:
    with agency_scope(office.agency.pk):
        submission = services.submit_plan(actor=maria, now=now, scenario=office.scenario.uid)
        services.approve_plan(
            actor=head, now=now, submission=submission.uid, seen=submission.digest, reason="Sesuai pagu"
        )
        wait = (
            PlanWait.objects.filter(reason="kursi_habis").select_related("programme").first()
            or PlanWait.objects.all()[0]
        )
        person = Person.objects.get(pk=wait.person_id)
        others = list(Person.objects.exclude(pk=person.pk).values_list("name", flat=True))
        code = wait.programme.code
    learner = office.desk.client("pegawai", person.name, person=person)
    mine = text(learner, reverse("plan_mine"))
    card = text(learner, reverse("plan_why", kwargs={"code": code}))
    assert wait.programme.name in mine
    for expected in (
        "Mengapa saya belum terpilih?",
        "Yang tidak dihitung",
        "jenis kelamin",
        "RN-2027-01",
        str(wait.rank),
    ):
        assert expected in card
    assert not [name for name in others if name in card or name in mine]
    stranger = office.desk.client("lain", "Yohana", person=office.desk.clerk)
    assert stranger.get(reverse("plan_why", kwargs={"code": code})).status_code == 404
    assert stranger.get(office.url("plan_scenario")).status_code == 403
