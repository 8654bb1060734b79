"""Folders and an environment of their own for tests of the launcher: nothing of the running test server leaks in."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from asah.config.launch.cluster import Cluster
from asah.config.launch.home import prepare_cluster
from asah.config.launch.places import DataFolder

SYSTEM = os.environ.get("ASAH_SYSTEM_POSTGRES") == "1"
"""Whether the PostgreSQL installed on this computer is tried instead of the wheel's."""


@pytest.fixture(scope="session")
def clean_environ() -> dict[str, str]:
    """The environment of a fresh terminal: no address, no role, no data folder of ours."""
    ours = ("DATABASE_", "ASAH_", "NUMBA_", "DJANGO_", "PYTEST_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A temporary folder that every account can enter; pytest's own is closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="asah-launcher-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def data(open_folder: Path) -> DataFolder:
    """An empty data folder, made."""
    folder = DataFolder(open_folder / "data")
    folder.make()
    return folder


@pytest.fixture
def cluster(data: DataFolder, clean_environ: dict[str, str]) -> Iterator[Cluster]:
    """A cluster that is not started yet; whatever was started is stopped afterwards."""
    made = prepare_cluster(data, clean_environ, system=SYSTEM, durable=False)
    yield made
    made.stop()


@pytest.fixture(scope="module")
def shared_cluster(clean_environ: dict[str, str]) -> Iterator[Cluster]:
    """A running cluster for all tests of a module that only need some server."""
    folder = Path(tempfile.mkdtemp(prefix="asah-launcher-"))
    folder.chmod(0o755)
    data = DataFolder(folder)
    data.make()
    made = prepare_cluster(data, clean_environ, system=SYSTEM, durable=False)
    made.start()
    yield made
    made.stop()
    shutil.rmtree(folder)
