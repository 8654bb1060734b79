"""The catalogue goes out as a spreadsheet and comes in as the same catalogue."""

from datetime import datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from asah.foundation.access.actor import Actor
from asah.foundation.access.scope import agency_scope
from asah.foundation.imports import services as imports
from asah.foundation.imports.headless import import_rows
from asah.stages.catalogue import queries, services
from asah.stages.catalogue.models import Programme, ProgrammeVersion
from asah.stages.catalogue.rules import (
    SHEET,
    CurriculumRefused,
    cells_of,
    curriculum_of,
    from_plain,
    starting_catalogue,
    to_plain,
)
from asah.stages.catalogue.web.workbook import workbook
from tests.factories.competence import dictionary_of_the_catalogue


def test_every_programme_reads_back_from_its_cells() -> None:
    for row in starting_catalogue():
        content = from_plain(row["kurikulum"])
        assert to_plain(curriculum_of(cells_of(content))) == to_plain(content), row["kode"]


def test_every_fault_of_a_row_is_told_with_its_column() -> None:
    cells = cells_of(from_plain(starting_catalogue()[0]["kurikulum"]))
    wrong = {
        "name": "",
        "method": "hipnosis",
        "recurrence": "P",
        "gains": "MAN-05",
        "months": "3;x",
        "audience": "gaji: 3",
    }
    with pytest.raises(CurriculumRefused) as refused:
        curriculum_of(cells | wrong)
    told = " ".join(refused.value.faults)
    assert len(refused.value.faults) == len(wrong)
    for words in ("Program belum terisi", "Metode: “hipnosis”", "bukan lama waktu", "kode; kenaikan", "kunci “gaji”"):
        assert words in told


@pytest.fixture
def catalogue(scope: Any, planner: Actor, now: datetime) -> Any:
    dictionary_of_the_catalogue(scope.pk)
    services.adopt_starting_catalogue(actor=planner, now=now)
    return scope


def run(content: bytes, planner: Actor, now: datetime) -> Any:
    return import_rows("catalogue", content, "katalog.xlsx", actor=planner, now=now, accept_volume=True)


def written(planner: Actor) -> bytes:
    return workbook(queries.sheet_rows(planner), [], "uji", True)


def changed(content: bytes, cells: dict[tuple[str, str], str]) -> bytes:
    """The workbook with some cells, by code and field, written anew; a code that is not there is added as a copy."""
    book = openpyxl.load_workbook(BytesIO(content))
    sheet = book["Program"]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
    places = {"code": 0} | {column.field: at for at, column in enumerate(SHEET, 1)}
    for (code, field), text in cells.items():
        rows[code][places[field]].value = text
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_the_file_that_goes_out_changes_nothing_when_it_comes_back(
    catalogue: Any, planner: Actor, now: datetime
) -> None:
    outcome = run(written(planner), planner, now)
    assert outcome.problems == ()
    assert not outcome.applied
    counts = outcome.batch.counts
    assert (counts["same"], counts["changed"], counts["new"], counts["warnings"]) == (60, 0, 0, 0)


def test_another_agency_takes_the_whole_catalogue_over(catalogue: Any, planner: Actor, now: datetime) -> None:
    from asah.foundation.access.actor import Held
    from asah.foundation.access.models import Agency

    content = written(planner)
    before = {row.code: to_plain(row.content) for row in queries.sheet_rows(planner)}
    binjai = Agency.objects.create(slug="binjai", name="Kota Binjai", zone="Asia/Jakarta")
    dewi = Actor(agency=binjai.pk, account=None, name="Dewi", roles=(Held("planner"),), zone=binjai.zone)
    with agency_scope(binjai.pk):
        dictionary_of_the_catalogue(binjai.pk)
    outcome = run(content, dewi, now)
    assert (outcome.applied, outcome.problems) == (True, ())
    with agency_scope(binjai.pk):
        codes = list(Programme.objects.values_list("code", flat=True))
        assert services.publish_drafts(actor=dewi, now=now, codes=codes) == 60
        found = {row.code: to_plain(queries.content_of(row)) for row in queries.programmes_in_force()}
    assert found == before


def test_a_changed_row_becomes_a_draft_and_its_undo_takes_it_back(
    catalogue: Any, planner: Actor, now: datetime
) -> None:
    content = changed(written(planner), {("PM-07", "class_max"): "30", ("PM-07", "recurrence"): "2 tahun"})
    outcome = run(content, planner, now)
    assert outcome.applied
    row = Programme.objects.get(code="PM-07")
    assert row.draft is not None
    assert (row.draft["class_max"], row.draft["recurrence"], row.latest) == (30, "P2Y", 1)
    assert Programme.objects.exclude(draft=None).count() == 1
    with agency_scope(planner.agency):
        imports.undo_batch(actor=planner, now=now, batch=outcome.batch.pk)
    assert Programme.objects.get(code="PM-07").draft is None


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("form_id", "Semedi", "25 bentuk SIASN"),
        ("form_id", "26", "25 bentuk SIASN"),
        ("recurrence", "sering", "bukan lama waktu"),
        ("gains", "XXX-99; 1; 4", "tidak ada di kamus"),
        ("prerequisites", "ZZ-99", "tidak ada di katalog maupun di berkas"),
        ("prerequisites", "PM-07", "tidak ada di katalog maupun di berkas"),
        ("partner", "HANTU", "Mitra HANTU tidak ada"),
        ("legal_bases", "uu-0-0000", "tidak dikenal"),
        ("duty", "sunat", "tidak ada di tabel Kewajiban"),
        ("measure", "hari", "memakai satuan jp_program"),
        ("class_min", "99", "antara 1 dan jumlah terbesar"),
    ],
)
def test_a_row_that_could_not_be_published_is_told_at_the_check(
    catalogue: Any, planner: Actor, now: datetime, field: str, text: str, words: str
) -> None:
    outcome = run(changed(written(planner), {("PM-07", field): text}), planner, now)
    assert not outcome.applied
    assert any(words in problem for problem in outcome.problems), outcome.problems
    assert ProgrammeVersion.objects.count() == 60
