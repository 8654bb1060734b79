"""What a programme changed, how sure we are, and what we cannot know.

A plain library: arrays or frames in, small frozen objects out. It imports no web framework and no database, and
nothing heavy until it is asked for: names listed in ``_HOMES`` are loaded on first use, so that
``import asah_evaluator`` costs a few milliseconds.

    >>> import asah_evaluator as ev
    >>> ev.Design  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

# Public name -> module that defines it. One line per name; nothing is imported here.
_HOMES: dict[str, str] = {}

__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    """Load a public name from its module on first use (PEP 562)."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'asah_evaluator' has no attribute {name!r}; it has {', '.join(sorted(_HOMES))}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Names offered to completion, loaded or not."""
    return sorted({*globals(), *_HOMES})
