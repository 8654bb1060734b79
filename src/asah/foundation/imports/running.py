"""The work of a check and of an application, for jobs and for the command line alike."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from asah.foundation.access.actor import Actor
from asah.foundation.access.scope import agency_scope
from asah.foundation.imports import services
from asah.foundation.imports.checking import Checked, Source, check
from asah.foundation.imports.diffing import Compared, compare
from asah.foundation.imports.findings import FileFault
from asah.foundation.imports.formats import ImportFormat, format_of
from asah.foundation.imports.models import ImportBatch, ImportEdit, ImportMemory
from asah.foundation.text.tables import Table, Unreadable, read_table

Progress = Callable[[int, int], None]


def run_check(batch: int, *, actor: Actor, now: datetime, progress: Progress | None = None) -> ImportBatch:
    """Read the file, check it, compare it with the live rows and keep the answer; live data stay untouched.

    Opens its own transactions. A file that cannot be imported as a whole ends refused, with its sentence.
    """
    with agency_scope(actor.agency):
        row = ImportBatch.objects.select_related("file").get(pk=batch)
        one, number = format_of(row.format), row.check_number
        content = bytes(row.file.content)
        today = actor.today(now)
        scene = one.begin(actor, now, today)
        source = _source(row)
    try:
        table = read_table(content, row.sheet)
        source = _with_rows(source, table)
        checked = check(source, one, scene, progress)
    except (FileFault, Unreadable) as fault:
        with agency_scope(actor.agency):
            return services.refuse_batch(actor=actor, now=now, batch=batch, reason=str(fault))
    if progress:
        progress(len(checked.lines), len(checked.lines))
    with agency_scope(actor.agency):
        mark = one.mark(scene)
        compared = compare(checked, one, scene, supplied(row))
        return services.keep_check(
            actor=actor, now=now, batch=batch, number=number, mark=mark, checked=checked, compared=compared
        )


def supplied(row: ImportBatch) -> frozenset[str]:
    """Fields that the file or a constant gives."""
    return frozenset(row.mapping) | frozenset(name for name, text in row.constants.items() if text)


def surroundings(row: ImportBatch, actor: Actor, now: datetime) -> tuple[ImportFormat, Any]:
    """The format of a batch and a fresh scene, for cleaning single cells."""
    one = format_of(row.format)
    return one, one.begin(actor, now, actor.today(now))


def _source(row: ImportBatch) -> Source:
    edits, skips = {}, set()
    for line, name, text in ImportEdit.objects.filter(batch=row).values_list("number", "field", "text"):
        if name:
            edits[(line, name)] = text
        else:
            skips.add(line)
    memory = ImportMemory.objects.filter(format=row.format).values_list("field", "given", "chosen")
    return Source(
        rows=(),
        header_row=row.table["header_row"],
        mapping=row.mapping,
        constants=row.constants,
        edits=edits,
        skips=frozenset(skips),
        memory={(name, given): chosen for name, given, chosen in memory},
    )


def _with_rows(source: Source, table: Table) -> Source:
    from dataclasses import replace

    return replace(source, rows=table.rows)


__all__ = ["Checked", "Compared", "run_check", "supplied", "surroundings"]
