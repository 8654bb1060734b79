"""Designs are frozen before results; verbs answer with the promised keys and refuse bad files by row."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from asah_evaluator.assess.designed import evaluate
from asah_evaluator.cli import main
from asah_evaluator.design import NEEDS, Design
from asah_evaluator.simulate import Draw, Rollout, Selection, simulate_draw, simulate_rollout, simulate_selection
from tests.engines.evaluator.causal_data import COVARIATES
from tests.engines.evaluator.reference import TYPED

KEYS = {"estimate", "se", "low", "high", "n", "method", "grade", "verdict", "gates", "warnings"}


def rollout_file(folder: Path, **changes: Any) -> Path:
    """A long panel as a CSV file."""
    plan = Rollout(units=80, treated=40, starts=(5, 6), periods=9, effect=0.6)
    panel = simulate_rollout(plan, 4)
    unit, time = np.indices(panel.outcome.shape)
    frame = pd.DataFrame(
        {
            "kantor": unit.ravel() + 1,
            "triwulan": panel.periods[time.ravel()].astype(int),
            "mulai": np.where(np.isfinite(panel.cohort), panel.cohort, 0)[unit.ravel()],
            "ikm": panel.outcome.ravel(),
            "besar": (unit.ravel() % 7) * 1.0,
            "wilayah": unit.ravel() // 2,
            "bobot": 1.0 + (unit.ravel() % 3),
        }
    )
    for column, values in changes.items():
        frame[column] = values
    path = folder / "panel.csv"
    frame.to_csv(path, index=False)
    return path


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    """What a verb answers with --json."""
    assert main([*words, "--json"]) == 0
    named: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert named.keys() >= KEYS
    return named


PANEL = ["--unit", "kantor", "--time", "triwulan", "--cohort", "mulai", "--outcome", "ikm"]


@pytest.mark.parametrize("method", ["cs", "imputation", "etwfe", "sunab", "efficient"])
@pytest.mark.parametrize("aggregate", ["simple", "group", "dynamic", "calendar"])
def test_did_answers_for_every_method_and_average(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], method: str, aggregate: str
) -> None:
    found = answer(
        capsys, "did", str(rollout_file(tmp_path)), *PANEL, "--method", method, "--aggregate", aggregate,
    )  # fmt: skip
    assert found["estimate"] == pytest.approx(0.6, abs=0.35)
    assert found["low"] < found["estimate"] < found["high"]
    table = {"simple": "group_time", "group": "groups", "dynamic": "event_times", "calendar": "periods"}[aggregate]
    assert found[table][0].keys() >= {"label", "estimate", "se", "low", "high", "n"}
    assert found["grade"] in ("B", "D")


@pytest.mark.parametrize(
    "more",
    [
        ["--covariates", "besar"],
        ["--covariates", "besar", "--adjust", "ipw", "--controls", "notyet"],
        ["--weights", "bobot"],
        ["--cluster", "wilayah"],
        ["--anticipation", "1"],
        ["--cross-sections"],
        ["--counted", "person"],
        ["--method", "imputation", "--cluster", "wilayah", "--covariates", "besar"],
    ],
)
def test_did_options(tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str]) -> None:
    found = answer(capsys, "did", str(rollout_file(tmp_path)), *PANEL, *more)
    assert found["estimate"] == pytest.approx(0.6, abs=0.4)


@pytest.mark.parametrize("method", ["cs", "imputation", "etwfe", "sunab", "efficient"])
def test_without_never_treated_units(tmp_path: Path, capsys: pytest.CaptureFixture[str], method: str) -> None:
    frame = pd.read_csv(rollout_file(tmp_path))
    frame["mulai"] = np.where(frame["kantor"] <= 40, 5, 8)
    path = tmp_path / "all.csv"
    frame.to_csv(path, index=False)
    more = ["--controls", "notyet"] if method == "cs" else []
    found = answer(capsys, "did", str(path), *PANEL, "--method", method, *more)
    assert "last cohort serves as comparison only" in " ".join(found["warnings"])


def test_random_order_reaches_grade_a(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(rollout_file(tmp_path))
    assert answer(capsys, "did", path, *PANEL, "--method", "efficient", "--random-order")["grade"] == "A"


@pytest.mark.parametrize(
    ("column", "values", "said"),
    [
        ("ikm", "tinggi", "text instead of a number at rows 1, 2"),
        ("ikm", 70.0, "same value"),
        ("mulai", 3, "use controls 'notyet'"),
        ("triwulan", 1, "same pair stands in more than one row"),
        ("mulai", 1, "first period"),
    ],
)
def test_did_refuses_bad_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], column: str, values: Any, said: str
) -> None:
    assert main(["did", str(rollout_file(tmp_path, **{column: values})), *PANEL, "--json"]) == 2
    out, problem = capsys.readouterr()
    assert said in problem
    assert out == ""


def test_missing_columns_and_files_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["did", str(rollout_file(tmp_path)), *PANEL[:-1], "nilai"]) == 2
    assert "no column nilai; there are kantor" in capsys.readouterr().err
    assert main(["did", str(tmp_path / "tidak-ada.csv"), *PANEL]) == 2
    assert "tidak-ada.csv" in capsys.readouterr().err


def test_one_treated_unit_is_graded_zero(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    frame = pd.read_csv(rollout_file(tmp_path))
    frame.loc[frame["kantor"] > 1, "mulai"] = 0
    path = tmp_path / "one.csv"
    frame.to_csv(path, index=False)
    found = answer(capsys, "did", str(path), *PANEL)
    assert found["grade"] == "0"
    assert "belum cukup data" in found["sentence"].lower()
    assert "tambah 1 unit peserta" in found["sentence"]


def test_compare_answers_and_words_lalonde_carefully(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(
        capsys, "compare", str(TYPED / "lalonde_nsw_dw.csv"), "--treated", "treat", "--outcome", "re78",
        "--covariates", *COVARIATES, "--placebo", "re75", "--method", "entropy",
    )  # fmt: skip
    assert found["balance"][0].keys() == {"covariate", "before", "after"}
    assert found["effective_controls"] <= 260
    plain = answer(
        capsys, "compare", str(TYPED / "lalonde_nsw_dw.csv"), "--treated", "treat", "--outcome", "re78",
        "--covariates", "age",
    )  # fmt: skip
    assert "table of balance only" in plain["warnings"][0]
    assert found["grade"] == "C"


def test_numbers_of_fewer_than_five_persons_are_not_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rng = np.random.default_rng(1)
    for treated, untreated in ((3, 30), (30, 3)):
        frame = pd.DataFrame({"d": np.repeat([1, 0], [treated, untreated]), "y": rng.normal(size=33)})
        frame.to_csv(tmp_path / "few.csv", index=False)
        found = answer(capsys, "compare", str(tmp_path / "few.csv"), "--treated", "d", "--outcome", "y")
        assert found["estimate"] is None
        assert found["low"] is None
        assert "not shown" in " ".join(found["warnings"])


def test_lottery_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(
        capsys,
        "lottery",
        str(TYPED / "lalonde_nsw_dw.csv"),
        "--offer",
        "treat",
        "--taken",
        "treat",
        "--outcome",
        "re78",
    )
    assert round(found["estimate"]) == 1794
    assert found["grade"] == "A"
    assert found["verdict"] == "Jelas membantu"
    assert [row["label"] for row in found["estimates"]] == ["itt", "late"]
    assert found["late"].keys() >= {"first_stage_f", "anderson_rubin"}


def test_people_read_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["did", str(rollout_file(tmp_path)), *PANEL, "--aggregate", "dynamic"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(("Jelas membantu", "Belum dapat"))
    assert "event_times:" in printed


def test_the_package_imports_in_a_moment() -> None:
    code = "import time; t=time.perf_counter(); import asah_evaluator; print(time.perf_counter()-t)"
    spent = min(
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout) for _ in range(3)
    )
    assert spent < 0.3


def test_public_names_are_found_lazily() -> None:
    import asah_evaluator

    for name in asah_evaluator.__all__:
        assert getattr(asah_evaluator, name) is not None
    with pytest.raises(AttributeError, match="it has"):
        _ = asah_evaluator.nothing_like_this


# Designs ------------------------------------------------------------------------------------------------------------

COLUMNS = {"outcome": "ikm", "unit": "kantor", "time": "triwulan", "cohort": "mulai"}
STAGGERED: dict[str, Any] = {
    "question": "Apakah pelatihan pelayanan menaikkan IKM?",
    "kind": "staggered",
    "columns": COLUMNS,
    "outcome_name": "IKM",
    "outcome_unit": "poin",
    "smallest_worth": 0.2,
}


def test_a_frozen_design_is_confirmatory_until_it_is_touched(tmp_path: Path) -> None:
    data = pd.read_csv(rollout_file(tmp_path))
    design = Design.from_dict(STAGGERED)
    assert evaluate(design, data).status == "eksploratif"
    frozen = design.freeze("2026-11-01")
    assert evaluate(Design.from_dict(frozen), data).status == "konfirmatori"
    touched = Design.from_dict(frozen | {"smallest_worth": 0.1})
    assert not touched.is_frozen
    assert evaluate(touched, data).status == "eksploratif"
    assert touched.digest != design.digest


def test_the_digest_does_not_depend_on_the_order_of_keys() -> None:
    assert Design.from_dict(dict(reversed(STAGGERED.items()))).digest == Design.from_dict(STAGGERED).digest


def test_looks_share_the_error(tmp_path: Path) -> None:
    data = pd.read_csv(rollout_file(tmp_path))
    once = evaluate(Design.from_dict(STAGGERED), data).estimate
    often = evaluate(Design.from_dict(STAGGERED | {"looks": [12, 3]}), data).estimate
    assert often.level == pytest.approx(1 - 0.05 / 12)
    assert often.high - often.low > 1.3 * (once.high - once.low)
    assert "look 3 of 12" in " ".join(often.warnings)


def test_the_window_cuts_the_panel(tmp_path: Path) -> None:
    data = pd.read_csv(rollout_file(tmp_path))
    whole = evaluate(Design.from_dict(STAGGERED), data).estimate
    part = evaluate(Design.from_dict(STAGGERED | {"window": [1, 7]}), data).estimate
    assert part.value != whole.value
    with pytest.raises(ValueError, match="no row lies between"):
        evaluate(Design.from_dict(STAGGERED | {"window": [50, 60]}), data)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "perasaan"}, "kind must be one of"),
        ({"columns": {"outcome": "ikm"}}, "must name unit, time, cohort"),
        ({"columns": COLUMNS | {"warna": "x"}}, "warna have no role"),
        ({"smallest_worth": -1}, "must not be negative"),
        ({"window": [9, 1]}, "lies before the start"),
        ({"looks": [3, 4]}, "between 1 and the 3 planned"),
        ({"confidence": 1.2}, "confidence must lie"),
        ({"method": "sihir"}, "kind staggered allows"),
        ({"warna": 1}, "unknown warna"),
        ({"question": " "}, "must not be empty"),
    ],
)
def test_designs_refuse_what_makes_no_sense(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Design.from_dict(STAGGERED | change)


def test_every_kind_of_design_can_be_evaluated(tmp_path: Path) -> None:
    panel = pd.read_csv(rollout_file(tmp_path))
    sample, taken = simulate_draw(Draw(persons=300, effect=0.5), 1)
    matched = simulate_selection(Selection(persons=400, effect=0.4), 2)
    rng = np.random.default_rng(1)
    score = rng.uniform(0, 100, 900)
    people = {
        "hasil": sample.outcome, "kursi": sample.treated, "ikut": taken, "lalu": sample.placebo,
        "peluang": np.full(300, 0.5),
    }  # fmt: skip
    chosen = {
        "hasil": matched.outcome, "ikut": matched.treated, "a": matched.covariates[:, 0], "b": matched.covariates[:, 1],
        "lalu": matched.placebo,
    }  # fmt: skip
    cut = {"skor": score, "hasil": (score < 50) * 1.0 + rng.normal(0, 0.5, 900)}
    drawn = {"outcome": "hasil", "offer": "kursi", "taken": "ikut", "probability": "peluang"}
    asked: dict[str, tuple[dict[str, Any], Any]] = {
        "staggered": ({"columns": COLUMNS}, panel),
        "random_order": ({"columns": COLUMNS}, panel),
        "synthetic": ({"columns": COLUMNS}, panel[(panel["mulai"] == 0) | (panel["kantor"] <= 2)]),
        "lottery": ({"columns": drawn}, people),
        "matched": (
            {"columns": {"outcome": "hasil", "treated": "ikut", "placebo": "lalu"}, "covariates": ["a", "b"]}, chosen
        ),
        "difference": ({"columns": {"outcome": "hasil", "treated": "ikut"}}, chosen),
        "cutoff": ({"columns": {"outcome": "hasil", "score": "skor"}, "cutoff": 50, "treated_below": True}, cut),
        "before_after": ({"columns": {"outcome": "hasil", "before": "lalu"}}, people),
    }  # fmt: skip
    assert asked.keys() == NEEDS.keys()
    grades = {}
    for kind, (parts, data) in asked.items():
        evidence = evaluate(Design.from_dict({"question": "Berhasilkah?", "kind": kind, **parts}), data)
        assert evidence.estimate.is_usable, kind
        grades[kind] = evidence.judgement.grade
        json.dumps(evidence.as_dict(), allow_nan=False)
    assert grades["lottery"] == grades["random_order"] == "A"
    assert grades["difference"] == grades["before_after"] == "D"


def test_run_writes_the_card(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = rollout_file(tmp_path)
    (tmp_path / "design.json").write_text(json.dumps(STAGGERED))
    frozen = tmp_path / "beku.json"
    assert main(["freeze", str(tmp_path / "design.json"), "--on", "2026-11-01", "--out", str(frozen)]) == 0
    capsys.readouterr()
    found = answer(capsys, "run", str(frozen), str(data), "--out", str(tmp_path / "kartu"))
    assert found["status"] == "konfirmatori"
    assert set(found["files"]) == {"svg", "html", "json"}
    kept = json.loads(Path(found["files"]["json"]).read_text())
    assert kept["estimate"] == found["estimate"]
    page = Path(found["files"]["html"]).read_text()
    assert found["verdict"] in page
    assert "<script" not in page
    assert Path(found["files"]["svg"]).read_text().startswith("<svg")


def test_a_card_is_written_even_when_there_is_nothing_to_draw(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pd.DataFrame({"lalu": [1, 2, 4], "kini": [2, 4, 5]}).to_csv(tmp_path / "d.csv", index=False)
    design = {"question": "Naikkah?", "kind": "before_after", "columns": {"outcome": "kini", "before": "lalu"}}
    (tmp_path / "r.json").write_text(json.dumps(design))
    found = answer(capsys, "run", str(tmp_path / "r.json"), str(tmp_path / "d.csv"))
    assert found["grade"] == "0"
    assert (tmp_path / "r.card.html").exists()


def test_a_broken_design_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "d.json").write_text("{")
    assert main(["freeze", str(tmp_path / "d.json")]) == 2
    assert "not JSON" in capsys.readouterr().err


def test_every_method_of_the_four_levels_exists() -> None:
    from importlib import import_module

    from asah_evaluator.levels import LEVELS

    assert [level.number for level in LEVELS] == [1, 2, 3, 4]
    for level in LEVELS:
        for method in level.methods:
            module, function = method.split(":")
            assert callable(getattr(import_module(module), function)), method
