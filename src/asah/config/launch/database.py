"""Opens the database for a command: the server named in DATABASE_URL, one already running, or our own."""

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
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
"""Seconds a command waits for another to open the server, or to give it back."""
FAREWELL = 60.0
"""Seconds a stopping server waits for its guests."""
OPEN = "open"
"""In the holder's note: 1 while other commands may use the server."""


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

    def admit_guests(self) -> None:
        """Let other commands use the server; called when the tables are up to date."""
        if self.lock is not None:
            self.lock.tell({**self.lock.note(), OPEN: 1})

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
    with ExitStack() as stack:
        if not _take_turn(lock, data, stack, command, alone=alone):
            yield _borrow(lock, data, environ)
            return
        stack.callback(lock.release)
        end_recorded_children(data.children)
        yield stack.enter_context(_own(data, environ, lock, system))


def _take_turn(lock: Lock, data: DataFolder, stack: ExitStack, command: str, *, alone: bool) -> bool:
    """Become the one who answers for the data folder, or a guest of his.

    Returns:
        True for the holder; False for a guest, whose visit ends with `stack`.

    Raises:
        Refusal: `run` holds the folder and the command wants it alone, or nobody opens in time.
    """
    deadline = time.monotonic() + PATIENCE
    told = False
    while not lock.take({"command": command}):
        if not alone and _enter_as_guest(lock, data, stack):
            return False
        holder = lock.note()
        if (alone and holder.get("command") == "run" and holder.get(OPEN)) or time.monotonic() > deadline:
            raise Refusal(_describe_holder(holder))
        if not told:
            print(f"Menunggu ./asah {holder.get('command', '')} (proses {holder.get('pid')}) ...", flush=True)
            told = True
        time.sleep(0.1)
    return True


def _enter_as_guest(lock: Lock, data: DataFolder, stack: ExitStack) -> bool:
    """Sign in as a guest if the holder's server is open; signing in comes first, so that he cannot close meanwhile."""
    visit = ExitStack()
    visit.enter_context(as_guest(data.guests))
    if lock.note().get(OPEN):
        stack.enter_context(visit)
        return True
    visit.close()
    return False


def _describe_holder(holder: Mapping[str, str | int]) -> str:
    where = f" di {holder['address']}" if "address" in holder else ""
    return f"Asah sudah berjalan{where} (proses {holder.get('pid')}). Hentikan dahulu dengan Ctrl-C di jendelanya."


@contextmanager
def _own(data: DataFolder, environ: Mapping[str, str], lock: Lock, system: bool) -> Iterator[Database]:
    given = environ.get("DATABASE_URL")
    if given:
        yield Database(admit_app_role(given, environ.get("DATABASE_APP_URL"), data), data, None, lock)
        _see_guests_off(lock, data)
        return
    cluster = prepare_cluster(data, environ, system=system)
    try:
        cluster.start()
        owner, app = create_embedded_roles(cluster.url(), data)
        lock.tell({**lock.note(), "port": cluster.port})
        yield Database(embedded_addresses(cluster, owner, app), data, cluster, lock)
        _see_guests_off(lock, data)
    finally:
        cluster.stop()


def _see_guests_off(lock: Lock, data: DataFolder) -> None:
    """Let nobody else in, and give those inside some time to finish."""
    lock.tell({**lock.note(), OPEN: 0})
    if not wait_for_guests(data.guests, patience=0.1):
        print("Menunggu perintah lain selesai ...", flush=True)
        wait_for_guests(data.guests, patience=FAREWELL)


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
    port = lock.note()["port"]
    owner, app = (
        f"postgresql://{role}:{known_password(data, role)}@127.0.0.1:{port}/{DATABASE}" for role in (OWNER, APP)
    )
    return Database(Addresses(owner, app), data, None, None)
