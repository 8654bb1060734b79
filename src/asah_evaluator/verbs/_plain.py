"""Answers as JSON values: no NaN, no infinity, no arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import Any

import numpy as np


def plain(value: Any) -> Any:
    """A value as JSON knows it; numbers that are not finite become ``None``."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(inner) for inner in value]
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if isinstance(value, float | np.floating | Decimal | Fraction):
        return float(value) if isfinite(value) else None
    return int(value) if isinstance(value, np.integer) else value


def gate(name: str, passed: bool, found: Any, needed: str) -> dict[str, Any]:
    """One gate of an answer: its name, whether it was passed, what was found and what is needed."""
    return {"gate": name, "passed": bool(passed), "found": plain(found), "needed": needed}
