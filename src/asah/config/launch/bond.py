"""Ties a child process to the life of the launcher."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

SET_PARENT_DEATH_SIGNAL = 1
"""prctl(2): PR_SET_PDEATHSIG, Linux only. Elsewhere the next start finds the orphans by their recorded ids."""
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def end_with_parent(ending: signal.Signals) -> Callable[[], None]:
    """A `preexec_fn`: the kernel sends the child `ending` as soon as the launcher is gone.

    It must run after stepping down to another account, because that step clears the request; `subprocess` does so.
    """
    launcher = os.getpid()

    def ask_kernel() -> None:
        if _LIBC is not None:
            _LIBC.prctl(SET_PARENT_DEATH_SIGNAL, int(ending), 0, 0, 0)
            if os.getppid() != launcher:
                os._exit(1)

    return ask_kernel
