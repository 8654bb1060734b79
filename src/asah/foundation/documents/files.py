"""Bytes on disk by their digest. Nothing is half written: a temporary file is renamed when it is complete."""

import errno
import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

LARGEST = 50 * 1024 * 1024
_MAGIC = {
    "application/pdf": b"%PDF-",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": b"PK\x03\x04",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
    "image/svg+xml": b"<",
    "application/json": b"",
    "text/csv": b"",
    "text/plain": b"",
}


class FileRefused(Exception):
    """The file is too large, of an unknown kind, or not what it says. The text is fit to be shown."""


class DiskFull(Exception):
    """The data folder is full. The text is fit to be shown."""


@dataclass(frozen=True)
class Stored:
    """Where bytes ended: digest, size in bytes."""

    digest: str
    size: int


def check(content: bytes, name: str, media_type: str) -> None:
    """Refuse what is too large, unknown, or contradicts its own first bytes."""
    if len(content) > LARGEST:
        size = len(content) / 1024 / 1024
        raise FileRefused(f"Berkas {name} berukuran {size:.0f} MB. Batasnya 50 MB: bagi berkas, lalu unggah lagi.")
    if media_type not in _MAGIC:
        raise FileRefused(f"Jenis berkas {name} tidak dikenal. Unggah PDF, XLSX, CSV, PNG, atau JPEG.")
    if not content.startswith(_MAGIC[media_type]):
        raise FileRefused(f"Isi berkas {name} tidak sesuai dengan jenisnya. Simpan ulang dari aplikasi asalnya.")


def store(content: bytes) -> Stored:
    """Write bytes once; returns their digest. Raises DiskFull and leaves nothing behind."""
    digest = hashlib.sha256(content).hexdigest()
    path = path_of(digest)
    if path.exists():
        return Stored(digest, len(content))
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(
                "Ruang simpan penuh, berkas belum disimpan. Kosongkan ruang di folder data, lalu ulangi."
            ) from error
        raise
    return Stored(digest, len(content))


def read(digest: str) -> bytes:
    """The bytes of a digest, verified."""
    content = path_of(digest).read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        raise FileRefused("Berkas ini rusak di tempat penyimpanan. Pulihkan dari cadangan.")
    return content


def path_of(digest: str) -> Path:
    """Where a digest lies."""
    return Path(settings.FILES_DIR) / digest[:2] / digest[2:4] / digest
