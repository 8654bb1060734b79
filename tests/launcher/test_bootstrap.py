"""The file `asah` itself, in a copy of the project with a lock of its own: real installations, small ones."""

import ast
import base64
import hashlib
import importlib.machinery
import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from asah.config.launch.cli import COMMANDS, MANAGED
from tests.architecture.house import ROOT

LAUNCHER = """
import sys, landasan
print("masuk:", landasan.VERSION, sys.argv[1:])
"""


def load_bootstrap() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("asah_bootstrap", str(ROOT / "asah"))
    spec = importlib.util.spec_from_loader("asah_bootstrap", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def build_wheel(folder: Path, version: str) -> str:
    """A wheel with one module, `landasan`; returns its line in a lock."""
    info = f"landasan-{version}.dist-info"
    files = {
        "landasan.py": f"VERSION = {version!r}\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: landasan\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{name},sha256={_record_hash(text)},{len(text)}\n" for name, text in files.items())
    wheel = folder / f"landasan-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in {**files, f"{info}/RECORD": f"{record}{info}/RECORD,,\n"}.items():
            archive.writestr(name, text)
    return f"landasan=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


def _record_hash(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


class Copy:
    """A copy of the project that needs nothing but a tiny wheel."""

    def __init__(self, folder: Path, environ: dict[str, str]) -> None:
        self.folder = folder / "asah"
        self.wheels = folder / "wheels"
        self.wheels.mkdir()
        launch = self.folder / "src" / "asah" / "config" / "launch"
        launch.mkdir(parents=True)
        for package in (launch, launch.parent, launch.parent.parent):
            (package / "__init__.py").touch()
        (launch / "__main__.py").write_text(LAUNCHER)
        (self.folder / "asah").write_bytes((ROOT / "asah").read_bytes())
        self.environ = {
            **environ,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.wheels),
            "PIP_CONFIG_FILE": "/dev/null",
        }

    def lock(self, version: str) -> None:
        (self.folder / "requirements.lock").write_text(build_wheel(self.wheels, version))

    def run(self, *arguments: str, **environ: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, str(self.folder / "asah"), *arguments]
        return subprocess.run(
            command, env={**self.environ, **environ}, capture_output=True, text=True, check=False, timeout=120
        )


@pytest.fixture
def copy(tmp_path: Path, clean_environ: dict[str, str]) -> Copy:
    made = Copy(tmp_path, clean_environ)
    made.lock("1.0")
    return made


def test_alone_it_lists_its_commands_and_installs_nothing(copy: Copy) -> None:
    result = copy.run()
    assert result.returncode == 0
    assert "./asah run" in result.stdout
    for name in (*COMMANDS, *MANAGED, "prepare"):
        assert f"\n  {name} " in result.stdout
    assert not (copy.folder / ".venv").exists()


def test_unknown_command_is_named(copy: Copy) -> None:
    result = copy.run("terbang")
    assert result.returncode == 1
    assert "Perintah tidak dikenal: terbang" in result.stderr
    assert not (copy.folder / ".venv").exists()


def test_installs_once_and_again_when_the_lock_changes(copy: Copy) -> None:
    first = copy.run("run", "--port", "1")
    assert first.returncode == 0, first.stderr
    assert "Menyiapkan lingkungan" in first.stdout
    assert "masuk: 1.0 ['run', '--port', '1']" in first.stdout
    second = copy.run("run")
    assert second.stdout == "masuk: 1.0 ['run']\n"
    # A kill in the middle of an installation leaves no stamp: it is made anew.
    (copy.folder / ".venv" / "asah.stamp").unlink()
    copy.lock("2.0")
    third = copy.run("run")
    assert "Menyiapkan lingkungan" in third.stdout
    assert "masuk: 2.0 ['run']" in third.stdout


def test_a_package_that_is_not_the_locked_one_is_refused(copy: Copy) -> None:
    lock = copy.folder / "requirements.lock"
    lock.write_text(lock.read_text()[:-65] + "0" * 64 + "\n")
    result = copy.run("run")
    assert result.returncode == 1
    assert "Lingkungan belum jadi" in result.stderr
    assert not (copy.folder / ".venv" / "asah.stamp").exists()


def test_missing_venv_names_the_package(copy: Copy, tmp_path: Path) -> None:
    """Debian leaves ensurepip out of python3 and ships it in python3.x-venv."""
    hidden = tmp_path / "tanpa"
    hidden.mkdir()
    (hidden / "ensurepip.py").write_text("raise ImportError('No module named ensurepip')\n")
    result = copy.run("run", PYTHONPATH=str(hidden))
    assert result.returncode == 1
    assert "sudo apt install python{}.{}-venv".format(*sys.version_info[:2]) in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 0), (3, 10, 14)])
def test_old_python_is_refused_with_a_sentence(version: tuple[int, int, int]) -> None:
    bootstrap = load_bootstrap()
    with pytest.raises(bootstrap.Refusal, match=r"Asah memerlukan Python 3\.11 atau lebih baru; .* Python \d\.\d+\."):
        bootstrap.check_python(version)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 1), (4, 0, 0)])
def test_new_python_is_welcome(version: tuple[int, int, int]) -> None:
    load_bootstrap().check_python(version)


def test_old_pythons_can_read_the_file_that_refuses_them() -> None:
    ast.parse((ROOT / "asah").read_text(), feature_version=(3, 7))


def test_it_needs_the_standard_library_only() -> None:
    imported = {
        alias.name.split(".")[0]
        for node in ast.walk(ast.parse((ROOT / "asah").read_text()))
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    assert imported <= set(sys.stdlib_module_names)
