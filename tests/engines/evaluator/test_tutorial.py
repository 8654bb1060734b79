"""The tutorial is followed to the letter: its files are written, its commands run, and each promised line appears."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from asah_evaluator.cli import main

ROOT = Path(__file__).resolve().parents[3]
TUTORIAL = ROOT / "docs" / "tutorials" / "evaluator.md"
BLOCK = re.compile(r"^```(\w+)(?: file=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_tutorial_ends_where_it_promises(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    monkeypatch.chdir(tmp_path)
    known: dict[str, Any] = {}
    printed, promised = "", 0
    for kind, name, body in BLOCK.findall(TUTORIAL.read_text(encoding="utf-8")):
        if name:
            (tmp_path / name).write_text(body, encoding="utf-8")
        elif kind == "python":
            exec(body, known)
        elif kind == "sh":
            words = shlex.split(body)
            assert words[:3] == ["python", "-m", "asah_evaluator"]
            assert main(words[3:]) == 0
            printed = capsys.readouterr().out
        elif kind == "text":
            for line in body.splitlines():
                assert line in printed, line
                promised += 1
    assert promised >= 14
    assert (tmp_path / "card" / "frozen.card.html").exists()


def test_the_observational_answer_never_says_effect(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import json

    from tests.engines.evaluator.causal_data import COVARIATES, observational

    observational("cps_controls").to_csv(tmp_path / "men.csv", index=False)
    words = ["compare", str(tmp_path / "men.csv"), "--treated", "treat", "--outcome", "re78", "--json"]
    for method in ("difference", "regression", "entropy"):
        assert main([*words, "--method", method, "--covariates", *COVARIATES, "--placebo", "re75"]) == 0
        found = json.loads(capsys.readouterr().out)
        assert found["grade"] == "D"
        assert "efek" not in found["sentence"].lower()
        assert "effect" not in found["sentence_en"].lower()
        assert found["verdict"] == "Belum dapat dipastikan"
