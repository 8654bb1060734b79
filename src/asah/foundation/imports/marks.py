"""Marks of live rows: a short text that changes when any row of some tables changes."""

from django.db import connection
from django.db.models import Model


def live_mark(*models: type[Model]) -> str:
    """Sum of the hashes of all rows the scope sees, table by table; the order of rows does not matter."""
    parts = []
    with connection.cursor() as cursor:
        for model in models:
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM {table} t")
            count, total = cursor.fetchone()
            parts.append(f"{count}.{int(total) % 2**53:x}")
    return "-".join(parts)[:80]
