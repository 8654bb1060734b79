"""What the architecture tests look at: files of the project, modules and models of ours."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {".git", ".venv", ".data", "__pycache__", "build", "dist", "node_modules"}
LIBRARIES = ("asah_basics", "asah_planner", "asah_evaluator")


def project_files(*suffixes: str) -> list[Path]:
    """Files of the project whose names end in one of `suffixes`; generated folders are left out."""
    return sorted(path for path in _walk(ROOT) if path.name.endswith(suffixes))


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir():
            if path.name not in NOT_OURS and not path.name.endswith(("_cache", ".egg-info")):
                yield from _walk(path)
        elif not path.name.startswith(".git"):
            yield path


def source_files(*places: str) -> list[Path]:
    """Python files below the given folders of `src/asah`, migrations left out."""
    roots = [ROOT / "src" / "asah" / place for place in places]
    return sorted(path for root in roots for path in root.rglob("*.py") if "migrations" not in path.parts)


def in_project(path: Path) -> str:
    """A path as it is spoken of: relative to the project."""
    return str(path.relative_to(ROOT))


def modules_named(name: str) -> list[ModuleType]:
    """Every module `name` of a stage, a desk or a part of the foundation, and its submodules when it is a package."""
    found = []
    for path in sorted((ROOT / "src" / "asah").glob(f"*/*/{name}*")):
        if path.name in (name, f"{name}.py") and path.parts[-3] != "config":
            dotted = ".".join(path.relative_to(ROOT / "src").with_suffix("").parts)
            found.append(importlib.import_module(dotted))
            if path.is_dir():
                inner = pkgutil.iter_modules([str(path)], f"{dotted}.")
                found += [importlib.import_module(info.name) for info in inner]
    return found


def our_models() -> list[type[Any]]:
    """Every concrete model that Asah defines."""
    from django.apps import apps

    return [model for model in apps.get_models() if model.__module__.startswith("asah.")]


def calls_in(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every call in a file."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)
