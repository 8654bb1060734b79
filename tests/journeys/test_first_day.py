"""J1: an empty installation, the sample, nine tasks, and everything invented gone again."""

import re

import pytest

from tests.journeys.town import Running
from tests.journeys.visitor import JOB_PATIENCE, Visitor

pytestmark = pytest.mark.slow

TASKS = (
    "Identitas dan kop", "Tahun dan kalender", "Aturan berlaku", "Unit", "Pegawai", "Atasan", "Standar kompetensi",
    "Pagu dan standar biaya", "Peran dan aktivasi",
)  # fmt: skip
PASSWORD = "hujan-pagi-di-remu-27"


def _states(visitor: Visitor) -> dict[str, bool]:
    """The tasks on the page, and whether each one says plainly that it is done."""
    lines = [line.inner_text() for line in visitor.page.locator("main ul.tasks > li").all()]
    return {line.splitlines()[0].strip(): bool(re.search(r"Selesai\s*$", line)) for line in lines}


def test_an_empty_installation_tries_the_sample_and_is_itself_again(asah: Running, desk: Visitor) -> None:
    """J1."""
    admin, code = asah.found("Pemerintah Daerah")
    desk.go("/aktivasi/").fill("NIP", admin).fill("Kode", code)
    for field in desk.page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    desk.press("Aktifkan akun").sees("Akun aktif", "0 dari 9 tugas penyiapan selesai")

    desk.follow("Siapkan Asah").sees("Tinggal 9 dari 9 tugas")
    assert _states(desk) == dict.fromkeys(TASKS, False)
    desk.follow("Muat data contoh")
    desk.page.get_by_label("Kota kecil").check()
    desk.press("Muat data contoh").sees("Mengisi kota contoh")
    desk.await_result().follow("Lihat hasil").sees("Data contoh", "500 pegawai.")
    undone = {task for task, done in _states(desk).items() if not done}
    assert undone == {"Aturan berlaku", "Standar kompetensi"}

    desk.follow("Aturan berlaku").follow("Konfirmasi semua angka").press("Konfirmasi").sees("angka dikonfirmasi")
    # Starting standards follow the tables they came from; a job does it behind the page.
    for _attempt in range(JOB_PATIENCE // 1000):
        if all(_states(desk.go("/pengaturan/")).values()):
            break
        desk.page.wait_for_timeout(2000)
    assert _states(desk) == dict.fromkeys(TASKS, True)
    desk.sees("Asah siap dipakai.")
    desk.go("/").sees("Asah siap dipakai. Tugas pertama perencana: Buka survei.")

    desk.go("/pengaturan/").follow("Hapus data contoh").sees("Hapus data contoh?")
    name = re.search(r"Tulis “(.+?)”", desk.page.locator("main").inner_text())
    assert name
    desk.fill("Nama kota", name.group(1)).fill("Kata sandi baru", PASSWORD + "-2")
    desk.press("Hapus data contoh").sees("Data contoh dihapus")
    states = _states(desk)
    assert [states[task] for task in ("Unit", "Pegawai", "Standar kompetensi", "Pagu dan standar biaya")] == [False] * 4
    assert [states[task] for task in ("Identitas dan kop", "Tahun dan kalender", "Aturan berlaku")] == [True] * 3
    desk.go("/pegawai/").sees("0 pegawai")
    desk.go("/pengaturan/identitas/")
    assert desk.page.get_by_label("Nama pemerintah daerah").input_value() == "Pemerintah Kota Sorong"
