"""The two web servers of the stack on one page: the tail decides, because somebody always waits in it.

4 clients with open connections ask for the sign-in page, the servers take turns. Our figure is the p99 of the server
that `./asah run` uses, the rival's that of the other.
"""

import argparse
import os
import time

from asah.config.launch.run import SERVERS
from bench._table import closing, print_table
from bench._web import SIGN_IN, Visit, ask, quantile, serving, together

NEEDS_DATABASE = True
CLIENTS = 4
ROUNDS = 3


def measure(server: str, seconds: float) -> list[float]:
    """Start one server, warm it up, and let the clients ask for `seconds`; returns the seconds of every answer."""
    with serving(server) as port:
        _times(port, min(seconds, 2.0))
        return _times(port, seconds)


def _times(port: int, seconds: float) -> list[float]:
    times: list[float] = []
    page = Visit(SIGN_IN)
    together(port, CLIENTS, time.perf_counter() + seconds, lambda one, _: times.append(ask(one, page).seconds))
    return times


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
        f"{SIGN_IN}, {CLIENTS} clients, {ROUNDS} rounds of {seconds:.0f} s, {os.cpu_count()} cores",
        ("server", "pages/s", "p50 ms", "p95 ms", "p99 ms"),
        rows,
    )
    ours, rival = (quantile(times[server], 0.99) for server in SERVERS)
    closing("servers", f"{SERVERS[0]} p99 {ours:.0f} ms", f"{SERVERS[1]} p99 {rival:.0f} ms", rival / ours)


if __name__ == "__main__":
    main()
