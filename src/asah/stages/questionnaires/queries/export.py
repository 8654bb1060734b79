"""Everything a survey's file holds, within the reach of whoever asks for it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from asah.foundation.access.actor import Actor, NotThere
from asah.stages.people import queries as people
from asah.stages.questionnaires.models import Answer, Survey, UnnamedAnswer
from asah.stages.questionnaires.queries.results import least_shown
from asah.stages.questionnaires.queries.surveys import SurveyRow, reading, response_by_unit, survey_row, within_answers
from asah.stages.questionnaires.rules import Content, Question, read_content


@dataclass(frozen=True)
class SurveyFile:
    """Rows of the five sheets; `remarks` says what was left out and why."""

    survey: SurveyRow
    response: list[tuple[Any, ...]]
    named: list[tuple[Any, ...]]
    counts: list[tuple[Any, ...]]
    texts: list[tuple[Any, ...]]
    remarks: list[tuple[str, str]]


def export_of(actor: Actor, survey: int, on: date) -> SurveyFile:
    """The content of the file. Raises NotThere for a survey that does not exist or an actor who reads none."""
    row = Survey.objects.select_related("version").filter(pk=survey).first()
    if row is None:
        raise NotThere(f"survey {survey}")
    found, content, least = survey_row(row), read_content(row.version.content), least_shown(on)
    offices = response_by_unit(actor, found, on)
    response = [
        (one.name, one.response.invited, one.response.started, one.response.finished, round(one.response.share, 4))
        for one in offices
    ]
    counts, texts, remarks = _unnamed(found, content, least) if reading(actor).everything else ([], [], [_NARROW])
    return SurveyFile(found, response, _named(actor, found, content, on), counts, texts, remarks)


_NARROW = ("Tanpa nama", "Jawaban tanpa nama hanya disajikan untuk seluruh instansi.")


def _named(actor: Actor, survey: SurveyRow, content: Content, on: date) -> list[tuple[Any, ...]]:
    known = {row.id: row for row in people.people_where(on)}
    rows = (
        Answer.objects.filter(within_answers(reading(actor)), invitation__survey=survey.id, is_overruled=False)
        .order_by("invitation__person_id", "question", "competency__code", "about_id")
        .values_list(
            "invitation__person_id", "question", "competency__name", "about_id", "state", "value", "invitation__path"
        )
    )
    listed = []
    for person, code, competency, about, state, value, _path in rows.iterator(chunk_size=5000):
        who, whom, question = known.get(person), known.get(about), content.question(code)
        if who is None or question is None:
            continue
        words = answer_words(question, state, value)
        listed.append(
            (who.name, who.nip, who.unit_name, question.text, competency or "", whom.name if whom else "", words)
        )
    return listed


def _unnamed(
    survey: SurveyRow, content: Content, least: int
) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]], list[tuple[str, str]]]:
    by_question: dict[str, list[Any]] = {}
    for code, value in UnnamedAnswer.objects.filter(survey=survey.id).order_by("id").values_list("question", "value"):
        by_question.setdefault(code, []).append(value)
    counts: list[tuple[Any, ...]] = []
    texts: list[tuple[Any, ...]] = []
    remarks = [("Tanpa nama", "Jawaban tanpa nama tidak dapat dihubungkan dengan orang dan tidak berurutan.")]
    for question in content.questions:
        values = by_question.get(question.code, [])
        if question.named:
            continue
        if len(values) < least:
            remarks.append((question.text, f"Baru {len(values)} jawaban; disajikan mulai {least} jawaban."))
        elif question.kind == "text":
            texts += [(question.text, str(value)) for value in values]
        else:
            told = Counter(words for value in values for words in _each(question, value))
            counts += [(question.text, words, count) for words, count in told.most_common()]
    return counts, texts, remarks


def _each(question: Question, value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [answer_words(question, Answer.State.GIVEN, one) for one in values]


def answer_words(question: Question, state: str, value: Any) -> str:
    """An answer as people read it."""
    if state != Answer.State.GIVEN:
        return str(Answer.State(state).label)
    if question.kind == "scale" and isinstance(value, int) and 1 <= value <= len(question.words):
        return question.words[value - 1]
    labels = {option.value: option.label for option in question.options}
    return ", ".join(labels.get(str(one), str(one)) for one in (value if isinstance(value, list) else [value]))
