"""Marks views that need no log-in; the shell's middleware lets only these through without one."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")


def public(view: Callable[Parameters, Answer]) -> Callable[Parameters, Answer]:
    """Open a view to everybody: it sets no cookie, and must check by itself whatever it shows."""
    view.__dict__["is_public"] = True
    return view
