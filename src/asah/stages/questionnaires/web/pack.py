"""What a phone needs to ask all questions of a sheet without a signal, and to choose the next as the server does."""

from typing import Any

from django.urls import reverse

from asah.stages.questionnaires.queries import AskedCompetency, Sheet
from asah.stages.questionnaires.rules import ENOUGH, Question, Turn


def pack_of(sheet: Sheet) -> dict[str, Any]:
    """The whole sheet as JSON types: questions, competencies with the tables of worth, what was given so far."""
    turns = {one.competency: one for one in sheet.turns}
    return {
        "survey": sheet.survey.uid,
        "title": sheet.survey.title,
        "about": sheet.survey.about,
        "intro": sheet.content.intro,
        "most": sheet.content.most,
        "enough": ENOUGH,
        "home": reverse("survey_mine"),
        "finished": sheet.finished_at is not None,
        "questions": [_question(one) for one in sheet.content.questions],
        "competencies": [_competency(one, turns[one.code]) for one in sheet.competencies if one.code in turns],
        "given": {key: {"state": one.state, "value": one.value} for key, one in sheet.given.items()},
    }


def _question(one: Question) -> dict[str, Any]:
    return {
        "code": one.code,
        "kind": one.kind,
        "text": one.text,
        "hint": one.hint,
        "named": one.named,
        "options": [[option.value, option.label] for option in one.options],
        "words": list(one.words),
        "own": bool(one.source),
        "repeats": one.repeats,
        "most": one.most,
        "least": one.least,
        "onlyIf": [one.only_if.question, list(one.only_if.any_of)] if one.only_if else None,
    }


def _competency(one: AskedCompetency, table: Turn) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "required": one.required,
        "levels": [list(level) for level in one.levels],
        "first": table.first,
        "then": list(table.then),
        "unknown": table.unknown,
        "expected": table.expected,
    }
