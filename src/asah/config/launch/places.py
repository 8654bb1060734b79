"""Where the launcher keeps things: one data folder, apart from the program."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from asah.config.launch.refusal import Refusal

ROOT = Path(__file__).resolve().parents[4]
"""The project's folder: the one with `asah`, `src` and `tests`."""


@dataclass(frozen=True)
class DataFolder:
    """Everything Asah writes on this computer.

    Parameters:
        path: the folder itself, absolute.
    """

    path: Path

    @property
    def lock(self) -> Path:
        """Locked by the process that answers for the database server; also says who that is."""
        return self.path / "asah.lock"

    @property
    def guests(self) -> Path:
        """Locked, shared, by every command that borrows a server started by another."""
        return self.path / "guests.lock"

    @property
    def children(self) -> Path:
        """Process ids of what the last start began, for cleaning up after a kill -9."""
        return self.path / "children.json"

    @property
    def secrets(self) -> Path:
        return self.path / "secrets"

    @property
    def secret_key(self) -> Path:
        """Django's secret key, one line."""
        return self.secrets / "secret-key"

    @property
    def files(self) -> Path:
        """Uploaded and produced files, by digest."""
        return self.path / "files"

    @property
    def logs(self) -> Path:
        return self.path / "log"

    @property
    def postgres(self) -> Path:
        """Home of the embedded server, unless the server's account cannot reach this place."""
        return self.path / "postgres"

    @property
    def static(self) -> Path:
        """Collected style sheets and scripts; a web server in front may serve them."""
        return self.path / "static"

    @property
    def numba_cache(self) -> Path:
        return self.path / "cache" / "numba"

    def make(self) -> None:
        """Make the folder and its rooms; secrets and files are for the owner's eyes only.

        Raises:
            Refusal: the folder cannot be written.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            for room, mode in ((self.secrets, 0o700), (self.files, 0o700), (self.logs, 0o700)):
                room.mkdir(mode=mode, exist_ok=True)
            for room in (self.numba_cache, self.static):
                room.mkdir(parents=True, exist_ok=True)
        except OSError as failed:
            raise Refusal(
                f"Folder data {self.path} tidak dapat ditulis ({failed.strerror}). "
                "Jalankan sebagai pemilik foldernya, atau pilih folder lain: ./asah run --data DIR"
            ) from failed
        for place in (self.path, self.secrets, self.files, self.logs):
            if not os.access(place, os.W_OK | os.X_OK):
                raise Refusal(
                    f"Folder data {place} milik orang lain. Jalankan Asah sebagai pemiliknya, "
                    "atau pilih folder lain: ./asah run --data DIR"
                )


def choose_data_folder(given: str | None, environ: Mapping[str, str]) -> DataFolder:
    """The folder from `--data`, else from ASAH_DATA, else `.data` in the project."""
    chosen = given or environ.get("ASAH_DATA") or str(ROOT / ".data")
    return DataFolder(Path(chosen).expanduser().resolve())
