"""JSON Schema of problem files, written from the dataclasses themselves so that the two cannot drift apart."""

from __future__ import annotations

import dataclasses
from typing import cast

from asah_planner.codec import BLOCKS, PROBLEM_FORMAT, ROWS, VERSION
from asah_planner.problem import Problem

NUMBER: dict[str, object] = {"type": "number"}
WHOLE: dict[str, object] = {"type": "integer"}
TEXT: dict[str, object] = {"type": "string"}


def _couples(second: dict[str, object]) -> dict[str, object]:
    couple = {"type": "array", "prefixItems": [TEXT, second], "minItems": 2, "maxItems": 2}
    return {"type": "array", "items": couple}


TYPES: dict[str, dict[str, object]] = {
    "str": TEXT,
    "int": WHOLE,
    "float": NUMBER,
    "bool": {"type": "boolean"},
    "int | None": {"type": ["integer", "null"]},
    "float | None": {"type": ["number", "null"]},
    "tuple[int, ...]": {"type": "array", "items": WHOLE},
    "tuple[str, ...]": {"type": "array", "items": TEXT},
    "tuple[str, ...] | None": {"type": ["array", "null"], "items": TEXT},
    "tuple[tuple[str, int], ...]": _couples(WHOLE),
    "tuple[tuple[str, float], ...]": _couples(NUMBER),
}


def _object(kind: type) -> dict[str, object]:
    properties, required = {}, []
    for f in dataclasses.fields(kind):
        properties[f.name] = TYPES[cast(str, f.type)]
        if f.default is f.default_factory is dataclasses.MISSING:
            required.append(f.name)
    about = (kind.__doc__ or "").strip().split("\n")[0]
    found: dict[str, object] = {"type": "object", "description": about, "additionalProperties": False}
    return found | {"properties": properties, "required": required}


def _pairs() -> dict[str, object]:
    columns = {"person": WHOLE, "programme": WHOLE, "value": NUMBER, "cost": WHOLE, "seats": WHOLE}
    columns |= {"duty": TYPES["bool"], "asked": TYPES["bool"]}
    properties = {name: {"type": "array", "items": kind} for name, kind in columns.items()}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def problem_schema() -> dict[str, object]:
    """Return the JSON Schema (2020-12) of a problem file."""
    properties: dict[str, object] = {"format": {"const": PROBLEM_FORMAT}, "version": {"const": VERSION}}
    for f in dataclasses.fields(Problem):
        if f.name == "pairs":
            properties[f.name] = _pairs()
        elif f.name in ROWS:
            properties[f.name] = {"type": "array", "items": _object(ROWS[f.name])}
        elif f.name in BLOCKS:
            properties[f.name] = _object(BLOCKS[f.name])
        else:
            properties[f.name] = TYPES[cast(str, f.type)]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A planning problem of asah_planner",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": ["format", "version", "people", "units", "programmes", "offerings", "pairs"],
    }
