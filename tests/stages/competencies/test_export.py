"""The map of gaps as files, made by the job and read back."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from asah.foundation.access.actor import Actor, Held, NotAllowed, NotThere
from asah.foundation.documents import files
from asah.foundation.documents.models import Document
from asah.foundation.jobs.handles import JobContext
from asah.foundation.jobs.models import JobRun
from asah.stages.competencies import services
from asah.stages.competencies.events import ExportArgs
from asah.stages.competencies.jobs import export
from tests.factories.towns import Town

DIGITAL = "TEK-DIGITAL"


@pytest.fixture
def mapped(town: Town, planner: Actor, now: datetime, settings: Any, tmp_path: Path) -> Town:
    """Ten of Dinas Kesehatan and two of the registry are assessed."""
    settings.FILES_DIR = tmp_path
    seen = [f"Kes {n:02}" for n in range(10)] + ["Duk 0", "Duk 1"]
    rows = [services.Seen(town.people[name], DIGITAL, Decimal(1), "uji", date(2026, 6, 1)) for name in seen]
    services.record_assessments(actor=planner, now=now, rows=rows)
    services.refresh_gaps(actor=planner, now=now)
    return town


def _export(town: Town, actor: Actor, now: datetime, unit: str = "", form: str = "xlsx") -> tuple[JobContext, Any]:
    run = services.export_map(actor=actor, now=now, unit=unit, kind="", form=form)
    context = JobContext(agency=town.agency, run=run.pk, actor=actor, clock=lambda: now)
    export(context, ExportArgs(unit, "", form))
    made = [Document.objects.get(uid=uid) for uid in context.result["documents"]]
    return context, [(row, files.read(row.file.digest)) for row in made]


def test_workbook_has_the_map_the_cells_and_what_it_is(mapped: Town, planner: Actor, now: datetime) -> None:
    context, [(document, content)] = _export(mapped, planner, now)
    assert context.link == reverse("document_download", args=[document.uid])
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Peta", "Rincian", "Keterangan"]
    cells = {(row[1], row[2]): row for row in book["Rincian"].iter_rows(min_row=2, values_only=True)}
    known, hidden = cells["Dinas Kesehatan", DIGITAL], cells["Disdukcapil", DIGITAL]
    head, *lines = book["Peta"].iter_rows(values_only=True)
    place = next(at for at, name in enumerate(head) if name == known[3])
    assert known[5] == 10
    assert {line[0]: line[place] for line in lines} == {"Dinas Kesehatan": known[6], "Disdukcapil": None}
    assert hidden[6:10] == (None, None, None, None)
    assert hidden[10] == "kurang dari 5 orang dinilai"
    about = dict(book["Keterangan"].iter_rows(values_only=True))
    assert about["Oleh"] == "Maria W."
    assert about["Dibuat"].endswith("08.00 WIT")


def test_csv_comes_with_a_companion(mapped: Town, planner: Actor, now: datetime) -> None:
    context, [(_data, content), (_about, companion)] = _export(mapped, planner, now, form="csv")
    assert context.link == reverse("documents")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    row = next(row for row in rows if row["Unit"] == "Dinas Kesehatan" and row["Kode kompetensi"] == DIGITAL)
    assert row["Dinilai"] == "10"
    assert "." not in row["Rata-rata kesenjangan (level)"]
    assert "Maria W." in companion.decode("utf-8-sig")


def test_an_officer_exports_his_own_subtree_only(mapped: Town, now: datetime) -> None:
    held = Held("personnel_officer", mapped.paths["Disdukcapil"])
    officer = Actor(mapped.agency, 5, "Petugas", roles=(held,), zone="Asia/Jayapura")
    _context, [(document, _content)] = _export(mapped, officer, now, unit="DISDUKCAPIL")
    assert document.unit_path == mapped.paths["Disdukcapil"]
    for unit, refusal in (("", NotAllowed), ("DINAS KESEHATAN", NotAllowed), ("TAK ADA", NotThere)):
        with pytest.raises(refusal):
            services.export_map(actor=officer, now=now, unit=unit, kind="", form="xlsx")
    with pytest.raises(ValueError, match="xlsx or csv"):
        services.export_map(actor=officer, now=now, unit="DISDUKCAPIL", kind="", form="pdf")


def test_the_page_asks_for_what_it_shows(mapped: Town) -> None:
    from tests.stages.competencies.test_map import _client

    client: Client = _client(mapped, "planner")
    page = client.get(reverse("gap_map"), {"unit": "DINAS KESEHATAN"}).content.decode()
    assert f'action="{reverse("gap_export")}?unit=DINAS+KESEHATAN"' in page
    answer = client.post(f"{reverse('gap_export')}?unit=DINAS+KESEHATAN&jenis=teknis", {"bentuk": "csv"})
    run = JobRun.objects.get(name="competencies.export")
    assert answer["Location"] == reverse("job", args=[run.uid])
    assert run.args == {"unit": "DINAS KESEHATAN", "kind": "teknis", "form": "csv"}
