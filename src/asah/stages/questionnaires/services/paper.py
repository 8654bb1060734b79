"""Answers that come many at once: paper forms typed in, or a town told for demonstration."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, note, use_case
from asah.stages.competencies import queries as competencies
from asah.stages.questionnaires.events import LevelsChanged
from asah.stages.questionnaires.models import Invitation, Survey, random_id
from asah.stages.questionnaires.rules import CROWD, BadAnswer, Content, Question, clean_value, read_content
from asah.stages.questionnaires.services.surveys import survey_subject

_LOAD = """
CREATE TEMP TABLE answer_load (invitation bigint, question varchar(40), about bigint, competency bigint, value jsonb,
 level numeric(3,2), said numeric(3,2), required numeric(3,2)) ON COMMIT DROP
"""
_KEEP = """
INSERT INTO questionnaires_answer (agency_id, invitation_id, question, about_id, competency_id, state, value, level,
  "offset", required, device, is_overruled, received_at)
SELECT %(agency)s, invitation, question, about, competency, 'dijawab', value, level, said, required, 'kertas', false,
  %(now)s
FROM answer_load
ON CONFLICT (agency_id, invitation_id, question, about_id, competency_id, device)
  DO UPDATE SET value = excluded.value, level = excluded.level, "offset" = excluded."offset",
    required = excluded.required, received_at = excluded.received_at
"""
_BEGIN = """
UPDATE questionnaires_invitation SET started_at = %(now)s
WHERE started_at IS NULL AND id IN (SELECT invitation FROM answer_load)
"""
_FINISH = """
UPDATE questionnaires_invitation SET started_at = coalesce(started_at, %(now)s), finished_at = %(now)s
WHERE survey_id = %(survey)s AND person_id = ANY(%(people)s) AND finished_at IS NULL
"""


@dataclass(frozen=True)
class PaperAnswer:
    """One named answer: of whom (id in people), to which question, about whom (himself when None), in which
    competency (code, empty when none), and what was said. required: what the post asks, for follow-ups."""

    person: int
    question: str
    value: Any
    competency: str = ""
    about: int | None = None
    required: Decimal | None = None


@dataclass(frozen=True)
class PaperUnnamed:
    """One unnamed answer. opd: id of the office whose pile of forms it lay in; it is kept only for a crowd."""

    question: str
    value: Any
    on: date
    opd: int | None = None


@use_case(
    Permission.SURVEY_EDIT, on=survey_subject, says=gettext_lazy("{actor} mencatat jawaban kertas survei {label}")
)
def record_answers(
    *,
    actor: Actor,
    now: datetime,
    survey: Any,
    named: Iterable[PaperAnswer],
    unnamed: Iterable[PaperUnnamed] = (),
    finished: Iterable[int] = (),
) -> int:
    """Keep many answers at once. finished: people whose form is complete. Returns how many answers came.

    Raises BadAnswer for the first row whose question, value or person does not fit the survey.
    """
    row = Survey.objects.select_related("version").get(uid=survey)
    content = read_content(row.version.content)
    invited = dict(Invitation.objects.filter(survey=row).values_list("person_id", "pk"))
    came = _keep_named(actor, now, content, invited, named)
    came += _keep_unnamed(actor, row, content, unnamed)
    with connection.cursor() as cursor:
        cursor.execute(_FINISH, {"survey": row.pk, "people": list(finished), "now": now})
    note(answers=came)
    announce(LevelsChanged(row.pk))
    return came


def _keep_named(
    actor: Actor, now: datetime, content: Content, invited: Mapping[int, int], named: Iterable[PaperAnswer]
) -> int:
    keys = competencies.competency_ids()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS answer_load")
        cursor.execute(_LOAD)
        with cursor.copy("COPY answer_load FROM STDIN") as copy:
            for line, one in enumerate(named, 1):
                question = _question(content, one.question, line, is_named=True)
                if one.person not in invited or (question.competency and one.competency not in keys):
                    raise BadAnswer(_("Baris %(line)s: orang atau kompetensinya tidak ditanya.") % {"line": line})
                copy.write_row(_row(question, one, invited[one.person], keys))
        cursor.execute(_KEEP, {"agency": actor.agency, "now": now})
        kept = int(cursor.rowcount)
        cursor.execute(_BEGIN, {"now": now})
        return kept


def _row(question: Question, one: PaperAnswer, invitation: int, keys: Mapping[str, int]) -> tuple[Any, ...]:
    value = one.value if question.source else clean_value(question, one.value)
    is_level, offset = question.kind == "level", None
    if question.competency and not is_level and question.offsets:
        offset = question.offsets[int(value) - 1]
    return (
        invitation, question.code, one.about or one.person, keys.get(one.competency), json.dumps(value),
        value if is_level else None, offset, one.required if offset is not None else None,
    )  # fmt: skip


def _keep_unnamed(actor: Actor, row: Survey, content: Content, unnamed: Iterable[PaperUnnamed]) -> int:
    crowds: dict[int, int] = {}
    for asked in Invitation.objects.filter(survey=row).values_list("opd_id", flat=True):
        crowds[asked] = crowds.get(asked, 0) + 1
    lines = 0
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS unnamed_load")
        cursor.execute(
            'CREATE TEMP TABLE unnamed_load (id bigint, question varchar(40), opd bigint, value jsonb, "on" date)'
            " ON COMMIT DROP"
        )
        with cursor.copy("COPY unnamed_load FROM STDIN") as copy:
            for line, one in enumerate(unnamed, 1):
                question = _question(content, one.question, line, is_named=False)
                office = one.opd if one.opd is not None and crowds.get(one.opd, 0) >= CROWD else None
                value = json.dumps(clean_value(question, one.value))
                copy.write_row((random_id(), question.code, office, value, one.on))
                lines = line
        cursor.execute(
            'INSERT INTO questionnaires_unnamedanswer (id, agency_id, survey_id, question, opd_id, value, "on")'
            ' SELECT id, %s, %s, question, opd, value, "on" FROM unnamed_load ORDER BY random()',
            [actor.agency, row.pk],
        )
    return lines


def _question(content: Content, code: str, line: int, *, is_named: bool) -> Question:
    question = content.question(code)
    if question is None or question.named is not is_named:
        raise BadAnswer(
            _("Baris %(line)s: pertanyaan %(code)s tidak ada di survei ini.") % {"line": line, "code": code}
        )
    return question
