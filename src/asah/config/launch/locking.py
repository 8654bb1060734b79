"""Who answers for the database server of a data folder: one process at a time.

The kernel drops a lock with its process, so a kill -9 leaves nothing to clear.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from asah.config.launch.children import wait_until


class Lock:
    """An advisory lock on a file that also tells who holds it.

    Parameters:
        path: the file, made when absent.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def take(self, note: dict[str, str | int]) -> bool:
        """Take the lock and leave a note beside it; False when somebody else has it."""
        taken = self.try_lock()
        if taken:
            self.tell(note)
        return taken

    def try_lock(self) -> bool:
        """Take the lock, without a word; False when somebody else has it."""
        file = self._path.open("a+")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._file = file
        return True

    def tell(self, note: dict[str, str | int]) -> None:
        """Replace the holder's note; only the holder may."""
        if self._file is None:
            raise RuntimeError("a note belongs to a lock that is held")
        self._file.seek(0)
        self._file.truncate()
        self._file.write(json.dumps({"pid": os.getpid(), **note}))
        self._file.flush()

    def note(self) -> dict[str, str | int]:
        """What the holder wrote; empty when nothing readable is there."""
        try:
            return dict(json.loads(self._path.read_text()))
        except (OSError, ValueError):
            return {}

    def release(self) -> None:
        """Give the lock back; harmless when it is not held."""
        if self._file is not None:
            self._file.close()
            self._file = None


@contextmanager
def as_guest(path: Path) -> Iterator[None]:
    """Borrow the server: its holder waits for all guests before he stops it."""
    with path.open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def wait_for_guests(path: Path, *, patience: float) -> bool:
    """Wait until nobody borrows the server any more; False after `patience` seconds."""
    alone = Lock(path)
    left = wait_until(alone.try_lock, patience=patience, pause=0.05)
    alone.release()
    return left
