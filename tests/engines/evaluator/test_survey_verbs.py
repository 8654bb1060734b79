"""The verbs items, agree, text and ikm as an analyst types them."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from asah_evaluator.cli import main
from tests.engines.evaluator.comments import made_up
from tests.engines.evaluator.reference import TYPED, attitude, lsat6

KEYS = {"estimate", "se", "low", "high", "n", "method", "grade", "verdict", "gates", "warnings"}


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    """The JSON answer of a command that must succeed."""
    assert main([*words, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert set(found) >= KEYS
    return found


def refusal(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The sentence of a command that must refuse, with nothing on standard output."""
    assert main([*words, "--json"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


def test_items_of_the_published_tables(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    attitude().to_csv(tmp_path / "attitude.csv", index=False)
    lsat6().to_csv(tmp_path / "lsat6.csv", index=False)
    found = answer(capsys, "items", str(tmp_path / "attitude.csv"))
    assert round(found["estimate"], 2) == 0.84
    assert len(found["items"]) == 7
    assert found["reliability"][1]["method"].startswith("McDonald")
    lsat = answer(capsys, "items", str(tmp_path / "lsat6.csv"))
    assert round(lsat["estimate"], 3) == 0.295
    assert round(lsat["log_likelihood"], 2) == -2466.65
    assert len(lsat["irt"]) == 5


def test_items_with_a_key(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    able = rng.normal(size=120)
    right = able[:, None] + rng.normal(size=(120, 3)) > 0
    table = pd.DataFrame({f"q{j}": np.where(right[:, j], "A", rng.choice(["B", "C"], 120)) for j in range(3)})
    table.to_csv(tmp_path / "uji.csv", index=False)
    found = answer(capsys, "items", str(tmp_path / "uji.csv"), "--key", "q0=A", "q1=A", "q2=A")
    assert {row["option"] for row in found["distractors"]} == {"A", "B", "C"}
    assert any("200 are needed" in warning for warning in found["warnings"])
    forced = answer(capsys, "items", str(tmp_path / "uji.csv"), "--key", "q0=A", "q1=A", "q2=A", "--force")
    assert "log_likelihood" in forced
    assert "ITEM=OPTION" in refusal(capsys, "items", str(tmp_path / "uji.csv"), "--key", "q0")
    assert "no column q9" in refusal(capsys, "items", str(tmp_path / "uji.csv"), "--key", "q9=A")
    assert "row 1 holds" in refusal(capsys, "items", str(tmp_path / "uji.csv"))
    assert "no column q9" in refusal(capsys, "items", str(tmp_path / "uji.csv"), "--items", "q9")


def test_agree_reads_raters_in_rows(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "agree", str(TYPED / "krippendorff_4x12.csv"))
    shown = {row["method"]: round(row["estimate"], 3) for row in found["coefficients"]}
    assert shown["Krippendorff alpha, nominal"] == 0.743
    assert shown["Krippendorff alpha, ordinal"] == 0.815
    assert shown["Krippendorff alpha, interval"] == 0.849
    assert shown["Krippendorff alpha, ratio"] == 0.797
    assert round(found["estimate"], 3) == 0.743
    ordinal = answer(capsys, "agree", str(TYPED / "krippendorff_4x12.csv"), "--metric", "ordinal")
    assert round(ordinal["estimate"], 3) == 0.815
    assert "row is a rater" in found["read_as"]


def test_agree_reads_counts(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "agree", str(TYPED / "fleiss_10x5.csv"))
    assert round(found["estimate"], 3) == 0.210
    assert found["method"] == "Fleiss kappa"


def test_agree_reads_units_in_rows_with_two_raters(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    one = rng.choice(["setuju", "ragu", "tolak"], 60)
    other = np.where(rng.random(60) < 0.9, one, rng.choice(["setuju", "ragu", "tolak"], 60))
    pd.DataFrame({"kutipan": range(60), "ana": one, "budi": other}).to_csv(tmp_path / "kode.csv", index=False)
    found = answer(capsys, "agree", str(tmp_path / "kode.csv"), "--raters", "ana", "budi")
    methods = [row["method"] for row in found["coefficients"]]
    assert methods[0] == "Krippendorff alpha, nominal"
    assert "Cohen kappa" in methods
    assert "Fleiss kappa" in methods
    assert found["n"] == 60
    assert "no column x" in refusal(capsys, "agree", str(tmp_path / "kode.csv"), "--raters", "x")


def test_text_verb(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    comments, _ = made_up(200)
    pd.DataFrame({"saran": [*comments, None]}).to_csv(tmp_path / "saran.csv", index=False)
    found = answer(capsys, "text", str(tmp_path / "saran.csv"), "--column", "saran")
    assert found["comments"] == 200
    assert all(3 <= len(theme["quotes"]) <= 5 for theme in found["themes"])
    assert sum(row["count"] for row in found["mood"]) <= 200
    assert "no column isi" in refusal(capsys, "text", str(tmp_path / "saran.csv"), "--column", "isi")
    assert main(["text", str(tmp_path / "saran.csv"), "--column", "saran"]) == 0
    assert "Baca kutipannya" in capsys.readouterr().out


def test_ikm_verb(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    forms = np.full((29, 9), 3)
    for element, total in enumerate([105, 101, 100, 116, 102, 105, 106, 105, 115]):
        forms[: total - 87, element] += 1
    path = tmp_path / "skm.csv"
    pd.DataFrame(forms, columns=[f"U{j}" for j in range(1, 10)]).to_csv(path, index=False)
    found = answer(capsys, "ikm", str(path), "--on", "2026-12-31", "--population", "100")
    assert found["estimate"] == 91.48
    assert found["variants"] == {"0.11": 90.56, "0.111": 91.38}
    assert found["mark"] == "A"
    assert found["gates"][0]["passed"] is False
    assert "no class table" in refusal(capsys, "ikm", str(path), "--on", "2010-01-01")
    assert "no column U10" in refusal(capsys, "ikm", str(path), "--on", "2026-12-31", "--elements", "U10")


@pytest.mark.parametrize("verb", ["items", "agree", "ikm"])
def test_files_that_are_not_tables_are_refused(verb: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    empty = tmp_path / "kosong.csv"
    empty.write_text("")
    words = ["--on", "2026-12-31"] if verb == "ikm" else []
    assert str(empty) in refusal(capsys, verb, str(empty), *words)
    assert "tidak-ada.csv" in refusal(capsys, verb, str(tmp_path / "tidak-ada.csv"), *words)
