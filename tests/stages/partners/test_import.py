"""The list of partners from a spreadsheet, and back."""

from datetime import datetime
from typing import Any

import pytest

from asah.foundation.access.actor import Actor
from asah.foundation.access.scope import agency_scope
from asah.foundation.imports import services as imports
from asah.foundation.imports.headless import import_rows
from asah.foundation.imports.models import ImportRow
from asah.foundation.jobs.models import JobRun
from asah.stages.partners.models import Partner

HEAD = "KODE;NAMA MITRA;JENIS MITRA;BIDANG KEAHLIAN;KOTA;NO HP;AKREDITASI SAMPAI"


def run(lines: list[str], planner: Actor, now: datetime, head: str = HEAD) -> Any:
    return import_rows("partners", "\n".join([head, *lines]).encode(), "mitra.csv", actor=planner, now=now)


def test_offices_words_are_understood(scope: Any, planner: Actor, now: datetime) -> None:
    lines = [
        "yapari;Yayasan Pari;LSM;Pelayanan publik, inovasi;Sorong;+62 812-3456-789;",
        "BPSDM;BPSDM Provinsi;BPSDM;;;;",
    ]
    assert run(lines, planner, now).applied
    row = Partner.objects.get(code="YAPARI")
    assert (row.kind, row.fields, row.phone) == ("lsm", ["Pelayanan publik", "inovasi"], "08123456789")
    assert Partner.objects.get(code="BPSDM").kind == "lembaga_diklat"
    assert JobRun.objects.filter(name="partners.search").count() == 1


def test_a_file_without_a_column_changes_nothing_in_it(unipa: Any, planner: Actor, now: datetime) -> None:
    assert run(["UNIPA;Universitas Papua;Kampus;Manajemen"], planner, now, "KODE;NAMA;JENIS;BIDANG").applied
    assert run(["UNIPA;Universitas Papua;Kampus;Manokwari"], planner, now, "KODE;NAMA;JENIS;KOTA").applied
    row = Partner.objects.get()
    assert (row.fields, row.city, row.version) == (["Manajemen"], "Manokwari", 3)


def test_an_undo_takes_partners_back(scope: Any, planner: Actor, now: datetime) -> None:
    outcome = run(["A;Mitra A;PT;;;;"], planner, now)
    with agency_scope(scope.pk):
        imports.undo_batch(actor=planner, now=now, batch=outcome.batch.pk)
    assert not Partner.objects.exists()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("A;Mitra A;Koperasi;;;;", "tidak dikenal"),
        (";Mitra A;PT;;;;", "belum terisi"),
        ("A;Mitra A;PT;;;nomor;", "bukan nomor telepon"),
        ("A;Mitra A;PT;;;;31/02/2027", "tidak ada"),
    ],
)
def test_faults_are_told_by_line(scope: Any, planner: Actor, now: datetime, line: str, words: str) -> None:
    outcome = run([line], planner, now)
    assert not outcome.applied
    assert words in outcome.problems[0]


def test_an_accreditation_that_is_over_and_a_double_name_are_warnings(
    scope: Any, planner: Actor, now: datetime
) -> None:
    assert run(["A;Mitra;PT;;;;01/01/2026", "B;MITRA;CV;;;;"], planner, now).applied
    said = [found["message"] for row in ImportRow.objects.all() for found in row.findings]
    assert said == ["Akreditasi ini sudah lewat.", "Nama ini juga dipakai kode A."]
