"""The two web servers of the stack on one page: the tail decides, because somebody always waits in it.

4 clients with open connections ask for the sign-in page, the servers take turns. Our figure is the p99 of the server
that `./asah run` uses, the rival's that of the other.
"""

import argparse
import http.client
import os
import socket
import subprocess
import threading
import time

from asah.config.launch.children import stop_child, wait_until
from asah.config.launch.run import SERVERS, web_command
from bench._table import closing, print_table

NEEDS_DATABASE = True
CLIENTS = 4
PAGE = "/masuk/"
ROUNDS = 3


class Failed(Exception):
    """A server did not answer as expected."""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _ask(connection: http.client.HTTPConnection) -> float:
    """Fetch the page once; returns the seconds until its last byte."""
    began = time.perf_counter()
    connection.request("GET", PAGE, headers={"Host": "localhost"})
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise Failed(f"{PAGE} answered {answer.status}")
    return time.perf_counter() - began


def _client(port: int, until: float, times: list[float]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while time.perf_counter() < until:
        try:
            times.append(_ask(connection))
        except (http.client.RemoteDisconnected, ConnectionResetError):
            connection.close()  # a server may close an open connection between two requests


def _is_up(port: int) -> bool:
    try:
        _ask(http.client.HTTPConnection("127.0.0.1", port, timeout=30))
    except OSError:
        return False
    return True


def measure(server: str, seconds: float) -> list[float]:
    """Start one server, warm it up, and let the clients ask for `seconds`; returns the seconds of every answer."""
    port = _free_port()
    child = subprocess.Popen(
        web_command(server, "127.0.0.1", port),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        if not wait_until(lambda: _is_up(port), patience=60):
            raise Failed(f"{server} did not start")
        _together(port, min(seconds, 2.0))
        return _together(port, seconds)
    finally:
        stop_child(child)


def _together(port: int, seconds: float) -> list[float]:
    times: list[float] = []
    until = time.perf_counter() + seconds
    clients = [threading.Thread(target=_client, args=(port, until, times)) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return times


def quantile(times: list[float], share: float) -> float:
    """The time within which a share of the answers came, in milliseconds."""
    return 1000 * sorted(times)[min(len(times) - 1, int(share * len(times)))]


def main() -> None:
    """Measure both and print them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    seconds = 3.0 if parser.parse_args().quick else 10.0
    times: dict[str, list[float]] = {server: [] for server in SERVERS}
    for _ in range(ROUNDS):
        for server in SERVERS:
            times[server] += measure(server, seconds)
    rows = [
        (name, f"{len(t) / (ROUNDS * seconds):.0f}", *(f"{quantile(t, share):.0f}" for share in (0.5, 0.95, 0.99)))
        for name, t in times.items()
    ]
    print_table(
        f"{PAGE}, {CLIENTS} clients, {ROUNDS} rounds of {seconds:.0f} s, {os.cpu_count()} cores",
        ("server", "pages/s", "p50 ms", "p95 ms", "p99 ms"),
        rows,
    )
    ours, rival = (quantile(times[server], 0.99) for server in SERVERS)
    closing("servers", f"{SERVERS[0]} p99 {ours:.0f} ms", f"{SERVERS[1]} p99 {rival:.0f} ms", rival / ours)


if __name__ == "__main__":
    main()
