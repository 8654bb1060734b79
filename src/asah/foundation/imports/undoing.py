"""Takes a batch back from its journal, unless something newer stands on its rows."""

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Model


class Blocked(Exception):
    """The batch cannot be taken back; the text names what is in the way."""


def take_back(batch: int) -> int:
    """Restore every journalled row, the newest first; returns how many.

    Raises Blocked when a row was changed after the batch, or when other rows refer to one the batch added.
    """
    tables = _tables(batch)
    for table in tables:
        _refuse_changed(batch, table)
    restored = 0
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            # Deferred: rows are deleted, restored and added again table by table; keys are looked at once, at the end.
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            for table in reversed(tables):
                restored += _restore(batch, table)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except IntegrityError as error:
        raise Blocked(
            "Impor ini tidak dapat diurungkan: datanya sudah dipakai oleh catatan yang lebih baru "
            f"({_who_uses(error)}). Hapus catatan itu lebih dahulu, atau impor data yang benar."
        ) from error
    return restored


def _tables(batch: int) -> list[str]:
    """Tables of the journal in the order in which they were first written."""
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT "table" FROM imports_importchange WHERE batch_id = %s GROUP BY "table" ORDER BY min(id)', [batch]
        )
        return [row[0] for row in cursor.fetchall()]


def _refuse_changed(batch: int, table: str) -> None:
    quoted = connection.ops.quote_name(_model(table)._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT count(*) FROM {_LAST} c LEFT JOIN {quoted} t ON t.id = c."row" '
            "WHERE c.after IS DISTINCT FROM to_jsonb(t)",
            [batch, table],
        )
        changed = cursor.fetchone()[0]
    if changed:
        raise Blocked(
            f"{changed} baris ({_model(table)._meta.verbose_name}) sudah berubah lagi setelah impor ini, "
            "sehingga tidak dapat diurungkan. Urungkan perubahan yang lebih baru dahulu, atau impor data yang benar."
        )


# A row may stand in the journal more than once (inserted, then changed): its first "before" and last "after" count.
_LAST = (
    '(SELECT DISTINCT ON ("row") "row", after FROM imports_importchange '
    'WHERE batch_id = %s AND "table" = %s ORDER BY "row", id DESC)'
)
_FIRST = (
    '(SELECT DISTINCT ON ("row") "row", before FROM imports_importchange '
    'WHERE batch_id = %s AND "table" = %s ORDER BY "row", id)'
)


def _restore(batch: int, table: str) -> int:
    model = _model(table)
    quoted = connection.ops.quote_name(model._meta.db_table)
    columns = [connection.ops.quote_name(str(f.column)) for f in model._meta.concrete_fields]
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        # Delete what was touched, then put back what stood there: exclusion constraints never see half a change.
        cursor.execute(f'DELETE FROM {quoted} WHERE id IN (SELECT "row" FROM {_FIRST} c)', [batch, table])
        cursor.execute(
            f"INSERT INTO {quoted} ({names}) SELECT {', '.join('old.' + name for name in columns)} "
            f"FROM {_FIRST} c, jsonb_populate_record(NULL::{quoted}, c.before) old WHERE c.before IS NOT NULL",
            [batch, table],
        )
        cursor.execute(f"SELECT count(*) FROM {_FIRST} c", [batch, table])
        return int(cursor.fetchone()[0])


def _model(table: str) -> type[Model]:
    for model in apps.get_models():
        if model._meta.db_table == table:
            return model
    raise LookupError(table)


def _who_uses(error: IntegrityError) -> str:
    """The Indonesian name of the table whose key stopped the undo."""
    diagnosis = getattr(error.__cause__, "diag", None)
    table = getattr(diagnosis, "table_name", None)
    return str(_model(table)._meta.verbose_name) if table else "tabel lain"
