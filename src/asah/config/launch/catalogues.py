"""Checks the catalogues of translated texts: well formed, complete, and compiled as committed."""

import shutil
import subprocess
import tempfile
from pathlib import Path


def find_catalogue_faults(folder: Path) -> list[str]:
    """What is wrong with the `.po` files below `folder`, one line each; empty when all is well.

    The compiled `.mo` files are committed, because a fresh machine has no msgfmt; so they must match their sources.
    """
    catalogues = sorted(folder.rglob("*.po"))
    program = shutil.which("msgfmt")
    if catalogues and program is None:
        return ["msgfmt tidak ada. Di Debian atau Ubuntu: sudo apt install gettext"]
    return [fault for path in catalogues for fault in _faults_of(path, str(program))]


def _faults_of(path: Path, program: str) -> list[str]:
    with tempfile.NamedTemporaryFile(suffix=".mo") as compiled:
        command = [program, "--check-format", "--no-hash", "--output-file", compiled.name, str(path)]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        if result.returncode != 0:
            return [f"{path}: {result.stderr.strip()}"]
        committed = path.with_suffix(".mo")
        if not committed.exists() or _messages(committed) != _messages(Path(compiled.name)):
            return [f"{committed}: tidak sama dengan {path.name}; buat lagi dengan msgfmt"]
    return []


def _messages(path: Path) -> dict[str, str]:
    """The texts of a compiled catalogue; two compilers may lay out the same texts differently."""
    import gettext

    with path.open("rb") as file:
        catalogue: dict[str, str] = dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]
    catalogue.pop("", None)
    return {str(key): value for key, value in catalogue.items()}
