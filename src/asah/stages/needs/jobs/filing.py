"""Make the files of an AKPK: read in one transaction, write outside any, file in another."""

from collections.abc import Callable

from asah.foundation.access.models import Agency
from asah.foundation.access.scope import agency_scope
from asah.foundation.jobs.handles import JobContext, body
from asah.stages.needs.events import FILE, FileArgs
from asah.stages.needs.jobs.facts import ReportFacts, facts_of
from asah.stages.needs.jobs.papers import akpk_pdf, hcdp_pdf
from asah.stages.needs.jobs.workbooks import akpk_workbook, hcdp_workbook
from asah.stages.needs.services import file_report

MAKERS: dict[tuple[str, str], Callable[[ReportFacts], bytes]] = {
    ("akpk", "pdf"): akpk_pdf,
    ("akpk", "xlsx"): akpk_workbook,
    ("hcdp", "pdf"): hcdp_pdf,
    ("hcdp", "xlsx"): hcdp_workbook,
}


@body(FILE)
def make_file(context: JobContext, args: FileArgs) -> None:
    """One file of a report."""
    agency = Agency.objects.get(pk=context.agency)
    with agency_scope(agency.pk):
        facts = facts_of(context.actor, agency, args.report, context.now(), people=args.what == "hcdp")
    context.progress(1, 2, "Menulis berkas")
    content = MAKERS[args.what, args.form](facts)
    with agency_scope(agency.pk):
        document = file_report(
            actor=context.actor, now=context.now(), report=args.report, what=args.what, form=args.form, content=content
        )
    context.link = f"/berkas/{document.uid}/"
    context.result = {"document": str(document.uid)}
