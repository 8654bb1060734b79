"""J2 to J5: a roster of 4,905 rows, mended, reviewed, applied, taken back, refused, unchanged, cancelled."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys import rosters
from tests.journeys.town import Running
from tests.journeys.visitor import JOB_PATIENCE, Visitor

pytestmark = pytest.mark.slow


def _people(visitor: Visitor) -> int:
    """How many employees the list counts."""
    visitor.go("/pegawai/")
    found = re.search(r"([\d.]+) pegawai", visitor.page.locator("main").inner_text())
    assert found
    return int(found.group(1).replace(".", ""))


def _upload(visitor: Visitor, name: str, content: bytes) -> Visitor:
    """Steps 1 and 2: the file, and the columns as Asah matched them."""
    visitor.go("/impor/").follow("Daftar pegawai", exact=True)
    visitor.give("Berkas XLSX atau CSV", name, content).press("Unggah berkas")
    visitor.sees("kolom sudah cocok")
    return visitor.press("Periksa berkas")


def _problem(visitor: Visitor, line: int) -> Locator:
    """The part of the page that stands for one row of the file."""
    heading = visitor.page.get_by_role("heading", name=re.compile(rf"^Baris {line:,}\b".replace(",", ".")))
    return visitor.page.locator("section.problem").filter(has=heading)


def _mend(visitor: Visitor, line: int, label: str, text: str) -> None:
    """Type into the problem's own field and keep it."""
    problem = _problem(visitor, line)
    problem.get_by_label(label, exact=True).fill(text)
    problem.get_by_role("button", name="Simpan isian").click()
    visitor.page.wait_for_load_state()
    visitor.look()


def _drawer(visitor: Visitor, title: str) -> Locator:
    """The latest job of this title in the drawer."""
    return visitor.page.locator(".job").filter(has_text=title).first


def test_three_bad_rows_are_mended_applied_and_taken_back(desk: Visitor) -> None:
    """J2."""
    rows = rosters.with_newcomers(rosters.town_rows(), 4)
    whole, birth = rows[100]["NIP BARU"], rows[200]["TANGGAL LAHIR"]
    stray = next(place for place, row in enumerate(rows) if row["UNOR NAMA"] == rosters.HEALTH)
    rows[100]["NIP BARU"] = whole[:-1]
    rows[200]["TANGGAL LAHIR"] = "31/02/1990"
    rows[stray] |= {"UNOR NAMA": "Dinkess", "UNOR ID": ""}
    desk.sign_in("maria")
    assert _people(desk) == len(rows) == 4905
    _upload(desk, "pegawai-januari.xlsx", rosters.workbook(rows)).wait_for("Perbaiki 3 baris")
    desk.sees("Siap 4.902 · Perlu diperbaiki 3")

    # First row of the file is the header, so that the hundredth row of data stands on line 102.
    assert "NIP terdiri dari 18 angka. Di sini 17." in _problem(desk, 102).inner_text()
    _mend(desk, 102, "NIP", whole)
    assert "tidak ada di kalender" in _problem(desk, 202).inner_text()
    _mend(desk, 202, "Tanggal lahir", birth)
    suggestion = _problem(desk, stray + 2).get_by_role("button", name=rosters.HEALTH, exact=True)
    suggestion.click()
    desk.page.wait_for_load_state()
    desk.look()
    desk.press("Periksa ulang dan lanjut").wait_for("baris akan mengubah data")
    desk.sees("Baru 4", "Hilang dari berkas 4", "Berubah 0")

    desk.press("Terapkan 4 baris").wait_for("Selesai. 4 baru, 0 berubah")
    number = re.search(r"I-2027-\d{4}", desk.page.locator("main").inner_text())
    assert number
    assert _people(desk) == 4909
    desk.go("/impor/").follow(number.group())
    desk.press("Urungkan").sees("Impor diurungkan", f"Impor {number.group()} diurungkan")
    assert _people(desk) == 4905


def test_a_numeric_column_is_refused_as_a_whole(visitor: Visitor) -> None:
    """J3."""
    visitor.sign_in("maria")
    _upload(visitor, "pegawai-angka.xlsx", rosters.numeric_workbook(rosters.town_rows()[:300]))
    visitor.wait_for("Berkas ini tidak dapat diimpor")
    visitor.sees(
        "Kolom NIP tersimpan sebagai angka di lembar kerja, sehingga digit akhirnya berubah",
        "ubah format kolom menjadi Teks",
        "Tidak ada baris yang masuk",
    )
    assert _people(visitor) == 4905


def test_the_same_file_again_changes_nothing(desk: Visitor) -> None:
    """J4."""
    desk.sign_in("maria")
    _upload(desk, "siasn-sorong.xlsx", rosters.workbook(rosters.town_rows()))
    desk.wait_for("Tidak ada yang perlu diterapkan")
    desk.sees("Tetap 4.905 · Baru 0 · Berubah 0")
    assert desk.find("Tidak ada yang perlu diterapkan").is_disabled()
    desk.press("Batalkan impor").sees("Impor dibatalkan")


def test_a_check_is_left_found_again_and_cancelled(asah: Running, desk: Visitor) -> None:
    """J5: six towns in one file, so that the check is still at work when she comes back."""
    desk.sign_in("maria")
    _upload(desk, "enam-kota.csv", rosters.text_file(rosters.town_rows() * 6))
    number = re.search(r"I-2027-\d{4}", desk.page.locator("main").inner_text())
    assert number
    desk.go("/pekerjaan/")
    job = _drawer(desk, number.group())
    expect(job).to_contain_text("Berjalan", timeout=JOB_PATIENCE)
    with asah.paused_worker():
        desk.go("/impor/").follow(number.group()).sees("Berkas sedang diperiksa")
        desk.press("Batalkan impor").sees("Impor dibatalkan")
    desk.go("/pekerjaan/")
    expect(_drawer(desk, number.group())).to_contain_text("Dibatalkan", timeout=JOB_PATIENCE)
    assert _people(desk) == 4905
