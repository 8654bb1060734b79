"""Opens the database for a command: the server named in DATABASE_URL, one already running, or our own."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from asah.config.launch.binaries import Binaries, find_binaries
from asah.config.launch.children import end_recorded_children
from asah.config.launch.cluster import Cluster
from asah.config.launch.home import prepare_cluster
from asah.config.launch.keys import ensure_secret_key, known_password
from asah.config.launch.locking import Lock, as_guest, wait_for_guests
from asah.config.launch.places import DataFolder
from asah.config.launch.refusal import Refusal
from asah.config.launch.roles import APP, DATABASE, OWNER, Addresses, admit_app_role, create_embedded_roles

PATIENCE = 120.0
"""Seconds `run` waits for another command to give the server back."""


@dataclass(frozen=True)
class Database:
    """An open database.

    Parameters:
        addresses: of owner and application role.
        data: the data folder.
        cluster: our own server, None when it is somebody else's.
        lock: held when this process answers for the data folder, None for a guest.
    """

    addresses: Addresses
    data: DataFolder
    cluster: Cluster | None
    lock: Lock | None

    def environ(self, base: Mapping[str, str]) -> dict[str, str]:
        """The environment of child processes."""
        return {
            **base,
            "DATABASE_URL": self.addresses.owner,
            "DATABASE_APP_URL": self.addresses.app,
            "ASAH_DATA": str(self.data.path),
            "ASAH_SECRET_KEY_FILE": str(self.data.secret_key),
            "NUMBA_CACHE_DIR": str(self.data.numba_cache),
        }

    def tools(self) -> Binaries:
        """The programs `pg_dump`, `pg_restore` and `psql` that fit this server."""
        return self.cluster.binaries if self.cluster else find_binaries(system=False)


@contextmanager
def open_database(
    data: DataFolder, environ: Mapping[str, str], *, command: str, alone: bool = False, system: bool = False
) -> Iterator[Database]:
    """Open the database for as long as the block lasts.

    Parameters:
        data: the data folder; made here.
        environ: DATABASE_URL and DATABASE_APP_URL are looked up first.
        command: our name, told to others that find the server taken.
        alone: True when no other command may share the data folder (`run`, `restore`).
        system: use the PostgreSQL installed on this computer.

    Raises:
        Refusal: somebody else runs on the data folder, or the database cannot be opened.
    """
    data.make()
    ensure_secret_key(data)
    lock = Lock(data.lock)
    if not lock.take({"command": command}):
        if not alone:
            with as_guest(data.guests):
                yield _borrow(lock, data, environ)
            return
        _wait_for_turn(lock, command)
    try:
        end_recorded_children(data.children)
        with _own(data, environ, lock, system) as database:
            yield database
    finally:
        lock.release()


def _wait_for_turn(lock: Lock, command: str) -> None:
    """Refuse at once when `run` holds the server, wait when a short command does."""
    holder = lock.note()
    if holder.get("command") != "run":
        print(f"Menunggu perintah lain selesai: ./asah {holder.get('command', '')} ...", flush=True)
        if lock.take_within({"command": command}, patience=PATIENCE):
            return
    where = f" di {holder['address']}" if "address" in holder else ""
    raise Refusal(
        f"Asah sudah berjalan{where} (proses {holder.get('pid')}). Hentikan dahulu dengan Ctrl-C di jendelanya."
    )


@contextmanager
def _own(data: DataFolder, environ: Mapping[str, str], lock: Lock, system: bool) -> Iterator[Database]:
    given = environ.get("DATABASE_URL")
    if given:
        yield Database(admit_app_role(given, environ.get("DATABASE_APP_URL"), data), data, None, lock)
        return
    cluster = prepare_cluster(data, environ, system=system)
    try:
        cluster.start()
        owner, app = create_embedded_roles(cluster.url(), data)
        lock.tell({**lock.note(), "port": cluster.port})
        yield Database(embedded_addresses(cluster, owner, app), data, cluster, lock)
        wait_for_guests(data.guests)
    finally:
        cluster.stop()


def embedded_addresses(cluster: Cluster, owner: str, app: str) -> Addresses:
    """Addresses of both roles on our own server."""
    return Addresses(
        cluster.url(role=OWNER, password=owner, database=DATABASE),
        cluster.url(role=APP, password=app, database=DATABASE),
    )


def _borrow(lock: Lock, data: DataFolder, environ: Mapping[str, str]) -> Database:
    """Use the server that another command has started."""
    given = environ.get("DATABASE_URL")
    if given:
        return Database(admit_app_role(given, environ.get("DATABASE_APP_URL"), data), data, None, None)
    port = lock.note().get("port")
    if port is None:
        raise Refusal("Asah sedang mulai di jendela lain. Ulangi perintah ini beberapa detik lagi.")
    owner, app = (
        f"postgresql://{role}:{known_password(data, role)}@127.0.0.1:{port}/{DATABASE}" for role in (OWNER, APP)
    )
    return Database(Addresses(owner, app), data, None, None)
