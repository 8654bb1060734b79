"""Steps 1, 2 and the choices before applying: upload, match columns, ask for a check, answer the stops, give up."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import name_subject, note, use_case
from asah.foundation.imports.events import CHECK, BatchArgs
from asah.foundation.imports.formats import format_of
from asah.foundation.imports.matching import match
from asah.foundation.imports.models import ImportBatch, ImportFile
from asah.foundation.imports.subjects import ImportRefused, open_row, subject_of_batch, subject_of_format
from asah.foundation.jobs.models import JobRun
from asah.foundation.text.tables import Table, read_table
from asah_basics.canonical import digest_bytes


@use_case(Permission.IMPORT_RUN, on=subject_of_format, says=_("{actor} mengunggah {filename} sebagai impor {label}"))
def open_batch(
    *,
    actor: Actor,
    now: datetime,
    format: str,
    filename: str,
    content: bytes,
    form_key: uuid.UUID,
    sheet: str = "",
) -> ImportBatch:
    """Keep an uploaded file and match its columns. The same form sent twice gives the same batch.

    Raises text.tables.Unreadable, whose sentence is fit to be shown, for what is no table or too large.
    """
    before = ImportBatch.objects.filter(form_key=form_key).first()
    if before is not None:
        name_subject(before.number)
        return before
    table = read_table(content, sheet)
    one = format_of(format)
    matched = match(table.rows, one, _last_headers(format))
    file = ImportFile.objects.create(
        agency_id=actor.agency,
        digest=digest_bytes(content),
        name=filename[:200],
        size=len(content),
        content=content,
        uploaded_at=now,
    )
    year = actor.today(now).year
    row = ImportBatch.objects.create(
        agency_id=actor.agency,
        uid=uuid.uuid4(),
        form_key=form_key,
        year=year,
        serial=_next_serial(actor.agency, year),
        format=format,
        file=file,
        sheet=table.sheet,
        table={**matched.as_json(), **_flags(table)},
        mapping=dict(matched.mapping),
        account=actor.account,
        opened_by=actor.name,
        opened_at=now,
    )
    name_subject(row.number)
    note(file=file.digest, size=file.size, rows=len(table.rows), macros=table.macros, formulas=table.formulas)
    return row


@use_case(Permission.IMPORT_RUN, on=subject_of_batch, says=_("{actor} mencocokkan kolom impor {label}"))
def choose_columns(
    *, actor: Actor, now: datetime, batch: int, mapping: Mapping[str, int], constants: Mapping[str, str]
) -> ImportBatch:
    """Set which column is which field, and the values that stand for all rows.

    Raises ImportRefused when one column is taken by two fields or a required field has neither column nor value.
    """
    row = open_row(batch)
    one = format_of(row.format)
    known = {field.name for field in one.fields}
    columns = {column["index"] for column in row.table["columns"]}
    chosen = {name: index for name, index in mapping.items() if name in known and index in columns}
    twice = {index for index in chosen.values() if list(chosen.values()).count(index) > 1}
    if twice:
        labels = [str(one.field(name).label) for name, index in chosen.items() if index in twice]
        raise ImportRefused(f"{' dan '.join(labels)} memakai kolom yang sama. Pilih satu kolom untuk tiap isian.")
    fixed = {name: text.strip() for name, text in constants.items() if name in known and text.strip()}
    missing = [str(f.label) for f in one.fields if f.required and f.name not in chosen and f.name not in fixed]
    if missing:
        raise ImportRefused(f"Pilih kolom untuk {', '.join(missing)}.")
    row.mapping, row.constants = chosen, fixed
    row.state, row.refusal, row.check_number = "uploaded", "", row.check_number + 1
    row.save()
    note(mapping=chosen, constants=sorted(fixed))
    return row


@use_case(Permission.IMPORT_RUN, on=subject_of_batch, says=_("{actor} memeriksa impor {label}"))
def request_check(*, actor: Actor, now: datetime, batch: int, link: str = "") -> JobRun:
    """Put the check into the queue; while one waits or runs, that one is returned."""
    row = open_row(batch)
    run = CHECK.enqueue(
        BatchArgs(batch=batch),
        actor=actor,
        now=now,
        dedupe=str(batch),
        title=f"Memeriksa impor {row.number}",
        link=link,
    )
    row.run = run.pk
    row.save(update_fields=["run"])
    return run


@use_case(Permission.IMPORT_RUN, on=subject_of_batch, says=_("{actor} menyatakan perubahan besar pada {label} benar"))
def accept_volume(*, actor: Actor, now: datetime, batch: int) -> ImportBatch:
    """Say that the unusually many changes are right, so that the batch may be applied."""
    row = open_row(batch)
    row.volume_accepted = True
    row.save(update_fields=["volume_accepted"])
    note(volume=row.volume)
    return row


@use_case(Permission.IMPORT_RUN, on=subject_of_batch, says=_("{actor} memilih nasib baris yang hilang pada {label}"))
def choose_missing(*, actor: Actor, now: datetime, batch: int, choice: str) -> ImportBatch:
    """Choose what happens with live rows that the file lacks.

    Raises ImportRefused for a choice that the format does not offer.
    """
    row = open_row(batch)
    offered = {one.code for one in format_of(row.format).missing_choices} | {"leave"}
    if choice not in offered:
        raise ImportRefused("Pilih salah satu: biarkan, atau tindakan yang tertulis.")
    row.missing_choice = choice
    row.save(update_fields=["missing_choice"])
    note(choice=choice)
    return row


@use_case(Permission.IMPORT_RUN, on=subject_of_batch, says=_("{actor} membatalkan impor {label}"))
def cancel_batch(*, actor: Actor, now: datetime, batch: int) -> ImportBatch:
    """Give up. Live data were never touched; a running check is asked to stop."""
    row = open_row(batch)
    row.state = "cancelled"
    row.save(update_fields=["state"])
    JobRun.objects.filter(pk=row.run or 0, status__in=["queued", "running"]).update(cancel_asked_at=now)
    return row


def _next_serial(agency: int, year: int) -> int:
    """The next number of the year; batches are numbered one after the other, so openers wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('imports.serial'), %s)", [agency])
    last = ImportBatch.objects.filter(year=year).aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1


def _last_headers(format: str) -> dict[str, str]:
    """Field -> header of the last applied import of this format: "Sama seperti impor 3 Nov?"."""
    last = ImportBatch.objects.filter(format=format, state="applied").order_by("-id").first()
    if last is None:
        return {}
    headers = {column["index"]: column["header"] for column in last.table["columns"]}
    return {name: headers[index] for name, index in last.mapping.items() if headers.get(index)}


def _flags(table: Table) -> dict[str, object]:
    return {
        "kind": table.kind,
        "sheets": list(table.sheets),
        "hidden": list(table.hidden),
        "formulas": table.formulas,
        "macros": table.macros,
        "encoding": table.encoding,
        "separator": table.separator,
        "lines": len(table.rows),
    }
