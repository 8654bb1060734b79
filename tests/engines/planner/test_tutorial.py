"""The tutorial is followed to the letter: its files are written, its commands run, and each promised line appears."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from asah_planner.cli import main

TUTORIAL = Path(__file__).resolve().parents[3] / "docs" / "tutorials" / "planner.md"
BLOCK = re.compile(r"^```(\w+)(?: (file|status)=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_tutorial_ends_where_it_promises(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    known: dict[str, Any] = {}
    printed, promised = "", 0
    for kind, extra, what, body in BLOCK.findall(TUTORIAL.read_text(encoding="utf-8")):
        if extra == "file":
            (tmp_path / what).write_text(body, encoding="utf-8")
        elif kind == "python":
            exec(body, known)
        elif kind == "sh":
            words = shlex.split(body)
            assert words[:3] == ["python", "-m", "asah_planner"]
            assert main(words[3:]) == (int(what) if extra == "status" else 0)
            printed = capsys.readouterr().out
        elif kind == "text":
            for line in body.splitlines():
                assert line in printed, line
                promised += 1
    assert promised >= 10
    assert all((tmp_path / name).read_text().startswith("<svg") for name in ("groups.svg", "frontier.svg"))
    assert len(known["lost"]) < len(known["plan"].given)
