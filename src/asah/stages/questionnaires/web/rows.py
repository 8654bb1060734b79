"""Questions as rows of a form: lines of text instead of structures, so that nobody needs to know the structure."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from asah.stages.questionnaires.rules import Content, Option, Question
from asah.stages.questionnaires.rules.questions import Condition

KIND_WORDS: tuple[tuple[str, str | Promise], ...] = (
    ("choice", _("Pilih satu")),
    ("several", _("Pilih beberapa")),
    ("scale", _("Skala dengan kata")),
    ("level", _("Level tiap kompetensi jabatan")),
    ("follow", _("Skala tiap kompetensi jabatan")),
    ("own", _("Pilih kompetensi jabatan sendiri")),
    ("number", _("Angka")),
    ("text", _("Kalimat sendiri")),
)
_EVEN_STEP = -2.2
_EXAMPLE = "Pelayanan Publik"


@dataclass(frozen=True)
class Row:
    """One question of the editor. lines: its options or words, one a line; when: "kode = pilihan, pilihan"."""

    place: int
    question: Question
    kind: str
    lines: str
    when: str

    @property
    def shown(self) -> str:
        """The question as a phone would show it, with a competency for example."""
        return self.question.text.replace("{kompetensi}", _EXAMPLE)

    @property
    def kind_word(self) -> str:
        """The kind as people read it."""
        return str(dict(KIND_WORDS)[self.kind]) if self.kind in dict(KIND_WORDS) else ""


def rows_of(content: Content) -> list[Row]:
    """The rows of a draft, numbered from 1."""
    return [_row(place, question) for place, question in enumerate(content.questions, 1)]


def read_rows(posted: Mapping[str, Any]) -> list[Row]:
    """The rows as typed. What does not make a complete question stays as it is: publishing says what is missing."""
    count = int(posted.get("count") or 0)
    return [_row(place, _question(posted, place)) for place in range(1, min(count, 60) + 1)]


def edited(rows: list[Row], action: str) -> list[Row]:
    """The rows after a button: tambah, naik:3, turun:3, hapus:3, salin:3; anything else changes nothing."""
    verb, _sep, text = action.partition(":")
    questions = [row.question for row in rows]
    place = int(text) - 1 if text.isdigit() else -1
    if verb == "tambah":
        questions.append(Question(code=_new_code(), kind="choice", text=""))
    elif 0 <= place < len(questions):
        _move(questions, verb, place)
    return [_row(number, question) for number, question in enumerate(questions, 1)]


def _move(questions: list[Question], verb: str, place: int) -> None:
    if verb == "hapus":
        del questions[place]
    other = place + {"naik": -1, "turun": 1}.get(verb, 0)
    if other != place and 0 <= other < len(questions):
        questions[place], questions[other] = questions[other], questions[place]


def _new_code() -> str:
    return f"t{uuid.uuid4().hex[:6]}"


def _row(place: int, question: Question) -> Row:
    lines = question.words or tuple(
        option.label if option.value == _value_of(option.label) else f"{option.value} = {option.label}"
        for option in question.options
    )
    when = ""
    if question.only_if:
        when = f"{question.only_if.question} = {', '.join(question.only_if.any_of)}"
    return Row(place, question, _kind_of(question), "\n".join(lines), when)


def _kind_of(question: Question) -> str:
    if question.source:
        return "own"
    return "follow" if question.kind == "scale" and question.repeats else question.kind


def _question(posted: Mapping[str, Any], place: int) -> Question:
    def typed(name: str) -> str:
        return str(posted.get(f"{name}-{place}") or "").strip()

    shown = typed("kind") or "choice"
    kind = {"follow": "scale", "own": "several"}.get(shown, shown)
    lines = [line.strip() for line in typed("lines").splitlines() if line.strip()]
    repeats = shown in ("level", "follow")
    most = typed("most")
    return Question(
        code=typed("code") or _new_code(),
        kind=kind,
        text=typed("text"),
        hint=typed("hint"),
        named=repeats or shown == "own" or typed("named") != "tidak",
        options=tuple(_option(line) for line in lines) if kind in ("choice", "several") and shown != "own" else (),
        source="kompetensi" if shown == "own" else "",
        words=tuple(lines) if kind == "scale" else (),
        offsets=_offsets(len(lines)) if shown == "follow" else (),
        competency="*" if repeats else "",
        most=int(most) if most.isdigit() else None,
        only_if=_condition(typed("when")),
    )


def _option(line: str) -> Option:
    value, sep, label = line.partition(" = ")
    return Option(value.strip(), label.strip()) if sep else Option(_value_of(line), line)


def _value_of(label: str) -> str:
    kept = "".join(letter if letter.isalnum() else "_" for letter in label.lower())
    return "_".join(part for part in kept.split("_") if part)[:40]


def _offsets(count: int) -> tuple[float, ...]:
    """From far below what the post asks up to it, in even steps."""
    if count < 2:
        return ()
    return tuple(round(_EVEN_STEP * (count - 1 - place) / (count - 1), 2) + 0.0 for place in range(count))


def _condition(text: str) -> Condition | None:
    code, sep, values = text.partition("=")
    if not sep:
        return None
    return Condition(code.strip(), tuple(value.strip() for value in values.split(",") if value.strip()))
