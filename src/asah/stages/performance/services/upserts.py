"""Many rows by COPY: inserted, or replaced where the same key stands; rows that say the same are not touched."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

from asah.foundation.access.scope import require_agency


def upsert(model: type[Model], columns: Sequence[str], key: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write rows into an agency table. columns: of the database, `recorded_at` last; key: what makes rows the same.

    The last of several rows with one key counts. Returns how many rows were inserted or changed.
    """
    table, names = model._meta.db_table, ", ".join(f'"{name}"' for name in columns)
    told = [name for name in columns if name not in key and name != "recorded_at"]
    sets = ", ".join(f'"{name}" = excluded."{name}"' for name in (*told, "recorded_at"))
    old, new = (", ".join(f'{side}."{name}"' for name in told) for side in (table, "excluded"))
    same = ", ".join(f'"{name}"' for name in key)
    load = f"{table}_load"
    # Made before COPY begins: what makes them may ask questions over the connection that COPY keeps busy.
    written = list(rows)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {load}")
        cursor.execute(
            f"CREATE TEMP TABLE {load} ON COMMIT DROP AS SELECT 0 AS line, {names} FROM {table} WITH NO DATA"  # noqa: S608
        )
        with cursor.copy(f"COPY {load} (line, {names}) FROM STDIN") as copy:
            for line, row in enumerate(written, 1):
                copy.write_row((line, *row))
        cursor.execute(
            f"INSERT INTO {table} (agency_id, {names})"  # noqa: S608
            f" SELECT DISTINCT ON ({same}) {require_agency()}, {names} FROM {load} ORDER BY {same}, line DESC"
            f" ON CONFLICT (agency_id, {same}) DO UPDATE SET {sets} WHERE ({old}) IS DISTINCT FROM ({new})"
        )
        return int(cursor.rowcount)
