"""`./asah restore FILE`: everything back from a backup, or nothing touched."""

import argparse
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg
from psycopg import conninfo, sql

from asah.config.launch.archive import DUMP, FILES, KEY_FILE, Member, extract, read_archive
from asah.config.launch.backup import verify_dump
from asah.config.launch.database import Database, open_database
from asah.config.launch.management import bring_up_to_date
from asah.config.launch.places import choose_data_folder
from asah.config.launch.refusal import Refusal
from asah.config.launch.roles import APP


def run(arguments: list[str]) -> int:
    """Restore a backup into the data folder.

    The whole archive is checked first; the database is restored under another name and takes the place of the
    present one only when it is complete.
    """
    parser = argparse.ArgumentParser(prog="./asah restore")
    parser.add_argument("file", type=Path, help="berkas cadangan")
    parser.add_argument("--data", help="folder data (biasanya .data)")
    parser.add_argument("--replace", action="store_true", help="ganti data yang sekarang ada")
    options = parser.parse_args(arguments)
    archive: Path = options.file.expanduser().resolve()
    members = read_archive(archive)
    data = choose_data_folder(options.data, os.environ)
    with open_database(data, os.environ, command="restore", alone=True) as database:
        if not options.replace and _has_tables(database):
            raise Refusal(
                "Basis data ini sudah berisi. Cadangkan dahulu, lalu ulangi dengan --replace untuk menggantinya."
            )
        with tempfile.TemporaryDirectory(prefix="restore-", dir=data.path) as folder:
            _restore(database, archive, members, Path(folder))
        bring_up_to_date(database, os.environ)
    print(f"Pulih dari {archive}: basis data dan {sum(m.name.startswith(FILES) for m in members)} berkas.")
    return 0


def _restore(database: Database, archive: Path, members: list[Member], folder: Path) -> None:
    dump = folder / DUMP
    extract(archive, DUMP, dump)
    verify_dump(database.tools(), dump)
    for member in members:
        if member.name.startswith(FILES):
            _extract_file(archive, member.name, folder)
    fresh = _fill_new_database(database, dump)
    # From here on only renaming is left: the database first, the files and the key after it.
    _exchange(database, fresh)
    _put_files(database, folder)
    extract(archive, KEY_FILE, folder / KEY_FILE)
    (folder / KEY_FILE).chmod(0o600)
    (folder / KEY_FILE).replace(database.data.secret_key)


def _extract_file(archive: Path, name: str, folder: Path) -> None:
    target = (folder / name).resolve()
    if not target.is_relative_to(folder.resolve()):
        raise Refusal(f"Cadangan {archive} menyebut berkas di luar tempatnya: {name}")
    target.parent.mkdir(parents=True, exist_ok=True)
    extract(archive, name, target)


def _put_files(database: Database, folder: Path) -> None:
    """Add the restored files; their names are digests, so a file that is already there is the same file."""
    if (folder / FILES).exists():
        shutil.copytree(folder / FILES, database.data.files, dirs_exist_ok=True)


def _fill_new_database(database: Database, dump: Path) -> str:
    owner = database.addresses.owner
    fresh = f"{_name_of(owner)}_pulih"
    with _connect_beside(owner, database) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(fresh)))
        statement = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0")
        try:
            connection.execute(statement.format(sql.Identifier(fresh), sql.Identifier(_role_of(owner))))
        except psycopg.errors.InsufficientPrivilege as refused:
            raise Refusal(
                "Peran di DATABASE_URL tidak boleh membuat basis data. Jalankan sebagai administrator PostgreSQL, "
                f"lalu ulangi: ALTER ROLE {_role_of(owner)} CREATEDB"
            ) from refused
    command = [database.tools().program("pg_restore"), "--no-owner", "--exit-on-error", "--single-transaction"]
    url = conninfo.make_conninfo(owner, dbname=fresh)
    result = subprocess.run([*command, f"--dbname={url}", str(dump)], capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise Refusal(
            f"Basis data tidak dapat dipulihkan; yang lama tidak disentuh. pg_restore berkata:\n{result.stderr.strip()}"
        )
    return fresh


def _exchange(database: Database, fresh: str) -> None:
    """Let the restored database take the name of the present one, which is dropped last."""
    name = _name_of(database.addresses.owner)
    old = f"{name}_lama"
    app = _role_of(database.addresses.app) or APP
    with _connect_beside(database.addresses.owner, database) as connection:
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        connection.execute(drop.format(sql.Identifier(old)))
        connection.execute(rename.format(sql.Identifier(name), sql.Identifier(old)))
        connection.execute(rename.format(sql.Identifier(fresh), sql.Identifier(name)))
        grant = sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(name), sql.Identifier(app))
        connection.execute(grant)
        connection.execute(drop.format(sql.Identifier(old)))


def _connect_beside(owner: str, database: Database) -> psycopg.Connection:
    """A connection to the server that is not in the database to be renamed, with the right to create one."""
    if database.cluster is not None:
        return psycopg.connect(database.cluster.url(), autocommit=True)
    return psycopg.connect(conninfo.make_conninfo(owner, dbname="postgres"), autocommit=True)


def _has_tables(database: Database) -> bool:
    with psycopg.connect(database.addresses.owner, autocommit=True) as connection:
        row = connection.execute("SELECT to_regclass('public.django_migrations') IS NOT NULL").fetchone()
    return row == (True,)


def _name_of(url: str) -> str:
    return str(conninfo.conninfo_to_dict(url)["dbname"])


def _role_of(url: str) -> str:
    return str(conninfo.conninfo_to_dict(url)["user"])
