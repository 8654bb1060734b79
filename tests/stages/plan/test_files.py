"""The plan as files: the same numbers as the page, NIPs as text, the same bytes twice."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

import openpyxl
import pypdf
import pytest

from asah.foundation.access.actor import Actor
from asah.foundation.access.scope import agency_scope
from asah.foundation.documents import files
from asah.foundation.documents.models import Document
from asah.foundation.jobs import queue
from asah.foundation.jobs.models import JobRun
from asah.stages.plan import services
from asah.stages.plan.jobs.annex import annex_pdf
from asah.stages.plan.jobs.facts import facts_of
from asah.stages.plan.models import PlanRun
from tests.stages.plan.test_thread import solved

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("files")]


def exported(agency: Any, maria: Actor, run: PlanRun, now: datetime, form: str) -> bytes:
    with agency_scope(agency.pk):
        job = services.export_plan(actor=maria, now=now, run=run.uid, form=form)
    # The worker rebuilds the asker from his grants; here he asks with the rights of the test.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queue, "_ACTOR_OF", [lambda *_: maria])
        queue.execute(agency.pk, job.pk)
    with agency_scope(agency.pk):
        row = JobRun.objects.get(pk=job.pk)
        assert row.status == "done", row.remark
        document = Document.objects.select_related("file").get(uid=row.result["document"])
        assert row.link == f"/berkas/{document.uid}/"
        return files.read(document.file.digest)


def test_workbook_and_annex_say_what_the_page_says(agency: Any, maria: Actor, now: datetime) -> None:
    run = solved(agency, maria, now)
    book = openpyxl.load_workbook(BytesIO(exported(agency, maria, run, now, "xlsx")))
    assert book.sheetnames == ["Program", "Peserta", "Menunggu", "Pemerataan", "Keterangan"]
    seats = list(book["Peserta"].iter_rows(min_row=2, values_only=True))
    assert len(seats) == run.seats
    assert all(isinstance(row[1], str) and len(row[1]) == 18 for row in seats)
    programmes = list(book["Program"].iter_rows(min_row=2, values_only=True))
    assert len(programmes) == 60
    assert sum(int(str(row[5])) for row in programmes) == run.cost_rupiah
    about = {str(row[0]): str(row[1]) for row in book["Keterangan"].iter_rows(min_row=2, values_only=True)}
    assert about["Digest hasil"] == run.answer_digest
    assert "Maria W." in about["Dibuat"]
    assert "WIT" in about["Dibuat"]
    pdf = exported(agency, maria, run, now, "pdf")
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)
    assert "LAMPIRAN" in text
    assert f"Digest {run.answer_digest[:16]}" in text
    with agency_scope(agency.pk):
        facts = facts_of(maria, agency, run, now)
    assert annex_pdf(facts) == annex_pdf(replace(facts))
