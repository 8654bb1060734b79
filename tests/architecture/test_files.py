"""The tree stays readable: small files, no junk drawers, nothing of somebody's machine."""

import re

import pytest

from tests.architecture.house import ROOT, in_project, project_files, source_files

LONGEST = 500
JUNK_DRAWERS = {"utils", "util", "helpers", "helper", "misc", "common", "tools"}
# Written in two pieces, so that this file does not find itself.
REGISTRIES = ("py" + "pi.org", "python" + "hosted.org", "registry.npm" + "js.org", "file.python" + "hosted")
MACHINE = re.compile(r"(?<![\w.~-])/(?:work|root)/\w|/Users/\w|C:\\\\Users")
TEXT = (
    ".py", ".md", ".toml", ".lock", ".txt", ".cfg", ".ini", ".html", ".css", ".js", ".json", ".yml", ".po",
    ".importlinter", ".typ", ".svg", ".csv", "asah", "run",
)  # fmt: skip


def test_no_file_grows_into_a_city() -> None:
    long = {in_project(path): len(path.read_text().splitlines()) for path in project_files(".py")}
    assert {name: count for name, count in long.items() if count > LONGEST and "/migrations/" not in name} == {}


def test_no_junk_drawers() -> None:
    drawers = [in_project(path) for path in project_files(".py") if path.stem in JUNK_DRAWERS]
    folders = {path.parent for path in project_files(".py") if path.parent.name in JUNK_DRAWERS}
    assert drawers == []
    assert {in_project(folder) for folder in folders} <= {"tools"}


def test_nothing_of_a_machine_or_a_registry_in_the_tree() -> None:
    found = []
    for path in project_files(*TEXT):
        text = path.read_text(errors="replace")
        found += [(in_project(path), host) for host in REGISTRIES if host in text]
        found += [(in_project(path), match.group()) for match in MACHINE.finditer(text)]
    assert found == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_requirement_of_a_lock_is_hashed(name: str) -> None:
    entries = re.split(r"\n(?=[a-zA-Z0-9])", (ROOT / name).read_text().strip())
    assert len(entries) > 20
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry or "==" not in entry] == []


def test_both_locks_agree() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^\S+==\S+(?: ; .*?)?(?= \\)", (ROOT / name).read_text(), re.MULTILINE))

    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_streaming_responses_are_not_used() -> None:
    """They leave the transaction that shows an agency's rows, and come out silently empty."""
    users = [in_project(path) for path in source_files("") if "StreamingHttpResponse" in path.read_text()]
    assert users == []
