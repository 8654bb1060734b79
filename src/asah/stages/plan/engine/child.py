"""The solver as a child process: exactly the command line, so that anybody can repeat it years later.

`python -m asah_planner solve problem.json --out plan.json --progress`; cancelling kills the child, and a limit on its
data segment keeps a runaway solver from taking the machine down.
"""

import contextlib
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

MOST_MEMORY = 4 * 1024**3  # bytes of data segment; the largest benchmark needs 1.5 GB (planner.md, section 5)
Tell = Callable[[float, str], None]


class ChildFailed(Exception):
    """The solver ended without a plan; the text is what it said, for the log and the reference number."""


def solve_in_child(problem: str, tell: Tell) -> bytes:
    """Solve a problem text and return the bytes of the plan file.

    tell(share, stage): called with 0..1 while it runs; whatever it raises (Cancelled) kills the child first.
    Raises ChildFailed when the child dies or refuses the problem.
    """
    with tempfile.TemporaryDirectory(prefix="asah-rencana-") as folder:
        source, target = Path(folder) / "problem.json", Path(folder) / "plan.json"
        source.write_text(problem, encoding="utf-8")
        command = [sys.executable, "-m", "asah_planner", "solve", str(source), "--out", str(target), "--progress"]
        with subprocess.Popen(  # noqa: S603 our own interpreter and module, no shell
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=_environment()
        ) as child:
            with contextlib.suppress(OSError, ValueError):
                resource.prlimit(child.pid, resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
            said = _listen(child, tell)
        if child.returncode != 0 or not target.exists():
            raise ChildFailed(" ".join(said[-3:]) or f"exit status {child.returncode}")
        return target.read_bytes()


def _listen(child: "subprocess.Popen[str]", tell: Tell) -> list[str]:
    """Pass progress lines on until the child closes its stream; kill it when `tell` raises."""
    said: list[str] = []
    try:
        for line in child.stderr or ():
            try:
                state = json.loads(line)
            except ValueError:
                said.append(line.strip())
                continue
            tell(float(state.get("done", 0.0)), str(state.get("stage", "")))
        child.wait()
    except BaseException:
        child.kill()
        child.wait()
        raise
    return said


def _environment() -> dict[str, str]:
    """The child needs the import path and nothing of the product's settings."""
    keep = {key: os.environ[key] for key in ("PATH", "HOME", "LANG", "NUMBA_CACHE_DIR", "TMPDIR") if key in os.environ}
    root = str(Path(__file__).resolve().parents[4])
    return keep | {"PYTHONPATH": root, "PYTHONHASHSEED": "0"}
