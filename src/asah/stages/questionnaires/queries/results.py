"""What unnamed answers and open questions say, where enough people answered."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from asah.foundation.access.actor import Actor, NotThere
from asah.stages.agency import queries as agency
from asah.stages.questionnaires.models import Answer, InstrumentVersion, OpenTheme, Survey, UnnamedAnswer
from asah.stages.questionnaires.queries.levels import ThemeRow, theme_row
from asah.stages.questionnaires.queries.surveys import SurveyRow, reading
from asah.stages.questionnaires.rules import Question, read_content


@dataclass(frozen=True)
class QuestionResult:
    """A question and how often each answer was given; `shares` is empty below the least count that may be shown."""

    question: Question
    answers: int
    counts: tuple[tuple[str, int], ...]
    themes: tuple[ThemeRow, ...] = ()


def least_shown(on: date) -> int:
    """Answers under which a figure is not shown inside the government (dated table)."""
    return int(agency.rule("batas_tampil", "dalam", on).values["people"])


def results(actor: Actor, survey: SurveyRow, on: date) -> list[QuestionResult]:
    """Each question that is no level question, in order; three queries. Raises NotThere for who reads only units."""
    if not reading(actor).everything:
        # Unnamed answers of one office are few: they are read for the whole agency only.
        raise NotThere(f"results of {survey.uid}")
    least = least_shown(on)
    content = read_content(InstrumentVersion.objects.get(pk=survey.version).content)
    told: dict[str, Counter[str]] = {}
    totals: Counter[str] = Counter()
    unnamed = UnnamedAnswer.objects.filter(survey=survey.id).values_list("question", "value")
    named = Answer.objects.filter(
        invitation__survey=survey.id, competency=None, state=Answer.State.GIVEN, is_overruled=False
    ).values_list("question", "value")
    for rows in (unnamed, named):
        for code, value in rows.iterator(chunk_size=5000):
            totals[code] += 1
            for one in value if isinstance(value, list) else [value]:
                told.setdefault(code, Counter())[str(one)] += 1
    themes: dict[str, list[ThemeRow]] = {}
    for row in OpenTheme.objects.filter(survey=survey.id).order_by("question", "place"):
        themes.setdefault(row.question, []).append(theme_row(row))
    return [
        QuestionResult(
            question,
            totals[question.code],
            _counts(question, told.get(question.code, Counter())) if totals[question.code] >= least else (),
            tuple(themes.get(question.code, ())),
        )
        for question in content.questions
        if not question.competency and not question.source
    ]


def open_answers(survey: int) -> dict[str, list[str]]:
    """Question -> texts of its open answers, unnamed ones in no order; for the job that groups them."""
    row = Survey.objects.select_related("version").get(pk=survey)
    texts = [one.code for one in read_content(row.version.content).questions if one.kind == "text"]
    found: dict[str, list[str]] = {code: [] for code in texts}
    for code, value in (
        UnnamedAnswer.objects.filter(survey=survey, question__in=texts).order_by("id").values_list("question", "value")
    ):
        found[code].append(str(value))
    named = Answer.objects.filter(invitation__survey=survey, question__in=texts, state=Answer.State.GIVEN)
    for code, value in named.values_list("question", "value"):
        found[code].append(str(value))
    return found


def _counts(question: Question, told: Counter[str]) -> tuple[tuple[str, int], ...]:
    if question.kind == "scale":
        return tuple((word, told[str(place)]) for place, word in enumerate(question.words, 1))
    if question.kind in ("choice", "several"):
        return tuple((option.label, told[option.value]) for option in question.options)
    return ()
