"""The whole of Asah, as `./asah run` starts it: up, killed, up again, stopped; then saved and brought back."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from asah.config.launch import state
from asah.config.launch.children import wait_until
from asah.config.launch.database import open_database
from asah.config.launch.places import ROOT, DataFolder

READY = "Tekan Ctrl-C"
PATIENCE = 180.0
"""Seconds; the first start makes every table, beside other tests on a slow machine."""


class Running:
    """`./asah run` on a data folder of its own, without the demo town."""

    def __init__(self, data: Path, environ: dict[str, str]) -> None:
        self.data = data
        self.environ = environ
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.process: subprocess.Popen[str] | None = None

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "asah.config.launch", *arguments, "--data", str(self.data)]

    def start(self) -> float:
        """Start and wait until it greets; returns the seconds that took."""
        began = time.monotonic()
        with (self.data.parent / "said").open("w") as said:
            command = self.command("run", "--empty", "--port", str(self.port))
            self.process = subprocess.Popen(
                command, stdout=said, stderr=subprocess.STDOUT, text=True, env=self.environ, cwd=ROOT
            )
        wait_until(lambda: READY in self.said() or not self.alive(), patience=PATIENCE)
        if READY not in self.said():
            self.process.kill()
            pytest.fail(self.said())
        return time.monotonic() - began

    def said(self) -> str:
        return (self.data.parent / "said").read_text()

    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def family(self) -> list[psutil.Process]:
        assert self.process is not None
        return list(psutil.Process(self.process.pid).children(recursive=True))

    def end(self, number: signal.Signals) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def status(self, path: str = "/") -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        finally:
            connection.close()

    def call(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run another command of `./asah` on the same data folder."""
        return subprocess.run(
            self.command(*arguments),
            capture_output=True,
            text=True,
            check=False,
            env=self.environ,
            cwd=ROOT,
            timeout=PATIENCE,
        )


@pytest.fixture(scope="module")
def installed(clean_environ: dict[str, str]) -> Iterator[Running]:
    folder = Path(tempfile.mkdtemp(prefix="asah-launcher-"))
    folder.chmod(0o755)
    made = Running(folder / "data", clean_environ)
    yield made
    if made.alive():
        made.end(signal.SIGTERM)
    shutil.rmtree(folder)


@pytest.fixture
def running(installed: Running) -> Running:
    """Up and serving, whatever the test before did to it."""
    if not installed.alive():
        installed.start()
    return installed


def gone(family: list[psutil.Process]) -> bool:
    return not any(process.is_running() and process.status() != psutil.STATUS_ZOMBIE for process in family)


def test_serves_pages_and_works_on_jobs(running: Running) -> None:
    assert running.status() < 500
    names = {process.name() for process in running.family()}
    commands = [" ".join(process.cmdline()) for process in running.family()]
    assert "postgres" in names
    assert any("gunicorn" in command for command in commands)
    assert any(command.endswith("asah.config.manage work") for command in commands)
    assert f"http://localhost:{running.port}" in running.said()
    assert "Buka /aktivasi/" in running.said()


def test_a_second_start_on_the_same_folder_is_refused(running: Running) -> None:
    result = running.call("run", "--port", str(running.port + 1))
    assert result.returncode == 1
    assert f"Asah sudah berjalan di http://localhost:{running.port}" in result.stderr
    assert running.alive()


def test_a_taken_port_is_told(running: Running, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "asah.config.launch", "run", "--port", str(running.port), "--data", str(tmp_path)]
    result = subprocess.run(command, capture_output=True, text=True, check=False, env=running.environ, cwd=ROOT)
    assert result.returncode == 1
    assert f"Porta {running.port} tidak dapat dipakai" in result.stderr
    assert f"./asah run --port {running.port + 1}" in result.stderr


def test_another_command_borrows_the_running_server(running: Running) -> None:
    result = running.call("manage", "shell", "-c", "from django.db import connection as c; k = c.cursor(); "
                          "k.execute('select current_user'); print(k.fetchone()[0])")  # fmt: skip
    assert "asah_app" in result.stdout, result.stderr
    assert running.alive()


def test_a_killed_database_server_comes_back(running: Running) -> None:
    server = next(process for process in running.family() if process.name() == "postgres")
    server.kill()
    assert wait_until(lambda: "PostgreSQL berhenti dan dijalankan lagi" in running.said(), patience=PATIENCE)
    assert wait_until(
        lambda: running.call("manage", "migrate", "--check").returncode == 0, patience=PATIENCE, pause=0.5
    )
    assert running.status() < 500


def test_kill_9_and_a_quick_second_start(running: Running) -> None:
    family = running.family()
    assert running.end(signal.SIGKILL) == -signal.SIGKILL
    seconds = running.start()
    assert gone(family)
    assert running.status() < 500
    assert "Menyiapkan tabel" not in running.said()
    # 3 s on a machine of its own; other tests run beside this one.
    assert seconds < 10


def test_backup_beside_a_running_asah_and_restore_of_it(running: Running, clean_environ: dict[str, str]) -> None:
    archive = running.data.parent / "cadangan.asah"
    folder = DataFolder(running.data)
    (folder.files / "ab").mkdir()
    (folder.files / "ab" / "abcd").write_bytes(os.urandom(3000))
    saved = running.call("backup", str(archive))
    assert saved.returncode == 0, saved.stderr
    assert archive.stat().st_mode & 0o777 == 0o600
    assert running.end(signal.SIGTERM) == 0
    with open_database(folder, clean_environ, command="shell") as database:
        state.remember(database.addresses.owner, "sesudah", "cadangan")
    refused = running.call("restore", str(archive))
    assert "--replace" in refused.stderr
    shutil.rmtree(folder.files / "ab")
    brought_back = running.call("restore", str(archive), "--replace")
    assert brought_back.returncode == 0, brought_back.stderr
    with open_database(folder, clean_environ, command="shell") as database:
        assert state.remembered(database.addresses.owner, "sesudah") is None
        assert state.remembered(database.addresses.owner, state.DEMO) == "bare"
        with psycopg.connect(database.addresses.app) as connection:
            row = connection.execute("SELECT count(*) FROM audit_event").fetchone()
            may = connection.execute("SELECT has_table_privilege('audit_event', 'DELETE')").fetchone()
    assert row == (0,)
    assert may == (False,)
    assert (folder.files / "ab" / "abcd").stat().st_size == 3000


def test_stops_in_good_order(running: Running) -> None:
    family = running.family()
    assert running.end(signal.SIGINT) == 0
    assert gone(family)
    assert "Asah sedang berhenti" in running.said()
