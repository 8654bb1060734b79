"""The import contracts hold, and our own contract sees what it is meant to see."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.house import ROOT

LINT = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
CONTRACT = """
[importlinter]
root_packages =
    house
contract_types =
    front_doors: tools.contracts.FrontDoors

[importlinter:contract:doors]
name = Doors
type = front_doors
container = house.stages
visitors = house.desks
doors = queries
"""


def lint_imports(folder: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", f"import sys; sys.path[:0] = ['.', {str(ROOT)!r}]; {LINT}", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_contracts_are_kept() -> None:
    command = [sys.executable, "-c", LINT]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-2000:]


def test_every_package_of_ours_is_under_contract() -> None:
    packages = {path.parent.name for path in (ROOT / "src").glob("*/__init__.py")}
    listed = re.search(r"root_packages =\n((?: +\w+\n)+)", (ROOT / ".importlinter").read_text())
    assert listed is not None
    assert set(listed.group(1).split()) == packages


@pytest.mark.parametrize(
    ("importer", "line", "kept"),
    [
        ("stages/plan/services.py", "from house.stages.needs import queries", True),
        ("stages/plan/services.py", "from house.stages.needs.models import Need", False),
        ("stages/plan/services.py", "from house.stages import needs", False),
        ("stages/needs/services.py", "from house.stages.needs.models import Need", True),
        ("desks/leader.py", "from house.stages.needs.models import Need", False),
        ("desks/leader.py", "from house.stages.needs.queries import ranked", True),
        ("config.py", "from house.stages.needs.models import Need", True),
    ],
)
def test_front_doors_contract(tmp_path: Path, importer: str, line: str, kept: bool) -> None:
    files = {
        "stages/needs/models.py": "class Need: ...\n",
        "stages/needs/queries.py": "def ranked(): ...\n",
        "stages/needs/services.py": "",
        "stages/plan/services.py": "",
        "desks/leader.py": "",
    }
    for name, text in {**files, importer: line + "\n"}.items():
        path = tmp_path / "house" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for folder in (tmp_path / "house").rglob("*"):
        if folder.is_dir():
            (folder / "__init__.py").touch()
    (tmp_path / "house" / "__init__.py").touch()
    (tmp_path / ".importlinter").write_text(CONTRACT)
    result = lint_imports(tmp_path)
    assert (result.returncode == 0) is kept, result.stdout + result.stderr
    assert ("house.stages.needs" in result.stdout.split("Broken contracts")[-1]) is not kept
