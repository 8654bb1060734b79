"""What the launcher remembers inside the database, so that it travels with a backup.

One table in a schema of its own, owned by the owner role and closed to the application role.
"""

import hashlib

import psycopg

from asah.config.launch.places import ROOT

MIGRATED = "migrated"
"""Digest of the program whose migrations were applied last."""
DEMO = "demo"
"""`loaded` after the demo town, `bare` after a start with --empty, `own` when agencies were there already; unset while
undecided."""
LOGINS = "logins"
"""What was said last about who can sign in, after a line that tells for which program and agencies."""


def remembered(owner_url: str, key: str) -> str | None:
    """One remembered value, None when there is none yet."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        if connection.execute("SELECT to_regclass('launcher.state')").fetchone() == (None,):
            return None
        row = connection.execute("SELECT value FROM launcher.state WHERE key = %s", (key,)).fetchone()
        return str(row[0]) if row else None


def remember(owner_url: str, key: str, value: str) -> None:
    """Keep one value for later starts."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA IF NOT EXISTS launcher")
        connection.execute("CREATE TABLE IF NOT EXISTS launcher.state (key text PRIMARY KEY, value text NOT NULL)")
        connection.execute(
            "INSERT INTO launcher.state VALUES (%s, %s) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )


def agencies(owner_url: str) -> list[tuple[int, bool]]:
    """Id of every agency in the database, and whether it is a sample; tables must be up to date."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        return connection.execute("SELECT id, is_sample FROM access_agency ORDER BY id").fetchall()


def program_digest() -> str:
    """Digest of everything that may ask for a migration: our Python sources and the lock.

    Asking Django on every start would cost a second and a half; reading the sources costs some milliseconds.
    """
    digest = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    for path in sorted((ROOT / "src" / "asah").rglob("*.py")):
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
