"""What comes of a survey: themes of its open answers, and its file."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import note, use_case
from asah.foundation.documents.models import Document
from asah.foundation.documents.services import issue_document
from asah.foundation.jobs.models import JobRun
from asah.stages.questionnaires.engine import FoundTheme
from asah.stages.questionnaires.events import EXPORT, SurveyArgs
from asah.stages.questionnaires.models import OpenTheme, Survey

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def survey_by_id(survey: int) -> Subject:
    """The survey whose outcome is kept."""
    row = Survey.objects.filter(pk=survey).first()
    if row is None:
        raise NotThere(f"survey {survey}")
    return Subject(label=row.title, kind="survey", key=str(row.uid), row=row)


@use_case(Permission.SURVEY_EDIT, on=survey_by_id, says=gettext_lazy("{actor} mengelompokkan jawaban terbuka {label}"))
def keep_themes(*, actor: Actor, now: datetime, survey: int, themes: Mapping[str, Sequence[FoundTheme]]) -> int:
    """Replace the themes of a survey's open questions. Returns how many there are."""
    OpenTheme.objects.filter(survey=survey).delete()
    rows = OpenTheme.objects.bulk_create(
        OpenTheme(
            agency_id=actor.agency, survey_id=survey, question=question, place=place, words=list(one.words),
            count=one.count, share=one.share, quotes=list(one.quotes), of_answers=one.of_answers, computed_at=now,
        )
        for question, found in themes.items()
        for place, one in enumerate(found, 1)
    )  # fmt: skip
    note(themes=len(rows))
    return len(rows)


@use_case(Permission.SURVEY_READ, on=survey_by_id, says=gettext_lazy("{actor} meminta berkas survei {label}"))
def export_survey(*, actor: Actor, now: datetime, survey: int) -> JobRun:
    """Queue the making of the file. Whoever asks twice gets the run that is under way."""
    return EXPORT.enqueue(SurveyArgs(survey), actor=actor, now=now, dedupe=f"{survey}:{actor.account}")


@use_case(Permission.SURVEY_READ, on=survey_by_id, says=gettext_lazy("{actor} menerbitkan berkas survei {label}"))
def file_survey(*, actor: Actor, now: datetime, survey: int, content: bytes, **counts: Any) -> Document:
    """File the finished workbook as a document of whoever asked for it."""
    row = Survey.objects.get(pk=survey)
    note(**counts)
    return issue_document(
        actor=actor, now=now, kind="questionnaires.survey", title=f"Hasil survei {row.title}", content=content,
        name=f"survei-{row.year}-{row.pk}.xlsx", media_type=XLSX, person=actor.person,
    )  # fmt: skip
