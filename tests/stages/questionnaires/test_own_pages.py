"""One's own pages without script, the phone's items through the outbox, and a superior's grid as a form."""

import json
import re
import uuid
from datetime import date
from typing import Any

import pytest
from django.test import Client

from asah.foundation.access.actor import Actor, Held
from asah.foundation.access.scope import agency_scope
from asah.stages.competencies import services as competencies
from asah.stages.questionnaires import queries, services
from asah.stages.questionnaires.models import Answer, Invitation, UnnamedAnswer
from tests.desks.conftest import Town

OPEN = {"opens_on": date(2027, 1, 11), "closes_on": date(2027, 1, 31), "year": 2027}


@pytest.fixture
def desk(agency: Any, now: Any) -> Town:
    """Clerk Yohana under head Ruben; their posts have standards and both surveys are open."""
    town = Town(agency)
    planner = Actor(agency.pk, None, "Maria W.", None, (Held("planner"),), agency.zone)
    do: dict[str, Any] = {"actor": planner, "now": now}
    with agency_scope(agency.pk):
        for dictionary in ("pan38-2017", "mdn108-2017", "asah-teknis-1"):
            competencies.load_dictionary(**do, dictionary=dictionary)
        competencies.adopt_default_standards(**do, from_on=date(2026, 1, 1))
        competencies.refresh_gaps(**do)
        services.adopt_starting_instruments(**do)
        for version in queries.newest_versions():
            row = services.prepare_survey(**do, **OPEN, title=f"Survei {version.about}", version=version.id)
            services.open_survey(**do, survey=row.uid)
    return town


@pytest.fixture
def clerk(desk: Town) -> Client:
    """Yohana, signed in."""
    return desk.client("yohana", "Yohana Rumbiak", person=desk.clerk)


def uid_of(desk: Town, about: str) -> str:
    with agency_scope(desk.agency.pk):
        return str(Invitation.objects.filter(survey__about=about).values_list("survey__uid", flat=True)[0])


def test_a_whole_survey_without_script(desk: Town, clerk: Client) -> None:
    uid = uid_of(desk, "diri")
    address = f"/survei/{uid}/isi/"
    assert "1 survei menunggu jawaban Anda" in clerk.get("/survei/saya/").content.decode()
    keys: list[str] = []
    while (page := clerk.get(address)).status_code == 200:
        body = page.content.decode()
        assert "Kira-kira" in body
        key = re.search(r'name="key" value="([^"]+)"', body)
        value = re.search(r'name="value" value="([^"]+)"', body)
        assert key is not None
        keys.append(key[1])
        assert len(keys) <= 12
        done = clerk.post(address, {"key": key[1], "value": value[1] if value else "Antrean pendek."})
        assert (done.status_code, done["Location"]) == (302, address)
    assert page["Location"] == f"/survei/{uid}/cermin/"
    assert len(set(keys)) == len(keys) >= 6
    mirror = clerk.get(page["Location"]).content.decode()
    assert "Menurut jawaban Anda" in mirror
    assert "Benar?" in mirror
    clerk.post(page["Location"])
    assert "Terima kasih" in clerk.get(page["Location"]).content.decode()
    with agency_scope(desk.agency.pk):
        row = Invitation.objects.get(survey__uid=uid, person=desk.clerk.pk)
        assert row.finished_at is not None
        assert Answer.objects.filter(invitation=row).count() == len(keys) - len(row.passed)


def test_an_empty_answer_is_refused_beside_the_question(desk: Town, clerk: Client) -> None:
    address = f"/survei/{uid_of(desk, 'diri')}/isi/"
    page = clerk.post(address, {"key": "hambat"})
    assert page.status_code == 422
    assert "Pilih satu jawaban atau tekan" in page.content.decode()
    skipped = clerk.post(address, {"key": "hambat", "state": "lewati"})
    assert skipped.status_code == 302
    again = clerk.post(address, {"key": "hambat", "value": "waktu"})
    assert again.status_code == 422
    assert "tidak dapat dicari lagi" in again.content.decode()


def send(client: Client, *items: dict[str, Any]) -> list[dict[str, str]]:
    answer = client.post("/kotak-keluar/", json.dumps({"items": items}), content_type="application/json")
    assert answer.status_code == 200
    return list(answer.json()["results"])


def item(kind: str, **data: Any) -> dict[str, Any]:
    return {"id": str(uuid.uuid4()), "kind": kind, "data": data}


def test_items_of_a_phone_become_answers_exactly_once(desk: Town, clerk: Client) -> None:
    survey = uid_of(desk, "diri")
    given = [
        item("survey.answer", survey=survey, question="hambat", value="waktu", state="dijawab", device="hp"),
        item("survey.answer", survey=survey, question="cara", value=["daring"], state="dijawab", device="hp"),
        item("survey.answer", survey=survey, question="mampu", competency="MAN-01", value=3, state="dijawab"),
        item("survey.finish", survey=survey),
    ]
    for _ in range(2):
        assert [one["state"] for one in send(clerk, *given)] == ["taken"] * 4
    with agency_scope(desk.agency.pk):
        assert UnnamedAnswer.objects.count() == 1
        assert Answer.objects.count() == 2
        assert Invitation.objects.get(survey__uid=survey, person=desk.clerk.pk).finished_at is not None


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"question": "cara", "value": ["terbang"]}, "Pilih paling sedikit satu"),
        ({"question": "tidak_ada", "value": "x"}, "bukan untuk akun Anda"),
        ({"question": "mampu", "competency": "XX", "value": 3}, "bukan untuk akun Anda"),
        ({"survey": "bukan-uuid", "question": "cara"}, "tidak dikenal"),
        ({"survey": str(uuid.uuid4()), "question": "cara"}, "bukan untuk akun Anda"),
    ],
)
def test_items_that_do_not_fit_stay_on_the_phone_with_a_sentence(
    desk: Town, clerk: Client, data: dict[str, Any], sentence: str
) -> None:
    result = send(clerk, item("survey.answer", **({"survey": uid_of(desk, "diri")} | data)))[0]
    assert result["state"] == "refused"
    assert sentence in result["text"]
    with agency_scope(desk.agency.pk):
        assert not Answer.objects.exists()


def test_an_item_in_somebody_elses_name_is_not_taken(desk: Town, clerk: Client) -> None:
    forged = item("survey.answer", survey=uid_of(desk, "diri"), question="mampu", competency="MAN-01", value=5,
                  about=str(desk.head.uid))  # fmt: skip
    assert send(clerk, forged)[0]["state"] == "refused"
    team = item("survey.answer", survey=uid_of(desk, "tim"), question="mampu", competency="MAN-01", value=5,
                about=str(desk.clerk.uid))  # fmt: skip
    assert send(clerk, team)[0]["state"] == "refused"
    with agency_scope(desk.agency.pk):
        assert not Answer.objects.exists()


def test_a_closed_survey_keeps_items_on_the_phone_until_it_is_extended(desk: Town, clerk: Client, now: Any) -> None:
    survey = uid_of(desk, "diri")
    planner = Actor(desk.agency.pk, None, "Maria W.", None, (Held("planner"),), desk.agency.zone)
    do: dict[str, Any] = {"actor": planner, "now": now, "survey": uuid.UUID(survey)}
    with agency_scope(desk.agency.pk):
        services.close_survey(**do)
    late = item("survey.answer", survey=survey, question="cara", value=["daring"])
    refused = send(clerk, late)[0]
    assert refused["state"] == "refused"
    assert "Minta BKPSDM memperpanjangnya" in refused["text"]
    with agency_scope(desk.agency.pk):
        services.extend_survey(**do, closes_on=date(2027, 2, 10))
    assert send(clerk, late)[0]["state"] == "taken"


def test_the_pack_holds_what_a_phone_needs_and_no_nip(desk: Town, clerk: Client) -> None:
    answer = clerk.get(f"/survei/{uid_of(desk, 'diri')}/bekal/")
    pack = answer.json()
    assert {"survey", "questions", "competencies", "given", "most", "enough"} <= set(pack)
    assert all(len(one["levels"]) == 5 and len(one["then"]) == 5 for one in pack["competencies"])
    assert "198504122010012907" not in answer.content.decode()
    assert len(answer.content) < 40_000


def test_two_devices_are_settled_on_the_mirror(desk: Town, clerk: Client) -> None:
    survey = uid_of(desk, "diri")
    for device, chosen in (("hp", "daring"), ("laptop", "simulasi")):
        send(clerk, item("survey.answer", survey=survey, question="cara", value=[chosen], device=device))
    mirror = f"/survei/{survey}/cermin/"
    assert "Dua perangkat, dua jawaban" in clerk.get(mirror).content.decode()
    clerk.post(f"/survei/{survey}/pilih/", {"key": "cara", "device": "hp"})
    page = clerk.get(mirror).content.decode()
    assert "Dua perangkat" not in page
    assert "Belajar daring dari ponsel" in page


def test_a_superior_without_script_rates_a_column_and_goes_on(desk: Town) -> None:
    head = desk.client("ruben", "Ruben Kafiar", person=desk.head)
    survey = uid_of(desk, "tim")
    address = f"/survei/{survey}/tim/"
    seen: list[str] = []
    while (code := re.search(r'name="kompetensi" value="([^"]+)"', head.get(address).content.decode())) is not None:
        assert code[1] not in seen
        seen.append(code[1])
        done = head.post(address, {"kompetensi": code[1], f"level-{desk.clerk.uid}": "2"})
        assert done.status_code == 302
    assert 1 <= len(seen) <= 5
    page = head.get(address).content.decode()
    assert "Semua penilaian terisi" in page
    with agency_scope(desk.agency.pk):
        assert list(Answer.objects.values_list("about", "level").distinct()) == [(desk.clerk.pk, 2)]


def test_home_pages_ask_for_what_is_open(desk: Town, clerk: Client) -> None:
    assert "Survei diri" in clerk.get("/").content.decode()
    head = desk.client("ruben", "Ruben Kafiar", person=desk.head).get("/").content.decode()
    assert "Survei tim" in head
    assert "Survei diri" in head
