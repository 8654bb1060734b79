"""Histories kept in one go: conversion, ledger, certificates, and the counters of a year."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from asah.foundation.access.actor import Actor, NotAllowed
from asah.foundation.jobs.models import JobRun
from asah.stages.people.models import Posting
from asah.stages.records import services
from asah.stages.records.models import JpEntry, JpYear, Record
from tests.factories.towns import Town, staff


def _done(town: Town, name: str, **more: Any) -> services.Completed:
    given: dict[str, Any] = {
        "title": "Pelatihan pelayanan prima",
        "form": 3,
        "quantity": Decimal(20),
        "measure": "jp_program",
        "ended_on": date(2026, 5, 8),
        "started_on": date(2026, 5, 4),
        "certificate_no": f"800/{name}",
    }
    return services.Completed(person=town.people[name], **(given | more))


def _year(town: Town, name: str, year: int = 2026) -> JpYear:
    return JpYear.objects.get(person=town.people[name], year=year)


def test_a_record_keeps_what_was_reported_beside_what_a_rule_made_of_it(
    town: Town, planner: Actor, now: datetime
) -> None:
    seminar = _done(town, "Kes 0", form=9, quantity=Decimal(2), measure="hari", title="Seminar gizi")
    assert services.record_history(actor=planner, now=now, rows=[seminar]) == 1
    row = Record.objects.get()
    assert (row.quantity, row.measure, row.jp) == (Decimal(2), "hari", Decimal(8))
    assert (row.rule_key, row.rule_from, row.rule_confirmed) == ("9:nasional", date(2018, 1, 1), True)
    entry = JpEntry.objects.get()
    assert (entry.record, entry.jp, entry.on, entry.has_certificate) == (row.uid, Decimal(8), date(2026, 5, 8), True)


def test_unconfirmed_conversions_stay_marked(town: Town, planner: Actor, now: datetime) -> None:
    row = _done(town, "Kes 0", form=20, quantity=Decimal(1), measure="kegiatan")
    services.record_history(actor=planner, now=now, rows=[row])
    assert not Record.objects.get().rule_confirmed


def test_certificates_older_than_every_rule_use_the_first_one(town: Town, planner: Actor, now: datetime) -> None:
    old = _done(town, "Kes 0", ended_on=None, started_on=None, year=2011)
    services.record_history(actor=planner, now=now, rows=[old])
    row, entry = Record.objects.get(), JpEntry.objects.get()
    assert (row.rule_from, row.year, entry.on) == (date(2018, 1, 1), 2011, date(2011, 12, 31))


def test_the_same_certificate_counts_once(town: Town, planner: Actor, now: datetime) -> None:
    rows = [_done(town, "Kes 0", certificate_no="800/1/2026"), _done(town, "Kes 0", certificate_no="800-1-2026")]
    assert services.record_history(actor=planner, now=now, rows=rows) == 1
    assert services.record_history(actor=planner, now=now, rows=rows) == 0
    assert (
        services.record_history(actor=planner, now=now, rows=[_done(town, "Kes 1", certificate_no="800/1/2026")]) == 1
    )
    assert JpEntry.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"measure": "hari"}, "JP kurikulum"),
        ({"form": 1, "scope": "internasional"}, "konversi_jp/1:internasional"),
        ({"ended_on": None, "year": None}, "tanggal selesai atau tahun"),
        ({"started_on": date(2026, 6, 1)}, "mendahului"),
    ],
)
def test_rows_that_cannot_be_converted_are_refused_by_line(
    town: Town, planner: Actor, now: datetime, change: dict[str, Any], words: str
) -> None:
    with pytest.raises(services.BadRecord, match=f"Baris 2: .*{words}"):
        services.record_history(actor=planner, now=now, rows=[_done(town, "Kes 0"), _done(town, "Kes 1", **change)])


def test_the_ledger_takes_neither_changes_nor_deletions(town: Town, planner: Actor, now: datetime) -> None:
    services.record_history(actor=planner, now=now, rows=[_done(town, "Kes 0")])
    for deed in (lambda: JpEntry.objects.update(jp=99), lambda: JpEntry.objects.all().delete()):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            deed()


def test_three_counters_of_a_year(town: Town, planner: Actor, now: datetime) -> None:
    rows = [
        _done(town, "Kes 0"),
        _done(town, "Kes 0", form=9, quantity=Decimal(1), measure="hari", certificate_no="S-1"),
        _done(town, "Kes 0", form=14, quantity=Decimal(2), measure="kegiatan", certificate_no=""),
        _done(town, "Kes 0", started_on=None, ended_on=date(2025, 12, 31), certificate_no="L-1"),
    ]
    services.record_history(actor=planner, now=now, rows=rows)
    services.refresh_jp(actor=planner, now=now, years=(2025, 2026))
    row = _year(town, "Kes 0")
    assert [row.legal, row.technical, row.seminar, row.own] == [Decimal(28), Decimal(20), Decimal(4), Decimal(24)]
    assert _year(town, "Kes 0", 2025).legal == Decimal(20)


def test_everybody_in_service_has_a_row_and_those_who_left_have_none(town: Town, planner: Actor, now: datetime) -> None:
    services.refresh_jp(actor=planner, now=now, years=(2026,))
    assert JpYear.objects.filter(legal=0).count() == 14
    Posting.objects.filter(person_id=town.people["Duk 0"]).delete()
    services.refresh_jp(actor=planner, now=now, years=(2026,))
    assert not JpYear.objects.filter(person=town.people["Duk 0"]).exists()
    assert services.refresh_jp(actor=planner, now=now, years=(2026,)) == 0


def test_hours_of_a_contract_year_are_counted_from_the_contract(town: Town, planner: Actor, now: datetime) -> None:
    days = {"a": date(2026, 2, 28), "b": date(2026, 3, 1), "c": date(2026, 12, 1), "d": date(2027, 1, 5)}
    rows = [
        _done(town, "Kontrak", started_on=None, ended_on=day, quantity=Decimal(9), certificate_no=number)
        for number, day in days.items()
    ]
    services.record_history(actor=planner, now=now, rows=rows)
    services.refresh_jp(actor=planner, now=now, years=(2027,))
    row = _year(town, "Kontrak", 2027)
    assert (row.contract_from, row.contract, row.legal) == (date(2026, 3, 1), Decimal(27), Decimal(9))
    assert _year(town, "Kes 0", 2027).contract is None


def test_changes_ask_for_one_count(town: Town, planner: Actor, now: datetime) -> None:
    services.record_history(actor=planner, now=now, rows=[_done(town, "Kes 0")])
    services.record_history(actor=planner, now=now, rows=[_done(town, "Kes 1")])
    assert list(JobRun.objects.values_list("name", flat=True)) == ["records.refresh"]


def test_only_planners_import_histories(town: Town, auditor: Actor, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        services.record_history(actor=auditor, now=now, rows=[_done(town, "Kes 0")])


def test_queries_do_not_grow_with_people(town: Town, planner: Actor, now: datetime) -> None:
    def work(serial: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            rows = [_done(town, name, certificate_no=f"{serial}-{name}") for name in town.people]
            services.record_history(actor=planner, now=now, rows=rows)
            services.refresh_jp(actor=planner, now=now, years=(2026,))
        return len(seen)

    work("0")
    few = work("1")
    staff(town, "Disdukcapil", [f"Baru {n}" for n in range(20)])
    assert work("2") == few
