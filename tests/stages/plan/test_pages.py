"""Pages with a solved plan, as people use them: the scenario, the memo, conflicts, the card of somebody who waits."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from asah.foundation.access.actor import Actor, Held, system_actor
from asah.foundation.access.models import Account
from asah.foundation.access.scope import agency_scope
from asah.foundation.audit.models import EventDetail
from asah.stages.people.models import Person
from asah.stages.plan import engine, services
from asah.stages.plan.jobs.solving import gathered_year
from asah.stages.plan.models import Decision, Objection, PlanRun, PlanSeat, PlanWait, Scenario, Submission
from asah.stages.plan.rules.frontier import Point, at_budget
from asah.stages.plan.rules.settings import Settings
from asah_basics.formats import number
from tests.desks.conftest import Town as Desk
from tests.factories.town import Town
from tests.stages.plan.conftest import enacted, furnish
from tests.stages.plan.quick import greedy_plan, quick_run

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("files")]


class Office:
    """A desk with a solved plan behind it."""

    def __init__(self, agency: Any, maria: Any, now: datetime) -> None:
        self.desk = Desk(agency)
        self.agency = agency
        with agency_scope(agency.pk):
            self.town: Town = furnish(maria, now, size=40, budget_rupiah=40_000_000)  # too little for every programme
            self.scenario = services.open_scenario(actor=maria, now=now, year=2027)
        self.maria, self.now = maria, now
        self.solve()
        self.planner = self.desk.client("perencana", "Wati", "planner")
        self.leader = self.desk.client("pimpinan", "Kepala", "head_of_agency")

    def solve(self) -> PlanRun:
        """A result for the scenario as it stands."""
        return quick_run(self.agency, self.maria, self.now, self.scenario)

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


def submitted(office: Office) -> tuple[Submission, str]:
    assert office.planner.post(office.url("plan_submit"), {"note": "Untuk 2027"}).status_code == 302
    with agency_scope(office.agency.pk):
        row = Submission.objects.order_by("-pk")[0]
    return row, reverse("plan_decide", kwargs={"submission": row.uid})


SETTINGS = {
    "name": "Utama", "budget_rupiah": "50 juta", "minimum_jp": "20", "most_trainings": "3", "away_percent": "15",
    "pppk_most_jp": "24", "district_floor_percent": "", "version": "1", "fairness": "0",
}  # fmt: skip


def test_returned_changed_and_taken_through_every_step(office: Office) -> None:
    page = text(office.planner, office.url("plan_scenario"))
    for expected in ("Terbukti paling jauh", "Ajukan ke Kepala badan", "Pemerataan", "Tidak masuk", "Gini", "DPA"):
        assert expected in page
    assert "None" not in page
    first, memo_url = submitted(office)
    memo = text(office.leader, memo_url)
    for expected in ("Diminta: menyetujui Rencana 2027", "Yang didapat", "Yang dilepas", "Bila keliru", first.digest):
        assert expected in memo
    assert "Keputusan Anda" not in text(office.planner, memo_url)
    back = {"seen": first.digest, "reason": "Tambah kuota Sorong Kepulauan", "decision": "return"}
    assert office.leader.post(memo_url, back).status_code == 302
    assert office.planner.post(office.url("plan_edit"), SETTINGS).status_code == 302
    stale = office.leader.post(memo_url, back | {"decision": "pass"})
    assert stale.status_code == 422
    assert "Rencana berubah sejak Anda membukanya (1 perubahan). Tinjau dulu." in stale.content.decode()
    office.solve()
    second, memo_url = submitted(office)
    steps = (office.leader, *(office.desk.client(role, role.upper(), role) for role in ("pyb", "ppk")))
    answer = {"seen": second.digest, "reason": "Sesuai", "decision": "pass"}
    for client in steps[:2]:
        assert client.post(memo_url, answer).status_code == 302
    click = steps[2].post(memo_url, answer)
    assert click.status_code == 422
    assert "Klik saja bukan keputusan" in click.content.decode()
    decree = SimpleUploadedFile("sk.pdf", b"%PDF-1.7 keputusan", "application/pdf")
    more = {"decree_number": "800/12/2027", "decree_on": "11/01/2027", "decree_file": decree}
    assert steps[2].post(memo_url, answer | more).status_code == 302
    page = text(office.planner, office.url("plan_scenario"))
    with agency_scope(office.agency.pk):
        kinds = [row.kind for row in Decision.objects.order_by("pk")]
        assert kinds == ["dikembalikan", "terverifikasi", "tervalidasi", "ditetapkan"]
        assert Scenario.objects.get().status == "ditetapkan"
    assert page.count("Usulan oleh Wati") == 2
    assert "Ditetapkan oleh PPK: Sesuai (Keputusan 800/12/2027, 11 Januari 2027)" in page
    assert "Buka perubahan" in page


def test_two_planners_on_one_scenario(office: Office) -> None:
    """J13: the second is asked field by field, and nothing typed is lost."""
    other = office.desk.client("kedua", "Rudi", "planner")
    mine = SETTINGS | {"name": "Satu", "budget_rupiah": "30 juta"}
    assert office.planner.post(office.url("plan_edit"), mine).status_code == 302
    typed = SETTINGS | {"name": "Dua", "budget_rupiah": "35 juta", "most_trainings": "2"}
    clash = other.post(office.url("plan_edit"), typed)
    assert clash.status_code == 409
    page = clash.content.decode()
    for expected in ("Wati mengubahnya menjadi Satu", "Nilai Anda Dua", "Rp35.000.000", "Pakai milik Wati"):
        assert expected in page
    assert 'name="most_trainings" value="2"' in page
    choice = {"keep-name": "theirs", "keep-budget_rupiah": "mine"}
    assert other.post(office.url("plan_edit"), typed | choice).status_code == 302
    with agency_scope(office.agency.pk):
        row = Scenario.objects.get()
        assert (row.name, row.budget_rupiah, row.most_trainings) == ("Satu", 35_000_000, 2)
    assert office.planner.post(office.url("plan_undo")).status_code == 302
    with agency_scope(office.agency.pk):
        assert Scenario.objects.get().budget_rupiah == 30_000_000


def test_plans_side_by_side_and_the_choice_of_them(office: Office) -> None:
    assert "Perlu dua skenario" in text(office.planner, reverse("plan_compare"))
    with agency_scope(office.agency.pk):
        values = services.ScenarioInput("Hemat", 6_000_000)
        other = services.open_scenario(actor=office.maria, now=office.now, year=2027, values=values)
    quick_run(office.agency, office.maria, office.now, other)
    page = text(office.planner, reverse("plan_compare") + f"?s={office.scenario.uid}&s={other.uid}")
    for expected in ("paling banyak turun", "Rp6.000.000", "Lihat sebagai tabel", "program berbeda kursinya"):
        assert expected in page
    assert "None" not in page


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


def test_the_card_shows_own_data_only_and_takes_an_objection(office: Office, maria: Any, now: datetime) -> None:
    """J16 without a browser: rank, quota, three factors, nothing about others; objection, answer, notice, audit."""
    with agency_scope(office.agency.pk):
        enacted(office.agency, maria, now, office.scenario)
        wait = PlanWait.objects.select_related("programme").order_by("-programme__seats", "pk")[0]
        person = Person.objects.get(pk=wait.person_id)
        others = list(Person.objects.exclude(pk=person.pk).values_list("name", flat=True))
        code = wait.programme.code
    learner = office.desk.client("pegawai", person.name, "asn", person=person)
    why = reverse("plan_why", kwargs={"code": code})
    mine, card = text(learner, reverse("plan_mine")), text(learner, why)
    assert wait.programme.name in mine
    for expected in (
        "Mengapa saya belum terpilih?", "Kesenjangan jabatan Anda", "Yang dapat ditutup", "Kekurangan JP",
        "Yang tidak dihitung", "jenis kelamin", "kedekatan", "RN-2027-01", "800/12/2027", "Kesempatan berikutnya",
        "PP 79/2021", "Ajukan sanggahan sampai <b>Selasa, 19 Januari 2027</b>", f"Kuota {wait.programme.seats}",
    ):  # fmt: skip
        assert expected in card
    assert "lama menunggu" in card  # nobody's waiting years entered this problem, and the card says so
    assert not [name for name in others if name in card or name in mine]
    form = reverse("plan_object", kwargs={"code": code})
    assert learner.post(form, {"text": ""}).status_code == 422
    assert learner.post(form, {"text": "Sertifikat saya belum tercatat."}).status_code == 302
    card = text(learner, why)
    assert "Dijawab paling lambat Selasa, 19 Januari 2027" in card
    second = learner.post(form, {"text": "Sekali lagi"})
    assert "sudah mengajukan sanggahan" in second.content.decode()
    assert "1 sanggahan menunggu jawaban" in text(office.planner, reverse("plan_objections"))
    with agency_scope(office.agency.pk):
        row = Objection.objects.get()
    answer_url = reverse("plan_objection", kwargs={"objection": row.uid})
    answer = {"outcome": "diterima", "text": "Sertifikat dicatat; kebutuhan Anda dihitung ulang."}
    assert office.planner.post(answer_url, answer).status_code == 302
    card = text(learner, why)
    assert "Sertifikat dicatat" in card
    assert "Dijawab oleh Wati" in card
    assert "sudah dijawab oleh Wati" in text(learner, reverse("notices"))
    stranger = office.desk.client("lain", "Yohana", "asn", person=office.desk.clerk)
    assert stranger.get(why).status_code == 404
    assert stranger.get(answer_url).status_code == 403
    assert stranger.get(office.url("plan_scenario")).status_code == 403
    with agency_scope(office.agency.pk):
        told = list(EventDetail.objects.order_by("pk").values_list("says", flat=True))
    assert any("mengajukan sanggahan" in line for line in told)
    assert any("Wati menjawab sanggahan" in line for line in told)


def test_who_decided_does_not_answer(office: Office, maria: Any, now: datetime) -> None:
    with agency_scope(office.agency.pk):
        enacted(office.agency, maria, now, office.scenario)
        wait = PlanWait.objects.select_related("programme").order_by("pk")[0]
        account = Account.objects.create(username="pemohon", name="Pemohon")
        filer = Actor(office.agency.pk, account.pk, "Pemohon", wait.person_id, (Held("asn"),), office.agency.zone)
        common: dict[str, Any] = {"actor": filer, "code": wait.programme.code, "text": "Keliru"}
        late = now + timedelta(days=8)
        with pytest.raises(services.ObjectionRefused, match="sampai Selasa, 19 Januari 2027"):
            services.file_objection(**common, now=late)
        row = services.file_objection(**common, now=now)
        decider = Account.objects.get(username="pejabat-head_of_agency")
        head = Actor(office.agency.pk, decider.pk, "Kepala", None, (Held("head_of_agency"),))
        with pytest.raises(services.ObjectionRefused, match="tidak ikut memutuskan"):
            services.answer_objection(actor=head, now=now, objection=row.uid, outcome="ditolak", text="Sesuai")


def test_a_hard_minimum_that_cannot_hold_offers_three_ways(office: Office) -> None:
    """J10: the page names the conflict; a sure relaxation gives a plan that keeps its wish."""
    changed = SETTINGS | {"budget_rupiah": "8 juta", "minimum_is_hard": "on"}
    assert office.planner.post(office.url("plan_edit"), changed).status_code == 302
    office.solve()
    page = text(office.planner, office.url("plan_scenario"))
    for expected in ("Syarat tidak dapat dipenuhi bersama", "Minimal 20 JP untuk semua orang", "Pilih salah satu"):
        assert expected in page
    assert page.count('name="pilihan"') >= 2
    assert office.planner.post(office.url("plan_relax"), {"pilihan": "harapan"}).status_code == 302
    office.solve()
    page = text(office.planner, office.url("plan_scenario"))
    assert "Syarat tidak dapat dipenuhi bersama" not in page
    assert office.planner.post(office.url("plan_relax"), {"pilihan": "harapan"}).status_code == 404


def test_the_slider_answers_from_judged_plans_and_its_parts_agree(office: Office) -> None:
    """J9 without a browser: figures, pictures and table of an estimate say the same; letting go asks for the exact."""
    with agency_scope(office.agency.pk):
        run = office.run()
    assert office.planner.get(office.url("plan_slide")).status_code == 404
    points = walked(office, run)
    assert [point.budget_rupiah for point in points] == sorted({10_000_000, 30_000_000, 40_000_000, 60_000_000})
    page = text(office.planner, office.url("plan_scenario"))
    assert 'id="budget-slider"' in page
    half = text(office.planner, office.url("plan_slide") + "?geser=20000000")
    estimate = at_budget(points, 20_000_000)
    for expected in (
        "Perkiraan", f"{estimate.closed_share:.0%}", f"{estimate.seats} kursi", number(estimate.cost_rupiah),
    ):  # fmt: skip
        assert expected in half
    assert sum(part.cost_rupiah for part in estimate.programmes.values()) == sum(estimate.money_by_kind.values())
    let_go = office.planner.post(office.url("plan_budget"), {"geser": "20000000", "pagu": "Rp40.000.000"})
    assert let_go.status_code == 302
    with agency_scope(office.agency.pk):
        assert Scenario.objects.get().budget_rupiah == 20_000_000
        assert PlanRun.objects.order_by("-pk")[0].status == "antre"
    fragment = office.planner.post(
        office.url("plan_budget"), {"langkah": "-50000000", "pagu": "Rp20.000.000"}, headers={"HX-Request": "true"}
    )
    assert fragment.status_code == 200
    assert "Pagu skenario masih Rp0" in fragment.content.decode()
    assert office.planner.post(office.url("plan_undo")).status_code == 302
    with agency_scope(office.agency.pk):
        assert Scenario.objects.get().budget_rupiah == 40_000_000


def test_the_price_of_equality_is_signed_and_used(office: Office) -> None:
    url = office.url("plan_equality")
    page = text(office.planner, url)
    for expected in ("Indeks Jain", "aturan empat per lima", "Iri yang beralasan", "Hitung harga pemerataan"):
        assert expected in page
    with agency_scope(office.agency.pk):
        run, worker = office.run(), system_actor(office.agency.pk, office.agency.zone)
        points = [
            {"floor": 0.3, "price": 0.0, "reachable": True}, {"floor": 0.5, "price": 0.4, "reachable": True},
            {"floor": 0.8, "price": 9.0, "reachable": False},
        ]  # fmt: skip
        services.keep_curve(actor=worker, now=office.now, run=run.pk, points=points)
    assert "Tanda tangani" not in text(office.planner, url)
    assert office.planner.post(url, {"floor": "50", "reason": "Adil"}).status_code == 403
    assert "Paling sedikit 50% di setiap distrik melepas 0,40%" in text(office.leader, url)
    assert office.leader.post(url, {"floor": "80", "reason": "Adil"}).status_code == 422
    assert office.leader.post(url, {"floor": "50", "reason": "Kepulauan tertinggal"}).status_code == 302
    assert "Kepala menandatangani" in text(office.planner, url)
    assert office.planner.post(office.url("plan_curve_use")).status_code == 302
    with agency_scope(office.agency.pk):
        assert Scenario.objects.get().district_floor_percent == 50
        assert Scenario.objects.get().edited_name == "Wati"  # who signs edits nothing, so he may still decide


def walked(office: Office, run: PlanRun) -> list[Point]:
    """Judged plans at four budgets, by greedy."""
    with agency_scope(office.agency.pk):
        settings = Settings.read(run.settings)
        gathered = gathered_year(settings, office.now.date(), f"{office.agency.slug} {settings.year}")
        assert gathered.problem.digest == run.problem_digest
        points = []
        for budget in (10_000_000, 30_000_000, 40_000_000, 60_000_000):
            problem = replace(gathered.problem, budget=budget)
            points.append(engine.point_of(gathered, problem, greedy_plan(problem), settings))
        worker = system_actor(office.agency.pk, office.agency.zone)
        proofs = dict.fromkeys((point.budget_rupiah for point in points), (1.0, 2.0))
        services.keep_points(actor=worker, now=office.now, run=run.pk, points=points, proofs=proofs)
        return points
