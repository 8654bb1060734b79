"""Secrets made on this computer: Django's key and the passwords of the database roles."""

import json
import os
import secrets
from pathlib import Path

from asah.config.launch.places import DataFolder


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def ensure_secret_key(data: DataFolder) -> Path:
    """Make Django's secret key on the first start; returns where it lies."""
    if not data.secret_key.exists():
        write_private(data.secret_key, secrets.token_urlsafe(64))
    return data.secret_key


def known_password(data: DataFolder, role: str) -> str | None:
    """The password kept for a database role, or None."""
    return _passwords(data).get(role)


def ensure_password(data: DataFolder, role: str) -> str:
    """The password kept for a database role; made and kept when there was none."""
    passwords = _passwords(data)
    if role not in passwords:
        passwords[role] = secrets.token_urlsafe(24)
        write_private(_password_file(data), json.dumps(passwords, indent=2))
    return passwords[role]


def _passwords(data: DataFolder) -> dict[str, str]:
    path = _password_file(data)
    return dict(json.loads(path.read_text())) if path.exists() else {}


def _password_file(data: DataFolder) -> Path:
    return data.secrets / "database-passwords.json"
