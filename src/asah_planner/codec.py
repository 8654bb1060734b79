"""Problems and solutions as canonical JSON: the same content gives the same bytes, and so the same digest.

Fields that hold their default are left out, keys are sorted, and no space is spent. Pairs are written as
parallel lists. Numbers that are not finite cannot be written or read.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any, cast

from asah_planner import problem as model
from asah_planner.problem import Pairs, Problem, make_pairs
from asah_planner.solution import Given, Solution

PROBLEM_FORMAT = "asah-planner-problem"
SOLUTION_FORMAT = "asah-planner-solution"
VERSION = 1
PAIR_DEFAULTS: dict[str, object] = {"cost": 0, "seats": 1, "duty": False, "asked": False}

ROWS: dict[str, type] = {
    "people": model.Person,
    "units": model.Unit,
    "funds": model.Fund,
    "resources": model.Resource,
    "programmes": model.Programme,
    "offerings": model.Offering,
    "steps": model.Step,
    "locks": model.Lock,
    "favours": model.Favour,
    "limits": model.Limit,
}
BLOCKS: dict[str, type] = {"floor": model.Floor, "fairness": model.Fairness, "lottery": model.Lottery}


def canonical(data: object) -> str:
    """Return `data` as JSON text with sorted keys and no needless space; refuses NaN and infinity."""
    try:
        return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    except ValueError as refused:
        raise ValueError(f"a number is not finite and cannot be written: {refused}") from refused


def digest(problem: Problem) -> str:
    """Return the sha256 of the canonical JSON of `problem`, in hex."""
    return hashlib.sha256(dumps_problem(problem).encode()).hexdigest()


# ---------------------------------------------------------------- writing


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return value


def _defaults(kind: type) -> dict[str, object]:
    found: dict[str, object] = {}
    for f in dataclasses.fields(kind):
        if f.default is not dataclasses.MISSING:
            found[f.name] = f.default
        elif f.default_factory is not dataclasses.MISSING:
            found[f.name] = f.default_factory()
    return found


def _row(item: object, defaults: Mapping[str, object], names: tuple[str, ...]) -> dict[str, object]:
    row: dict[str, object] = {}
    for name in names:
        value = getattr(item, name)
        if name not in defaults or value != defaults[name]:
            row[name] = _plain(value)
    return row


def _rows(items: tuple[object, ...], kind: type) -> list[dict[str, object]]:
    defaults, names = _defaults(kind), tuple(f.name for f in dataclasses.fields(kind))
    return [_row(item, defaults, names) for item in items]


def _pairs_out(pairs: Pairs) -> dict[str, object]:
    out: dict[str, object] = {name: getattr(pairs, name).tolist() for name in ("person", "programme", "value")}
    for name, default in PAIR_DEFAULTS.items():
        column = getattr(pairs, name)
        if (column != default).any():
            out[name] = column.tolist()
    return out


def problem_to_dict(problem: Problem) -> dict[str, object]:
    """Return `problem` as plain lists and dicts, ready for `json.dump`."""
    out: dict[str, object] = {"format": PROBLEM_FORMAT, "version": VERSION, "pairs": _pairs_out(problem.pairs)}
    defaults = _defaults(Problem)
    for f in dataclasses.fields(Problem):
        value = getattr(problem, f.name)
        if f.name == "pairs" or (f.name in defaults and value == defaults[f.name]):
            continue
        if f.name in ROWS:
            out[f.name] = _rows(value, ROWS[f.name])
        elif f.name in BLOCKS:
            out[f.name] = _rows((value,), BLOCKS[f.name])[0]
        else:
            out[f.name] = _plain(value)
    return out


def dumps_problem(problem: Problem) -> str:
    """Return the canonical JSON text of a problem."""
    return canonical(problem_to_dict(problem))


def dumps(item: Problem | Solution) -> str:
    """Return the canonical JSON text of a problem or of a solution."""
    if isinstance(item, Problem):
        return dumps_problem(item)
    out = _rows((item,), Solution)[0]
    out["given"] = _rows(item.given, Given)
    return canonical(out | {"format": SOLUTION_FORMAT, "version": VERSION})


# ---------------------------------------------------------------- reading


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{where}: {value!r} is not a text")
    return value


def _whole(value: object, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{where}: {value!r} is not a whole number")
    return value


def _number(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError(f"{where}: {value!r} is not a number")
    return float(value)


def _truth(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{where}: {value!r} is not true or false")
    return value


def _list(value: object, where: str) -> list[Any]:
    if not isinstance(value, (list, tuple)):
        raise ValueError(f"{where}: {value!r} is not a list")
    return list(value)


def _many(read: Callable[[object, str], object]) -> Callable[[object, str], object]:
    return lambda value, where: tuple(read(v, where) for v in _list(value, where))


def _couple(second: Callable[[object, str], object]) -> Callable[[object, str], object]:
    def read(value: object, where: str) -> object:
        items = _list(value, where)
        if len(items) != 2:
            raise ValueError(f"{where}: {value!r} is not a couple")
        return (_text(items[0], where), second(items[1], where))

    return read


def _or_none(read: Callable[[object, str], object]) -> Callable[[object, str], object]:
    return lambda value, where: None if value is None else read(value, where)


def _table(value: object, where: str) -> object:
    if not isinstance(value, dict):
        raise ValueError(f"{where}: {value!r} is not an object")
    return value


READERS: dict[str, Callable[[object, str], object]] = {
    "str": _text,
    "int": _whole,
    "float": _number,
    "bool": _truth,
    "int | None": _or_none(_whole),
    "float | None": _or_none(_number),
    "tuple[int, ...]": _many(_whole),
    "tuple[str, ...]": _many(_text),
    "tuple[str, ...] | None": _or_none(_many(_text)),
    "tuple[tuple[str, int], ...]": _many(_couple(_whole)),
    "tuple[tuple[str, float], ...]": _many(_couple(_number)),
    "dict[str, object]": _table,
}


def _build(kind: type, data: object, where: str) -> Any:
    if not isinstance(data, dict):
        raise ValueError(f"{where}: {data!r} is not an object")
    fields = {f.name: f for f in dataclasses.fields(kind)}
    for key in data:
        if key not in fields:
            raise ValueError(f"{where}: unknown field {key!r}; known are {', '.join(fields)}")
    required = {n for n, f in fields.items() if f.default is f.default_factory is dataclasses.MISSING}
    missing = sorted(required - set(data))
    if missing:
        raise ValueError(f"{where}: {', '.join(missing)} missing")
    return kind(**{key: READERS[cast(str, fields[key].type)](value, f"{where}: {key}") for key, value in data.items()})


def _build_many(kind: type, data: object, where: str) -> tuple[Any, ...]:
    rows = _list(data, where)
    return tuple(_build(kind, row, f"{where}[{k}]") for k, row in enumerate(rows))


def _pairs_in(data: object) -> Pairs:
    if not isinstance(data, dict):
        raise ValueError("pairs: not an object of lists")
    unknown = set(data) - {"person", "programme", "value", *PAIR_DEFAULTS}
    if unknown:
        raise ValueError(f"pairs: unknown column {sorted(unknown)[0]!r}")
    try:
        return make_pairs(
            _list(data.get("person", []), "pairs: person"),
            _list(data.get("programme", []), "pairs: programme"),
            _list(data.get("value", []), "pairs: value"),
            **{name: _list(data[name], f"pairs: {name}") for name in PAIR_DEFAULTS if name in data},
        )
    except (TypeError, ValueError, OverflowError) as refused:
        raise ValueError(f"pairs: {str(refused).removeprefix('pairs: ')}") from refused


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} stands in the file where a finite number is needed")


def _parse(text: str, expected: str) -> dict[str, Any]:
    data = json.loads(text, parse_constant=_refuse_constant)
    if not isinstance(data, dict) or data.get("format") != expected:
        raise ValueError(f"not a file of format {expected!r}")
    if data.get("version") != VERSION:
        raise ValueError(f"version {data.get('version')!r} of {expected!r} is unknown; this library reads {VERSION}")
    return {k: v for k, v in data.items() if k not in ("format", "version")}


def problem_from_dict(data: Mapping[str, object]) -> Problem:
    """Return the problem that `data` describes; raises ValueError naming the item that is not right."""
    fields = {f.name: f for f in dataclasses.fields(Problem)}
    values: dict[str, Any] = {}
    for key, value in data.items():
        if key not in fields:
            raise ValueError(f"problem: unknown field {key!r}; known are {', '.join(fields)}")
        if key == "pairs":
            values[key] = _pairs_in(value)
        elif key in ROWS:
            values[key] = _build_many(ROWS[key], value, key)
        elif key in BLOCKS:
            values[key] = _build(BLOCKS[key], value, key)
        else:
            values[key] = READERS[cast(str, fields[key].type)](value, key)
    for key in ("people", "units", "programmes", "offerings", "pairs"):
        if key not in values:
            raise ValueError(f"problem: {key} missing")
    return Problem(**values)


def loads_problem(text: str) -> Problem:
    """Return the problem written in `text`."""
    return problem_from_dict(_parse(text, PROBLEM_FORMAT))


def loads_solution(text: str) -> Solution:
    """Return the solution written in `text`."""
    data = _parse(text, SOLUTION_FORMAT)
    given = _build_many(Given, data.pop("given", []), "given")
    rest: Solution = _build(Solution, data, "solution")
    return dataclasses.replace(rest, given=given)


def loads(text: str) -> Problem | Solution:
    """Return the problem or solution written in `text`, whichever its format says."""
    return loads_solution(text) if f'"format":"{SOLUTION_FORMAT}"' in text.replace(" ", "") else loads_problem(text)
