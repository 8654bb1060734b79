"""A database server for one run of tests, checks or benchmarks, gone afterwards."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from asah.config.launch.database import Database, embedded_addresses
from asah.config.launch.home import prepare_cluster
from asah.config.launch.keys import ensure_secret_key
from asah.config.launch.locking import Lock
from asah.config.launch.orphans import end_orphaned_server
from asah.config.launch.places import DataFolder
from asah.config.launch.roles import admit_app_role, create_embedded_roles

PREFIX = "asah-sementara-"


@contextmanager
def throwaway_database(environ: Mapping[str, str], *, durable: bool = False) -> Iterator[Database]:
    """An empty server whose owner role may create databases; DATABASE_URL names another one to use instead.

    Parameters:
        durable: True where the speed of the disk is part of what is measured.
    """
    _remove_leftovers()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    folder.chmod(0o755)
    data = DataFolder(folder)
    lock = Lock(data.lock)
    lock.take({"command": "test"})
    try:
        data.make()
        ensure_secret_key(data)
        given = environ.get("DATABASE_URL")
        if given:
            yield Database(admit_app_role(given, environ.get("DATABASE_APP_URL"), data), data, None, lock)
        else:
            with _own_server(data, environ, lock, durable=durable) as database:
                yield database
    finally:
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _own_server(data: DataFolder, environ: Mapping[str, str], lock: Lock, *, durable: bool) -> Iterator[Database]:
    cluster = prepare_cluster(data, environ, system=environ.get("ASAH_SYSTEM_POSTGRES") == "1", durable=durable)
    try:
        cluster.start()
        owner, app = create_embedded_roles(cluster.url(), data, may_create=True)
        yield Database(embedded_addresses(cluster, owner, app), data, cluster, lock)
    finally:
        cluster.stop()


def _remove_leftovers() -> None:
    """Clear folders of earlier runs that were killed; one in use has its lock taken."""
    for folder in Path(tempfile.gettempdir()).glob(PREFIX + "*"):
        if folder.stat().st_uid != os.geteuid():
            continue
        lock = Lock(folder / "asah.lock")
        if lock.take({"command": "clean"}):
            end_orphaned_server(folder / "postgres" / "cluster")
            lock.release()
            shutil.rmtree(folder, ignore_errors=True)
