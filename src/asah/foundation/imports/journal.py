"""Writes in bulk and remembers each row before and after: the stored diff of an import, and its undo."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

from asah.foundation.access.scope import require_agency


class Journal:
    """Inserts, updates and deletes rows of agency tables by COPY; every one is written to the journal of the batch."""

    def __init__(self, batch: int) -> None:
        self.batch = batch
        self.agency = require_agency()
        self._loads = 0
        self.counts: dict[str, int] = {}

    def new_ids(self, model: type[Model], count: int) -> list[int]:
        """Reserve ids, so that rows of several tables can name each other before they are inserted."""
        table = model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(
                "select nextval(pg_get_serial_sequence(%s, 'id')) from generate_series(1, %s)", [table, count]
            )
            return [row[0] for row in cursor.fetchall()]

    def insert(self, model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
        """Insert rows. columns: names of database columns ("unit_id"); `agency_id` is added; give "id" when reserved.

        Ranges are written as text ("[2027-01-01,)"), JSON as text. Columns left out need a default in the database or
        must be given: Django's own defaults are not applied. Returns the number of rows.
        """
        loaded = self.load(model, columns, rows)
        names = ", ".join(_quote(name) for name in columns)
        return self.insert_from(model, columns, f"SELECT {names} FROM {loaded}")

    def insert_from(self, model: type[Model], columns: Sequence[str], select: str, params: Sequence[Any] = ()) -> int:
        """Insert what a SELECT (written in code, never from input) yields for `columns`."""
        table = _quote(model._meta.db_table)
        names = ", ".join(_quote(name) for name in columns)
        return self._run(
            model,
            f"WITH done AS (INSERT INTO {table} (agency_id, {names}) "
            f"SELECT {self.agency}, source.* FROM ({select}) source RETURNING *) "
            f'INSERT INTO imports_importchange (agency_id, batch_id, "table", "row", before, after) '
            f"SELECT {self.agency}, {self.batch}, %s, done.id, NULL, to_jsonb(done) FROM done",
            [*params, model._meta.db_table],
        )

    def update(self, model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
        """Change rows by id. columns: first "id", then what changes. Returns the number of rows."""
        if not columns or columns[0] != "id":
            raise ValueError('the first column of an update is "id"')
        loaded = self.load(model, columns, rows)
        return self.update_from(model, columns, f"SELECT {', '.join(_quote(c) for c in columns)} FROM {loaded}")

    def update_from(self, model: type[Model], columns: Sequence[str], select: str, params: Sequence[Any] = ()) -> int:
        """Change the rows that a SELECT (written in code) names in its first column, id."""
        table = _quote(model._meta.db_table)
        sets = ", ".join(f"{_quote(name)} = source.{_quote(name)}" for name in columns[1:])
        return self._run(
            model,
            f"WITH source AS MATERIALIZED ({select}), "
            f"old AS MATERIALIZED (SELECT t.id, to_jsonb(t) AS body FROM {table} t JOIN source USING (id)), "
            f"done AS (UPDATE {table} t SET {sets} FROM source WHERE t.id = source.id RETURNING t.*) "
            f'INSERT INTO imports_importchange (agency_id, batch_id, "table", "row", before, after) '
            f"SELECT {self.agency}, {self.batch}, %s, done.id, old.body, to_jsonb(done) FROM done JOIN old USING (id)",
            [*params, model._meta.db_table],
        )

    def delete(self, model: type[Model], ids: Sequence[int]) -> int:
        """Delete rows by id. Returns the number of rows."""
        table = _quote(model._meta.db_table)
        return self._run(
            model,
            f"WITH done AS (DELETE FROM {table} WHERE id = ANY(%s) RETURNING *) "
            f'INSERT INTO imports_importchange (agency_id, batch_id, "table", "row", before, after) '
            f"SELECT {self.agency}, {self.batch}, %s, done.id, to_jsonb(done), NULL FROM done",
            [list(ids), model._meta.db_table],
        )

    def load(self, model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
        """COPY rows into a temporary table with the types of the model's columns; returns its quoted name.

        The table lives until the end of the transaction. It is not under row security, only this session sees it.
        """
        self._loads += 1
        name = _quote(f"import_load_{self._loads}")
        table = _quote(model._meta.db_table)
        names = ", ".join(_quote(column) for column in columns)
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {name}")
            cursor.execute(f"CREATE TEMP TABLE {name} ON COMMIT DROP AS SELECT {names} FROM {table} WITH NO DATA")
            with cursor.copy(f"COPY {name} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            cursor.execute(f"ANALYZE {name}")
        return name

    def _run(self, model: type[Model], sql: str, params: Sequence[Any]) -> int:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            count = int(cursor.rowcount)
        table = model._meta.db_table
        self.counts[table] = self.counts.get(table, 0) + count
        return count


def _quote(name: str) -> str:
    quoted: str = connection.ops.quote_name(name)
    return quoted
