"""Rosters that are wrong: each fault gets its sentence, nothing is lost or half done."""

import io
import zipfile
from datetime import datetime, timedelta
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from asah.foundation.access.actor import Actor
from asah.foundation.access.scope import agency_scope
from asah.foundation.imports.headless import Outcome, import_rows
from asah.foundation.imports.models import ImportRow
from asah.foundation.text import tables
from asah.stages.people.models import Person, Unit
from tests.stages.people.rosters import DORKAS, MARIA, RUBEN, TOWN, YOHANA, as_csv, as_xlsx, load

pytestmark = pytest.mark.django_db


def run(content: bytes, planner: Actor, now: datetime, **options: Any) -> Outcome:
    return import_rows("roster", content, "berkas", actor=planner, now=now, **options)


def groups(outcome: Outcome) -> set[str]:
    with agency_scope(outcome.batch.agency_id):
        rows = ImportRow.objects.filter(batch=outcome.batch)
        return {found["group"] for row in rows for found in row.findings if found["group"]}


def test_one_damaged_number_among_good_ones_is_a_problem_of_its_row(planner: Actor, now: datetime, agency: Any) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["NIP", "Nama", "Unit"])
        for line, row in enumerate(TOWN, start=1):
            sheet.write_string(line, 0, row["nip"])
            sheet.write_string(line, 1, row["name"])
            sheet.write_string(line, 2, row["unit"])
        sheet.write_number(2, 0, float(YOHANA["nip"]))
    stopped = run(out.getvalue(), planner, now)
    assert stopped.problems[0].startswith("Baris 3: NIP ini tersimpan sebagai angka")


@pytest.mark.parametrize("text", ["1,98504E+17", "198504122010012000"])
def test_numbers_that_went_through_a_spreadsheet_as_text_are_seen(
    text: str, planner: Actor, now: datetime, agency: Any
) -> None:
    done = run(as_csv([{**row, "nip": text} for row in TOWN]), planner, now)
    assert done.batch.state == "refused"
    assert "tersimpan sebagai angka" in done.batch.refusal


def test_pppk_numbers_and_part_timers_go_in(planner: Actor, now: datetime, agency: Any) -> None:
    """Traps 1 and 24."""
    part = {**YOHANA, "nip": "199002282025212004", "employment": "PPPK Paruh Waktu", "rank_id": "V"}
    done = load([DORKAS, part], planner, now)
    assert done.applied
    assert done.problems == ()


def test_the_same_person_twice_names_the_first_row(planner: Actor, now: datetime, agency: Any) -> None:
    stopped = load([MARIA, YOHANA, {**MARIA, "name": "Maria Lagi"}], planner, now)
    assert stopped.problems == ("Baris 4: NIP ini sudah ada di baris 2. Lewati salah satunya.",)


def test_two_numbers_for_one_siasn_id_are_refused(planner: Actor, now: datetime, agency: Any) -> None:
    stopped = load([{**MARIA, "siasn_id": "A"}, {**YOHANA, "siasn_id": "A"}], planner, now)
    assert stopped.problems == ("Baris 3: Id SIASN ini juga dipakai Maria Wanggai.",)


def test_a_number_that_belongs_to_somebody_else_is_refused(planner: Actor, now: datetime, agency: Any) -> None:
    load([{**MARIA, "siasn_id": "A"}, {**YOHANA, "siasn_id": "B"}], planner, now)
    stopped = load([{**MARIA, "siasn_id": "B"}], planner, now + timedelta(days=1))
    assert "milik Maria Wanggai" in stopped.problems[0]


def test_a_ring_of_units_is_shown_and_nothing_goes_in(planner: Actor, now: datetime, agency: Any) -> None:
    rows = [
        {**MARIA, "unit_code": "A", "parent_code": "B"},
        {**YOHANA, "unit_code": "B", "parent_code": "A"},
        {**DORKAS, "unit_code": "C", "parent_code": "A"},
    ]
    stopped = load(rows, planner, now)
    assert len(stopped.problems) == 2
    assert "Susunan unit berputar: A → B → A" in stopped.problems[0]
    with agency_scope(agency.pk):
        assert Unit.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "says"),
    [("31/02/1990", "tidak ada di kalender"), ("12/31/1990", "bulan 31 tidak ada"), ("01/01/2030", "belum terjadi"),
     ("kemarin", "bukan tanggal"), ("1/2/90", "empat angka")],
)  # fmt: skip
def test_dates_that_do_not_exist(given: str, says: str, planner: Actor, now: datetime, agency: Any) -> None:
    stopped = load([{**MARIA, "birth_on": given}], planner, now)
    assert says in stopped.problems[0]


def test_contradictions_are_reported_but_do_not_keep_anybody_out(planner: Actor, now: datetime, agency: Any) -> None:
    odd = {**YOHANA, "birth_on": "01/03/1990", "sex": "L", "title_back": "", "name": "Ns. Yohana Rumbiak, S.Kep.",
           "email": "yohana@", "job_from": "01/06/2027"}  # fmt: skip
    done = load([odd, {**DORKAS, "employment": "PNS"}, {**MARIA, "nip": "196901122000032001"}], planner, now)
    assert done.applied
    assert groups(done) == {
        "tanggal lahir tidak sesuai NIP", "jenis kelamin tidak sesuai NIP", "nama memuat gelar",
        "alamat email tidak terbaca, dikosongkan", "tanggal mulai tugas di masa depan",
        "status tidak sesuai bentuk NIP", "pegawai mencapai usia pensiun sampai 2027",
    }  # fmt: skip
    with agency_scope(agency.pk):
        assert Person.objects.get(name="Yohana Rumbiak").title_back == "S.Kep."


def test_formulas_are_counted_and_never_evaluated(planner: Actor, now: datetime, agency: Any) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["NIP", "Nama", "Unit"])
        sheet.write_row(1, 0, [MARIA["nip"], "Maria Wanggai", "Dinas Kesehatan"])
        sheet.write_formula(2, 1, '=HYPERLINK("http://x","Yohana")', None, "Yohana Rumbiak")
        sheet.write_string(2, 0, YOHANA["nip"])
        sheet.write_string(2, 2, "Dinas Kesehatan")
    done = run(out.getvalue(), planner, now)
    assert done.batch.table["formulas"] == 1
    with agency_scope(agency.pk):
        assert Person.objects.filter(name="Yohana Rumbiak").exists()


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "#REF!"])
def test_text_that_a_spreadsheet_would_run_is_a_problem(text: str, planner: Actor, now: datetime, agency: Any) -> None:
    stopped = load([{**MARIA, "name": text}], planner, now)
    assert stopped.problems == ("Baris 2: Sel ini berisi rumus. Ganti dengan nilainya.",)


def test_macros_are_named_and_left_alone(planner: Actor, now: datetime, agency: Any) -> None:
    plain, armed = as_xlsx([MARIA]), io.BytesIO(as_xlsx([MARIA]))
    with zipfile.ZipFile(armed, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub AutoOpen()")
    assert tables.read_table(plain).macros is False
    done = run(armed.getvalue(), planner, now)
    assert done.batch.table["macros"] is True
    assert done.applied


def test_hidden_sheets_titles_above_and_merged_headers(planner: Actor, now: datetime, agency: Any) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Pegawai"
    sheet.append(["DAFTAR PEGAWAI KOTA SORONG"])
    sheet.append([])
    sheet.append(["NIP", "NAMA", "UNIT KERJA", "PANGKAT"])
    sheet.merge_cells("A1:D1")
    sheet.append([MARIA["nip"], "Maria\u00a0Wanggai", "Dinas Kesehatan", "-"])
    secret = book.create_sheet("Rahasia")
    secret.sheet_state = "hidden"
    for _ in range(9):
        secret.append(["x", "y"])
    out = io.BytesIO()
    book.save(out)
    done = run(out.getvalue(), planner, now)
    assert done.batch.table["header_row"] == 2
    assert done.batch.table["hidden"] == ["Rahasia"]
    assert done.applied
    with agency_scope(agency.pk):
        assert Person.objects.get().name == "Maria Wanggai"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_encodings_and_separators(encoding: str, separator: str) -> None:
    text = separator.join(["NIP", "Nama", "Unit"]) + "\r\n" + separator.join([MARIA["nip"], "José “Ma’rifat”", "Dinas"])
    table = tables.read_table(text.encode(encoding))
    assert list(table.rows[1]) == [MARIA["nip"], "José “Ma’rifat”", "Dinas"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "kosong"), (b"   \n", "kosong"), (b"%PDF-1.7 ...", "gambar atau PDF"), (b"PK\x03\x04nonsense", "rusak"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "terkunci sandi atau rusak"),
        (b"abc\x01\x00\x00\x00def\x00", "bukan tabel"), (b"a;b\n\x81\x8d\x9d;c\n", "tidak terbaca"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_words(content: bytes, says: str) -> None:
    with pytest.raises(tables.Unreadable, match=says):
        tables.read_table(content)


def test_an_archive_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 2_000_000)
    monkeypatch.setattr(tables, "LARGEST_UNPACKED", 1_000_000)
    with pytest.raises(tables.Unreadable, match="terlalu besar setelah dibuka"):
        tables.read_table(out.getvalue())


def test_a_header_without_rows_is_refused(planner: Actor, now: datetime, agency: Any) -> None:
    done = run(b"NIP;Nama;Unit\n", planner, now)
    assert "belum ada baris data" in done.batch.refusal


def test_two_units_of_one_name_ask_for_the_opd(planner: Actor, now: datetime, agency: Any) -> None:
    rows = [
        {**MARIA, "unit": "Sekretariat", "opd": "Dinas Kesehatan"},
        {**DORKAS, "unit": "Sekretariat", "opd": "Dinas Ketahanan Pangan"},
    ]
    assert load(rows, planner, now).applied
    stopped = load([{**RUBEN, "unit": "Sekretariat", "opd": ""}], planner, now)
    assert "Ada 2 unit bernama “Sekretariat”" in stopped.problems[0]
    told = load([{**RUBEN, "unit": "Sekretariat - Dinas Kesehatan", "opd": ""}], planner, now)
    assert told.applied
