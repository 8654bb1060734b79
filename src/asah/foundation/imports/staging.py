"""Keeps the rows of a check: COPY into a temporary table, then one INSERT under row security."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from asah.foundation.access.scope import require_agency
from asah.foundation.imports.checking import Checked
from asah.foundation.imports.diffing import Compared
from asah.foundation.imports.formats import ImportFormat

_COLUMNS = "number, status, change, label, detail, ref, values, findings, changes"


def keep_rows(batch: int, one: ImportFormat, checked: Checked, compared: Compared) -> None:
    """Replace the rows of a batch by those of a new check."""
    agency = require_agency()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM imports_importrow WHERE batch_id = %s", [batch])
        cursor.execute("DROP TABLE IF EXISTS import_rows")
        cursor.execute(
            f"CREATE TEMP TABLE import_rows ON COMMIT DROP AS SELECT {_COLUMNS} FROM imports_importrow WITH NO DATA"
        )
        with cursor.copy(f"COPY import_rows ({_COLUMNS}) FROM STDIN") as copy:
            for line in _lines(one, checked, compared):
                copy.write_row(line)
        cursor.execute(
            f"INSERT INTO imports_importrow (agency_id, batch_id, {_COLUMNS}) "
            f"SELECT %s, %s, {_COLUMNS} FROM import_rows",
            [agency, batch],
        )


def as_json(value: Any) -> str:
    """JSON of cleaned values: dates ISO, decimals as text."""
    return _ENCODER.encode(value)


def plain_value(value: Any) -> Any:
    """A cleaned value as JSON gives it back."""
    return json.loads(as_json(value))


def _encode(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"a cleaned value must fit into JSON, not {type(value).__name__}")


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_encode)


def _lines(one: ImportFormat, checked: Checked, compared: Compared) -> Iterator[tuple[Any, ...]]:
    encode = _ENCODER.encode
    for index, line in enumerate(checked.lines):
        row = checked.values[index]
        change = compared.change.get(index, "")
        found = checked.findings.get(index)
        status = "skipped" if index in checked.skipped else "ready" if checked.is_ready(index) else "problem"
        cells = compared.cells.get(index)
        ref = compared.refs.get(index)
        yield (
            line,
            status,
            change,
            one.label(row),
            one.detail(row),
            encode(ref) if ref is not None else None,
            # Rows that change nothing are only counted; their values would be most of the table.
            "{}" if change == "same" else encode(row),
            encode([item.as_json() for item in found]) if found else "[]",
            encode(cells) if cells else "{}",
        )
    for offset, known in enumerate(compared.missing, start=1):
        yield (-offset, "ready", "missing", known.label, "", encode(known.ref), encode(dict(known.values)), "[]", "{}")
