"""The ten-minute tour of the README, word by word; last of the journeys, because it waits for the first plan."""

import re
from pathlib import Path

import pytest

from tests.journeys import rosters
from tests.journeys.conftest import Inviting
from tests.journeys.town import ROOT, Running
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.slow

FIRST_PLAN = 300_000  # milliseconds: the whole town is planned when Asah starts


def _steps() -> list[str]:
    """The numbered steps of the README."""
    tour = (ROOT / "README.md").read_text().split("## Berkeliling sepuluh menit")[1].split("Hal yang sama")[0]
    return [" ".join(step.split()) for step in re.split(r"^\d\. ", tour, flags=re.M)[1:]]


def _menu(visitor: Visitor, place: str, tab: str) -> Visitor:
    """Through the places at the top, as the README writes it: place, then tab."""
    visitor.page.get_by_label("Siklus tahunan").get_by_role("link", name=place).click()
    visitor.page.wait_for_load_state()
    visitor.page.get_by_label("Bagian", exact=True).get_by_role("link", name=tab, exact=True).click()
    visitor.page.wait_for_load_state()
    return visitor.look()


def test_the_steps_are_those_of_the_readme() -> None:
    steps = _steps()
    said = ("`maria`", "**Kebutuhan → Kesenjangan.**", "**Kebutuhan → Impor.**", "**Rencana → Skenario A.**",
            "**Ajukan ke Kepala badan**, periksa, lalu **Ajukan rencana**", "`yohana` dengan ponsel",
            "*Periksa rantai segel*", "**Hapus data contoh**")  # fmt: skip
    assert len(steps) == len(said)
    for step, words in zip(steps, said, strict=True):
        assert words in step


def test_ten_minutes_around_asah(asah: Running, invite: Inviting, tmp_path: Path) -> None:
    maria = invite("desk").sign_in("maria")
    maria.sees("Siklus 2027")
    assert maria.page.locator(".lead").first.inner_text().count(".") <= 2

    _menu(maria, "Kebutuhan", "Kesenjangan").sees("Kesenjangan terbesar ada pada", "belum cukup jawaban")
    maria.page.locator("table.heat td a").first.click()
    maria.page.locator("#rincian").get_by_role("link", name=re.compile("^Lihat .* orang$")).wait_for()
    maria.look().sees("level sekarang", "Belum cukup penilaian")
    assert re.search(r"(Uji|Atasan|Pusat penilaian) \d", maria.page.locator("#rincian").inner_text())

    _menu(maria, "Kebutuhan", "Impor").follow("Daftar pegawai", exact=True)
    maria.give("Berkas XLSX atau CSV", "siasn.xlsx", rosters.workbook(rosters.town_rows()[:400]))
    maria.press("Unggah berkas").sees("Data yang sekarang tidak berubah sampai Anda menekan Terapkan.")
    maria.press("Batalkan impor").sees("Impor dibatalkan")

    _plan(maria)
    _decision(invite("desk").sign_in("kepala"))
    _others(invite)
    _command_line(asah, tmp_path)


def _plan(maria: Visitor) -> None:
    """Steps 4 and 5: what is in, what is out and why, who goes, who waits; then it is submitted."""
    _menu(maria, "Rencana", "Skenario").follow("Skenario A").wait_for("program: ", patience=FIRST_PLAN)
    maria.sees("masuk", "di batas", "Alasan")
    maria.follow("Tampilkan semua").sees("Tidak masuk")
    reasons = maria.page.locator("main table").filter(has_text="Alasan").locator("tbody td.why").all_inner_texts()
    assert reasons
    assert all(reasons)
    maria.follow("Lihat peserta").sees("kursi untuk 2027")
    maria.follow("Lihat yang menunggu").sees("kebutuhan menunggu", "Satu alasan untuk setiap orang")
    assert re.search(r"menutup \d\d?% kesenjangan", maria.go("/").page.locator(".lead").first.inner_text())
    _menu(maria, "Rencana", "Skenario").follow("Skenario A").follow("Ajukan ke Kepala badan")
    maria.sees("Periksa, lalu ajukan", "Yang memutuskan adalah orang lain").press("Ajukan rencana")
    maria.sees("Rencana terkirim kepada Kepala badan")
    assert maria.page.locator("main").get_by_role("button", name="Setujui rencana").count() == 0


def _decision(kepala: Visitor) -> None:
    """The rest of step 5; the plan goes back with a note, so that the town is open for others as before."""
    _menu(kepala, "Rencana", "Skenario").sees("Perlu keputusan Anda").follow("Baca dan putuskan")
    kepala.sees("Diminta: menyetujui Rencana 2027, Rp1,85 miliar", "Diajukan Maria Wanma")
    assert kepala.find("Setujui rencana").is_enabled()
    kepala.fill("Alasan keputusan", "Dibaca pada keliling sepuluh menit.").press("Kembalikan dengan catatan")
    kepala.sees("Rencana dikembalikan")


def _others(invite: Inviting) -> None:
    """Steps 6 to 8: the learner, the auditor, the administrator."""
    yohana = invite("phone").sign_in("yohana")
    yohana.sees("JP")
    yohana.go("/kompetensi/saya/").sees("Kompetensi saya")
    yohana.go("/rencana/keputusan-saya/").sees("Belum ada keputusan rencana").misses("Maria Wanma")
    auditor = invite("desk").sign_in("auditor")
    auditor.menu().follow("Jejak audit").sees("Maria Wanma mengajukan").press("Periksa rantai segel").sees(
        "Rantai utuh"
    )
    admin = invite("desk").sign_in("admin").go("/pengaturan/").sees("Siapkan Asah", "Hapus data contoh")
    assert admin.page.locator("main ul.tasks > li").count() == 9


def _command_line(asah: Running, folder: Path) -> None:
    """The same from the command line, without applying it."""
    file = folder / "daftar.xlsx"
    file.write_bytes(rosters.workbook(rosters.town_rows()[:400]))
    told = asah.manage("import_roster", str(file), "--agency", "sorong", "--dry-run")
    assert "diterapkan: tidak" in told
