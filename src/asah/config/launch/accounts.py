"""Which account of the operating system PostgreSQL runs under.

PostgreSQL refuses to run as root. Started by root, Asah lends it an unprivileged account that exists already;
it never makes accounts and never widens the rights of a folder that is not its own.
"""

import os
import pwd
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from asah.config.launch.bond import end_with_parent
from asah.config.launch.refusal import Refusal

CANDIDATES = ("asah", "postgres", "nobody")
"""Tried in this order when root starts Asah and the data folder is root's own."""


@dataclass(frozen=True)
class Account:
    """An account of the operating system.

    Parameters:
        uid, gid: its numbers.
        dropped: True when this process is root and must step down to it.
    """

    uid: int
    gid: int
    dropped: bool

    @property
    def user(self) -> int | None:
        """For `subprocess`: the uid to step down to, None to stay."""
        return self.uid if self.dropped else None

    @property
    def group(self) -> int | None:
        """For `subprocess`: the gid to step down to, None to stay."""
        return self.gid if self.dropped else None

    @property
    def extra_groups(self) -> list[int] | None:
        """For `subprocess`: no other groups when stepping down, None to keep them."""
        return [] if self.dropped else None

    def run(self, command: list[str]) -> "subprocess.CompletedProcess[str]":
        """Run a command under this account to its end; output is captured as text.

        A program that the account cannot even reach yields status 126, as in a shell.
        """
        try:
            return subprocess.run(
                command,
                text=True,
                capture_output=True,
                check=False,
                cwd="/",
                user=self.user,
                group=self.group,
                extra_groups=self.extra_groups,
                preexec_fn=end_with_parent(signal.SIGKILL),
            )
        except OSError as failed:
            return subprocess.CompletedProcess(command, 126, "", str(failed))

    def can_reach(self, path: Path) -> bool:
        """Whether this account can enter every folder down to `path` and read it."""
        if not self.dropped:
            return os.access(path, os.R_OK | os.X_OK)
        question = ["/usr/bin/env", "test", "-r", str(path), "-a", "-x", str(path)]
        return self.run(question).returncode == 0


def choose_account(cluster: Path, data: Path, environ: Mapping[str, str]) -> Account:
    """Decide under which account the server of `cluster` runs.

    Parameters:
        cluster: PostgreSQL's own folder, which may not exist yet; its owner is kept for ever.
        data: the data folder; its owner is preferred when root starts Asah.
        environ: ASAH_POSTGRES_USER names another account.

    Raises:
        Refusal: the cluster belongs to somebody else, or root has no account to lend.
    """
    owner = cluster.stat().st_uid if cluster.exists() else None
    if os.geteuid() != 0:
        if owner not in (None, os.geteuid()):
            raise Refusal(
                f"Basis data di {cluster} milik akun lain. Jalankan Asah sebagai akun yang membuatnya, "
                "atau pilih folder lain: ./asah run --data DIR"
            )
        return Account(os.geteuid(), os.getegid(), dropped=False)
    for entry in _lendable(owner, data.stat().st_uid if data.exists() else 0, environ):
        return Account(entry.pw_uid, entry.pw_gid, dropped=True)
    raise Refusal(
        "Asah dijalankan sebagai root, dan tidak ada akun biasa untuk PostgreSQL. "
        "Sebutkan satu akun biasa: ASAH_POSTGRES_USER=nama ./asah run"
    )


def _lendable(owner: int | None, data_owner: int, environ: Mapping[str, str]) -> list[pwd.struct_passwd]:
    """Existing accounts other than root, best first."""
    everybody = pwd.getpwall()
    by_uid = {entry.pw_uid: entry for entry in everybody}
    by_name = {entry.pw_name: entry for entry in everybody}
    if owner:
        return [by_uid[owner]] if owner in by_uid else []
    wanted = environ.get("ASAH_POSTGRES_USER")
    if wanted:
        return [by_name[wanted]] if wanted in by_name and by_name[wanted].pw_uid else []
    found = [by_uid.get(data_owner), *(by_name.get(name) for name in CANDIDATES)]
    return [entry for entry in found if entry is not None and entry.pw_uid != 0]
