"""A roster of 50,000 rows: checked and applied by the kit, beside openpyxl and row-by-row ORM.

The rival is what one writes first: open the workbook with openpyxl, look each person up, save each object. It is given
less to do (no history of rows for an undo, no suggestions, no diff to review); on long runs it gets a tenth of the rows
and its time is scaled by ten, which the table says.
"""

import argparse
import io
import os
import resource
import time
import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from bench._table import closing, print_table

NEEDS_DATABASE = True
NOW = datetime(2027, 1, 11, 23, 0, tzinfo=UTC)


def _django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asah.config.settings")
    import django

    django.setup()


def _rows(size: int) -> list[dict[str, str]]:
    from demo.roster import roster_rows, workers
    from demo.tree import units

    tree = units()
    return roster_rows(workers(tree, size, 7, date(2027, 1, 12)), tree)


def _workbook(rows: Sequence[dict[str, str]]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Pegawai")
        for place, name in enumerate(rows[0]):
            sheet.write_string(0, place, name)
        for line, row in enumerate(rows, start=1):
            for place, value in enumerate(row.values()):
                sheet.write_string(line, place, value)
    return out.getvalue()


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _ours(content: bytes) -> tuple[float, float]:
    """Seconds to check (upload and reading included) and to apply."""
    from asah.foundation.access.actor import Actor, Held
    from asah.foundation.access.models import Agency
    from asah.foundation.access.scope import agency_scope
    from asah.foundation.imports import services
    from asah.foundation.imports.running import run_check

    town = Agency.objects.create(slug=f"bench-{uuid.uuid4().hex[:8]}", name="Bench", zone="Asia/Jayapura")
    actor = Actor(town.pk, None, "Bench", roles=(Held("planner"),), zone=town.zone)
    start = time.perf_counter()
    with agency_scope(town.pk):
        batch = services.open_batch(
            actor=actor, now=NOW, format="roster", filename="b.xlsx", content=content, form_key=uuid.uuid4()
        )
    batch = run_check(batch.pk, actor=actor, now=NOW)
    checked = time.perf_counter()
    if batch.counts.get("problems") or batch.refusal:
        raise SystemExit(f"the generated roster has faults: {batch.counts} {batch.refusal}")
    with agency_scope(town.pk):
        services.apply_batch(actor=actor, now=NOW, batch=batch.pk)
    return checked - start, time.perf_counter() - checked


def _rival(content: bytes) -> float:
    """Seconds to read with openpyxl and save object by object, in one transaction."""
    import openpyxl

    from asah.foundation.access.models import Agency
    from asah.foundation.access.scope import agency_scope

    town = Agency.objects.create(slug=f"rival-{uuid.uuid4().hex[:8]}", name="Rival", zone="Asia/Jayapura")
    start = time.perf_counter()
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
    lines = sheet.iter_rows(values_only=True)
    header = [str(cell) for cell in next(lines)]
    with agency_scope(town.pk):
        units: dict[str, Any] = {}
        for line in lines:
            _save(town.pk, dict(zip(header, line, strict=True)), units)
    return time.perf_counter() - start


def _save(agency: int, row: dict[str, Any], units: dict[str, Any]) -> None:
    from asah.stages.people.models import Person, PersonNumber, Posting, Unit

    valid = "[2027-01-12,)"
    code = row["UNOR ID"]
    if code not in units:
        units[code] = Unit.objects.create(agency_id=agency, uid=uuid.uuid4(), code=code)
    known = PersonNumber.objects.filter(nip=row["NIP BARU"]).first()
    if known is not None:
        return
    born = datetime.strptime(row["TANGGAL LAHIR"], "%d-%m-%Y").replace(tzinfo=UTC).date()
    person = Person.objects.create(
        agency_id=agency, uid=uuid.uuid4(), siasn_id=row["PNS ID"], name=row["NAMA"], name_key=row["NAMA"].lower(),
        birth_on=born, sex="P" if row["JENIS KELAMIN"] == "F" else "L",
    )  # fmt: skip
    PersonNumber.objects.create(agency_id=agency, person=person, nip=row["NIP BARU"], valid=valid)
    Posting.objects.create(
        agency_id=agency, person=person, unit=units[code], valid=valid, employment=row["STATUS CPNS PNS"],
        job_kind=row["JENIS JABATAN ID"], job_code=row["JABATAN ID"], job_title=row["JABATAN NAMA"],
    )  # fmt: skip


def main() -> None:
    """Generate, run both, print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    size = 5_000 if parser.parse_args().quick else 50_000
    share = 1 if size <= 5_000 else 10
    _django()
    rows = _rows(size)
    content, part = _workbook(rows), _workbook(rows[: size // share])
    columns = len(rows[0])
    del rows
    check, apply = _ours(content)
    peak = _peak_mib()
    rival = _rival(part) * share
    scaled = f" ({share} x a {share}th)" if share > 1 else ""
    print_table(
        f"Roster of {size} rows x {columns} columns ({len(content) / 1e6:.1f} MB XLSX)",
        ("way", "check s", "apply s", "total s", "peak MiB"),
        [
            ("import kit (Asah)", f"{check:.1f}", f"{apply:.1f}", f"{check + apply:.1f}", f"{peak:.0f}"),
            (f"openpyxl, row-by-row ORM{scaled}", "-", "-", f"{rival:.1f}", "-"),
        ],
    )
    closing("import", f"{check + apply:.1f} s", f"{rival:.1f} s", rival / (check + apply))


if __name__ == "__main__":
    main()
