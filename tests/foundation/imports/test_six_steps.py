"""One import from upload to undo."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest

from asah.foundation.access.actor import Actor
from asah.foundation.access.scope import agency_scope
from asah.foundation.imports import services
from asah.foundation.imports.forgetting import forget_old
from asah.foundation.imports.headless import Outcome, import_rows
from asah.foundation.imports.models import ImportBatch, ImportChange, ImportFile, ImportRow
from asah.foundation.imports.running import run_check
from asah.stages.agency.models import Holiday
from tests.foundation.imports import holidays

pytestmark = pytest.mark.django_db
FORMAT = holidays.HolidayFormat.code
GOOD = "Tanggal;Nama;Jenis\n01/01/2027;Tahun Baru;Libur nasional\n17/08/2027;Kemerdekaan;Libur nasional\n"


def run(content: str, planner: Actor, now: datetime, **options: Any) -> Outcome:
    return import_rows(FORMAT, content.encode(), "libur.csv", actor=planner, now=now, **options)


def names(agency: Any) -> dict[str, str]:
    with agency_scope(agency.pk):
        return {row.on.isoformat(): row.name for row in Holiday.objects.all()}


def test_new_rows_go_in_and_come_out_again(agency: Any, planner: Actor, now: datetime) -> None:
    done = run(GOOD, planner, now)
    assert done.applied
    assert done.batch.number == "I-2027-0001"
    assert names(agency) == {"2027-01-01": "Tahun Baru", "2027-08-17": "Kemerdekaan"}
    with agency_scope(agency.pk):
        services.undo_batch(actor=planner, now=now, batch=done.batch.pk)
    assert names(agency) == {}


def test_the_same_file_again_has_nothing_to_apply(planner: Actor, now: datetime, agency: Any) -> None:
    run(GOOD, planner, now)
    again = run(GOOD, planner, now)
    assert not again.applied
    assert again.batch.counts["same"] == 2
    with agency_scope(agency.pk), pytest.raises(services.ImportRefused, match="Tidak ada yang perlu diterapkan"):
        services.request_apply(actor=planner, now=now, batch=again.batch.pk)


def test_changed_and_missing_rows_are_undone_to_what_they_were(agency: Any, planner: Actor, now: datetime) -> None:
    run(GOOD, planner, now)
    changed = run("Tanggal,Nama,Jenis\n01/01/2027,Tahun Baru Masehi,Libur nasional\n", planner, now, missing="delete")
    assert (changed.batch.counts["changed"], changed.batch.counts["missing"]) == (1, 1)
    assert names(agency) == {"2027-01-01": "Tahun Baru Masehi"}
    with agency_scope(agency.pk):
        row = ImportRow.objects.get(batch=changed.batch, change="changed")
        assert row.changes == {"name": ["Tahun Baru", "Tahun Baru Masehi"]}
        services.undo_batch(actor=planner, now=now, batch=changed.batch.pk)
    assert names(agency) == {"2027-01-01": "Tahun Baru", "2027-08-17": "Kemerdekaan"}


def test_a_later_change_blocks_the_undo_and_says_so(agency: Any, planner: Actor, now: datetime) -> None:
    done = run(GOOD, planner, now)
    with agency_scope(agency.pk):
        Holiday.objects.filter(name="Kemerdekaan").update(name="HUT RI")
    with agency_scope(agency.pk), pytest.raises(services.ImportRefused, match="1 baris"):
        services.undo_batch(actor=planner, now=now, batch=done.batch.pk)
    assert len(names(agency)) == 2


def test_a_faulty_row_keeps_everything_out_until_repaired(agency: Any, planner: Actor, now: datetime) -> None:
    faulty = GOOD + "31/02/2027;Salah;Libur nasional\n25/12/2027;Natal;Liburan\n"
    stopped = run(faulty, planner, now)
    assert stopped.problems == (
        "Baris 4: 31/02/2027 tidak ada di kalender.",
        "Baris 5: “Liburan” tidak dikenal.",
    )
    assert names(agency) == {}
    batch = stopped.batch.pk
    with agency_scope(agency.pk):
        services.edit_cells(actor=planner, now=now, batch=batch, field="on", lines=[4], text="28/02/2027")
        services.skip_rows(actor=planner, now=now, batch=batch, lines=[5])
        with pytest.raises(services.ImportRefused, match="belum diperiksa"):
            services.request_apply(actor=planner, now=now, batch=batch)
    checked = run_check(batch, actor=planner, now=now)
    assert checked.counts["ready"] == 3
    assert checked.counts["skipped"] == 1
    with agency_scope(agency.pk):
        services.apply_batch(actor=planner, now=now, batch=batch)
    assert len(names(agency)) == 3


def test_the_upload_form_sent_twice_opens_one_batch(scope: Any, planner: Actor, now: datetime) -> None:
    key = uuid.uuid4()
    first, second = (
        services.open_batch(
            actor=planner, now=now, format=FORMAT, filename="a.csv", content=GOOD.encode(), form_key=key
        )
        for _ in range(2)
    )
    assert first.pk == second.pk
    assert ImportBatch.objects.count() == 1


def test_applying_twice_writes_once(agency: Any, planner: Actor, now: datetime) -> None:
    done = run(GOOD, planner, now)
    with agency_scope(agency.pk):
        services.apply_batch(actor=planner, now=now, batch=done.batch.pk)
        assert ImportChange.objects.filter(batch=done.batch).count() == 2
        assert Holiday.objects.count() == 2


def test_live_rows_that_changed_after_the_check_ask_for_a_new_one(agency: Any, planner: Actor, now: datetime) -> None:
    waiting = run(GOOD, planner, now, dry_run=True)
    with agency_scope(agency.pk):
        Holiday.objects.create(agency=agency, on="2027-05-01", name="Buruh", kind="nasional")
        with pytest.raises(services.ImportRefused, match="berubah sejak pemeriksaan"):
            services.apply_batch(actor=planner, now=now, batch=waiting.batch.pk)


def test_an_unusual_volume_stops_until_confirmed(agency: Any, planner: Actor, now: datetime) -> None:
    days = [f"{day:02}/03/2027;Libur {day};Libur daerah\n" for day in range(1, 31)]
    run("Tanggal;Nama;Jenis\n" + "".join(days), planner, now)
    renamed = "Tanggal;Nama;Jenis\n" + "".join(line.replace("Libur ", "Hari ", 1) for line in days)
    stopped = run(renamed.replace("Hari daerah", "Libur daerah"), planner, now, dry_run=True)
    assert stopped.batch.volume == {"name": [1.0, 0.05]}
    with agency_scope(agency.pk):
        with pytest.raises(services.ImportRefused, match="tidak biasa"):
            services.apply_batch(actor=planner, now=now, batch=stopped.batch.pk)
        services.accept_volume(actor=planner, now=now, batch=stopped.batch.pk)
        services.apply_batch(actor=planner, now=now, batch=stopped.batch.pk)
    assert names(agency)["2027-03-01"] == "Hari 1"


def test_after_thirty_days_the_file_and_the_journal_are_forgotten(agency: Any, planner: Actor, now: datetime) -> None:
    old = now - timedelta(days=31)
    first = run(GOOD, planner, old).batch
    fresh = run(GOOD.replace("2027", "2028"), planner, now).batch
    assert forget_old(agency) == 1
    assert forget_old(agency) == 0
    with agency_scope(agency.pk):
        assert bytes(ImportFile.objects.get(pk=first.file_id).content) == b""
        assert bytes(ImportFile.objects.get(pk=fresh.file_id).content) != b""
        assert not ImportChange.objects.filter(batch=first).exists()
        assert ImportBatch.objects.get(pk=first.pk).counts["new"] == 2
        with pytest.raises(services.ImportRefused, match="lebih tua dari 30 hari"):
            services.undo_batch(actor=planner, now=now, batch=first.pk)
    assert len(names(agency)) == 4
