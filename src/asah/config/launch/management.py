"""Runs Django's management commands in child processes."""

import signal
import subprocess
import sys
from collections.abc import Mapping

from asah.config.launch import state
from asah.config.launch.bond import end_with_parent
from asah.config.launch.database import Database
from asah.config.launch.refusal import Refusal

MANAGE = (sys.executable, "-m", "asah.config.manage")


def manage(database: Database, environ: Mapping[str, str], *arguments: str, owner: bool = False) -> int:
    """Run a management command in this terminal; returns its exit status.

    Parameters:
        owner: connect as the owner of the tables instead of the application role.
    """
    role = {"ASAH_DB_ROLE": "owner"} if owner else {}
    return subprocess.run(
        [*MANAGE, *arguments],
        env={**database.environ(environ), **role},
        preexec_fn=end_with_parent(signal.SIGTERM),
        check=False,
    ).returncode


def must_manage(database: Database, environ: Mapping[str, str], *arguments: str, owner: bool = False) -> None:
    """Run a management command that has to succeed.

    Raises:
        Refusal: it did not; what it said stands above.
    """
    if manage(database, environ, *arguments, owner=owner) != 0:
        raise Refusal(f"Langkah '{arguments[0]}' gagal; sebabnya tertulis di atas. Data yang sudah ada tidak berubah.")


def bring_up_to_date(database: Database, environ: Mapping[str, str]) -> bool:
    """Apply migrations when the program has changed since the last time; returns whether it had."""
    digest = state.program_digest()
    owner_url = database.addresses.owner
    if state.remembered(owner_url, state.MIGRATED) == digest:
        return False
    print("Menyiapkan tabel ...", flush=True)
    must_manage(database, environ, "migrate", "--verbosity=0", owner=True)
    state.remember(owner_url, state.MIGRATED, digest)
    return True


def load_demo_once(database: Database, environ: Mapping[str, str], *, empty: bool) -> None:
    """Load the demo town into a database that never had one, unless it is to stay bare.

    What was decided once holds: a removed demo does not return, and a bare start stays bare.
    """
    owner_url = database.addresses.owner
    if state.remembered(owner_url, state.DEMO) is not None:
        return
    if not empty:
        print("Mengisi kota contoh (hanya sekali) ...", flush=True)
        must_manage(database, environ, "demo_load")
    state.remember(owner_url, state.DEMO, "bare" if empty else "loaded")
