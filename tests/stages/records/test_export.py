"""The list of hours as a workbook, made by the job and read back."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from asah.foundation.access.actor import Actor, Held, NotAllowed, NotThere
from asah.foundation.access.scope import agency_scope
from asah.foundation.documents import files
from asah.foundation.documents.models import Document
from asah.foundation.jobs.handles import JobContext
from asah.foundation.jobs.models import JobRun
from asah.stages.records import services
from asah.stages.records.events import ExportArgs
from asah.stages.records.jobs import export
from tests.factories.towns import Town, nip_of


@pytest.fixture
def counted(town: Town, planner: Actor, now: datetime, settings: Any, tmp_path: Any) -> Town:
    settings.DATA_DIR = tmp_path
    done = services.Completed(
        person=town.people["Kes 0"],
        title="Pelatihan",
        form=3,
        quantity=Decimal(20),
        measure="jp_program",
        ended_on=date(2026, 5, 8),
        certificate_no="1",
    )
    services.record_history(actor=planner, now=now, rows=[done])
    services.refresh_jp(actor=planner, now=now)
    return town


def _sheets(town: Town, actor: Actor, now: datetime, unit: str) -> Any:
    run = services.export_hours(actor=actor, now=now, year=2026, unit=unit)
    context = JobContext(agency=town.agency, run=run.pk, actor=actor, clock=lambda: now)
    export(context, ExportArgs(2026, unit))
    document = Document.objects.get(uid=context.result["document"])
    return openpyxl.load_workbook(BytesIO(files.read(document.file.digest)))


def test_everybody_of_the_agency_with_numbers_as_text(counted: Town, planner: Actor, now: datetime) -> None:
    book = _sheets(counted, planner, now, "")
    rows = list(book["JP"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == 14
    mine = next(row for row in rows if row[0] == "Kes 0")
    assert mine[1] == nip_of(counted, "Kes 0")
    assert mine[4:] == (20, 20, 20, "tercapai")
    assert {row[0]: row[7] for row in rows}["Kontrak"] == "tidak wajib"
    about = dict(book["Keterangan"].iter_rows(values_only=True))
    assert about["Oleh"] == "Maria W."
    assert about["Dibuat"].endswith("08.00 WIT")


def test_an_officer_exports_his_own_unit_only(counted: Town, now: datetime) -> None:
    held = Held("personnel_officer", counted.paths["Disdukcapil"])
    officer = Actor(agency=counted.agency, account=None, name="Petugas", roles=(held,), zone="Asia/Jayapura")
    book = _sheets(counted, officer, now, "DISDUKCAPIL")
    assert {row[0] for row in book["JP"].iter_rows(min_row=2, values_only=True)} == {
        "Duk 0",
        "Duk 1",
        "Duk 2",
        "Kontrak",
    }
    with agency_scope(counted.agency):
        for unit, refusal in (("", NotAllowed), ("DINAS KESEHATAN", NotAllowed), ("TAK ADA", NotThere)):
            with pytest.raises(refusal):
                services.export_hours(actor=officer, now=now, year=2026, unit=unit)


def test_asking_twice_makes_one_list(counted: Town, planner: Actor, now: datetime) -> None:
    JobRun.objects.all().delete()
    first = services.export_hours(actor=planner, now=now, year=2026, unit="")
    assert services.export_hours(actor=planner, now=now, year=2026, unit="").pk == first.pk
