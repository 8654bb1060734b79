"""Keeps the web server and the job worker alive until somebody stops Asah."""

import http.client
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from asah.config.launch.children import record_children, start_child, stop_child, wait_until
from asah.config.launch.refusal import Refusal

RESTARTS = 5
"""So many restarts of one service within WINDOW are an illness, not an accident."""
WINDOW = 60.0
"""Seconds."""
LARGEST_LOG = 5_000_000
"""Bytes; a larger log is put aside at the next start."""


@dataclass
class Service:
    """One long-running child.

    Parameters:
        name: short, for logs and messages.
        command: program and arguments.
        patience: seconds it may take to end in good order.
    """

    name: str
    command: list[str]
    patience: float = 10.0
    child: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)
    starts: list[float] = field(default_factory=list, repr=False)

    def is_running(self) -> bool:
        return self.child is not None and self.child.poll() is None

    def recent_starts(self) -> int:
        """How often it was started within the last WINDOW seconds."""
        return sum(moment > time.monotonic() - WINDOW for moment in self.starts)

    def may_start_again(self) -> bool:
        """Whether it has rested long enough: half a second, doubled with each recent start."""
        return time.monotonic() - self.starts[-1] > 0.25 * 2.0 ** self.recent_starts()


class Supervisor:
    """Starts services, restarts those that die, stops all of them.

    Parameters:
        environ: their environment.
        logs: folder with one log file for each.
        roster: file that their process ids are written to.
    """

    def __init__(self, environ: Mapping[str, str], logs: Path, roster: Path) -> None:
        self._environ = environ
        self._logs = logs
        self._roster = roster
        self._services: list[Service] = []

    def log(self, service: Service) -> Path:
        """The file with the service's output."""
        return self._logs / f"{service.name}.log"

    def start(self, *services: Service) -> None:
        """Start services, in this order."""
        for service in services:
            self._put_aside(self.log(service))
            self._services.append(service)
            self._start(service)

    def stop(self) -> None:
        """Stop every service, the last started first."""
        for service in reversed(self._services):
            if service.child is not None:
                stop_child(service.child, patience=service.patience)
        self._services.clear()
        self._roster.unlink(missing_ok=True)

    def watch(self, also: Callable[[], None], *, pause: float = 0.2) -> None:
        """Restart what dies, for ever.

        Parameters:
            also: called in every round; looks after the database server.
            pause: seconds between rounds.

        Raises:
            Refusal: a service dies again and again.
        """
        while True:
            time.sleep(pause)
            also()
            for service in self._services:
                if not service.is_running() and service.may_start_again():
                    self._restart(service)

    def _restart(self, service: Service) -> None:
        if service.recent_starts() > RESTARTS:
            raise Refusal(f"Bagian {service.name} berulang kali berhenti. Catatannya: {self.log(service)}")
        print(f"Bagian {service.name} berhenti dan dijalankan lagi. Catatannya: {self.log(service)}", flush=True)
        self._start(service)

    def _start(self, service: Service) -> None:
        service.starts.append(time.monotonic())
        service.child = start_child(service.command, log=self.log(service), environ=self._environ)
        record_children(self._roster, [s.child.pid for s in self._services if s.child is not None])

    @staticmethod
    def _put_aside(log: Path) -> None:
        if log.exists() and log.stat().st_size > LARGEST_LOG:
            log.replace(log.with_suffix(".log.1"))


def wait_for_page(host: str, port: int, service: Service, log: Path, *, patience: float = 60) -> int:
    """Wait until the web server answers; returns the status of its answer.

    Raises:
        Refusal: it died or stays silent; the text carries the end of its log.
    """
    answers: list[int] = []

    def answered() -> bool:
        status = _status_of(host, port)
        if status:
            answers.append(status)
        return bool(status) or not service.is_running()

    wait_until(answered, patience=patience, pause=0.05)
    if not answers:
        raise Refusal(f"Peladen web tidak mau mulai. Catatannya ({log}):\n{_last_lines(log)}")
    return answers[0]


def _status_of(host: str, port: int) -> int | None:
    connection = http.client.HTTPConnection(host, port, timeout=10)
    try:
        connection.request("GET", "/", headers={"Host": "localhost"})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def _last_lines(log: Path, count: int = 15) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-count:])
