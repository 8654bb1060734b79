"""A PostgreSQL server of our own: made once, started as a direct child, stopped in good order."""

import os
import signal
import socket
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from asah.config.launch.accounts import Account
from asah.config.launch.binaries import BUILTIN_LOCALES, Binaries
from asah.config.launch.children import start_child, stop_child, wait_until
from asah.config.launch.orphans import end_orphaned_server
from asah.config.launch.refusal import Refusal

SUPERUSER = "postgres"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "checkpoint_completion_target": "0.9",
    "log_min_messages": "warning",
    "log_checkpoints": "off",
    "timezone": "UTC",
}
"""For a laptop or a small server; who wants more gives a server of his own in DATABASE_URL."""
THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
"""For tests: fast, and worthless after a crash."""
PATIENCE = 60.0
"""Seconds that a server may take to start or stop, recovery after a crash included."""


@dataclass
class Cluster:
    """One folder of PostgreSQL's and the server that runs on it.

    Parameters:
        folder: PostgreSQL's own folder (PGDATA).
        binaries: the programs.
        account: the account of the operating system it runs under.
        log: file for the server's messages, writable by this process.
        password: the superuser's.
        durable: False for tests: no waiting for the disk.
    """

    folder: Path
    binaries: Binaries
    account: Account
    log: Path
    password: str
    durable: bool = True
    port: int = 0
    server: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    def url(self, *, role: str = SUPERUSER, password: str | None = None, database: str = "postgres") -> str:
        """Address of a database on this server."""
        return f"postgresql://{role}:{password or self.password}@127.0.0.1:{self.port}/{database}"

    def start(self, *, port: int = 0) -> None:
        """Make the cluster when there is none, end an orphaned server on it, and start ours.

        Parameters:
            port: the port to take again after a crash, 0 for any free one.

        Raises:
            Refusal: it cannot be made or started; the text carries PostgreSQL's own last lines.
        """
        self._make()
        end_orphaned_server(self.folder)
        for _ in range(3):
            self.port = port or _free_port()
            mark = self.log.stat().st_size if self.log.exists() else 0
            self.server = start_child(
                self._command(),
                log=self.log,
                ending=signal.SIGINT,
                account=self.account,
                cwd=self.folder,
                environ={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            )
            if wait_until(lambda: self._ready() or self._gone(), patience=PATIENCE) and not self._gone():
                return
            self.stop()
            said = _tail(self.log, mark)
            if "could not bind" not in said and "Address already in use" not in said:
                break
        raise Refusal(explain_failure(f"PostgreSQL tidak mau mulai. Catatannya ({self.log}):", said))

    def is_running(self) -> bool:
        """Whether the server that this process started is alive."""
        return not self._gone()

    def stop(self) -> None:
        """Stop the server; clients are cut off, nothing committed is lost."""
        if self.server is not None:
            stop_child(self.server, ending=signal.SIGINT, patience=PATIENCE)
            self.server = None

    def _gone(self) -> bool:
        return self.server is None or self.server.poll() is not None

    def _ready(self) -> bool:
        """PostgreSQL writes its state into the eighth line of its pid file."""
        try:
            lines = (self.folder / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        ours = self.server is not None and bool(lines) and lines[0] == str(self.server.pid)
        return ours and len(lines) > 7 and lines[7].strip() == "ready"

    def _command(self) -> list[str]:
        settings = {**SETTINGS, "port": str(self.port)} | ({} if self.durable else THROW_AWAY)
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [self.binaries.program("postgres"), "-D", str(self.folder), *options]

    def _make(self) -> None:
        """Run initdb into a draft folder and rename it, so that a kill leaves nothing half made."""
        version = self.folder / "PG_VERSION"
        if version.exists():
            made = int(version.read_text().split(".")[0])
            if made != self.binaries.major:
                raise Refusal(
                    f"Basis data di {self.folder} dibuat oleh PostgreSQL {made}, sedangkan yang terpasang versi "
                    f"{self.binaries.major}. Cadangkan dengan Asah versi lama, lalu pulihkan di folder data baru."
                )
            return
        for stale in self.folder.parent.glob("draft-cluster-*"):
            self._as_account(["rm", "-rf", str(stale)])
        draft = self.folder.with_name(f"draft-cluster-{os.getpid()}")
        with tempfile.NamedTemporaryFile("w", prefix="asah-") as secret:
            secret.write(self.password)
            secret.flush()
            os.chown(secret.name, self.account.uid, self.account.gid)
            result = self._as_account([*self._initdb(), "--pgdata", str(draft), f"--pwfile={secret.name}"])
        if result.returncode != 0:
            raise Refusal(explain_failure("PostgreSQL tidak dapat membuat basis data:", result.stderr))
        draft.rename(self.folder)

    def _as_account(self, command: list[str]) -> "subprocess.CompletedProcess[str]":
        return self.account.run(command)

    def _initdb(self) -> list[str]:
        builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        locale = builtin if self.binaries.major >= BUILTIN_LOCALES else ["--locale=C.UTF-8"]
        command = [
            self.binaries.program("initdb"),
            f"--username={SUPERUSER}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
        ]
        return [*command, *locale, *([] if self.durable else ["--no-sync"])]


def explain_failure(headline: str, said: str) -> str:
    """Put PostgreSQL's words under a headline; a full disk gets its own sentence."""
    advice = ""
    if "No space left on device" in said:
        advice = "Diska penuh. Kosongkan ruang, lalu jalankan lagi; data yang sudah tersimpan tidak hilang.\n"
    return f"{advice}{headline}\n{said.strip()}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _tail(log: Path, start: int) -> str:
    with log.open("rb") as file:
        file.seek(start)
        return file.read().decode(errors="replace")[-2000:]
