"""Child processes that never outlive the launcher, not even after a kill -9."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil

from asah.config.launch.accounts import Account
from asah.config.launch.bond import end_with_parent


def start_child(
    command: list[str],
    *,
    log: Path,
    ending: signal.Signals = signal.SIGTERM,
    account: Account | None = None,
    environ: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> "subprocess.Popen[bytes]":
    """Start a direct child in a process group of its own, so that Ctrl-C reaches the launcher only.

    Parameters:
        command: program and arguments.
        log: file that its two outputs are appended to.
        ending: signal that makes it end in good order.
        account: account to step down to, None to stay.
        environ, cwd: as for `subprocess.Popen`.
    """
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=None if environ is None else dict(environ),
            cwd=cwd,
            start_new_session=True,
            preexec_fn=end_with_parent(ending),
            user=account.user if account else None,
            group=account.group if account else None,
            extra_groups=account.extra_groups if account else None,
        )


def stop_child(
    child: "subprocess.Popen[bytes]", *, ending: signal.Signals = signal.SIGTERM, patience: float = 10
) -> None:
    """End a child in good order; after `patience` seconds, end its whole process group by force."""
    if child.poll() is None:
        child.send_signal(ending)
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            _kill_group(child.pid)
            child.wait()
    _kill_group(child.pid)


def _kill_group(leader: int) -> None:
    try:
        os.killpg(leader, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


@dataclass(frozen=True)
class Trace:
    """What identifies a process beyond its reusable number: when it was born, in seconds since 1970."""

    pid: int
    born: float


def record_children(path: Path, pids: Iterable[int]) -> None:
    """Write down who was started, for the start after a kill -9."""
    traces = []
    for pid in pids:
        try:
            traces.append({"pid": pid, "born": psutil.Process(pid).create_time()})
        except psutil.NoSuchProcess:
            continue
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(traces))
    draft.replace(path)


def end_recorded_children(path: Path, *, patience: float = 10) -> int:
    """End processes that an earlier start left behind; returns how many there were.

    A number that meanwhile belongs to another program is left alone: the time of birth tells.
    """
    try:
        traces = [Trace(**row) for row in json.loads(path.read_text())]
    except (OSError, ValueError, TypeError):
        return 0
    left = [process for process in map(_same_process, traces) if process is not None]
    for process in left:
        process.terminate()
    _, stubborn = psutil.wait_procs(left, timeout=patience)
    for process in stubborn:
        process.kill()
    path.unlink(missing_ok=True)
    return len(left)


def _same_process(trace: Trace) -> psutil.Process | None:
    try:
        process = psutil.Process(trace.pid)
        alive = process.status() != psutil.STATUS_ZOMBIE
        return process if alive and abs(process.create_time() - trace.born) < 1 else None
    except psutil.NoSuchProcess:
        return None


def wait_until(question: Callable[[], bool], *, patience: float, pause: float = 0.02) -> bool:
    """Ask again and again until the answer is yes; False after `patience` seconds."""
    deadline = time.monotonic() + patience
    while not question():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)
    return True
