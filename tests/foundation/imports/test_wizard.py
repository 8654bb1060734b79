"""The wizard in the browser's place: J2 to J5, the same workbook repaired, double sending, worker killed in mid-run."""

import io
import re
import uuid
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from asah.foundation.access.scope import agency_scope
from asah.foundation.imports.models import ImportBatch
from asah.foundation.jobs import queue
from asah.foundation.jobs.models import JobRun
from asah.foundation.text import tables
from asah.stages.people.models import Person
from tests.desks.conftest import Town
from tests.stages.people.rosters import DORKAS, MARIA, RUBEN, TOWN, YOHANA, as_csv, as_xlsx

# The worker opens connections of its own, so nothing may hide in a test's transaction.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(agency: Any) -> Town:
    return Town(agency)


@pytest.fixture
def office(town: Town) -> Client:
    return town.client("maria", "Maria W.", "planner")


def work(town: Town) -> None:
    """What the worker does: every waiting run, one after the other."""
    with agency_scope(town.agency.pk):
        waiting = list(JobRun.objects.filter(status="queued").order_by("pk").values_list("pk", flat=True))
    for run in waiting:
        queue.execute(town.agency.pk, run)


def upload(office: Client, content: bytes, name: str = "pegawai.csv", key: uuid.UUID | None = None) -> str:
    """Upload and return the address of the batch."""
    file = SimpleUploadedFile(name, content)
    answer = office.post("/impor/baru/roster/", {"file": file, "form_key": str(key or uuid.uuid4())})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"]).removesuffix("kolom/")


def columns_of(office: Client, batch: str) -> dict[str, str]:
    """The matching form as it stands."""
    page = office.get(batch + "kolom/").content.decode()
    chosen = {}
    for name, body in re.findall(r'<select class="input" id="(col-\w+)".*?>(.*?)</select>', page, re.S):
        found = re.search(r'value="(\d+)" selected', body)
        chosen[name] = found[1] if found else ""
    return chosen


def check(office: Client, town: Town, batch: str) -> str:
    """Match and check; returns the page on which the wizard goes on."""
    answer = office.post(batch + "kolom/", columns_of(office, batch))
    assert answer.status_code == 302
    work(town)
    return office.get(batch, follow=True).content.decode()


def people(town: Town) -> int:
    with agency_scope(town.agency.pk):
        return Person.objects.count()


def roster(town: Town) -> tuple[dict[str, Any], ...]:
    """The town's own two people, so that nobody is missing, and four more."""
    own = (
        {
            "nip": "198504122010012907",
            "name": "Yohana Rumbiak",
            "unit": "Dinas Kesehatan",
            "job_title": "Pengadministrasi",
        },
        {
            "nip": "197001012000031901",
            "name": "Ruben Kafiar",
            "unit": "Dinas Kesehatan",
            "job_title": "Pengadministrasi",
        },
    )
    return own


def test_three_bad_rows_are_repaired_in_place_then_applied_and_undone(town: Town, office: Client) -> None:
    """J2."""
    before = people(town)
    bad = [
        {**MARIA, "nip": "19850412201001200"},
        {**RUBEN, "birth_on": "31/02/1990", "unit": "Dinas Kesehatan"},
        {**DORKAS, "unit": "Dinkess", "opd": ""},
        {**YOHANA, "unit": "Dinas Kesehatan"},
    ]
    batch = upload(office, as_csv([*roster(town), *bad]))
    page = check(office, town, batch)
    assert "Siap 3 · Perlu diperbaiki 3" in page
    assert "NIP terdiri dari 18 angka. Di sini 17." in page
    assert "31/02/1990 tidak ada di kalender" in page
    assert "NIP menyebut" in page
    assert "Unit “Dinkess” tidak ada." in page
    assert 'value="Dinas Kesehatan"' in page
    repair = batch + "perbaiki/"
    office.post(repair, {"line": "4", "field": "nip", "given": "19850412201001200", "text": MARIA["nip"]})
    office.post(repair, {"line": "5", "field": "birth_on", "given": "31/02/1990", "text": "04/11/1986"})
    office.post(
        repair,
        {"line": "6", "field": "unit", "given": "Dinkess", "pick": "Dinas Kesehatan", "remember": "1", "same": "1"},
    )
    office.post(batch + "periksa/")
    work(town)
    page = office.get(batch, follow=True).content.decode()
    assert "4 baris akan mengubah data" in page
    assert office.post(batch + "tinjau/", {"action": "apply"}).status_code == 302
    work(town)
    page = office.get(batch, follow=True).content.decode()
    assert "Selesai. 4 baru" in page
    assert "I-2027-0001" in page
    assert people(town) == before + 4
    office.post(batch + "urungkan/")
    assert people(town) == before
    assert "Impor diurungkan" in office.get(batch, follow=True).content.decode()


def test_a_remembered_spelling_needs_no_second_repair(town: Town, office: Client) -> None:
    typo = as_csv([{**YOHANA, "unit": "Dinkess", "opd": ""}])
    first = upload(office, typo)
    assert "Perlu diperbaiki 1" in check(office, town, first)
    office.post(
        first + "perbaiki/",
        {"line": "2", "field": "unit", "given": "Dinkess", "pick": "Dinas Kesehatan", "remember": "1"},
    )
    again = upload(office, typo)
    assert "1 baris akan mengubah data" in check(office, town, again)


def test_a_numeric_nip_column_is_refused_whole(town: Town, office: Client) -> None:
    """J3."""
    before = people(town)
    batch = upload(office, as_xlsx(TOWN, numbers=frozenset({"nip"})), "rusak.xlsx")
    page = check(office, town, batch)
    assert "Berkas ini tidak dapat diimpor" in page
    assert "tersimpan sebagai angka" in page
    assert "Teks" in page
    assert people(town) == before


def test_the_same_file_again_has_nothing_to_apply(town: Town, office: Client) -> None:
    """J4."""
    content = as_csv([{**row, "unit": "Dinas Kesehatan"} for row in (*roster(town), YOHANA)])
    first = upload(office, content)
    check(office, town, first)
    office.post(first + "tinjau/", {"action": "accept"})
    office.post(first + "tinjau/", {"action": "apply"})
    work(town)
    second = upload(office, content)
    assert "Berkas ini pernah diterapkan" in office.get(second + "kolom/").content.decode()
    page = check(office, town, second)
    assert "Tetap 3 · Baru 0 · Berubah 0" in page
    assert "Tidak ada yang perlu diterapkan" in page
    assert office.post(second + "tinjau/", {"action": "apply"}).status_code == 422


def test_leave_come_back_and_cancel(town: Town, office: Client) -> None:
    """J5."""
    before = people(town)
    batch = upload(office, as_csv(TOWN))
    office.post(batch + "kolom/", columns_of(office, batch))
    assert "Antre" in office.get(batch, follow=True).content.decode()
    office.post(batch + "batal/")
    work(town)
    assert "Impor dibatalkan" in office.get(batch, follow=True).content.decode()
    with agency_scope(town.agency.pk):
        assert JobRun.objects.get().status == "cancelled"
    assert people(town) == before


def test_problem_rows_go_out_marked_and_come_back_repaired(town: Town, office: Client) -> None:
    batch = upload(office, as_xlsx([{**MARIA, "unit": "Dinas Kesehatan", "birth_on": "31/02/1985"}, YOHANA]), "a.xlsx")
    check(office, town, batch)
    out = office.get(batch + "perbaiki/berkas/").content
    book = openpyxl.load_workbook(io.BytesIO(out))
    sheet: Any = book.active
    headers = [cell.value for cell in sheet[1]]
    assert headers[0] == "Baris"
    assert [cell.value for cell in sheet["A"]] == ["Baris", "2", "3"]
    birth, unit = headers.index("TANGGAL LAHIR") + 1, headers.index("UNOR NAMA") + 1
    marked = sheet.cell(2, birth)
    assert marked.fill.fgColor.rgb == "FFFCE8E6"
    assert "kalender" in marked.comment.text
    assert isinstance(sheet.cell(2, headers.index("NIP BARU") + 1).value, str)
    marked.value = "12/04/1985"
    sheet.cell(3, unit).value = "Dinas Kesehatan"
    changed = io.BytesIO()
    book.save(changed)
    file = SimpleUploadedFile("perbaiki.xlsx", changed.getvalue())
    assert office.post(batch + "perbaiki/berkas/", {"file": file}).status_code == 302
    work(town)
    assert "2 baris akan mengubah data" in office.get(batch, follow=True).content.decode()


def test_the_form_sent_twice_and_the_button_pressed_twice_do_it_once(town: Town, office: Client) -> None:
    key = uuid.uuid4()
    content = as_csv([{**YOHANA, "unit": "Dinas Kesehatan"}])
    batch = upload(office, content, key=key)
    assert upload(office, content, key=key) == batch
    check(office, town, batch)
    before = people(town)
    office.post(batch + "tinjau/", {"action": "apply"})
    office.post(batch + "tinjau/", {"action": "apply"})
    with agency_scope(town.agency.pk):
        assert JobRun.objects.filter(name="imports.apply").count() == 1
    work(town)
    office.post(batch + "tinjau/", {"action": "apply"})
    work(town)
    assert people(town) == before + 1


def test_a_worker_killed_in_mid_run_leaves_nothing_and_is_repeated(
    town: Town, office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed: the body stops where it is, and nobody writes how the run ended."""
    batch = upload(office, as_csv([{**YOHANA, "unit": "Dinas Kesehatan"}]))
    check(office, town, batch)
    before = people(town)
    office.post(batch + "tinjau/", {"action": "apply"})
    from asah.stages.people.imports import roster as roster_format

    class Killed(BaseException):
        """Not an Exception: nothing in the worker catches it, as nothing catches SIGKILL."""

    def write_then_die(*_args: Any) -> Any:
        Person.objects.create(
            agency=town.agency, uid=uuid.uuid4(), name="X", name_key="x", birth_on="1990-01-01", sex="L"
        )
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(roster_format, "write_roster", write_then_die)
        with pytest.raises(Killed):
            work(town)
    assert people(town) == before
    with agency_scope(town.agency.pk):
        assert ImportBatch.objects.get().state == "checked"
        JobRun.objects.filter(name="imports.apply").update(beat_at="2020-01-01T00:00:00Z")
    assert queue.take_over(town.agency.pk) == 1
    work(town)
    assert people(town) == before + 1


def test_more_than_fifty_megabytes_are_refused_in_words(
    town: Town, office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from asah.foundation.imports.web import starting

    monkeypatch.setattr(starting, "LARGEST_FILE", 100)
    file = SimpleUploadedFile("besar.csv", as_csv(TOWN))
    answer = office.post("/impor/baru/roster/", {"file": file})
    assert answer.status_code == 422
    assert "lebih dari 50 MB" in answer.content.decode()
    with agency_scope(town.agency.pk):
        assert not ImportBatch.objects.exists()


def test_the_reader_itself_refuses_above_fifty_megabytes() -> None:
    assert tables.LARGEST_FILE == 50 * 1024 * 1024
    with pytest.raises(tables.Unreadable, match="50 MB"):
        tables.read_table(b"a" * (tables.LARGEST_FILE + 1))


def test_pasted_cells_are_a_file_too(town: Town, office: Client) -> None:
    text = "NIP\tNama\tUnit\n199002282015032004\tYohana Baru\tDinas Kesehatan\n"
    answer = office.post("/impor/baru/roster/", {"pasted": text, "form_key": str(uuid.uuid4())})
    page = check(office, town, str(answer["Location"]).removesuffix("kolom/"))
    assert "1 baris akan mengubah data" in page


def test_a_column_taken_twice_and_a_missing_one_are_refused(town: Town, office: Client) -> None:
    batch = upload(office, as_csv([YOHANA]))
    chosen = columns_of(office, batch)
    twice = office.post(batch + "kolom/", {**chosen, "col-name": chosen["col-nip"]})
    assert twice.status_code == 422
    assert "kolom yang sama" in twice.content.decode()
    missing = office.post(batch + "kolom/", {**chosen, "col-unit": ""})
    assert "Pilih kolom untuk Unit" in missing.content.decode()
    fixed = office.post(batch + "kolom/", {**chosen, "col-unit": "", "const-unit": "Dinas Kesehatan"})
    assert fixed.status_code == 302


def test_another_agency_does_not_see_the_import(town: Town, office: Client) -> None:
    from asah.foundation.access.models import Agency

    batch = upload(office, as_csv([YOHANA]))
    other = Town(Agency.objects.create(slug="binjai", name="Kota Binjai"))
    stranger = other.client("tetangga", "Tetangga", "planner")
    assert stranger.get(batch).status_code == 404
