"""Starts an Asah of its own for the browser: database, web server and worker as separate processes.

Everything is real: the server is the one of `./asah run`, the database has row security, jobs run on a worker. The
clock stands at 12 January 2027 08.00 WIT.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen

import psycopg

ROOT = Path(__file__).resolve().parents[2]
MANAGE = (sys.executable, "-m", "asah.config.manage")


def manage(environ: dict[str, str], *arguments: str, owner: bool = False) -> str:
    """Run a management command; returns what it printed. owner: as the owner of the tables."""
    environ = {**environ, **({"ASAH_DB_ROLE": "owner"} if owner else {})}
    done = subprocess.run([*MANAGE, *arguments], env=environ, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@dataclass(frozen=True)
class Running:
    """A running Asah: its address, the environment of its commands, the process number of its worker."""

    url: str
    environ: dict[str, str]
    worker: int

    def manage(self, *arguments: str, owner: bool = False) -> str:
        """Run a management command beside the server; returns what it printed."""
        return manage(self.environ, *arguments, owner=owner)

    @contextmanager
    def paused_worker(self) -> Iterator[None]:
        """The worker stands still inside the block, whatever it is doing."""
        os.kill(self.worker, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.worker, signal.SIGCONT)

    def found(self, name: str) -> tuple[str, str]:
        """A bare government of its own, as `./asah run --empty` makes it: (administrator, activation code)."""
        slug = f"{re.sub(r'[^a-z]+', '-', name.lower())}-{uuid.uuid4().hex[:6]}"
        admin = f"admin-{slug}"
        told = self.manage("found_agency", "--slug", slug, "--name", name, "--zone", "Asia/Jayapura", "--admin", admin)
        code = re.search(r"kode: (\S+)", told)
        assert code, told
        return admin, code.group(1)


@contextmanager
def running_asah(data: Path) -> Iterator[Running]:
    """An Asah with the sample town, until the block ends; its database is dropped then.

    data: an empty folder for files and logs.
    """
    from asah.config.settings import APP_URL, OWNER_URL

    name = f"asah_journeys_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(OWNER_URL, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    environ = {
        **{key: value for key, value in os.environ.items() if key != "ASAH_DB_ROLE"},
        "DATABASE_URL": _address(OWNER_URL, name),
        "DATABASE_APP_URL": _address(APP_URL, name),
        "ASAH_DATA": str(data),
        "ASAH_CLOCK": "2027-01-11T23:00:00+00:00",
        "NUMBA_CACHE_DIR": os.environ.get("NUMBA_CACHE_DIR", str(data / "numba")),
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "DJANGO_SETTINGS_MODULE": "asah.config.settings",
    }
    port = _free_port()
    manage(environ, "migrate", "--verbosity=0", owner=True)
    manage(environ, "demo_load")
    web = [sys.executable, "-m", "gunicorn", "asah.config.wsgi:application", "--bind", f"127.0.0.1:{port}",
           "--worker-class", "gthread", "--workers", "1", "--threads", "4", "--no-control-socket"]  # fmt: skip
    log = (data / "server.log").open("wb")
    processes = [
        subprocess.Popen(command, env=environ, stdout=log, stderr=log, cwd=ROOT) for command in (web, [*MANAGE, "work"])
    ]
    try:
        running = Running(f"http://localhost:{port}", environ, processes[1].pid)
        _wait(running.url, processes[0])
        yield running
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
        log.close()
        with psycopg.connect(OWNER_URL, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _address(url: str, name: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{name}"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert server.poll() is None, "the web server ended"
        try:
            with urlopen(f"{url}/masuk/", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise AssertionError("the web server does not answer")
