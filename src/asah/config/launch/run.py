"""`./asah run`: everything that Asah needs, in one terminal."""

import argparse
import ipaddress
import os
import socket
import sys

from asah.config.launch.database import Database, open_database
from asah.config.launch.management import MANAGE, bring_up_to_date, describe_logins, settle_first_agency
from asah.config.launch.places import choose_data_folder
from asah.config.launch.refusal import Refusal
from asah.config.launch.supervisor import Service, Supervisor, wait_for_page

HOST = "127.0.0.1"
EVERYWHERE = (str(ipaddress.IPv4Address(0)), "")
"""Names of the address that means every network of this computer."""
SERVERS = ("gunicorn", "granian")
WSGI = "asah.config.wsgi:application"


def read_options(arguments: list[str]) -> argparse.Namespace:
    """The options of `./asah run`."""
    parser = argparse.ArgumentParser(prog="./asah run")
    parser.add_argument("--port", type=int, default=8000, help="nomor porta (biasanya 8000)")
    parser.add_argument("--host", default=HOST, help="alamat yang didengarkan (biasanya hanya komputer ini)")
    parser.add_argument("--data", help="folder data (biasanya .data)")
    parser.add_argument("--empty", action="store_true", help="mulai tanpa kota contoh")
    parser.add_argument(
        "--system-postgres", action="store_true", help="pakai PostgreSQL yang terpasang di komputer ini"
    )
    return parser.parse_args(arguments)


def run(arguments: list[str]) -> int:
    """Start everything and stay until somebody presses Ctrl-C."""
    options = read_options(arguments)
    data = choose_data_folder(options.data, os.environ)
    _refuse_taken_port(options.host, options.port)
    print("Asah sedang mulai ...", flush=True)
    with open_database(data, os.environ, command="run", alone=True, system=options.system_postgres) as database:
        bring_up_to_date(database, os.environ)
        settle_first_agency(database, os.environ, empty=options.empty)
        database.admit_guests()
        _serve(database, options.host, options.port)
    return 0


def _serve(database: Database, host: str, port: int) -> None:
    near = HOST if host in EVERYWHERE else host
    address = f"http://{'localhost' if near == HOST else near}:{port}"
    web = Service("web", web_command(os.environ.get("ASAH_WEB_SERVER", SERVERS[0]), host, port))
    worker = Service("pekerjaan", [*MANAGE, "work"], patience=20)
    supervisor = Supervisor(database.environ(os.environ), database.data.logs, database.data.children)
    try:
        supervisor.start(web)
        status = wait_for_page(near, port, web, supervisor.log(web))
        if database.lock is not None:
            database.lock.tell({**database.lock.note(), "address": address})
        # The worker starts when the page is there: on two cores they would only slow each other down.
        supervisor.start(worker)
        _greet(database, address, status)
        supervisor.watch(lambda: _look_after(database))
    except KeyboardInterrupt:
        print("\nAsah sedang berhenti ...", flush=True)
    finally:
        supervisor.stop()


def _greet(database: Database, address: str, status: int) -> None:
    print(f"\nAsah berjalan di {address}\n", flush=True)
    if status >= 500:
        print(f"Halaman pertama menjawab {status}. Catatannya: {database.data.logs / 'web.log'}\n", flush=True)
    print(describe_logins(database, os.environ), flush=True)
    print(f"\nCatatan jalannya: {database.data.logs}\nTekan Ctrl-C untuk berhenti.", flush=True)


def _look_after(database: Database) -> None:
    """Start the database server again when something has killed it."""
    cluster = database.cluster
    if cluster is not None and not cluster.is_running():
        print("PostgreSQL berhenti dan dijalankan lagi.", flush=True)
        cluster.start(port=cluster.port)


def web_command(server: str, host: str, port: int) -> list[str]:
    """The command line of a web server.

    Parameters:
        server: `gunicorn` or `granian`.

    Raises:
        Refusal: another name.
    """
    workers = os.environ.get("ASAH_WEB_WORKERS", "2")
    threads = os.environ.get("ASAH_WEB_THREADS", "4")
    if server == "gunicorn":
        shape = ["--worker-class", "gthread", "--workers", workers, "--threads", threads, "--graceful-timeout", "5"]
        # Loaded once and then forked: half the work at the start, and shared memory afterwards.
        habits = ["--preload", "--no-control-socket"]
        return [sys.executable, "-m", "gunicorn", WSGI, "--bind", f"{host}:{port}", *shape, *habits]
    if server == "granian":
        shape = ["--interface", "wsgi", "--workers", workers, "--blocking-threads", threads, "--no-ws"]
        return [sys.executable, "-m", "granian", WSGI, "--host", host, "--port", str(port), *shape]
    raise Refusal(f"ASAH_WEB_SERVER={server} tidak dikenal. Pilihannya: {', '.join(SERVERS)}.")


def _refuse_taken_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as failed:
            raise Refusal(
                f"Porta {port} tidak dapat dipakai ({failed.strerror}). Pilih yang lain: ./asah run --port {port + 1}"
            ) from failed
