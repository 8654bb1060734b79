"""Step 4: repair cells, all rows with the same value, skip rows, or take the repaired workbook back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import note, use_case
from asah.foundation.imports.formats import format_of
from asah.foundation.imports.models import ImportBatch, ImportEdit, ImportMemory
from asah.foundation.imports.subjects import ImportRefused, open_row, subject_of_batch


@use_case(Permission.IMPORT_RUN, on=subject_of_batch, says=_("{actor} memperbaiki sel di impor {label}"))
def edit_cells(
    *, actor: Actor, now: datetime, batch: int, field: str, lines: Sequence[int], text: str, remember: str = ""
) -> ImportBatch:
    """Put a text into a field of some lines. remember: the given text that shall mean this one from now on."""
    row = open_row(batch)
    known = format_of(row.format)
    if field not in {one.name for one in known.fields}:
        raise ImportRefused("Kolom ini tidak dikenal.")
    _keep_edits(row, now, {(line, field): text.strip() for line in lines})
    if remember and text.strip():
        ImportMemory.objects.update_or_create(
            agency_id=row.agency_id,
            format=row.format,
            field=field,
            given=remember[:240],
            defaults={"chosen": text.strip()[:240], "at": now},
        )
    note(field=field, rows=len(lines))
    return _changed(row)


@use_case(Permission.IMPORT_RUN, on=subject_of_batch, says=_("{actor} melewati baris di impor {label}"))
def skip_rows(*, actor: Actor, now: datetime, batch: int, lines: Sequence[int]) -> ImportBatch:
    """Leave lines out of the import."""
    row = open_row(batch)
    _keep_edits(row, now, {(line, ""): "" for line in lines})
    note(rows=len(lines))
    return _changed(row)


@use_case(Permission.IMPORT_RUN, on=subject_of_batch, says=_("{actor} mengembalikan baris di impor {label}"))
def forget_edits(*, actor: Actor, now: datetime, batch: int, lines: Sequence[int]) -> ImportBatch:
    """Return lines to what the file says, and take them in again."""
    row = open_row(batch)
    ImportEdit.objects.filter(batch=row, number__in=list(lines)).delete()
    note(rows=len(lines))
    return _changed(row)


@use_case(Permission.IMPORT_RUN, on=subject_of_batch, says=_("{actor} mengunggah hasil perbaikan untuk impor {label}"))
def repair_from_file(*, actor: Actor, now: datetime, batch: int, cells: Mapping[tuple[int, str], str]) -> ImportBatch:
    """Take the cells of a repaired workbook (see fixes.py): (line, field) -> text."""
    row = open_row(batch)
    _keep_edits(row, now, cells)
    note(cells=len(cells))
    return _changed(row)


def _keep_edits(row: ImportBatch, now: datetime, cells: Mapping[tuple[int, str], str]) -> None:
    edits: list[Any] = [
        ImportEdit(agency_id=row.agency_id, batch=row, number=line, field=field, text=text, at=now)
        for (line, field), text in cells.items()
    ]
    ImportEdit.objects.bulk_create(
        edits, batch_size=2000, update_conflicts=True, unique_fields=["agency", "batch", "number", "field"],
        update_fields=["text", "at"],
    )  # fmt: skip


def _changed(row: ImportBatch) -> ImportBatch:
    row.check_number += 1
    row.save(update_fields=["check_number"])
    return row
