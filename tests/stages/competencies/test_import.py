"""Assessments from a file: matched, checked, applied, the same file again, and taken back."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from asah.foundation.access.actor import Actor
from asah.foundation.access.scope import agency_scope
from asah.foundation.imports import services as imports
from asah.foundation.imports.headless import import_rows
from asah.foundation.jobs.models import JobRun
from asah.stages.competencies.models import Assessment
from tests.factories.towns import Town, nip_of

HEAD = "NIP;Nama Kompetensi;Nilai;Sumber;Tanggal"


def _file(town: Town, *lines: str) -> bytes:
    names = {"A": nip_of(town, "Kes 00"), "B": nip_of(town, "Kes 01")}
    return "\n".join([HEAD, *(names.get(line[0], line[0]) + line[1:] for line in lines)]).encode()


def _import(content: bytes, planner: Actor, now: datetime, **more: Any) -> Any:
    return import_rows("assessments", content, "uji.csv", actor=planner, now=now, **more)


def test_levels_come_in_and_the_same_file_again_changes_nothing(town: Town, planner: Actor, now: datetime) -> None:
    content = _file(town, "A;Literasi Digital;1,5;Uji kompetensi;01/06/2026", "B;TEK-DIGITAL;2;atasan;01/06/2026")
    first = _import(content, planner, now)
    assert (first.applied, first.problems) == (True, ())
    found = Assessment.objects.order_by("level").values_list("level", "source", "competency__code")
    assert list(found) == [(Decimal("1.50"), "uji", "TEK-DIGITAL"), (Decimal(2), "atasan", "TEK-DIGITAL")]
    assert JobRun.objects.filter(name="competencies.refresh").exists()
    assert not _import(content, planner, now).applied


def test_a_new_level_replaces_and_the_undo_brings_the_old_one_back(town: Town, planner: Actor, now: datetime) -> None:
    _import(_file(town, "A;TEK-DIGITAL;1;uji;01/06/2026"), planner, now)
    second = _import(_file(town, "A;TEK-DIGITAL;3;uji;01/06/2026"), planner, now)
    assert Assessment.objects.get().level == 3
    with agency_scope(town.agency):
        imports.undo_batch(actor=planner, now=now, batch=second.batch.pk)
    assert Assessment.objects.get().level == 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("197004122010012999;TEK-DIGITAL;1;uji;01/06/2026", "tidak ada di daftar pegawai"),
        ("A;Ilmu gaib;1;uji;01/06/2026", "tidak ada di kamus"),
        ("A;TEK-DIGITAL;6;uji;01/06/2026", "di luar 0 sampai 5"),
        ("A;TEK-DIGITAL;1;dukun;01/06/2026", "tidak dikenal"),
        ("A;TEK-DIGITAL;1;uji;31/02/2026", "tidak ada di kalender"),
        ("A;TEK-DIGITAL;1;uji;01/06/2028", "belum terjadi"),
    ],
)
def test_faults_are_told_by_line(town: Town, planner: Actor, now: datetime, line: str, words: str) -> None:
    text = line if line[0] == "A" else f"?{line}"
    content = _file(town, text).replace(b"?", b"")
    outcome = _import(content, planner, now)
    assert not outcome.applied
    assert words in outcome.problems[0]
