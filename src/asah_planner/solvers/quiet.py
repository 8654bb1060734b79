"""HiGHS without its banner: the command line's standard output belongs to the answer."""

from __future__ import annotations

import ctypes
import os
import threading
from typing import Any

import highspy

_GREETED = threading.Event()
_ONE_AT_A_TIME = threading.Lock()


def new_highs() -> Any:
    """Return a silent, single-threaded HiGHS with a fixed seed. The first one greets on standard output: not here."""
    with _ONE_AT_A_TIME:
        if _GREETED.is_set():
            h = highspy.Highs()  # type: ignore[no-untyped-call]
        else:
            h = _without_greeting()
            _GREETED.set()
    h.setOptionValue("output_flag", False)
    h.setOptionValue("threads", 1)
    h.setOptionValue("random_seed", 0)
    return h


def _without_greeting() -> Any:
    libc = ctypes.CDLL(None)
    libc.fflush(None)
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        h = highspy.Highs()  # type: ignore[no-untyped-call]
        libc.fflush(None)
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
    return h
