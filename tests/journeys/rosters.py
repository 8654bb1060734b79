"""Roster files as somebody would bring them: made from the invented people of the sample town."""

import csv
import io
from collections.abc import Iterable, Mapping
from functools import cache

import xlsxwriter

from demo.roster import COLUMNS, roster_rows, workers
from demo.story import SEED, TODAY
from demo.tree import units
from demo.workbook import roster_workbook

Row = dict[str, str]
SIZE = 4905
HEALTH = "Dinas Kesehatan"


@cache
def _rows() -> tuple[Mapping[str, str], ...]:
    tree = units()
    return tuple(roster_rows(workers(tree, SIZE, SEED, TODAY), tree))


def town_rows() -> list[Row]:
    """A fresh copy of the 4,905 rows that the town was loaded from."""
    return [dict(row) for row in _rows()]


def workbook(rows: Iterable[Row]) -> bytes:
    """The rows as SIASN exports them: every cell a text."""
    return roster_workbook(list(rows))


def numeric_workbook(rows: Iterable[Row]) -> bytes:
    """The same after somebody let a spreadsheet keep the NIP column as numbers: the last digits are gone."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("Data Utama")
    sheet.write_row(0, 0, COLUMNS)
    for place, row in enumerate(rows, 1):
        for column, name in enumerate(COLUMNS):
            if name == "NIP BARU":
                sheet.write_number(place, column, float(row[name]))
            else:
                sheet.write_string(place, column, row[name])
    book.close()
    return buffer.getvalue()


def text_file(rows: Iterable[Row]) -> bytes:
    """The rows as a CSV with semicolons, as Indonesian spreadsheets write it."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode()


def with_newcomers(rows: list[Row], count: int) -> list[Row]:
    """As many rows as before: the last `count` people are missing, as many newcomers stand in their place."""
    kept = rows[: len(rows) - count]
    taken = {row["NIP BARU"] for row in rows}
    for number in range(count):
        row = dict(kept[number - count])
        nip = next(nip for serial in range(100, 899) if (nip := row["NIP BARU"][:-3] + str(serial)) not in taken)
        taken.add(nip)
        row |= {"PNS ID": f"BARU-{number}", "NIP BARU": nip, "NAMA": f"Pegawai Baru {chr(65 + number)}"}
        kept.append(row | {"EMAIL": "", "NOMOR HP": ""})
    return kept
