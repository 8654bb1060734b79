"""Bodies of the handles, and the caretaker's duty of this stage."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from asah.foundation.access.actor import system_actor
from asah.foundation.access.clock import now_for
from asah.foundation.access.models import Agency
from asah.foundation.access.scope import agency_scope
from asah.foundation.jobs.handles import JobContext, body
from asah.stages.questionnaires import engine, queries, services
from asah.stages.questionnaires.events import EXPORT, THEMES, SurveyArgs
from asah.stages.questionnaires.jobs.workbook import workbook
from asah_basics.formats import moment


@body(THEMES)
def group_open_answers(context: JobContext, args: SurveyArgs) -> None:
    """Read in one transaction, group outside any, keep in another."""
    now = context.now()
    with agency_scope(context.agency):
        texts = queries.open_answers(args.survey)
        least = queries.least_shown(context.actor.today(now))
    themes = {question: engine.themes_of(answers, least) for question, answers in texts.items()}
    with agency_scope(context.agency):
        kept = services.keep_themes(actor=context.actor, now=now, survey=args.survey, themes=themes)
    context.result = {"themes": kept}


@body(EXPORT)
def export(context: JobContext, args: SurveyArgs) -> None:
    """Read in one transaction, write the file outside any, file it in another."""
    agency = Agency.objects.get(pk=context.agency)
    now = context.now()
    with agency_scope(agency.pk):
        found = queries.export_of(context.actor, args.survey, context.actor.today(now))
    context.progress(1, 2, "Menulis berkas")
    about = {
        "Isi": f"Survei {found.survey.title}, versi kuesioner {found.survey.version_number}",
        "Lingkup": "Seluruh yang terlihat oleh peminta",
        "Dibuat": moment(now, agency.zone),
        "Oleh": context.actor.name,
    }
    given: dict[str, Any] = {"actor": context.actor, "now": now, "survey": args.survey}
    with agency_scope(agency.pk):
        document = services.file_survey(**given, content=workbook(found, about), named=len(found.named))
    context.link = reverse("document_download", args=[document.uid])
    context.result = {"document": str(document.uid)}


def mix_when_due(agency: Agency) -> int:
    """The caretaker's duty: unnamed answers of days that are over lose their order. Mostly there are none."""
    now = now_for(agency)
    worker = system_actor(agency.pk, agency.zone)
    yesterday = worker.today(now) - timedelta(days=1)
    with agency_scope(agency.pk):
        if not queries.waits_for_mixing(yesterday):
            return 0
        return services.mix_finished_days(actor=worker, now=now, until=yesterday)
