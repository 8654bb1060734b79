"""The pages of performance with figures behind them: what is shown, what is hidden, and where a figure leads."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from asah.foundation.access.actor import Actor, Held
from asah.foundation.access.scope import agency_scope
from asah.foundation.imports.headless import import_rows
from asah.stages.performance import services
from tests.conftest import NOW
from tests.desks.conftest import town

__all__ = ["town"]

HEAD = "UNIT;MULAI;SELESAI;RESPONDEN;U1;U2;U3;U4;U5;U6;U7;U8;U9;IKM"
GUIDE = "3,6207;3,4828;3,4483;4,0000;3,5172;3,6207;3,6552;3,6207;3,9655"


@pytest.fixture
def figures(town: Any) -> Any:
    """Two surveys of the office by import, a third of four people, service times, and two ratings."""
    maria = Actor(agency=town.agency.pk, account=None, name="Maria", roles=(Held("planner"),), zone="Asia/Jayapura")
    lower = GUIDE.replace("3,9655", "3,0")
    lines = [
        HEAD,
        f"Dinas Kesehatan;01/01/2026;30/06/2026;29;{lower};",
        f"Dinas Kesehatan;01/07/2026;30/09/2026;29;{GUIDE};90,56",
        f"Dinas Kesehatan;01/10/2026;31/12/2026;4;{lower};",
    ]
    outcome = import_rows("skm", "\n".join(lines).encode(), "skm.csv", actor=maria, now=NOW)
    assert outcome.applied, outcome.problems
    with agency_scope(town.agency.pk):
        rows = [
            services.Measured(town.unit.pk, "waktu_layanan", date(2026, q, 1), date(2026, q, 28), Decimal(q), 100)
            for q in (3, 6, 9)
        ]
        services.record_figures(actor=maria, now=NOW, rows=rows)
        rated = [services.Rated(who.pk, 2026, result="sesuai", behaviour="sesuai") for who in (town.clerk, town.head)]
        services.record_ratings(actor=maria, now=NOW, rows=rated)
    return town


def _page(town: Any, route: str, *roles: str, **more: Any) -> str:
    client = town.client(f"kode-{route}", "Orang Asah", *roles, person=more.pop("person", None))
    return str(client.get(reverse(route, kwargs=more)).content.decode())


def test_a_units_figures_lead_to_their_elements_and_their_import(figures: Any) -> None:
    text = _page(figures, "performance_unit", "planner", uid=figures.unit.uid)
    assert "IKM 91,48, mutu A (sangat baik), dari 29 responden" in text
    assert "dengan bobot 0,11: 90,56" in text
    assert re.search(r'href="/impor/[0-9a-f-]{36}/">I-2027-0001</a>', text)
    assert "terlalu sedikit" in text  # the survey of four people
    assert "3,9655" in text  # the mean of an element
    assert text.count("<svg") >= 4  # index, elements and service time, each in two drawings


def test_small_groups_are_not_counted(figures: Any) -> None:
    text = _page(figures, "performance_unit", "auditor", uid=figures.unit.uid)
    assert "terlalu sedikit untuk ditampilkan" in text
    assert "I-2027-0001" not in text
    overview = _page(figures, "performance_overview", "auditor")
    assert "terlalu sedikit" in overview  # its last survey
    assert "Belum ada predikat tahunan yang cukup" in overview


def test_a_person_reads_his_word_and_the_cell_it_came_from(figures: Any) -> None:
    text = _page(figures, "skp_mine", person=figures.clerk)
    assert "Predikat 2026: Baik, dari hasil kerja sesuai ekspektasi dan perilaku sesuai ekspektasi." in text
    assert "<b>Baik</b>" in text
    assert "PermenPANRB 6 Tahun 2022" in text
    superior = _page(figures, "skp_person", person=figures.head, uid=figures.clerk.uid)
    assert "Predikat kinerja Yohana Rumbiak" in superior
