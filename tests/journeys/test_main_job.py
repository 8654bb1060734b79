"""The main job in a government of its own: from a roster file to a plan approved by another person, on 200 people."""

import io
import random
import re

import openpyxl
import pytest
from pypdf import PdfReader

from tests.journeys import rosters
from tests.journeys.conftest import Inviting
from tests.journeys.town import Running
from tests.journeys.visitor import JOB_PATIENCE, Visitor

pytestmark = pytest.mark.slow

OFFICES = ("SRG-11", "SRG-06", "SRG-14")
OFFICE = "Dinas Sosial"
PASSWORD = "payung-biru-lautan-93"
CODES = ("MAN-01", "MAN-02", "MAN-03", "TEK-DIGITAL", "TEK-LAYANAN")


def _roster() -> list[rosters.Row]:
    """200 people of three offices; nobody has e-mail, so that every activation code stands on paper."""
    rows = [row for row in rosters.town_rows() if row["UNOR INDUK ID"] in OFFICES]
    return [row | {"EMAIL": "", "NOMOR HP": ""} for row in sorted(rows, key=lambda row: row["UNOR ID"])][:200]


def _assessments(rows: list[rosters.Row]) -> str:
    """What superiors think of everybody, as cells copied from a spreadsheet."""
    rng = random.Random(7)
    lines = ["NIP;Kompetensi;Level;Sumber;Tanggal"]
    lines += [
        f"{row['NIP BARU']};{code};{rng.choice((0, 1, 1, 2, 3))};Atasan;15/11/2026" for row in rows for code in CODES
    ]
    return "\n".join(lines)


def _activate(visitor: Visitor, number: str, code: str) -> Visitor:
    visitor.go("/aktivasi/").fill("NIP", number).fill("Kode aktivasi", code)
    visitor.fill("Kata sandi baru", PASSWORD).fill("Ulangi kata sandi baru", PASSWORD)
    return visitor.press("Aktifkan akun").sees("Akun aktif")


def _apply(visitor: Visitor) -> Visitor:
    """From the check to the applied import."""
    visitor.wait_for("baris akan mengubah data")
    return visitor.press("Terapkan").wait_for("Selesai.")


def _set_up(admin: Visitor, rows: list[rosters.Row]) -> dict[str, str]:
    """What the administrator does before a planner can begin; returns NIP -> code of everybody at one office."""
    admin.go("/pengaturan/identitas/").fill("Nama pemerintah daerah", "Pemerintah Kota Kecil")
    admin.fill("Nama badan kepegawaian", "Badan Kepegawaian").fill("Singkatannya", "BK")
    admin.fill("Sebutan kecamatan", "Distrik").fill("Sebutan kelurahan", "Kelurahan")
    admin.page.get_by_label("Lima hari").check()
    admin.press("Simpan identitas").sees("Pemerintah Kota Kecil, dengan BK sebagai badan kepegawaiannya")
    admin.go("/pengaturan/kop/").fill("Baris kop", "Pemerintah Kota Kecil\nBadan Kepegawaian")
    admin.press("Simpan kop surat").sees("1 kop surat tersimpan")
    admin.go("/pengaturan/tahun/").fill("Tahun", "2027").press("Buka siklus").sees("Siklus 2027")
    for phase in ("Kebutuhan", "Rencana"):
        admin.follow("2027", exact=True)
        admin.page.locator("main").get_by_label(phase, exact=True).check()
        admin.press("Simpan tahap").sees(f"tahap {phase}")
    admin.go("/impor/").follow("Daftar pegawai", exact=True)
    admin.give("Berkas XLSX atau CSV", "pegawai.xlsx", rosters.workbook(rows)).press("Unggah berkas")
    _apply(admin.press("Periksa berkas")).sees("Selesai. 200 baru, 0 berubah")

    admin.go("/aktivasi/lembar/").press(f"Buat kode {OFFICE}").await_result()
    sheet = admin.take("Lihat hasil")
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(sheet)).pages)
    # One person's part of the sheet begins with his number; a code belongs to nobody else's part.
    parts = [
        re.match(r"([\d ]{18,24}?) ·.*?([A-Z0-9]{4}(?:-[A-Z0-9]{4}){2})", part, re.DOTALL)
        for part in text.split("NIP ")
    ]
    return {re.sub(r"\D", "", part.group(1)): part.group(2) for part in parts if part}


def _give_role(admin: Visitor, number: str, role: str) -> None:
    admin.go("/pengaturan/peran/").fill("NIP atau nama akun", number).choose("Peran", role)
    admin.press("Beri peran").sees("Peran diberikan")


def test_from_a_roster_file_to_an_approved_plan(asah: Running, invite: Inviting) -> None:
    """Import, standards, assessments, money, scenario, run, reasons, submission, approval, files."""
    rows = _roster()
    assert len(rows) == 200
    admin, planner, head = invite("desk"), invite("desk"), invite("phone")
    name, code = asah.found("Kota Kecil")
    _activate(admin, name, code)
    codes = _set_up(admin, rows)
    at_office = [row["NIP BARU"] for row in rows if row["UNOR INDUK NAMA"] == OFFICE]
    assert set(codes) <= set(at_office)
    first, second = list(codes)[:2]
    _activate(planner, first, codes[first])
    _activate(head, second, codes[second])
    _give_role(admin, first, "Perencana")
    _give_role(admin, second, "Kepala badan")

    _needs(planner, rows)
    _money(planner)
    _plan(planner)
    _submit(planner)
    _approve(head)
    _files(planner)


def _needs(planner: Visitor, rows: list[rosters.Row]) -> None:
    planner.go("/standar-kompetensi/").press("Muat kamus dan standar awal").sees("standar jabatan")
    planner.go("/impor/").follow("Penilaian kompetensi", exact=True)
    planner.fill("Atau tempel dari lembar kerja", _assessments(rows)).press("Unggah berkas")
    _apply(planner.press("Periksa berkas")).sees("Selesai. 1.000 baru")
    for _attempt in range(JOB_PATIENCE // 2000):
        planner.go("/kesenjangan/")
        if planner.page.locator("table.heat").count():
            break
        planner.page.wait_for_timeout(1500)
    planner.sees("Kesenjangan terbesar ada pada")


def _money(planner: Visitor) -> None:
    planner.go("/anggaran/standar-biaya/").press("Muat standar contoh").sees("standar biaya masih contoh")
    planner.go("/anggaran/").follow("Tambah sumber dana").fill("Kode subkegiatan", "5.04.02.2.01.0003")
    planner.fill("Nama sumber dana", "Pengembangan kompetensi").fill("Pagu", "150 juta")
    planner.press("Simpan sumber dana").sees("Rp150 juta untuk 2027")
    planner.go("/program/").press("Muat katalog awal").sees("60 program")


def _plan(planner: Visitor) -> None:
    planner.go("/rencana/skenario/").press("Buat skenario pertama").sees("Dengan syarat apa rencana disusun?")
    assert planner.page.locator("main").get_by_label("Pagu", exact=True).input_value() == "Rp150.000.000"
    planner.press("Simpan dan hitung").await_result().follow("Lihat hasil")
    planner.sees("Skenario A", "program: ", "masuk", "paling jauh")
    rows = planner.page.locator("main table").filter(has_text="Alasan").locator("tbody tr")
    assert rows.filter(has_text="Masuk").count()
    assert all(rows.locator("td.why").all_inner_texts())


def _submit(planner: Visitor) -> None:
    planner.follow("Lihat peserta").sees("kursi untuk 2027")
    planner.follow("Lihat yang menunggu").sees("kebutuhan menunggu", "Satu alasan untuk setiap orang dan program")
    planner.go("/rencana/skenario/").follow("Skenario A").follow("Ajukan ke Kepala badan").sees("Periksa, lalu ajukan")
    planner.fill("Catatan untuk yang memutuskan", "Pagu menutup kesenjangan terbesar.").press("Ajukan rencana")
    planner.sees("Rencana terkirim kepada Kepala badan", "Usulan")


def _approve(head: Visitor) -> None:
    head.go("/rencana/skenario/").follow("Baca dan putuskan").sees("Diminta: menyetujui Rencana 2027, Rp150 juta")
    head.press("Setujui rencana").sees("Alasan keputusan belum terisi")
    head.fill("Alasan keputusan", "Sesuai arah tahun ini.").press("Setujui rencana").sees("Rencana terverifikasi")


def _files(planner: Visitor) -> None:
    planner.go("/rencana/skenario/").follow("Skenario A").sees("Terverifikasi")
    planner.press("Unduh lembar kerja").await_result()
    book = openpyxl.load_workbook(io.BytesIO(planner.take("Lihat hasil")))
    assert {"Program", "Peserta", "Keterangan"} <= set(book.sheetnames)
    planner.go("/rencana/skenario/").follow("Skenario A").press("Unduh lampiran PDF").await_result()
    annex = PdfReader(io.BytesIO(planner.take("Lihat hasil")))
    assert "PEMERINTAH KOTA KECIL" in annex.pages[0].extract_text().upper()
