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
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

MOST_MEMORY = 4 * 1024**3  # bytes of data segment; the largest benchmark needs 1.5 GB (planner.md, section 5)
Tell = Callable[[float, str], None]


class ChildFailed(Exception):
    """The solver ended without a plan; the text is what it said, for the log and the reference number."""


def work_out_in_child(problem: str, tell: Tell) -> str:
    """The problem text with its wish for equality (alpha, leximin) worked into plain weights and floors.

    Raises like solve_in_child.
    """
    return _child("fair", problem, tell).decode("utf-8")


def solve_in_child(problem: str, tell: Tell) -> bytes:
    """Solve a problem text and return the bytes of the plan file.

    tell(share, stage): called with 0..1 while it runs; whatever it raises (Cancelled) kills the child first.
    Raises ChildFailed when the child dies or refuses the problem.
    """
    return _child("solve", problem, tell, "--progress")


def walk_in_child(problem: str, plan: bytes, budgets: Sequence[int], tell: Tell) -> dict[int, bytes]:
    """Plans of a problem at other budgets, starting from its plan: budget -> bytes of the plan file.

    Raises like solve_in_child.
    """
    with tempfile.TemporaryDirectory(prefix="asah-garis-") as folder:
        source, start, out = Path(folder) / "problem.json", Path(folder) / "plan.json", Path(folder) / "out"
        source.write_text(problem, encoding="utf-8")
        start.write_bytes(plan)
        out.mkdir()
        wanted = [str(budget) for budget in budgets]
        _run(["walk", str(source), "--start", str(start), "--out", str(out), "--progress", "--budgets", *wanted], tell)
        return {budget: (out / f"{budget}.json").read_bytes() for budget in budgets}


def price_in_child(problem: str, kind: str, floors: Sequence[float], tell: Tell) -> list[dict[str, Any]]:
    """What a common floor on the coverage of all groups of a kind costs: floor, price (per cent), reachable.

    Raises like solve_in_child.
    """
    wanted = [str(floor) for floor in floors]
    found: list[dict[str, Any]] = json.loads(_child("price", problem, tell, "--kind", kind, "--floors", *wanted))
    return found


def _child(verb: str, problem: str, tell: Tell, *options: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="asah-rencana-") as folder:
        source, target = Path(folder) / "problem.json", Path(folder) / "plan.json"
        source.write_text(problem, encoding="utf-8")
        _run([verb, str(source), "--out", str(target), *options], tell)
        if not target.exists():
            raise ChildFailed("no plan was written")
        return target.read_bytes()


def _run(arguments: Sequence[str], tell: Tell) -> None:
    """Run the planner's command line to its end. Raises ChildFailed with what it said."""
    command = [sys.executable, "-m", "asah_planner", *arguments]
    with subprocess.Popen(  # noqa: S603 our own interpreter and module, no shell
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=_environment()
    ) as child:
        with contextlib.suppress(OSError, ValueError):
            resource.prlimit(child.pid, resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
        said = _listen(child, tell)
    if child.returncode != 0:
        raise ChildFailed(" ".join(said[-3:]) or f"exit status {child.returncode}")


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
