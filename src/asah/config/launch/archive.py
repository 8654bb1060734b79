"""The backup file: one tar with a manifest that lists every member with its size and digest."""

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from asah.config.launch.refusal import Refusal

FORMAT = 1
MANIFEST = "manifest.json"
DUMP = "database.dump"
KEY_FILE = "secret-key"
FILES = "files/"
BLOCK = 1 << 20


@dataclass(frozen=True)
class Member:
    """One file of the archive: its name, size in bytes, and SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str


def write_archive(path: Path, sources: dict[str, Path], about: dict[str, str]) -> list[Member]:
    """Write a new archive, readable by its owner only.

    Parameters:
        path: the file to make.
        sources: for each member its name and the file it comes from.
        about: facts for the manifest, such as the moment.

    Returns:
        The members as they were read while they were written.
    """
    members = []
    path.touch(mode=0o600, exist_ok=False)
    with tarfile.open(path, "w") as tar:
        for name, source in sources.items():
            members.append(Member(name, source.stat().st_size, _digest_of(source.open("rb"))))
            tar.add(source, arcname=name, recursive=False)
        manifest = {"format": FORMAT, **about, "members": [asdict(member) for member in members]}
        content = json.dumps(manifest, indent=2).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size = len(content)
        tar.addfile(entry, io.BytesIO(content))
    return members


def read_archive(path: Path) -> list[Member]:
    """Read a whole archive back and compare it with its manifest.

    Returns:
        The members.

    Raises:
        Refusal: it is no backup of Asah's, or any byte of it differs from what was written.
    """
    try:
        with tarfile.open(path, "r:") as tar:
            found = {entry.name: entry for entry in tar if entry.isfile()}
            manifest = json.loads(_open(tar, found[MANIFEST]).read())
            members = [Member(**row) for row in manifest["members"]]
            damaged = [member.name for member in members if not _is_whole(tar, found, member)]
    except (OSError, tarfile.TarError, KeyError, TypeError, ValueError) as failed:
        raise Refusal(f"{path} bukan cadangan Asah, atau rusak ({failed}).") from failed
    surplus = set(found) - {member.name for member in members} - {MANIFEST}
    if manifest["format"] != FORMAT or damaged or surplus:
        raise Refusal(f"Cadangan {path} rusak pada: {', '.join(sorted({*damaged, *surplus})) or 'bentuknya'}.")
    return members


def extract(path: Path, name: str, target: Path) -> None:
    """Copy one member of an archive into a file."""
    with tarfile.open(path, "r:") as tar, target.open("wb") as output:
        source = _open(tar, tar.getmember(name))
        output.writelines(_blocks(source))


def _is_whole(tar: tarfile.TarFile, found: dict[str, tarfile.TarInfo], member: Member) -> bool:
    entry = found.get(member.name)
    return entry is not None and entry.size == member.size and _digest_of(_open(tar, entry)) == member.sha256


def _open(tar: tarfile.TarFile, entry: tarfile.TarInfo) -> IO[bytes]:
    source = tar.extractfile(entry)
    if source is None:
        raise ValueError(f"{entry.name} is no file")
    return source


def _digest_of(source: IO[bytes]) -> str:
    digest = hashlib.sha256()
    with source:
        for block in _blocks(source):
            digest.update(block)
    return digest.hexdigest()


def _blocks(source: IO[bytes]) -> Iterator[bytes]:
    while block := source.read(BLOCK):
        yield block
