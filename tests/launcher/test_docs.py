"""What the documents say about commands and settings is true."""

import re
from pathlib import Path

import pytest

from asah.config.launch.cli import COMMANDS, MANAGED
from asah.config.launch.roles import describe_roles
from asah.config.launch.run import read_options
from tests.architecture.house import ROOT

DOCUMENTS = [*sorted((ROOT / "docs" / "how-to").glob("*.md")), ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md"]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_commands_exist(path: Path) -> None:
    named = set(re.findall(r"\./asah ([a-z]+)", path.read_text()))
    assert named <= {*COMMANDS, *MANAGED, "prepare"}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_settings_exist(path: Path) -> None:
    sources = "".join(source.read_text() for source in (ROOT / "src" / "asah" / "config").rglob("*.py"))
    named = set(re.findall(r"\b(?:ASAH|DATABASE)_[A-Z_]+\b", path.read_text()))
    assert {name for name in named if name not in sources} == set()


def test_the_options_of_run_are_explained_and_exist() -> None:
    explained = re.findall(r"^\| `(--[a-z-]+)", (ROOT / "docs" / "how-to" / "install.md").read_text(), re.MULTILINE)
    assert explained
    values = {"--port": "1", "--data": "x", "--host": "x"}
    read_options([part for option in explained for part in (option, values.get(option)) if part])


def test_the_sql_of_the_document_is_the_sql_of_the_program() -> None:
    assert describe_roles("asah") in (ROOT / "docs" / "how-to" / "production.md").read_text()
