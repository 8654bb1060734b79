"""`./asah backup FILE`: database, files and secret key in one verified archive."""

import argparse
import os
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from asah.config.launch.archive import DUMP, FILES, KEY_FILE, read_archive, write_archive
from asah.config.launch.binaries import Binaries
from asah.config.launch.database import Database, open_database
from asah.config.launch.places import choose_data_folder
from asah.config.launch.refusal import Refusal


def run(arguments: list[str]) -> int:
    """Write a backup, also while Asah runs, and read it back before it gets its name."""
    parser = argparse.ArgumentParser(prog="./asah backup")
    parser.add_argument("file", type=Path, help="berkas cadangan yang akan dibuat")
    parser.add_argument("--data", help="folder data (biasanya .data)")
    options = parser.parse_args(arguments)
    target: Path = options.file.expanduser().resolve()
    if target.exists():
        raise Refusal(f"{target} sudah ada. Pilih nama lain supaya cadangan lama tidak hilang.")
    data = choose_data_folder(options.data, os.environ)
    with open_database(data, os.environ, command="backup") as database:
        draft = target.with_name(target.name + ".draft")
        draft.unlink(missing_ok=True)
        try:
            count = _write(database, draft)
            draft.rename(target)
        finally:
            draft.unlink(missing_ok=True)
    size = target.stat().st_size / 1_000_000
    print(f"Cadangan {target} selesai dan sudah dibaca ulang: {count} berkas, {size:.1f} MB.")
    return 0


def _write(database: Database, draft: Path) -> int:
    with tempfile.TemporaryDirectory(prefix="asah-backup-", dir=draft.parent) as folder:
        dump = Path(folder) / DUMP
        dump_database(database.tools(), database.addresses.owner, dump)
        verify_dump(database.tools(), dump)
        # The files are listed after the dump: whatever the dump mentions is then already there.
        sources = {DUMP: dump, KEY_FILE: database.data.secret_key}
        for path in sorted(database.data.files.rglob("*")):
            if path.is_file():
                sources[FILES + str(path.relative_to(database.data.files))] = path
        write_archive(draft, sources, {"made_at": datetime.now(UTC).isoformat(timespec="seconds")})
    return len(read_archive(draft))


def dump_database(tools: Binaries, url: str, target: Path) -> None:
    """Dump a database in PostgreSQL's own format, one consistent moment of it.

    Raises:
        Refusal: pg_dump failed; the text carries its words.
    """
    _call([tools.program("pg_dump"), "--format=custom", "--no-owner", f"--file={target}", f"--dbname={url}"])


def verify_dump(tools: Binaries, dump: Path) -> None:
    """Read every row of a dump back without a server.

    Raises:
        Refusal: it cannot be read to its end.
    """
    _call([tools.program("pg_restore"), f"--file={os.devnull}", str(dump)])


def _call(command: list[str]) -> None:
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise Refusal(f"Cadangan tidak jadi: {Path(command[0]).name} berkata:\n{result.stderr.strip()}")
