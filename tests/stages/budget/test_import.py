"""Budget lines from a spreadsheet: new, changed, taken back, and lines that cannot be."""

from datetime import date, datetime
from typing import Any

import pytest

from asah.foundation.access.actor import Actor
from asah.foundation.access.scope import agency_scope
from asah.foundation.imports.headless import Outcome, import_rows
from asah.foundation.imports.services import undo_batch
from asah.stages.budget import queries, services
from asah.stages.budget.services import FundInput, Spending

pytestmark = pytest.mark.django_db(transaction=True)
HEADER = "Tahun;Kode subkegiatan;Nama;Sumber;Perangkat daerah;Pagu;TW I;TW II;TW III;TW IV;Dasar hukum"


@pytest.fixture(autouse=True)
def files(tmp_path: Any, settings: Any) -> None:
    """Files of this test in a folder of its own."""
    settings.FILES_DIR = tmp_path / "files"


def load(planner: Actor, now: datetime, *lines: str) -> Outcome:
    content = "\n".join([HEADER, *lines]).encode()
    return import_rows("budget", content, "anggaran.csv", actor=planner, now=now, accept_volume=True)


def test_lines_come_change_and_are_taken_back(agency: Any, planner: Actor, now: datetime) -> None:
    first = load(
        planner, now,
        "2027;5.04.02.2.01.0003;Teknis;APBD;;Rp1.850.000.000;;;;;DPA 2027",
        "2027;5.03.02.2.03.0001;Kinerja;Provinsi;;200.000.000;50.000.000;50.000.000;50.000.000;50.000.000;",
    )  # fmt: skip
    assert first.applied, first.problems
    with agency_scope(agency.pk):
        kinerja, teknis = queries.funds_of_year(2027)
        assert (teknis.amount_rupiah, teknis.is_hard, teknis.legal_basis) == (1_850_000_000, True, "DPA 2027")
        assert kinerja.quarter_ceilings == (50_000_000,) * 4
    second = load(planner, now, "2027;5.04.02.2.01.0003;Teknis inti;APBD;;1,9 miliar;;;;;")
    assert second.applied, second.problems
    with agency_scope(agency.pk):
        teknis = queries.funds_of_year(2027)[1]
        assert (teknis.name, teknis.amount_rupiah, teknis.version) == ("Teknis inti", 1_900_000_000, 2)
        assert teknis.legal_basis == "DPA 2027"
        undo_batch(actor=planner, now=now, batch=second.batch.pk)
        assert queries.funds_of_year(2027)[1].name == "Teknis"


def test_lines_that_cannot_be_say_why(agency: Any, planner: Actor, now: datetime) -> None:
    with agency_scope(agency.pk):
        fund = services.open_fund(
            actor=planner, now=now, year=2027, fund=FundInput(code="5.04", name="Teknis", amount_rupiah=1_000_000)
        )
        services.record_spending(
            actor=planner, now=now, fund=fund.uid, column="terikat",
            spending=Spending("kelas:1", "Kelas", 600_000, date(2027, 3, 1)),
        )  # fmt: skip
    outcome = load(
        planner, now,
        "2027;5.04;Teknis;APBD;;500.000;;;;;",
        "2027;5.05;Nol;APBD;;0;;;;;",
        "2027;5.06;Triwulan;APBD;;400;1;1;1;1;",
        "2027;5.07;Luar;Hibah bulan;;400;;;;;",
    )  # fmt: skip
    assert not outcome.applied
    told = " ".join(outcome.problems)
    for words in (
        "Rp600.000 dari dana ini sudah terikat",
        "Pagu Rp0 tidak membiayai",
        "keempat triwulan",
        "tidak dikenal",
    ):
        assert words in told
    with agency_scope(agency.pk):
        assert queries.money_of_year(2027) == 1_000_000
