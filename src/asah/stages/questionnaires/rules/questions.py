"""What a question is, what makes a questionnaire complete, and which answers a question takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

KINDS = ("level", "scale", "choice", "several", "number", "text")
EVERY = "*"
OWN_COMPETENCIES = "kompetensi"
MOST_QUESTIONS = 12
LONGEST_TEXT = 1000
HIGHEST = 5


class BadAnswer(ValueError):
    """An answer the question does not take. The text is fit to be shown."""


@dataclass(frozen=True)
class Option:
    """One choice: what is stored, and its words."""

    value: str
    label: str


@dataclass(frozen=True)
class Condition:
    """Ask only when an earlier question was answered by one of these values."""

    question: str
    any_of: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """One row of a questionnaire.

    code: short and unique; kind: one of KINDS; named: whether the answer is kept with the person;
    options: of a choice; source: "kompetensi" takes the competencies of the person's post as options;
    words: of a scale, from least to most; offsets: what each word of a follow-up says about the level, relative to
    what the post asks (0 or below); competency: code, or "*" for each competency of the post;
    least, most: bounds of a number; most also of how many may be chosen.
    """

    code: str
    kind: str
    text: str
    hint: str = ""
    named: bool = True
    options: tuple[Option, ...] = ()
    source: str = ""
    words: tuple[str, ...] = ()
    offsets: tuple[float, ...] = ()
    competency: str = ""
    least: int | None = None
    most: int | None = None
    only_if: Condition | None = None

    @property
    def repeats(self) -> bool:
        """Whether it is asked once for each competency of the post, as far as it helps."""
        return self.competency == EVERY


@dataclass(frozen=True)
class Content:
    """A whole questionnaire. most: the largest number of questions anybody is asked."""

    intro: str = ""
    most: int = MOST_QUESTIONS
    questions: tuple[Question, ...] = ()

    def question(self, code: str) -> Question | None:
        """The question of a code."""
        return next((one for one in self.questions if one.code == code), None)

    @property
    def level_block(self) -> Question | None:
        """The level question that repeats for each competency."""
        return next((one for one in self.questions if one.kind == "level" and one.repeats), None)

    @property
    def check_block(self) -> Question | None:
        """The follow-up that repeats for each competency."""
        return next((one for one in self.questions if one.kind == "scale" and one.repeats), None)


def read_content(raw: Mapping[str, Any]) -> Content:
    """A questionnaire as stored, as objects. Missing parts take their defaults; unknown ones are left out."""
    return Content(
        str(raw.get("intro", "")),
        int(raw.get("most") or MOST_QUESTIONS),
        tuple(_question(row) for row in raw.get("questions", ())),
    )


def _question(raw: Mapping[str, Any]) -> Question:
    condition = raw.get("only_if")
    return Question(
        code=str(raw.get("code", "")).strip(),
        kind=str(raw.get("kind", "")),
        text=str(raw.get("text", "")).strip(),
        hint=str(raw.get("hint", "")).strip(),
        named=bool(raw.get("named", True)),
        options=tuple(Option(str(one["value"]), str(one["label"])) for one in raw.get("options", ())),
        source=str(raw.get("source", "")),
        words=tuple(str(word) for word in raw.get("words", ())),
        offsets=tuple(float(one) for one in raw.get("offsets", ())),
        competency=str(raw.get("competency", "")),
        least=raw.get("least"),
        most=raw.get("most"),
        only_if=Condition(str(condition["question"]), tuple(str(one) for one in condition["any_of"]))
        if condition
        else None,
    )


def write_content(content: Content) -> dict[str, Any]:
    """The same as stored: canonical, without empty parts."""
    return {"intro": content.intro, "most": content.most, "questions": [_raw(one) for one in content.questions]}


def _raw(one: Question) -> dict[str, Any]:
    raw: dict[str, Any] = {"code": one.code, "kind": one.kind, "text": one.text, "named": one.named}
    optional = {
        "hint": one.hint,
        "options": [{"value": option.value, "label": option.label} for option in one.options],
        "source": one.source,
        "words": list(one.words),
        "offsets": list(one.offsets),
        "competency": one.competency,
        "least": one.least,
        "most": one.most,
    }
    raw |= {name: value for name, value in optional.items() if value not in ("", [], None)}
    if one.only_if:
        raw["only_if"] = {"question": one.only_if.question, "any_of": list(one.only_if.any_of)}
    return raw


@dataclass
class _Seen:
    codes: dict[str, Question] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def faults_of(content: Content) -> list[str]:
    """Everything that keeps a questionnaire from being published, as sentences that name the question."""
    if not content.questions:
        return ["Belum ada pertanyaan. Tambah paling sedikit satu."]
    seen = _Seen()
    for place, question in enumerate(content.questions, 1):
        seen.faults += [f"Pertanyaan {place}: {text}" for text in _faults(question, seen.codes)]
        seen.codes[question.code] = question
    single = [one for one in content.questions if not one.repeats]
    if len(single) > content.most:
        seen.faults.append(f"Ada {len(single)} pertanyaan; paling banyak {content.most} agar selesai sekali duduk.")
    return seen.faults


def _faults(question: Question, earlier: Mapping[str, Question]) -> list[str]:
    found = []
    if not question.code or question.code in earlier:
        found.append("kodenya kosong atau sudah dipakai.")
    if not question.text:
        found.append("teksnya belum terisi.")
    if question.kind not in KINDS:
        found.append("jenisnya belum dipilih.")
    if question.kind in ("choice", "several") and len(question.options) < 2 and not question.source:
        found.append("tulis paling sedikit dua pilihan.")
    if len({option.value for option in question.options}) < len(question.options):
        found.append("ada dua pilihan yang sama.")
    if question.kind == "scale" and len(question.words) < 2:
        found.append("tulis paling sedikit dua kata skala.")
    if question.offsets and len(question.offsets) != len(question.words):
        found.append("banyaknya nilai tidak sama dengan banyaknya kata skala.")
    if question.kind == "level" and not question.competency:
        found.append("pertanyaan level perlu kompetensi.")
    if not question.named and (question.competency or question.source):
        found.append("penilaian level dipakai per orang, jadi harus bernama.")
    if question.least is not None and question.most is not None and question.least > question.most:
        found.append("batas bawah lebih besar daripada batas atas.")
    return found + _condition_faults(question, earlier)


def _condition_faults(question: Question, earlier: Mapping[str, Question]) -> list[str]:
    if question.only_if is None:
        return []
    asked = earlier.get(question.only_if.question)
    if asked is None:
        return ["syaratnya menunjuk pertanyaan yang tidak ada di atasnya."]
    if not asked.named:
        # Whoever is asked the follow-up would give the unnamed answer away.
        return ["syaratnya menunjuk jawaban tanpa nama; itu membuka siapa yang menjawab apa."]
    if asked.kind not in ("choice", "several") or asked.repeats:
        return ["syaratnya hanya dapat menunjuk pertanyaan pilihan."]
    if not set(question.only_if.any_of) <= {option.value for option in asked.options} or not question.only_if.any_of:
        return ["syaratnya menyebut pilihan yang tidak ada."]
    return []


def clean_value(question: Question, raw: Any, own: Sequence[str] = ()) -> Any:
    """The stored form of an answer: int, str or list of str. own: codes a question with `source` may choose from.

    Raises BadAnswer with a sentence that says what to do.
    """
    if question.kind == "level":
        return _whole(raw, 1, HIGHEST, "Pilih satu level.")
    if question.kind == "scale":
        return _whole(raw, 1, len(question.words), "Pilih satu jawaban.")
    if question.kind == "number":
        least, most = question.least or 0, question.most if question.most is not None else 1_000_000
        return _whole(raw, least, most, f"Tulis angka antara {least} dan {most}.")
    if question.kind == "text":
        return _text(raw)
    allowed = set(own) if question.source else {option.value for option in question.options}
    if question.kind == "choice":
        if str(raw) not in allowed:
            raise BadAnswer("Pilih satu jawaban atau tekan “Lewati”.")
        return str(raw)
    return _several(raw, allowed, question.most)


def _whole(raw: Any, least: int, most: int, sentence: str) -> int:
    try:
        value = int(str(raw).strip())
    except ValueError as error:
        raise BadAnswer(sentence) from error
    if not least <= value <= most:
        raise BadAnswer(sentence)
    return value


def _text(raw: Any) -> str:
    text = str(raw or "").replace("\x00", "").strip()
    if not text:
        raise BadAnswer("Tulis jawaban atau tekan “Lewati”.")
    if len(text) > LONGEST_TEXT:
        raise BadAnswer(f"Jawaban {len(text)} huruf; paling banyak {LONGEST_TEXT}.")
    return text


def _several(raw: Any, allowed: set[str], most: int | None) -> list[str]:
    chosen = [raw] if isinstance(raw, str) else list(raw or [])
    kept = list(dict.fromkeys(str(one) for one in chosen))
    if not kept or not set(kept) <= allowed:
        raise BadAnswer("Pilih paling sedikit satu jawaban atau tekan “Lewati”.")
    if most is not None and len(kept) > most:
        raise BadAnswer(f"Pilih paling banyak {most}.")
    return kept
