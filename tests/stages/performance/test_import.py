"""Three spreadsheets by the six steps: readings of offices' words, contradictions, the way back."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from asah.foundation.access.actor import Actor
from asah.foundation.access.scope import agency_scope
from asah.foundation.imports import services as imports
from asah.foundation.imports.headless import import_rows
from asah.foundation.imports.models import ImportRow
from asah.stages.performance.models import Rating, SatisfactionSurvey, UnitFigure
from asah.stages.performance.queries import indicators
from tests.factories.towns import Town, nip_of

SKP = "NIP;TAHUN;PERIODIK;PERIODE KE;HASIL KERJA;PERILAKU KERJA;PREDIKAT KINERJA"
SKM = "UNIT;MULAI;SELESAI;RESPONDEN;POPULASI;U1;U2;U3;U4;U5;U6;U7;U8;U9;IKM;ISI KOLOM UNSUR"
FIG = "UNIT;INDIKATOR;MULAI;SELESAI;NILAI;JUMLAH LAYANAN"
MEANS = "3,6207;3,4828;3,4483;4,0000;3,5172;3,6207;3,6552;3,6207;3,9655"
TOTALS = "105;101;100;116;102;105;106;105;115"


def run(code: str, head: str, lines: list[str], planner: Actor, now: datetime) -> Any:
    return import_rows(code, "\n".join([head, *lines]).encode(), f"{code}.csv", actor=planner, now=now)


def warnings() -> str:
    return " ".join(found["message"] for row in ImportRow.objects.all() for found in row.findings)


def test_predicates_by_cell_and_by_word(town: Town, planner: Actor, now: datetime) -> None:
    lines = [
        f"{nip_of(town, 'Remu 0')};2026;;;DIATAS EKSPEKTASI;Sesuai;",
        f"{nip_of(town, 'Remu 1')};2026;Triwulan;III;;;Cukup",
        f"{nip_of(town, 'Remu 2')};2026;2;4;3;1;Butuh Perbaikan",
    ]
    outcome = run("skp", SKP, lines, planner, now)
    assert (outcome.applied, outcome.problems) == (True, ())
    found = Rating.objects.order_by("person").values_list("period", "part", "result", "predicate", "batch")
    batch = outcome.batch.pk
    assert list(found) == [
        ("tahunan", 1, "di_atas", 2, batch),
        ("triwulan", 3, "", 3, batch),
        ("triwulan", 4, "di_bawah", 3, batch),
    ]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ("2026;;;Sesuai;Sesuai;Sangat Baik", "padahal menurut matriks Baik"),
        ("2026;;;Sesuai;;Baik", "Isi kedua rating"),
        ("2026;Triwulan;5;;;Baik", "hanya 1 sampai 4"),
        ("2027;;;;;Baik", "belum berakhir"),
        ("2026;;;;;", "Tulis predikatnya"),
        ("2026;;;Lumayan;Sesuai;", "tidak dikenal"),
    ],
)
def test_contradictions_are_problems_of_their_row(
    town: Town, planner: Actor, now: datetime, cells: str, words: str
) -> None:
    outcome = run("skp", SKP, [f"{nip_of(town, 'Remu 0')};{cells}"], planner, now)
    assert not outcome.applied
    assert words in outcome.problems[0]


def test_a_correction_shows_as_a_change_and_can_be_undone(town: Town, planner: Actor, now: datetime) -> None:
    nip = nip_of(town, "Remu 0")
    run("skp", SKP, [f"{nip};2026;;;Sesuai;Sesuai;"], planner, now)
    outcome = run("skp", SKP, [f"{nip};2026;;;Di bawah;Sesuai;"], planner, now)
    assert outcome.applied
    assert Rating.objects.get().predicate == 3
    with agency_scope(town.agency):
        imports.undo_batch(actor=planner, now=now, batch=outcome.batch.pk)
    assert Rating.objects.get().predicate == 2


def test_a_survey_by_means_and_the_same_by_sums_are_one(town: Town, planner: Actor, now: datetime) -> None:
    line = f"Puskesmas Remu;01/07/2026;31/12/2026;29;1000;{MEANS};90,56;"
    assert run("skm", SKM, [line], planner, now).applied
    (index,) = [row.value for row in indicators(elements=False)]
    assert index == Decimal("91.48")
    assert "Laporan menulis 90,56; rata-rata unsurnya menghasilkan 91,48." in warnings()
    assert "menurut tabel dibutuhkan 278" in warnings()
    sums = f"Puskesmas Remu, Dinas Kesehatan;01/07/2026;31/12/2026;29;1000;{TOTALS};90,56;Jumlah nilai"
    assert run("skm", SKM, [sums], planner, now).applied
    assert SatisfactionSurvey.objects.get().means["U1"] == "3.620690"
    assert [row.value for row in indicators(elements=False)] == [Decimal("91.48")]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (f"Puskesmas Remo;01/07/2026;31/12/2026;29;;{MEANS};;", "tidak ada"),
        (f"Puskesmas Remu;31/12/2026;01/07/2026;29;;{MEANS};;", "mendahului"),
        (f"Puskesmas Remu;01/07/2026;31/12/2027;29;;{MEANS};;", "belum berakhir"),
        (f"Puskesmas Remu;01/07/2026;31/12/2026;29;20;{MEANS};;", "Populasi lebih kecil"),
        (f"Puskesmas Remu;01/07/2026;31/12/2026;29;;{MEANS.replace('4,0000', '4,5')};;", "di luar skala"),
        (f"Puskesmas Remu;01/07/2026;31/12/2026;29;;{TOTALS.replace('116', '117')};;Jumlah nilai", "29 responden"),
        (f"Puskesmas Remu;01/07/2026;31/12/2026;;;{MEANS};;", "belum terisi"),
    ],
)
def test_surveys_that_cannot_be(town: Town, planner: Actor, now: datetime, line: str, words: str) -> None:
    outcome = run("skm", SKM, [line], planner, now)
    assert not outcome.applied
    assert words in outcome.problems[0]


def test_figures_of_units_and_their_undo(town: Town, planner: Actor, now: datetime) -> None:
    lines = [
        "Disdukcapil;Waktu layanan;01/10/2026;31/12/2026;3,5;412",
        "Disdukcapil;ketepatan waktu;01/10/2026;31/12/2026;91,2;412",
        "DISDUKCAPIL;Pengaduan;01/10/2026;31/12/2026;2,4;",
    ]
    outcome = run("unit_figures", FIG, lines, planner, now)
    assert outcome.applied
    assert set(UnitFigure.objects.values_list("indicator", "n")) == {
        ("waktu_layanan", 412), ("tepat_waktu", 412), ("pengaduan", None),
    }  # fmt: skip
    with agency_scope(town.agency):
        imports.undo_batch(actor=planner, now=now, batch=outcome.batch.pk)
    assert not UnitFigure.objects.exists()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Disdukcapil;Ketepatan waktu;01/10/2026;31/12/2026;120;10", "lebih dari 100"),
        ("Disdukcapil;Keramahan;01/10/2026;31/12/2026;5;10", "tidak dikenal"),
        ("Disdukcapil;Waktu layanan;01/10/2026;31/12/2026;5;0", "Tanpa layanan"),
        ("Disdukcapil;Waktu layanan;31/12/2026;01/10/2026;5;10", "mendahului"),
    ],
)
def test_figures_that_cannot_be(town: Town, planner: Actor, now: datetime, line: str, words: str) -> None:
    outcome = run("unit_figures", FIG, [line], planner, now)
    assert not outcome.applied
    assert words in outcome.problems[0]


def test_a_file_without_a_column_changes_nothing_in_it(town: Town, planner: Actor, now: datetime) -> None:
    line = f"Puskesmas Remu;01/07/2026;31/12/2026;400;1000;{MEANS};90,56;"
    assert run("skm", SKM, [line], planner, now).applied
    fewer = SKM.replace("POPULASI;", "").replace(";IKM;ISI KOLOM UNSUR", "")
    better = f"Puskesmas Remu;01/07/2026;31/12/2026;400;{MEANS.replace('3,6207', '3,7')}"
    assert run("skm", fewer, [better], planner, now).applied
    row = SatisfactionSurvey.objects.get()
    assert (row.population, row.reported, row.means["U1"]) == (1000, Decimal("90.56"), "3.7")
