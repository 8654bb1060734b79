"""A backup is read back whole, or refused."""

import json
import tarfile
from pathlib import Path

import pytest

from asah.config.launch.archive import DUMP, FILES, MANIFEST, extract, read_archive, write_archive
from asah.config.launch.refusal import Refusal


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    dump, file = tmp_path / "dump", tmp_path / "file"
    dump.write_bytes(b"rows" * 1000)
    file.write_bytes(b"surat")
    path = tmp_path / "cadangan"
    write_archive(path, {DUMP: dump, FILES + "aa/aabb": file}, {"made_at": "2027-01-12T00:00:00+00:00"})
    return path


def test_what_was_written_is_read_back(archive: Path, tmp_path: Path) -> None:
    assert [(member.name, member.size) for member in read_archive(archive)] == [(DUMP, 4000), (FILES + "aa/aabb", 5)]
    extract(archive, FILES + "aa/aabb", tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == b"surat"
    assert archive.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("place", [0, 2000, 3999])
def test_one_damaged_byte_is_found(archive: Path, place: int) -> None:
    content = bytearray(archive.read_bytes())
    content[content.index(b"rows") + place] ^= 1
    archive.write_bytes(content)
    with pytest.raises(Refusal, match=f"rusak pada: {DUMP}"):
        read_archive(archive)


def test_a_missing_end_is_found(archive: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:5000])
    with pytest.raises(Refusal):
        read_archive(archive)


def test_a_member_that_the_manifest_does_not_know_is_found(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "more").write_text("?")
    with tarfile.open(archive, "a") as tar:
        tar.add(tmp_path / "more", arcname="more")
    with pytest.raises(Refusal, match="rusak pada: more"):
        read_archive(archive)


@pytest.mark.parametrize("content", [b"", b"bukan tar", b"\0" * 10240])
def test_a_file_that_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "lain"
    path.write_bytes(content)
    with pytest.raises(Refusal, match="bukan cadangan Asah"):
        read_archive(path)


def test_a_format_of_the_future_is_refused(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text(json.dumps({"format": 99, "members": []}))
    with tarfile.open(tmp_path / "cadangan", "w") as tar:
        tar.add(tmp_path / MANIFEST, arcname=MANIFEST)
    with pytest.raises(Refusal, match="bentuknya"):
        read_archive(tmp_path / "cadangan")


def test_an_existing_file_is_never_overwritten(archive: Path, tmp_path: Path) -> None:
    before = archive.read_bytes()
    with pytest.raises(FileExistsError):
        write_archive(archive, {}, {})
    assert archive.read_bytes() == before
