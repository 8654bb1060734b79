"""Small parts of the launcher: which programs it starts, which data folder it takes, what it says."""

from pathlib import Path

import pytest

from asah.config.launch.bench import list_benches, needs_database
from asah.config.launch.bench import run as run_bench
from asah.config.launch.catalogues import find_catalogue_faults
from asah.config.launch.cli import take_option
from asah.config.launch.cluster import explain_failure
from asah.config.launch.places import ROOT, DataFolder, choose_data_folder
from asah.config.launch.refusal import Refusal
from asah.config.launch.run import web_command
from asah.config.launch.state import program_digest


def test_data_folder_is_the_given_one_then_the_environments_then_our_own(tmp_path: Path) -> None:
    assert choose_data_folder(str(tmp_path / "a"), {"ASAH_DATA": str(tmp_path / "b")}).path == tmp_path / "a"
    assert choose_data_folder(None, {"ASAH_DATA": str(tmp_path / "b")}).path == tmp_path / "b"
    assert choose_data_folder(None, {}).path == ROOT / ".data"


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("")
    with pytest.raises(Refusal, match="tidak dapat ditulis"):
        DataFolder(tmp_path / "berkas" / "data").make()


@pytest.mark.parametrize(
    ("line", "value", "rest"),
    [
        (["daftar.xlsx", "--data", "d", "--agency", "sorong"], "d", ["daftar.xlsx", "--agency", "sorong"]),
        (["--data=d", "daftar.xlsx"], "d", ["daftar.xlsx"]),
        (["daftar.xlsx"], None, ["daftar.xlsx"]),
        (["daftar.xlsx", "--data"], None, ["daftar.xlsx", "--data"]),
    ],
)
def test_one_option_is_taken_out_of_a_line(line: list[str], value: str | None, rest: list[str]) -> None:
    assert take_option(line, "--data") == (value, rest)


@pytest.mark.parametrize(("server", "workers"), [("gunicorn", "--workers"), ("granian", "--workers")])
def test_both_web_servers_can_be_chosen(server: str, workers: str) -> None:
    command = web_command(server, "127.0.0.1", 8000)
    assert command[1:4] == ["-m", server, "asah.config.wsgi:application"]
    assert workers in command


def test_an_unknown_web_server_is_told_its_alternatives() -> None:
    with pytest.raises(Refusal, match="gunicorn, granian"):
        web_command("apache", "127.0.0.1", 8000)


def test_a_full_disk_gets_its_own_sentence() -> None:
    said = "FATAL:  could not write lock file: No space left on device"
    assert explain_failure("Tidak mau mulai.", said).startswith("Diska penuh. Kosongkan ruang")
    assert "Diska penuh" not in explain_failure("Tidak mau mulai.", "FATAL:  lain")


def test_the_digest_of_the_program_is_stable() -> None:
    assert program_digest() == program_digest()


@pytest.mark.parametrize(
    ("source", "needed"),
    [
        ("NEEDS_DATABASE = True\n", True),
        ('"""NEEDS_DATABASE = True"""\n', False),
        ("NEEDS_DATABASE = False\n", False),
        ("if True:\n    NEEDS_DATABASE = True\n", False),
        ("", False),
    ],
)
def test_a_benchmark_says_whether_it_needs_a_database(source: str, needed: bool) -> None:
    assert needs_database(source) is needed


def test_benchmarks_are_the_public_modules_of_their_folder(tmp_path: Path) -> None:
    for name in ("pages.py", "_tables.py", "audit.py", "README.md"):
        (tmp_path / name).write_text("")
    assert list_benches(tmp_path) == ["audit", "pages"]


def test_an_unknown_benchmark_is_told() -> None:
    with pytest.raises(Refusal, match="Tidak ada pengukuran bernama terbang"):
        run_bench(["terbang", "--quick"])


def test_a_catalogue_without_its_compiled_form_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "django.po").write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n')
    assert len(find_catalogue_faults(tmp_path)) == 1


def test_no_catalogues_no_faults(tmp_path: Path) -> None:
    assert find_catalogue_faults(tmp_path) == []
