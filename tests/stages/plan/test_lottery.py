"""J15 without a browser: permitted, frozen, drawn with a number of the future, checked by anybody with twelve lines."""

import subprocess
import sys
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.db import IntegrityError, connection
from django.test import Client

from asah.foundation.access.actor import Actor
from asah.foundation.access.scope import agency_scope
from asah.foundation.documents.pdf import render_pdf
from asah.stages.competencies.models import PersonGap
from asah.stages.plan import engine, queries, services
from asah.stages.plan.jobs.record import TEMPLATE, record_data
from asah.stages.plan.models import Lottery, LotteryEntry, PlanProgramme, PlanRun, PlanSeat, PlanWait
from asah.stages.plan.rules import drawing
from tests.stages.plan.conftest import furnish
from tests.stages.plan.quick import quick_run

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("files")]
WHAT = "Angka penutupan IHSG 13 Januari 2027, dua desimal"


class Hall:
    """A computed plan with a programme whose last seats are tied."""

    def __init__(self, agency: Any, maria: Actor, now: datetime) -> None:
        self.agency, self.maria, self.now = agency, maria, now
        with agency_scope(agency.pk):
            furnish(maria, now, size=40, budget_rupiah=12_000_000)
            # Equal gaps for everybody: values tie, as they do where few levels exist.
            PersonGap.objects.update(required=3, held=1, gap=2)
            self.scenario = services.open_scenario(actor=maria, now=now, year=2027)
        self.run = quick_run(agency, maria, now, self.scenario)
        with agency_scope(agency.pk):
            for row in PlanProgramme.objects.filter(run=self.run, seats__gt=0).order_by("code"):
                band = services.band_of(self.run, row.code, now.date())
                if band is not None:
                    self.code, self.band = row.code, band
                    return
        raise AssertionError("no programme of this town has a tied band")

    def do(self, **more: Any) -> dict[str, Any]:
        return {"actor": self.maria, "now": self.now, **more}

    def freeze(self) -> Lottery:
        with agency_scope(self.agency.pk):
            at = self.now + timedelta(days=1)
            given = self.do(scenario=self.scenario.uid, code=self.code, number_what=WHAT, number_at=at)
            return services.freeze_lottery(**given)

    def permit(self) -> None:
        with agency_scope(self.agency.pk):
            services.permit_lotteries(**self.do(number="800/15/2027", on=date(2027, 1, 5)))


@pytest.fixture
def hall(agency: Any, maria: Actor, now: datetime) -> Hall:
    return Hall(agency, maria, now)


def test_off_until_permitted_then_frozen_drawn_and_checked(hall: Hall, tmp_path: Path) -> None:
    with pytest.raises(services.LotteryRefused, match="belum diizinkan"):
        hall.freeze()
    hall.permit()
    row = hall.freeze()
    assert len(row.codes) == len(hall.band.tied) > row.quota > 0
    with agency_scope(hall.agency.pk):
        entries = list(LotteryEntry.objects.filter(lottery=row))
        assert len(entries) == len(hall.band.everybody)
        assert sum(entry.probability for entry in entries) == pytest.approx(row.quota + row.sure)
        odds = row.quota / len(row.codes)
        assert all(entry.probability == pytest.approx(odds) for entry in entries if entry.code)
        given = hall.do(lottery=row.uid, numbers=["7.241,88", "5"])
        with pytest.raises(services.LotteryRefused, match="baru diketahui pada 13 Januari 2027"):
            services.draw_lottery(**given)
        later = hall.now + timedelta(days=1, minutes=1)
        draw = services.draw_lottery(**given | {"now": later})
        with pytest.raises(services.LotteryRefused, match="sudah ditarik"):
            services.draw_lottery(**given | {"now": later, "numbers": ["1"]})
    _the_script_agrees(row, draw.order, tmp_path)
    _anybody_reads_it(hall, row, draw.seed)
    _the_minutes_fit_one_page(hall, row)
    _the_next_plan_follows_the_order(hall, draw.order)


def _the_script_agrees(row: Lottery, order: list[str], folder: Path) -> None:
    """The independent script imports nothing of ours and stays within twelve lines."""
    assert len(drawing.SCRIPT.strip().splitlines()) == 12
    (folder / "periksa_undian.py").write_text(drawing.SCRIPT)
    (folder / "daftar.txt").write_text(drawing.list_text(row.rule, row.quota, row.codes))
    done = subprocess.run(
        [sys.executable, "-I", "periksa_undian.py", "daftar.txt", "7.241,88", "5"],
        cwd=folder, capture_output=True, text=True, check=True,
    )  # fmt: skip
    lines = done.stdout.splitlines()
    assert lines[0] == f"Kode SHA-256 daftar: {row.commitment}"
    assert [line.split()[1] for line in lines[2:]] == order
    assert [line.split()[2] for line in lines[2:]].count("TERPILIH") == row.quota


def _anybody_reads_it(hall: Hall, row: Lottery, seed: str) -> None:
    visitor = Client()
    page = visitor.get(f"/undian/sorong/{row.uid}/")
    assert page.status_code == 200
    body = page.content.decode()
    for expected in (row.commitment, seed, "7.241,88; 5", "Terpilih", "Cadangan", "800/15/2027", WHAT, *row.codes):
        assert expected in body
    assert "Pegawai 0" not in body
    assert not page.cookies
    listed = visitor.get(f"/undian/sorong/{row.uid}/unduh/daftar/").content.decode()
    assert engine.commitment(listed.splitlines()[2:], row.quota, listed.splitlines()[0]) == row.commitment
    assert visitor.get(f"/undian/sorong/{row.uid}/unduh/skrip/").content.decode() == drawing.SCRIPT
    assert visitor.get(f"/undian/binjai/{row.uid}/").status_code == 404


def _the_minutes_fit_one_page(hall: Hall, row: Lottery) -> None:
    page = queries.public_lottery("sorong", row.uid)
    data = record_data(page, "http://localhost/undian/sorong/x/") | {
        "letterhead": ["Kota Sorong"],
        "place": "Sorong",
        "on": "13 Januari 2027",
    }
    pdf = pypdf.PdfReader(BytesIO(render_pdf(TEMPLATE, data, on=date(2027, 1, 13))))
    assert len(pdf.pages) == 1
    text = pdf.pages[0].extract_text()
    assert "BERITA ACARA UNDIAN" in text
    assert row.codes[0] in text


def _the_next_plan_follows_the_order(hall: Hall, order: list[str]) -> None:
    run = quick_run(hall.agency, hall.maria, hall.now, hall.scenario)
    with agency_scope(hall.agency.pk):
        assert run.pk != hall.run.pk
        people = queries.orders_of(run.settings["draws"].values())[hall.code]
        rows = [
            *PlanSeat.objects.filter(run=run, programme__code=hall.code).values_list("rank", "person"),
            *PlanWait.objects.filter(run=run, programme__code=hall.code).values_list("rank", "person"),
        ]
        ranked = [person for _rank, person in sorted(rows) if person in set(people)]
        assert ranked == people
        assert len(order) == len(people)


def test_the_database_takes_no_draw_before_its_number(hall: Hall) -> None:
    hall.permit()
    row = hall.freeze()
    for number_at in (row.number_at, hall.now):
        with pytest.raises(IntegrityError), agency_scope(hall.agency.pk), connection.cursor() as cursor:
            cursor.execute(
                'insert into plan_lotterydraw (agency_id, lottery_id, number_at, numbers, seed, "order", drawn_at,'
                " by_name) values (%s, %s, %s, '[]', 'x', '[]', %s, 'x')",
                [hall.agency.pk, row.pk, number_at, hall.now],
            )
    with agency_scope(hall.agency.pk):
        assert PlanRun.objects.count() == 1


def test_values_after_a_draw_keep_everybody_else_where_they_are() -> None:
    found = drawing.drawn_values({1: 2.0, 2: 2.1, 3: 1.9}, [3, 1, 2])
    assert sorted(found, key=lambda person: -found[person]) == [3, 1, 2]
    assert max(found.values()) - 2.1 < 0.01
