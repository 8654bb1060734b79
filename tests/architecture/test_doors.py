"""Every change of state goes through the one door, and pages only ask and call."""

import ast
import inspect
import textwrap
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from asah.foundation.jobs.handles import BODIES, Job
from tests.architecture.house import ROOT, calls_in, in_project, modules_named, source_files

CLOCKS = {"now", "today", "utcnow", "localdate", "localtime"}
INNER_ROOMS = {"rules", "events", "models", "queries", "engine", "services"}


def own_functions(module: ModuleType) -> dict[str, Any]:
    """Functions a module defines itself."""
    return {
        name: value
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__
    }


def is_public(function: Any) -> bool:
    return not function.__name__.startswith("_")


def served_names(functions: Iterable[Any]) -> set[str]:
    """Names of the use cases among `functions`, and of whatever they call, directly or through one another."""
    by_name = {function.__name__: function for function in functions}
    waiting = [name for name, function in by_name.items() if hasattr(function, "__use_case__")]
    served: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in served:
            served.add(name)
            waiting += names_used(by_name[name]) & set(by_name)
    return served


def stage_of(path: str) -> str:
    """The package that a function of services belongs to, such as `asah.stages.needs`."""
    return ".".join(path.split(".")[:3])


def names_of_import_hooks(stage: str) -> set[str]:
    """What `imports.py` of a stage mentions: its hooks run inside the use cases of the import kit."""
    path = ROOT / "src" / Path(*stage.split(".")) / "imports.py"
    tree = ast.parse(path.read_text()) if path.exists() else ast.Module([], [])
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def names_used(function: Any) -> set[str]:
    """Names that a function and its decorators mention."""
    source = inspect.getsource(inspect.unwrap(function))
    return {node.id for node in ast.walk(ast.parse(textwrap.dedent(source))) if isinstance(node, ast.Name)}


def test_public_functions_of_services_are_use_cases_or_serve_one() -> None:
    functions = {
        f"{module.__name__}.{name}": function
        for module in modules_named("services")
        for name, function in own_functions(module).items()
    }
    stray = []
    for stage in {stage_of(path) for path in functions}:
        of_stage = {path: function for path, function in functions.items() if stage_of(path) == stage}
        served = served_names(of_stage.values()) | names_of_import_hooks(stage)
        stray += [
            path for path, function in of_stage.items() if is_public(function) and function.__name__ not in served
        ]
    assert stray == []


def test_every_job_handle_has_a_body() -> None:
    handles = [value for module in modules_named("events") for value in vars(module).values() if isinstance(value, Job)]
    assert [handle.name for handle in handles if handle.name not in BODIES] == []


def test_pages_never_touch_tables() -> None:
    files = [path for path in source_files("stages", "desks") if {"web", "desks"} & set(path.parts)]
    files = [path for path in files if "management" not in path.parts]
    touching = [
        f"{in_project(path)}:{node.lineno}"
        for path in files
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "objects"
    ]
    assert touching == []


def test_the_clock_is_an_argument_below_the_outermost_layer() -> None:
    files = [
        path
        for path in source_files("stages")
        if INNER_ROOMS & {path.stem, *path.parts} and not {"web", "management"} & set(path.parts)
    ]
    reading = [
        f"{in_project(path)}:{line} {name}()"
        for path in files
        for line, name in calls_in(path)
        if name.rpartition(".")[2] in CLOCKS
        and name.rpartition(".")[0] in {"datetime", "date", "timezone", "datetime.datetime"}
    ]
    assert reading == []
