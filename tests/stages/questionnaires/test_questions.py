"""What makes a questionnaire complete, and which answers a question takes."""

from typing import Any

import pytest

from asah.stages.questionnaires.rules import BadAnswer, clean_value, faults_of, read_content, write_content
from asah.stages.questionnaires.rules.surveys import date_faults, why_not_now
from asah.stages.questionnaires.services.instruments import STARTING

TWO = [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]


def content(*questions: dict[str, Any], most: int = 12) -> Any:
    return read_content({"most": most, "questions": list(questions)})


def choice(code: str = "q", **more: Any) -> dict[str, Any]:
    return {"code": code, "kind": "choice", "text": "Apa?", "options": TWO} | more


@pytest.mark.parametrize("name", STARTING)
def test_the_starting_questionnaires_are_complete_and_survive_storing(name: str) -> None:
    import json
    from importlib.resources import files

    raw = json.loads((files("asah.stages.questionnaires") / "data" / f"{name}.json").read_text("utf-8"))
    read = read_content(raw)
    assert faults_of(read) == []
    assert read_content(write_content(read)) == read
    assert len([one for one in read.questions if not one.repeats]) <= 12
    assert any(not one.named for one in read.questions)


@pytest.mark.parametrize(
    ("questions", "sentence"),
    [
        ([], "Belum ada pertanyaan"),
        ([choice("")], "kodenya kosong"),
        ([choice(), choice()], "Pertanyaan 2: kodenya kosong atau sudah dipakai."),
        ([choice(text=" ")], "teksnya belum terisi"),
        ([choice(kind="gambar")], "jenisnya belum dipilih"),
        ([choice(options=TWO[:1])], "paling sedikit dua pilihan"),
        ([choice(options=[TWO[0], TWO[0]])], "dua pilihan yang sama"),
        ([choice(kind="scale", words=["satu"])], "dua kata skala"),
        ([choice(kind="scale", words=["a", "b"], offsets=[0])], "banyaknya nilai"),
        ([choice(kind="level")], "perlu kompetensi"),
        ([choice(kind="level", competency="*", named=False)], "harus bernama"),
        ([choice(kind="number", least=5, most=1)], "batas bawah lebih besar"),
        ([choice(only_if={"question": "lain", "any_of": ["a"]})], "tidak ada di atasnya"),
        ([choice(), choice("r", only_if={"question": "q", "any_of": ["z"]})], "pilihan yang tidak ada"),
        ([choice(named=False), choice("r", only_if={"question": "q", "any_of": ["a"]})], "membuka siapa"),
        ([choice(kind="text"), choice("r", only_if={"question": "q", "any_of": ["a"]})], "pertanyaan pilihan"),
        ([choice(f"q{n}") for n in range(13)], "Ada 13 pertanyaan; paling banyak 12"),
    ],
)
def test_what_keeps_a_questionnaire_from_being_published(questions: list[dict[str, Any]], sentence: str) -> None:
    assert any(sentence in fault for fault in faults_of(content(*questions)))


def test_values_are_cleaned_to_their_stored_form() -> None:
    asked = content(
        choice(), choice("s", kind="several", most=2), choice("n", kind="number", least=1, most=9),
        choice("t", kind="text"), choice("l", kind="level", competency="*"),
        choice("k", kind="scale", words=["x", "y"]),
    ).questions  # fmt: skip
    given = ["a", ["b", "b", "a"], " 7 ", "  Ya\x00. ", "5", 2]
    assert [clean_value(question, value) for question, value in zip(asked, given, strict=True)] == [
        "a", ["b", "a"], 7, "Ya.", 5, 2,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (choice(), "c"), (choice(), None), (choice(kind="several"), []), (choice(kind="several", most=1), ["a", "b"]),
        (choice(kind="number", least=1, most=9), "10"), (choice(kind="number"), "tiga"), (choice(kind="text"), "  "),
        (choice(kind="text"), "x" * 1001), (choice(kind="level", competency="*"), 6),
        (choice(kind="scale", words=["x", "y"]), 3), (choice(kind="level", competency="*"), {"a": 1}),
    ],
)  # fmt: skip
def test_values_that_do_not_fit_are_refused(question: dict[str, Any], value: Any) -> None:
    with pytest.raises(BadAnswer):
        clean_value(content(question).questions[0], value)


def test_when_a_survey_takes_answers() -> None:
    from datetime import date

    opens, closes = date(2027, 1, 10), date(2027, 1, 20)
    assert why_not_now("dibuka", opens, closes, date(2027, 1, 20)) == ""
    assert "dibuka 10/01/2027" in why_not_now("dibuka", opens, closes, date(2027, 1, 9))
    assert "ditutup 20/01/2027" in why_not_now("dibuka", opens, closes, date(2027, 1, 21))
    assert "memperpanjangnya" in why_not_now("ditutup", opens, closes, date(2027, 1, 15))
    assert date_faults(opens, closes, date(2027, 1, 15)) == ""
    assert "lebih awal" in date_faults(closes, opens, opens)
    assert "sudah lewat" in date_faults(opens, closes, date(2027, 1, 21))
    assert "setahun" in date_faults(opens, date(2029, 1, 1), opens)
