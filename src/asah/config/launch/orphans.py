"""Ends what is left of a PostgreSQL server whose launcher was killed.

Called only while the data folder's lock is held: whoever runs on the folder then is nobody's.
"""

import signal
from contextlib import suppress
from pathlib import Path

import psutil

PATIENCE = 30.0
"""Seconds an orphan gets to stop in good order before it is killed; PostgreSQL recovers from that too."""


def end_orphaned_server(folder: Path) -> int:
    """Stop a server and its helpers that still run on `folder`, and clear a stale pid file.

    A server killed with -9 leaves its pid file; its number may by now belong to another program, or to a zombie
    that nobody reaps. PostgreSQL would refuse to start in both cases, so the file is removed once nobody is left.

    Returns:
        How many processes had to be ended.
    """
    pid_file = folder / "postmaster.pid"
    if not pid_file.exists():
        return 0
    left = _processes_on(folder)
    leader = _first_line(pid_file)
    for process in left:
        if process.pid == leader:
            _send(process, signal.SIGINT)
    _, stubborn = psutil.wait_procs(left, timeout=PATIENCE if leader in [p.pid for p in left] else 2)
    for process in stubborn:
        _send(process, signal.SIGKILL)
    psutil.wait_procs(stubborn, timeout=5)
    pid_file.unlink(missing_ok=True)
    return len(left)


def _processes_on(folder: Path) -> list[psutil.Process]:
    """Living processes of PostgreSQL that work in `folder`: the server and its helpers change into it."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            alive = process.name().startswith("postgres") and process.status() != psutil.STATUS_ZOMBIE
            if alive and Path(process.cwd()) == folder:
                found.append(process)
    return found


def _first_line(pid_file: Path) -> int | None:
    with suppress(OSError, ValueError, IndexError):
        return int(pid_file.read_text().splitlines()[0])
    return None


def _send(process: psutil.Process, number: signal.Signals) -> None:
    with suppress(psutil.NoSuchProcess):
        process.send_signal(number)
