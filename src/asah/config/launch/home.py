"""Where the embedded server lives, and the cluster built from it."""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from asah.config.launch.accounts import Account, choose_account
from asah.config.launch.binaries import find_binaries, lend
from asah.config.launch.cluster import SUPERUSER, Cluster
from asah.config.launch.keys import ensure_password
from asah.config.launch.places import DataFolder

ELSEWHERE = Path("/var/lib/asah")
"""For root's data folders under a closed home: PostgreSQL's account could not reach them."""


def prepare_cluster(data: DataFolder, environ: Mapping[str, str], *, system: bool, durable: bool = True) -> Cluster:
    """Decide account, place and programs of the embedded server; nothing is started yet.

    Parameters:
        data: the data folder, already made.
        environ: the environment, see `choose_account`.
        system: use the PostgreSQL installed on this computer instead of the wheel's.
        durable: False for tests.

    Raises:
        Refusal: no account, no programs.
    """
    home = data.postgres if (data.postgres / "cluster").exists() else None
    distant = ELSEWHERE / _name_of(data.path)
    if home is None and (distant / "cluster").exists():
        home = distant
    account = choose_account((home or data.postgres) / "cluster", data.path, environ)
    home = home or _open_home(data.postgres, distant, account)
    binaries = lend(find_binaries(system=system), account, home)
    return Cluster(
        folder=home / "cluster",
        binaries=binaries,
        account=account,
        log=data.logs / "postgres.log",
        password=ensure_password(data, SUPERUSER),
        durable=durable,
    )


def _open_home(near: Path, distant: Path, account: Account) -> Path:
    """Make the server's home inside the data folder, or elsewhere when `account` cannot reach it there."""
    _make_home(near, account)
    if account.can_reach(near):
        return near
    near.rmdir()
    ELSEWHERE.mkdir(mode=0o755, exist_ok=True)
    _make_home(distant, account)
    return distant


def _make_home(home: Path, account: Account) -> None:
    home.mkdir(mode=0o700, exist_ok=True)
    if account.dropped:
        os.chown(home, account.uid, account.gid)


def _name_of(path: Path) -> str:
    return f"{path.name.lstrip('.') or 'data'}-{hashlib.sha256(str(path).encode()).hexdigest()[:12]}"
