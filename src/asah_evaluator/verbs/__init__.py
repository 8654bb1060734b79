"""Verbs of the command line, one module each.

A verb module exposes

* ``name``: the word typed on the command line;
* ``add_arguments(parser)``: its options (``--json`` and ``--out`` are added for all by :mod:`asah_evaluator.cli`);
* ``run(args) -> dict``: the answer, made of JSON values only. Keys ``estimate``, ``se``, ``low``, ``high``, ``n``,
  ``method``, ``grade``, ``verdict``, ``gates``, ``warnings`` where the verb estimates something; lists of dicts are
  printed as tables. A key ``text`` (str) is printed first for people and kept in the JSON.

Dropping a module into this folder is all it takes: :func:`find_verbs` reads the folder at every start, which is why
heavy imports belong inside ``run``.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, NamedTuple


class Verb(NamedTuple):
    """One command of the command line, as its module declares it."""

    name: str
    summary: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], dict[str, Any]]


def find_verbs() -> dict[str, Verb]:
    """Every verb of this folder by name, in alphabetical order of module.

    Modules whose name begins with an underscore are helpers, not verbs.
    """
    found: dict[str, Verb] = {}
    for module_info in iter_modules(__path__):
        if module_info.name.startswith("_"):
            continue
        module = import_module(f"{__name__}.{module_info.name}")
        summary = (module.__doc__ or "").strip().splitlines()[0] if module.__doc__ else ""
        found[module.name] = Verb(module.name, summary, module.add_arguments, module.run)
    return found
