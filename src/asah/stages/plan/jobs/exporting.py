"""Make the files of a plan: the workbook and the annex, with exactly the numbers of the page."""

from typing import Any

from asah.foundation.access.models import Agency
from asah.foundation.access.scope import agency_scope
from asah.foundation.jobs.handles import JobContext, body
from asah.stages.plan.events import EXPORT, ExportArgs
from asah.stages.plan.jobs.annex import annex_pdf
from asah.stages.plan.jobs.facts import PlanFacts, facts_of
from asah.stages.plan.jobs.nota import nota_pdf
from asah.stages.plan.jobs.sipka import sipka_csv
from asah.stages.plan.jobs.workbook import workbook
from asah.stages.plan.models import PlanRun
from asah.stages.plan.services import file_export

MAKERS: dict[str, Any] = {"xlsx": workbook, "pdf": annex_pdf, "nota": nota_pdf, "sipka": sipka_csv}


@body(EXPORT)
def export_plan(context: JobContext, args: ExportArgs) -> None:
    """Read in one transaction, write the file outside any, file it in another."""
    agency = Agency.objects.get(pk=context.agency)
    with agency_scope(agency.pk):
        run = PlanRun.objects.select_related("scenario").get(pk=args.run)
        facts: PlanFacts = facts_of(context.actor, agency, run, context.now())
    context.progress(1, 2, "Menulis berkas")
    content: bytes = MAKERS[args.form](facts)
    with agency_scope(agency.pk):
        document = file_export(actor=context.actor, now=context.now(), run=args.run, form=args.form, content=content)
    context.link = f"/berkas/{document.uid}/"
    context.result = {"document": str(document.uid)}
