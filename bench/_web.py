"""A web server under measurement: started as `./asah run` starts it, asked by clients that keep their connections."""

import gzip
import http.client
import os
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser

from asah.config.launch.children import stop_child, wait_until
from asah.config.launch.run import web_command

SIGN_IN = "/masuk/"


class Failed(Exception):
    """A server did not answer as expected."""


@dataclass(frozen=True)
class Visit:
    """One address as somebody asks for it. headers: what the browser adds; body: a posted form."""

    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""


@dataclass(frozen=True)
class Answer:
    """What came back: seconds until the last byte, bytes on the wire, the text behind them."""

    seconds: float
    wire: int
    text: str


def ask(connection: http.client.HTTPConnection, visit: Visit) -> Answer:
    """Ask once, compressed as browsers do. Raises Failed for any status but 200."""
    headers = {"Host": "localhost", "Accept-Encoding": "gzip", **visit.headers}
    if visit.body:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    began = time.perf_counter()
    connection.request("POST" if visit.body else "GET", visit.path, body=visit.body or None, headers=headers)
    answer = connection.getresponse()
    content = answer.read()
    seconds = time.perf_counter() - began
    if answer.status != 200:
        raise Failed(f"{visit.path} answered {answer.status}")
    packed = answer.getheader("Content-Encoding") == "gzip"
    return Answer(seconds, len(content), (gzip.decompress(content) if packed else content).decode())


@contextmanager
def serving(server: str, environ: Mapping[str, str] | None = None) -> Iterator[int]:
    """A running server; yields its port. Raises Failed when it does not start."""
    port = _free_port()
    command = web_command(server, "127.0.0.1", port)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    child = subprocess.Popen(command, **quiet, start_new_session=True, env=dict(environ or os.environ))
    try:
        if not wait_until(lambda: _is_up(port), patience=60):
            raise Failed(f"{server} did not start")
        yield port
    finally:
        stop_child(child)


def together(port: int, clients: int, until: float, work: Callable[[http.client.HTTPConnection, int], None]) -> None:
    """Let `clients` threads repeat `work(connection, round)` until a moment of the performance clock."""
    faults: list[BaseException] = []

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        at = number
        try:
            while time.perf_counter() < until and not faults:
                try:
                    work(connection, at)
                    at += 1
                except (http.client.RemoteDisconnected, ConnectionResetError):
                    connection.close()  # a server may close an open connection between two requests
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]


def quantile(times: Sequence[float], share: float) -> float:
    """The time within which a share of the answers came, in milliseconds."""
    return 1000 * sorted(times)[min(len(times) - 1, int(share * len(times)))]


def count_nodes(page: str) -> int:
    """Elements of a page, as `document.querySelectorAll("*")` would count them."""
    counter = _Elements()
    counter.feed(page)
    return counter.number


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.number = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One element more."""
        self.number += 1


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_up(port: int) -> bool:
    try:
        ask(http.client.HTTPConnection("127.0.0.1", port, timeout=30), Visit(SIGN_IN))
    except OSError:
        return False
    return True
