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


def settle_first_agency(database: Database, environ: Mapping[str, str], *, empty: bool) -> None:
    """Give a database without agencies its first one: the demo town, or a bare one with an administrator's code.

    What was decided once holds: a removed demo does not return, and a bare start stays bare.
    """
    owner_url = database.addresses.owner
    if state.remembered(owner_url, state.DEMO) is not None:
        return
    decided = "own"
    if not state.agencies(owner_url):
        decided = "bare" if empty else "loaded"
        if not empty:
            print("Mengisi kota contoh (hanya sekali) ...", flush=True)
        must_manage(database, environ, "found_agency" if empty else "demo_load")
    state.remember(owner_url, state.DEMO, decided)


def describe_logins(database: Database, environ: Mapping[str, str]) -> str:
    """Who can sign in, in words; asked of Django only when program or agencies have changed since the last answer."""
    owner_url = database.addresses.owner
    key = f"{state.program_digest()} {state.agencies(owner_url)}"
    known, _, words = (state.remembered(owner_url, state.LOGINS) or "").partition("\n")
    if known != key:
        command = [*MANAGE, "demo_logins"]
        told = subprocess.run(command, env=database.environ(environ), capture_output=True, text=True, check=False)
        if told.returncode != 0:
            raise Refusal(f"Daftar akun tidak dapat dibuat:\n{told.stderr.strip()}")
        words = told.stdout
        state.remember(owner_url, state.LOGINS, f"{key}\n{words}")
    return words.rstrip()
