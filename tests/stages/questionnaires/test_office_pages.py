"""The office's pages: prepare, check, open, follow the response, edit a questionnaire, fetch the file."""

import uuid
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from asah.foundation.access.actor import Actor
from asah.foundation.jobs.handles import JobContext
from asah.foundation.jobs.models import JobRun
from asah.stages.questionnaires import queries, services
from asah.stages.questionnaires.events import SurveyArgs
from asah.stages.questionnaires.jobs import export, group_open_answers
from asah.stages.questionnaires.models import Instrument, OpenTheme
from tests.desks.conftest import SINCE, Town
from tests.stages.questionnaires.conftest import Round


@pytest.fixture
def desk(agency: Any) -> Town:
    return Town(agency)


@pytest.fixture
def maria(desk: Town) -> Client:
    """The planner, signed in."""
    return desk.client("maria", "Maria Wanma", "planner")


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_from_an_empty_year_to_an_open_survey(desk: Town, maria: Client) -> None:
    assert "Belum ada survei untuk 2027" in text(maria.get("/survei/"))
    assert "Belum ada kuesioner yang diterbitkan" in text(maria.get("/survei/baru/"))
    maria.post("/survei/kuesioner/", {"action": "starting"})
    form = text(maria.get("/survei/baru/"))
    assert "Survei kebutuhan belajar ASN, versi 1" in form
    version = form.split('name="version" value="')[1].split('"')[0]
    wrong = maria.post("/survei/baru/", {"title": "", "version": version, "opens_on": "12/01/2027"})
    assert wrong.status_code == 422
    given = {"title": "Survei 2027", "version": version, "opens_on": "12/01/2027", "closes_on": "31/01/2027"}
    late = maria.post("/survei/baru/", given | {"closes_on": "01/01/2027"})
    assert "Hari tutup lebih awal" in text(late)
    made = maria.post("/survei/baru/", given)
    check = maria.get(made["Location"])
    assert "undangan dikirim" in text(check)
    opened = maria.post(made["Location"], follow=True)
    assert "undangan terkirim" in text(opened)
    assert "Ingatkan yang belum" in text(opened)
    again = maria.post(made["Location"])
    assert again.status_code == 422
    assert "sudah dibuka" in text(again)
    one = made["Location"].removesuffix("buka/")
    assert "Undangan ditarik kembali" in text(maria.post(f"{one}tarik/", follow=True))
    maria.post(made["Location"])
    assert "orang diingatkan" in text(maria.post(f"{one}ingatkan/", follow=True))
    assert "diperpanjang" in text(maria.post(f"{one}perpanjang/", {"closes_on": "15/02/2027"}, follow=True))
    assert "lebih awal" in text(maria.post(f"{one}perpanjang/", {"closes_on": "01/01/2027"}))
    assert "Survei ditutup" in text(maria.post(f"{one}tutup/", follow=True))


def test_people_without_superior_are_named_with_a_way_out(desk: Town, maria: Client) -> None:
    from asah.foundation.access.scope import agency_scope
    from asah.stages.people.models import Posting, Unit, UnitPosition

    with agency_scope(desk.agency.pk):
        unit = Unit.objects.create(agency=desk.agency, uid=uuid.uuid4(), code="U2")
        UnitPosition.objects.create(
            agency=desk.agency,
            unit=unit,
            name="Dinas Lain",
            kind="opd",
            path=f"/{unit.pk}/",
            valid=SINCE,
        )
        Posting.objects.filter(person=desk.person("Alfa Beta", "198504122010012911", False)).update(unit=unit)
    maria.post("/survei/kuesioner/", {"action": "starting"})
    form = text(maria.get("/survei/baru/"))
    versions = [part.split('"')[0] for part in form.split('name="version" value="')[1:]]
    pages = []
    for version in versions:
        given = {"title": "S", "version": version, "opens_on": "12/01/2027", "closes_on": "31/01/2027"}
        pages.append(text(maria.get(maria.post("/survei/baru/", given)["Location"])))
    warned = [page for page in pages if "1 pegawai tidak punya atasan" in page]
    assert len(warned) == 1
    assert f'href="{reverse("superiors")}">Perbaiki</a>' in warned[0]


def test_the_editor_keeps_what_was_typed_and_says_what_is_missing(desk: Town, maria: Client) -> None:
    from asah.foundation.access.scope import agency_scope

    made = maria.post("/survei/kuesioner/", {"title": "Umpan balik", "about": "diri"})
    address = made["Location"]
    base = {"title": "Umpan balik", "intro": "", "count": "0", "version": "1"}
    added = maria.post(address, base | {"action": "tambah"})
    assert added["Location"].endswith("#baris-1")
    rows = {"count": "1", "version": "2", "code-1": "q1", "kind-1": "choice", "text-1": "Apa?", "lines-1": "Ya",
            "named-1": "tidak"}  # fmt: skip
    page = text(maria.post(address, base | rows | {"action": "simpan"}, follow=True))
    assert "Pertanyaan 1: tulis paling sedikit dua pilihan." in page
    refused = maria.post(f"{address}terbitkan/", follow=True)
    assert "paling sedikit dua pilihan" in text(refused)
    full = rows | {"version": "3", "lines-1": "Ya\nTidak"}
    assert "siap diterbitkan" in text(maria.post(address, base | full | {"action": "simpan"}, follow=True))
    stale = maria.post(address, base | full | {"text-1": "Lain?"})
    assert stale.status_code == 422
    assert "Lain?" in text(stale)
    assert "Muat ulang" in text(stale)
    assert "Versi 1 diterbitkan" in text(maria.post(f"{address}terbitkan/", follow=True))
    assert "Begini tampilannya di ponsel" in text(maria.get(f"{address}pratinjau/"))
    with agency_scope(desk.agency.pk):
        draft = Instrument.objects.get(title="Umpan balik").draft
    assert draft["questions"][0]["options"] == [{"value": "ya", "label": "Ya"}, {"value": "tidak", "label": "Tidak"}]


def test_the_page_of_a_survey_hatches_what_is_too_little(own: Round, planner: Actor) -> None:
    from asah.stages.questionnaires.web.pictures import response_chart

    for place in range(6):
        services.give_answer(**own.do(f"Kes {place:02}"), question="cara", value=["daring"])
        services.finish_survey(**own.do(f"Kes {place:02}"))
    on = own.who("Ruben").today(own.now)
    rows = queries.response_by_unit(planner, queries.survey_seen(planner, own.uid), on)
    chart = response_chart(rows, 5, on)
    assert chart is not None
    shares = {row[0]: row[1] for row in chart.rows}
    assert shares == {"Dinas Kesehatan": 35.3, "Kota": None}
    assert "kurang dari 5 jawaban" in chart.alt


def context_of(own: Round, row: JobRun, actor: Actor) -> JobContext:
    return JobContext(agency=own.town.agency, run=row.pk, actor=actor, clock=lambda: own.now)


def test_the_file_holds_named_answers_and_counts_of_unnamed_ones(
    own: Round, planner: Actor, settings: Any, tmp_path: Any
) -> None:
    from asah.foundation.documents import files
    from asah.foundation.documents.models import Document

    settings.DATA_DIR = settings.FILES_DIR = tmp_path
    for place in range(5):
        services.give_unnamed(**own.do(f"Kes {place:02}"), question="hambat", value="waktu")
    services.give_unnamed(**own.do("Kes 00"), question="adil", value=3)
    services.give_answer(**own.do("Kes 00"), question="mampu", competency="MAN-01", value=2)
    services.give_answer(**own.do("Kes 00"), question="ingin", state="lewati")
    context = context_of(own, services.export_survey(actor=planner, now=own.now, survey=own.row.pk), planner)
    export(context, SurveyArgs(own.row.pk))
    document = Document.objects.select_related("file").get(uid=context.result["document"])
    book = load_workbook(BytesIO(files.read(document.file.digest)))
    assert book.sheetnames == ["Tingkat jawaban", "Bernama", "Tanpa nama", "Jawaban terbuka", "Keterangan"]
    named = [row[3:] for row in book["Bernama"].iter_rows(min_row=2, values_only=True)]
    assert ("Seberapa mampu Anda dalam {kompetensi}?", "Integritas", "Kes 00", "2") in named
    assert any(row[-1] == "Lewati" for row in named)
    counts = list(book["Tanpa nama"].iter_rows(min_row=2, values_only=True))
    assert [row[1:] for row in counts] == [("Beban kerja terlalu banyak", 5)]
    remarks = dict(book["Keterangan"].iter_rows(min_row=2, values_only=True))
    assert (
        remarks["Kesempatan pelatihan di unit saya dibagi dengan adil."] == "Baru 1 jawaban; disajikan mulai 5 jawaban."
    )


def test_closing_groups_open_answers_by_a_job(own: Round, planner: Actor) -> None:
    words = ("pagi", "siang", "warga", "panjang", "lama", "tertib")
    for place, word in enumerate(words):
        services.give_unnamed(**own.do(f"Kes {place:02}"), question="saran", value=f"Antrean nomor loket {word}")
    for place, word in enumerate(words, 6):
        services.give_unnamed(**own.do(f"Kes {place:02}"), question="saran", value=f"Internet jaringan putus {word}")
    services.close_survey(actor=planner, now=own.now, survey=own.uid)
    row = JobRun.objects.get(name="questionnaires.themes")
    group_open_answers(context_of(own, row, planner), SurveyArgs(own.row.pk))
    themes = queries.open_themes(2027)
    assert themes
    assert OpenTheme.objects.filter(question="saran").count() == len(themes)
    assert all(row.count >= 5 for row in themes)
