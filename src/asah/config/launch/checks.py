"""`./asah check`: style, types, the rules of the house; everything short of running the product."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass

from asah.config.launch.catalogues import find_catalogue_faults
from asah.config.launch.places import ROOT
from asah.config.launch.throwaway import throwaway_database

PYTHON = sys.executable
LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"


@dataclass(frozen=True)
class Check:
    """One check that is a program.

    Parameters:
        name: what is printed.
        command: exits with 0 when all is well.
        owner: whether it connects as the owner of the tables.
    """

    name: str
    command: list[str]
    owner: bool = False


def list_checks() -> list[Check]:
    """All checks in the order of their speed."""
    templates = [
        str(folder.relative_to(ROOT)) for folder in sorted((ROOT / "src").rglob("templates")) if folder.is_dir()
    ]
    pages = [
        Check("djhtml", [PYTHON, "-m", "djhtml", "--check", *templates]),
        Check("curlylint", [PYTHON, "-m", "curlylint", *templates]),
    ]
    return [
        Check("ruff", [PYTHON, "-m", "ruff", "check", ".", "asah"]),
        Check("ruff format", [PYTHON, "-m", "ruff", "format", "--check", ".", "asah"]),
        *(pages if templates else []),
        Check("lint-imports", [PYTHON, "-c", LINT_IMPORTS]),
        Check(
            "makemigrations", [PYTHON, "-m", "asah.config.manage", "makemigrations", "--check", "--dry-run"], owner=True
        ),
        Check("architecture", [PYTHON, "-m", "pytest", "-q", "tests/architecture"]),
        Check("mypy", [PYTHON, "-m", "mypy", "src"]),
    ]


def run(arguments: list[str]) -> int:
    """Run all checks, or those whose names are given, and print every outcome; returns 0 when all passed."""
    with throwaway_database(os.environ) as database:
        environ = database.environ(os.environ)
        wanted = [check for check in list_checks() if not arguments or check.name in arguments]
        failed = [check.name for check in wanted if not _passes(check, environ)]
    if not arguments or "catalogues" in arguments:
        faults = find_catalogue_faults(ROOT / "src")
        print("\n".join([*faults, f"{'catalogues':<15} {'TIDAK LULUS' if faults else 'lulus'}"]), flush=True)
        failed += ["catalogues"] if faults else []
    print("\nSemua pemeriksaan lulus." if not failed else f"\nTidak lulus: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


def _passes(check: Check, environ: Mapping[str, str]) -> bool:
    started = time.monotonic()
    role = {"ASAH_DB_ROLE": "owner"} if check.owner else {}
    result = subprocess.run(
        check.command, cwd=ROOT, env={**environ, **role}, capture_output=True, text=True, check=False
    )
    passed = result.returncode == 0
    if not passed:
        print(result.stdout + result.stderr, flush=True)
    outcome = "lulus" if passed else "TIDAK LULUS"
    print(f"{check.name:<15} {outcome} ({time.monotonic() - started:.1f} s)", flush=True)
    return passed
