"""Every change of state goes through the one door, and pages only ask and call."""

import ast
import inspect
from types import ModuleType
from typing import Any

from asah.foundation.jobs.handles import BODIES, Job
from tests.architecture.house import calls_in, in_project, modules_named, source_files

CLOCKS = {"now", "today", "utcnow", "localdate", "localtime"}
INNER_ROOMS = {"rules", "events", "models", "queries", "engine", "services"}


def public_functions(module: ModuleType) -> dict[str, Any]:
    """Functions a module defines itself under a public name."""
    return {
        name: value
        for name, value in vars(module).items()
        if not name.startswith("_") and inspect.isfunction(value) and value.__module__ == module.__name__
    }


def names_used(function: Any) -> set[str]:
    source = inspect.getsource(inspect.unwrap(function))
    return {node.id for node in ast.walk(ast.parse(inspect.cleandoc(source))) if isinstance(node, ast.Name)}


def test_public_functions_of_services_are_use_cases_or_serve_one() -> None:
    stray = []
    for module in modules_named("services"):
        functions = public_functions(module)
        served: set[str] = set()
        for name, function in functions.items():
            if hasattr(function, "__use_case__"):
                served |= names_used(function) | {name}
        stray += [f"{module.__name__}.{name}" for name in functions if name not in served]
    assert stray == []


def test_every_job_handle_has_a_body() -> None:
    handles = [value for module in modules_named("events") for value in vars(module).values() if isinstance(value, Job)]
    assert [handle.name for handle in handles if handle.name not in BODIES] == []


def test_pages_never_touch_tables() -> None:
    files = [path for path in source_files("stages") if "web" in path.parts] + source_files("desks")
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
