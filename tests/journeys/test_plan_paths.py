"""J9 to J16: the slider, an impossible wish, two planners, the memo on a phone, the lottery, why not me.

A small furnished town, the real pages in a real browser; runs are solved in the test's own process.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser

from asah.foundation.access.scope import agency_scope
from asah.stages.people.models import Person
from asah.stages.plan import queries, services
from asah.stages.plan.models import PlanRun, PlanWait, Scenario, Submission
from asah_basics.formats import number, rupiah
from tests.journeys.conftest import Visitor
from tests.stages.plan.conftest import enacted, files, maria
from tests.stages.plan.quick import quick_run
from tests.stages.plan.test_lottery import Hall
from tests.stages.plan.test_pages import Office, office, walked

__all__ = ["files", "maria", "office"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("files")]
Enter = Callable[..., Visitor]


@pytest.fixture
def enter(live_server: Any, browser: Browser) -> Iterator[Enter]:
    """Sit down with somebody's session, at a desk or with a phone."""
    somebody: list[Visitor] = []

    def sit(client: Client | None, width: str = "desk") -> Visitor:
        visitor = Visitor(browser, live_server.url, width)
        for cookie in (client or Client()).cookies.values():
            visitor.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        somebody.append(visitor)
        return visitor

    yield sit
    for visitor in somebody:
        visitor.close()


def test_the_slider_by_mouse_by_keys_and_back(office: Office, enter: Enter) -> None:
    """J9, J11: parts of an estimate agree; letting go asks for the exact plan; Ctrl+Z restores."""
    with agency_scope(office.agency.pk):
        run = office.run()
    walked(office, run)
    visitor = enter(office.planner).go(office.url("plan_scenario"))
    page, slider = visitor.page, visitor.page.locator("#budget-slider")
    slider.focus()
    with page.expect_response(lambda response: "/geser/" in response.url):
        page.keyboard.press("ArrowLeft")
    page.locator("#estimate").get_by_text("Perkiraan").first.wait_for()
    value = int(slider.input_value())
    assert value == 30_000_000
    assert slider.get_attribute("aria-valuetext") == rupiah(value)
    with agency_scope(office.agency.pk):
        estimate = queries.slider_of(office.maria, office.scenario.uid)
        assert estimate is not None
        point = estimate.estimate(value)
    visitor.sees(f"{number(point.seats)} kursi", number(point.cost_rupiah))
    page.locator("#toasts [data-undo]").wait_for()
    visitor.sees("Pagu Rp30 juta tersimpan. Hasil pasti sedang dihitung.")
    assert page.evaluate("document.activeElement.id") == "budget-slider"
    with agency_scope(office.agency.pk):
        assert Scenario.objects.get().budget_rupiah == value
    page.locator("h1").click()
    page.keyboard.press("Control+z")
    page.wait_for_load_state()
    page.get_by_text("Perubahan terakhir diurungkan").wait_for()
    with agency_scope(office.agency.pk):
        assert Scenario.objects.get().budget_rupiah == 40_000_000
    visitor.look()
    page.get_by_role("button", name="+ Rp50 juta").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Pagu Rp90 juta tersimpan").wait_for()


def test_without_script_the_slider_is_a_form(office: Office, live_server: Any, browser: Browser) -> None:
    with agency_scope(office.agency.pk):
        walked(office, office.run())
    context = browser.new_context(java_script_enabled=False)
    for cookie in office.planner.cookies.values():
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + office.url("plan_scenario"))
    page.get_by_label("Pagu 2027").fill("35 juta")
    page.get_by_role("button", name="Hitung", exact=True).click()
    assert "Pagu Rp35 juta tersimpan" in page.locator("body").inner_text()
    context.close()


@pytest.mark.parametrize("width", ["desk", "phone"])
def test_an_impossible_wish_offers_its_smallest_relaxations(office: Office, enter: Enter, width: str) -> None:
    """J10."""
    with agency_scope(office.agency.pk):
        do: dict[str, Any] = {"actor": office.maria, "now": office.now, "scenario": office.scenario.uid}
        services.set_budget(**do, budget_rupiah=8_000_000)
        services.set_field(**do, field="minimum_is_hard", value=True)
    office.solve()
    visitor = enter(office.planner, width).go(office.url("plan_scenario"))
    visitor.sees("Syarat tidak dapat dipenuhi bersama", "Pilih salah satu pelonggaran")
    visitor.press("Jadikan 20 JP harapan")
    visitor.sees("Pelonggaran dipakai")
    office.solve()
    visitor.go(office.url("plan_scenario"))
    assert "tidak dapat dipenuhi" not in visitor.page.locator("body").inner_text()


@pytest.mark.parametrize("width", ["desk", "phone"])
def test_plans_side_by_side(office: Office, enter: Enter, width: str) -> None:
    """J12: only differences; the picture names the biggest loser; its table twin holds the same numbers."""
    with agency_scope(office.agency.pk):
        values = services.ScenarioInput("Hemat", 6_000_000)
        other = services.open_scenario(actor=office.maria, now=office.now, year=2027, values=values)
    quick_run(office.agency, office.maria, office.now, other)
    with agency_scope(office.agency.pk):
        loser = queries.compared(office.maria, [office.scenario.uid, other.uid]).moves[0]
    visitor = enter(office.planner, width).go(reverse("plan_compare"))
    for letter in ("Skenario A", "Skenario B"):
        visitor.page.get_by_label(letter).check()
    visitor.press("Bandingkan skenario")
    visitor.look()
    visitor.sees(f"{loser.name} paling banyak turun", "Rp6.000.000")
    visitor.page.get_by_text("Lihat sebagai tabel").first.click()
    cells = visitor.page.locator("figure tr", has_text=loser.name).first.inner_text()
    assert number(round(loser.first, 2), at_most=2) in cells or number(loser.first, 1) in cells


def test_two_planners_and_field_by_field(office: Office, enter: Enter) -> None:
    """J13."""
    first = enter(office.planner).go(office.url("plan_edit"))
    second = enter(office.desk.client("kedua", "Rudi", "planner")).go(office.url("plan_edit"))
    first.page.get_by_label("Nama skenario").fill("Layanan dulu")
    first.press("Simpan dan hitung")
    second.page.get_by_label("Nama skenario").fill("Hemat dulu")
    second.page.get_by_label("Paling banyak pelatihan per orang").fill("2")
    second.press("Simpan dan hitung")
    second.look()
    second.sees("Wati mengubah skenario ini", "Layanan dulu", "Hemat dulu")
    second.page.get_by_label("Pakai milik Wati").check()
    second.press("Simpan pilihan")
    with agency_scope(office.agency.pk):
        row = Scenario.objects.get()
        assert (row.name, row.most_trainings) == ("Layanan dulu", 2)


def test_the_memo_on_a_phone_until_the_decree(office: Office, enter: Enter, tmp_path: Any) -> None:
    """J14: returned with a note, changed, a stale approval refused, four steps, the same numbers everywhere."""
    planner = enter(office.planner).go(office.url("plan_submit"))
    planner.press("Ajukan rencana")
    with agency_scope(office.agency.pk):
        first = Submission.objects.get()
    memo = reverse("plan_decide", kwargs={"submission": first.uid})
    leader = enter(office.leader, "phone").go(memo)
    leader.sees("Diminta: menyetujui Rencana 2027", "Yang didapat", "Yang dilepas", "Bila keliru")
    stale = enter(office.leader, "phone").go(memo)
    leader.page.get_by_label("Alasan atau catatan").fill("Tambah kuota Sorong Kepulauan")
    leader.press("Kembalikan dengan catatan")
    with agency_scope(office.agency.pk):
        services.set_budget(actor=office.maria, now=office.now, scenario=office.scenario.uid, budget_rupiah=50_000_000)
    office.solve()
    planner.go(office.url("plan_submit")).press("Ajukan rencana")
    assert stale.page.get_by_role("button", name="Setujui").is_visible()
    stale.page.get_by_label("Alasan atau catatan").fill("Sesuai")
    stale.press("Setujui", exact=True)
    stale.sees("Rencana berubah sejak Anda membukanya (1 perubahan). Tinjau dulu.")
    with agency_scope(office.agency.pk):
        second = Submission.objects.order_by("-pk")[0]
    memo = reverse("plan_decide", kwargs={"submission": second.uid})
    people = [office.leader, *(office.desk.client(role, role.upper(), role) for role in ("pyb", "ppk"))]
    for client in people[:2]:
        visitor = enter(client, "phone").go(memo)
        visitor.page.get_by_label("Alasan atau catatan").fill("Sesuai")
        visitor.press("Setujui", exact=True)
    mayor = enter(people[2], "phone").go(memo)
    decree = tmp_path / "sk.pdf"
    decree.write_bytes(b"%PDF-1.7 keputusan")
    mayor.page.get_by_label("Nomor keputusan").fill("800/12/2027")
    mayor.page.get_by_label("Tanggal keputusan").fill("11/01/2027")
    mayor.page.get_by_label("Berkas keputusan").set_input_files(str(decree))
    mayor.page.get_by_label("Alasan atau catatan").fill("Ditetapkan")
    mayor.press("Catat penetapan")
    mayor.go(office.url("plan_scenario"))
    mayor.sees(
        "Usulan oleh Wati", "Terverifikasi oleh Kepala", "Tervalidasi oleh PYB", "Ditetapkan oleh PPK", "800/12/2027"
    )


def test_the_lottery_is_checked_by_a_visitor(agency: Any, maria: Any, now: datetime, enter: Enter) -> None:
    """J15: the visitor's own browser recomputes the order; nobody can type the number before it is known."""
    hall = Hall(agency, maria, now)
    hall.permit()
    row = hall.freeze()
    path = f"/undian/sorong/{row.uid}/"
    visitor = enter(None).go(path)
    visitor.page.get_by_text("Kode daftar ini dihitung ulang di peramban Anda").wait_for()
    visitor.sees(row.commitment, "Belum ada angka")
    with agency_scope(agency.pk):
        later = now + timedelta(days=1, minutes=1)
        services.draw_lottery(actor=maria, now=later, lottery=row.uid, numbers=["7.241,88"])
    visitor.go(path)
    visitor.page.get_by_text("Cocok. Urutan ini dapat dihitung ulang dari daftar dan angka tersebut.").wait_for()
    phone = enter(None, "phone").go(path)
    phone.sees("7.241,88", "Terpilih", "Cadangan")


def test_why_not_me_and_my_objection(office: Office, enter: Enter) -> None:
    """J16 on a phone: rank, quota, three factors, one change; objection and answer; nobody else in the page."""
    with agency_scope(office.agency.pk):
        enacted(office.agency, office.maria, office.now, office.scenario)
        wait = PlanWait.objects.select_related("programme").order_by("-programme__seats", "pk")[0]
        person = Person.objects.get(pk=wait.person_id)
        others = list(Person.objects.exclude(pk=person.pk).values_list("name", flat=True))
    learner = enter(office.desk.client("pegawai", person.name, "asn", person=person), "phone")
    learner.go(reverse("plan_mine")).press(wait.programme.name, "link", exact=True)
    learner.look()
    learner.sees("Mengapa saya belum terpilih?", "Yang tidak dihitung", "Kesempatan berikutnya", "PP 79/2021")
    assert not [name for name in others if name in learner.page.content()]
    learner.press("Ajukan sanggahan", "link")
    learner.page.get_by_label("Apa yang menurut Anda keliru?").fill("Sertifikat saya belum tercatat.")
    learner.press("Kirim sanggahan")
    learner.sees("Sanggahan diterima. Dijawab paling lambat Selasa, 19 Januari 2027.")
    planner = enter(office.planner).go(reverse("plan_objections"))
    planner.press(person.name, "link", exact=True)
    planner.page.get_by_label("Tidak diterima").check()
    planner.page.get_by_label("Jawaban").fill("Sertifikatnya sudah dihitung; urutan tetap.")
    planner.press("Kirim jawaban")
    learner.go(reverse("plan_why", kwargs={"code": wait.programme.code}))
    learner.sees("Sertifikatnya sudah dihitung", "Dijawab oleh Wati")
    with agency_scope(office.agency.pk):
        assert PlanRun.objects.count() == 1
