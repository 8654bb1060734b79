"""Questions about imports: batches within the actor's verbs, their rows, groups of warnings."""

import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from asah.foundation.access.actor import Actor, NotThere
from asah.foundation.imports.formats import ImportFormat, format_of, formats
from asah.foundation.imports.models import ImportBatch, ImportEdit, ImportFile, ImportRow
from asah.foundation.jobs.models import JobRun


@dataclass(frozen=True)
class WarningGroup:
    """Warnings of one kind: how many rows, an example, the first lines."""

    label: str
    count: int
    example: str
    lines: tuple[int, ...]


def formats_for(actor: Actor) -> list[ImportFormat]:
    """Formats whose verb the actor holds, in the order of the stages."""
    return [one for one in formats() if actor.holds(one.permission)]


def batches_seen(actor: Actor, most: int = 50) -> list[ImportBatch]:
    """The latest imports of the formats whose verb the actor holds."""
    codes = [one.code for one in formats_for(actor)]
    rows = ImportBatch.objects.filter(format__in=codes).select_related("file").defer("file__content")
    return list(rows.order_by("-id")[:most])


def batch_by_uid(actor: Actor, uid: uuid.UUID) -> ImportBatch:
    """One import. Raises NotThere when it does not exist or its format's verb is not held."""
    row = ImportBatch.objects.select_related("file").defer("file__content").filter(uid=uid).first()
    if row is None or not actor.holds(format_of(row.format).permission):
        raise NotThere(f"import {uid}")
    return row


def sources_of(actor: Actor, batches: Collection[int]) -> dict[int, tuple[str, str]]:
    """Imports that figures came from: id -> (uid, number), those whose format's verb the actor holds. One query."""
    codes = [one.code for one in formats_for(actor)]
    rows = ImportBatch.objects.filter(pk__in=list(batches), format__in=codes).defer("file")
    return {row.pk: (str(row.uid), row.number) for row in rows}


def run_of(batch: ImportBatch) -> JobRun | None:
    """The job that checks or applies a batch, if one was ever started."""
    return JobRun.objects.filter(pk=batch.run).first() if batch.run else None


def same_file_applied(batch: ImportBatch) -> tuple[str, datetime] | None:
    """Number and time of an applied import of exactly the same file."""
    other = (
        ImportBatch.objects.filter(file__digest=batch.file.digest, format=batch.format, state="applied")
        .exclude(pk=batch.pk)
        .order_by("-id")
        .first()
    )
    return (other.number, other.applied_at) if other is not None and other.applied_at is not None else None


def problem_rows(batch: ImportBatch) -> "QuerySet[ImportRow, ImportRow]":
    """Rows that need repair, and rows skipped, in the order of the file."""
    return ImportRow.objects.filter(batch=batch, status__in=["problem", "skipped"]).order_by("number")


def rows_by_change(batch: ImportBatch, change: str, field: str = "") -> "QuerySet[ImportRow, ImportRow]":
    """Ready rows of one kind of change; field: only rows in which it changes."""
    rows = ImportRow.objects.filter(batch=batch, status="ready", change=change)
    if field:
        rows = rows.filter(changes__has_key=field)
    return rows.order_by("number")


def changed_fields(batch: ImportBatch) -> dict[str, int]:
    """Field name -> number of rows in which it changes, the most changed first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key, count(*) FROM imports_importrow, jsonb_object_keys(changes) key "
            "WHERE batch_id = %s AND change = 'changed' GROUP BY key ORDER BY 2 DESC, 1",
            [batch.pk],
        )
        return dict(cursor.fetchall())


def warning_groups(batch: ImportBatch) -> list[WarningGroup]:
    """Warnings of rows that go in, by kind, the most frequent first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT f->>'group', count(*), min(f->>'message'), (array_agg(number ORDER BY number))[1:5] "
            "FROM imports_importrow, jsonb_array_elements(findings) f "
            "WHERE batch_id = %s AND status = 'ready' AND NOT (f->>'is_problem')::boolean "
            "GROUP BY 1 ORDER BY 2 DESC, 1",
            [batch.pk],
        )
        return [WarningGroup(row[0] or row[2], row[1], row[2], tuple(row[3])) for row in cursor.fetchall()]


def same_value_lines(batch: ImportBatch, field: str, given: str) -> list[int]:
    """Lines whose problem at a field has exactly this text: "terapkan ke 37 baris"."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number FROM imports_importrow, jsonb_array_elements(findings) f WHERE batch_id = %s "
            "AND status = 'problem' AND f->>'field' = %s AND f->>'given' = %s ORDER BY number",
            [batch.pk, field, given],
        )
        return [row[0] for row in cursor.fetchall()]


def same_value_counts(batch: ImportBatch) -> dict[tuple[str, str], int]:
    """(field, given text) -> number of problem rows that have it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT f->>'field', f->>'given', count(*) FROM imports_importrow, jsonb_array_elements(findings) f "
            "WHERE batch_id = %s AND status = 'problem' AND (f->>'is_problem')::boolean GROUP BY 1, 2",
            [batch.pk],
        )
        return {(row[0], row[1]): row[2] for row in cursor.fetchall()}


def edits_of(batch: ImportBatch, lines: list[int]) -> dict[tuple[int, str], ImportEdit]:
    """Repairs of some lines; field "" is a skip."""
    rows = ImportEdit.objects.filter(batch=batch, number__in=lines)
    return {(row.number, row.field): row for row in rows}


def all_edits(batch: ImportBatch) -> Iterator[ImportEdit]:
    """Every repair of a batch."""
    return ImportEdit.objects.filter(batch=batch).iterator()


def content_of(batch: ImportBatch) -> bytes:
    """The bytes of the uploaded file."""
    return bytes(ImportFile.objects.values_list("content", flat=True).get(pk=batch.file_id))


def live_numbers(batch: ImportBatch) -> dict[str, Any]:
    """Counts of the last check, zero when nothing was checked."""
    wanted = ("rows", "ready", "problems", "warnings", "skipped", "new", "changed", "same", "missing")
    return {name: int(batch.counts.get(name, 0)) for name in wanted}
