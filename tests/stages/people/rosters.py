"""Rosters for tests: rows with SIASN's columns, as CSV or XLSX."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from asah.foundation.access.actor import Actor
from asah.foundation.imports.headless import Outcome, import_rows

HEADERS = {
    "siasn_id": "PNS ID", "nip": "NIP BARU", "name": "NAMA", "title_front": "GELAR DEPAN",
    "title_back": "GELAR BELAKANG",
    "birth_on": "TANGGAL LAHIR", "sex": "JENIS KELAMIN", "email": "EMAIL", "phone": "NOMOR HP",
    "employment": "STATUS CPNS PNS", "legal_status": "KEDUDUKAN HUKUM NAMA", "rank_id": "GOL AKHIR NAMA",
    "job_kind": "JENIS JABATAN NAMA", "job_title": "JABATAN NAMA", "job_from": "TMT JABATAN",
    "education_id": "TINGKAT PENDIDIKAN NAMA", "unit_code": "UNOR ID", "unit": "UNOR NAMA", "opd": "UNOR INDUK NAMA",
    "parent_code": "DIATASAN ID", "contract_from": "AWAL KONTRAK", "contract_until": "AKHIR KONTRAK",
}  # fmt: skip

MARIA = {
    "nip": "198504122010012007", "name": "Maria Wanggai", "unit": "Dinas Kesehatan", "opd": "Dinas Kesehatan",
    "job_title": "Kepala Dinas", "job_kind": "Struktural", "rank_id": "IV/b",
}  # fmt: skip
YOHANA = {
    "nip": "199002282015032004", "name": "Yohana Rumbiak", "unit": "Puskesmas Remu", "opd": "Dinas Kesehatan",
    "job_title": "Perawat Ahli Pertama", "job_kind": "Jabatan Fungsional Tertentu", "rank_id": "III/a",
}  # fmt: skip
RUBEN = {
    "nip": "198611042010011019", "name": "Ruben Salosa", "unit": "Puskesmas Remu", "opd": "Dinas Kesehatan",
    "job_title": "Kepala Puskesmas", "job_kind": "Struktural", "rank_id": "III/d",
}  # fmt: skip
DORKAS = {
    "nip": "199511042024212003", "name": "Dorkas", "unit": "Dinas Ketahanan Pangan", "opd": "Dinas Ketahanan Pangan",
    "employment": "PPPK", "job_title": "Penyuluh", "rank_id": "IX",
}  # fmt: skip
TOWN = (MARIA, YOHANA, RUBEN, DORKAS)


def as_csv(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Semicolons, UTF-8 with its mark, every column that any row uses."""
    used = [name for name in HEADERS if any(name in row for row in rows)]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow([HEADERS[name] for name in used])
    writer.writerows([[row.get(name, "") for name in used] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Sequence[Mapping[str, Any]], numbers: frozenset[str] = frozenset()) -> bytes:
    """A workbook; fields in `numbers` are written as numbers, as a careless spreadsheet does."""
    used = [name for name in HEADERS if any(name in row for row in rows)]
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Pegawai")
        sheet.write_row(0, 0, [HEADERS[name] for name in used])
        for line, row in enumerate(rows, start=1):
            for column, name in enumerate(used):
                value = row.get(name, "")
                if name in numbers and value:
                    sheet.write_number(line, column, float(value))
                else:
                    sheet.write_string(line, column, str(value))
    return out.getvalue()


def load(rows: Sequence[Mapping[str, Any]], actor: Actor, now: datetime, **options: Any) -> Outcome:
    """Import a roster through the use cases."""
    return import_rows("roster", as_csv(rows), "pegawai.csv", actor=actor, now=now, **options)
