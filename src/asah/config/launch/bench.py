"""`./asah bench [NAME] [--quick]`: benchmarks, each beside what a user would pick instead."""

import ast
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from asah.config.launch.management import bring_up_to_date
from asah.config.launch.places import ROOT
from asah.config.launch.refusal import Refusal
from asah.config.launch.throwaway import throwaway_database


def list_benches(folder: Path = ROOT / "bench") -> list[str]:
    """Names of all benchmarks: the modules of `bench/` that do not start with an underscore."""
    return sorted(path.stem for path in folder.glob("*.py") if not path.stem.startswith("_"))


def needs_database(source: str) -> bool:
    """Whether a benchmark's module says `NEEDS_DATABASE = True` at its top level."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and node.value.value is True:
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            if "NEEDS_DATABASE" in names:
                return True
    return False


def run(arguments: list[str]) -> int:
    """Run one benchmark, or all; returns 0 when all ended well.

    Parameters:
        arguments: an optional name first; the rest is handed to the benchmark (`--quick` makes it short).

    Raises:
        Refusal: there is no benchmark of that name.
    """
    known = list_benches()
    chosen = [argument for argument in arguments[:1] if not argument.startswith("-")]
    if chosen and chosen[0] not in known:
        raise Refusal(f"Tidak ada pengukuran bernama {chosen[0]}. Yang ada: {', '.join(known)}")
    options = arguments[len(chosen) :]
    results = [_run_one(name, options) for name in chosen or known]
    return max(results, default=0)


def _run_one(name: str, options: list[str]) -> int:
    if not needs_database((ROOT / "bench" / f"{name}.py").read_text()):
        return _measure(name, options, os.environ)
    with throwaway_database(os.environ, durable=True) as database:
        bring_up_to_date(database, os.environ)
        return _measure(name, options, database.environ(os.environ))


def _measure(name: str, options: list[str], environ: Mapping[str, str]) -> int:
    command = [sys.executable, "-m", f"bench.{name}", *options]
    return subprocess.run(command, cwd=ROOT, env=dict(environ), check=False).returncode
