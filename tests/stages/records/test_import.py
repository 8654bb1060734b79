"""Histories from a file in SIASN's words: conversion, double certificates, overlaps, and the way back."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from asah.foundation.access.actor import Actor
from asah.foundation.access.scope import agency_scope
from asah.foundation.imports import services as imports
from asah.foundation.imports.headless import import_rows
from asah.foundation.imports.models import ImportRow
from asah.stages.records.models import JpEntry, Record
from tests.factories.towns import Town, nip_of

HEAD = "NIP;NAMA KURSUS;JENIS DIKLAT;TANGGAL KURSUS;TANGGAL SELESAI KURSUS;TAHUN;JUMLAH JAM;NOMOR SERTIPIKAT"


def _file(town: Town, *lines: str) -> bytes:
    names = {"A": nip_of(town, "Kes 0"), "B": nip_of(town, "Kes 1")}
    return "\n".join([HEAD, *(names[line[0]] + line[1:] for line in lines)]).encode()


def _import(content: bytes, planner: Actor, now: datetime, **more: Any) -> Any:
    return import_rows("history", content, "riwayat.csv", actor=planner, now=now, **more)


TEKNIS = "A;Pelatihan SIPD;Diklat Teknis;04/05/2026;08/05/2026;;40;800/1"
SEMINAR = "A;Seminar gizi;9;02/03/2026;03/03/2026;;16;800/2"


def test_hours_of_a_seminar_come_from_its_days(town: Town, planner: Actor, now: datetime) -> None:
    outcome = _import(_file(town, TEKNIS, SEMINAR), planner, now)
    assert (outcome.applied, outcome.problems) == (True, ())
    found = Record.objects.order_by("certificate_no").values_list("jp", "quantity", "measure", "origin")
    assert list(found) == [
        (Decimal(40), Decimal(40), "jp_program", "impor"),
        (Decimal(8), Decimal(2), "hari", "impor"),
    ]
    assert sum(entry.jp for entry in JpEntry.objects.all()) == Decimal(48)
    assert set(Record.objects.values_list("batch", flat=True)) == {outcome.batch.pk}


def test_the_same_file_again_adds_nothing(town: Town, planner: Actor, now: datetime) -> None:
    content = _file(town, TEKNIS, SEMINAR, "B;Kursus bahasa;11;;;2025;20;")
    _import(content, planner, now)
    assert not _import(content, planner, now).applied
    assert Record.objects.count() == 3


def test_the_same_certificate_twice_in_a_file_is_a_problem(town: Town, planner: Actor, now: datetime) -> None:
    outcome = _import(_file(town, TEKNIS, TEKNIS.replace("800/1", "800-1")), planner, now)
    assert not outcome.applied
    assert len(outcome.problems) == 1


def test_overlapping_days_are_warned_of(town: Town, planner: Actor, now: datetime) -> None:
    outcome = _import(_file(town, TEKNIS, "A;Bimtek;8;08/05/2026;09/05/2026;;10;800/3"), planner, now)
    assert outcome.applied
    findings = [found["message"] for row in ImportRow.objects.all() for found in row.findings]
    assert any("bertumpuk dengan “Pelatihan SIPD”" in message for message in findings)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("A;Seminar;9;;;2026;16;800/9", "per hari"),
        ("A;Pelatihan;3;04/05/2026;08/05/2026;;;800/9", "JP kurikulumnya"),
        ("A;Pelatihan;3;08/05/2026;04/05/2026;;20;800/9", "mendahului"),
        ("A;Pelatihan;3;;;;20;800/9", "tanggal selesai atau tahun"),
        ("A;Pelatihan;3;04/05/2028;08/05/2028;;20;800/9", "belum terjadi"),
        ("A;Pelatihan;Semedi;04/05/2026;08/05/2026;;20;800/9", "tidak dikenal"),
    ],
)
def test_faults_are_told_by_line(town: Town, planner: Actor, now: datetime, line: str, words: str) -> None:
    outcome = _import(_file(town, line), planner, now)
    assert not outcome.applied
    assert words in outcome.problems[0]


def test_the_undo_removes_records_and_writes_their_hours_back(town: Town, planner: Actor, now: datetime) -> None:
    outcome = _import(_file(town, TEKNIS, SEMINAR), planner, now)
    with agency_scope(town.agency):
        imports.undo_batch(actor=planner, now=now, batch=outcome.batch.pk)
    assert not Record.objects.exists()
    assert sorted(entry.jp for entry in JpEntry.objects.all()) == [Decimal(-40), Decimal(-8), Decimal(8), Decimal(40)]
    assert _import(_file(town, TEKNIS), planner, now).applied
