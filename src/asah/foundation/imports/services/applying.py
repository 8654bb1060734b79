"""Steps 3, 5 and 6: keep the answer of a check, apply in one transaction, take the whole back."""

from datetime import datetime, timedelta

from django.db import connection
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import note, use_case
from asah.foundation.imports.checking import Checked
from asah.foundation.imports.diffing import Compared
from asah.foundation.imports.events import APPLY, BatchArgs
from asah.foundation.imports.forgetting import UNDO_DAYS
from asah.foundation.imports.formats import format_of
from asah.foundation.imports.journal import Journal
from asah.foundation.imports.models import ImportBatch
from asah.foundation.imports.staging import keep_rows
from asah.foundation.imports.standing import refuse_unready
from asah.foundation.imports.subjects import ImportRefused, open_row, subject_of_batch
from asah.foundation.imports.undoing import Blocked, take_back
from asah.foundation.imports.work import Work
from asah.foundation.jobs.models import JobRun


@use_case(Permission.IMPORT_RUN, on=subject_of_batch, says=_("{actor} menyimpan hasil pemeriksaan impor {label}"))
def keep_check(
    *, actor: Actor, now: datetime, batch: int, number: int, mark: str, checked: Checked, compared: Compared
) -> ImportBatch:
    """Keep rows, counts and stops of a check. number: the state of repairs that the check began with."""
    row = open_row(batch)
    keep_rows(batch, format_of(row.format), checked, compared)
    row.counts = _counts(checked, compared)
    if row.volume != (volume := {name: list(shares) for name, shares in compared.unusual.items()}):
        row.volume, row.volume_accepted = volume, False
    row.live_mark, row.state, row.refusal = mark, "checked", ""
    row.checked_number, row.checked_at = number, now
    row.save()
    note(**row.counts)
    return row


@use_case(Permission.IMPORT_RUN, on=subject_of_batch, says=_("Impor {label} ditolak seluruhnya"))
def refuse_batch(*, actor: Actor, now: datetime, batch: int, reason: str) -> ImportBatch:
    """Keep why the file as a whole cannot be imported."""
    row = open_row(batch)
    row.state, row.refusal, row.checked_at = "refused", reason, now
    row.save()
    return row


@use_case(Permission.IMPORT_RUN, on=subject_of_batch, says=_("{actor} meminta impor {label} diterapkan"))
def request_apply(*, actor: Actor, now: datetime, batch: int, link: str = "") -> JobRun:
    """Put the application into the queue; pressing the button twice gives the same run.

    Raises ImportRefused while something stands in the way.
    """
    row = open_row(batch)
    refuse_unready(row)
    run = APPLY.enqueue(
        BatchArgs(batch=batch),
        actor=actor,
        now=now,
        dedupe=str(batch),
        title=f"Menerapkan impor {row.number}",
        link=link,
    )
    row.run = run.pk
    row.save(update_fields=["run"])
    return run


@use_case(Permission.IMPORT_RUN, on=subject_of_batch, says=_("{actor} menerapkan impor {label}"))
def apply_batch(*, actor: Actor, now: datetime, batch: int) -> ImportBatch:
    """Write the ready rows, all or none, and keep the journal for the undo. Applying twice changes nothing.

    Raises ImportRefused when a check is due, an unusual volume was not confirmed, nothing is to be applied, or the
    live rows changed since the check.
    """
    row = ImportBatch.objects.select_related("file").defer("file__content").get(pk=batch)
    if row.state == "applied":
        return row
    row = open_row(batch)
    refuse_unready(row)
    one = format_of(row.format)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s), %s)", [f"imports.{row.format}", actor.agency])
    today = actor.today(now)
    if one.mark(one.begin(actor, now, today)) != row.live_mark:
        raise ImportRefused("Data di Asah berubah sejak pemeriksaan. Periksa ulang, lalu tinjau perubahannya lagi.")
    journal = Journal(batch)
    work = Work(batch, actor, now, today, row.missing_choice, journal, row.number)
    counts = dict(one.apply(work))
    row.state, row.applied_at, row.applied_by = "applied", now, actor.name
    row.counts = {**row.counts, "written": counts}
    row.save()
    note(file=row.file.digest, rows=row.counts, journal=journal.counts, missing=row.missing_choice)
    return row


@use_case(Permission.IMPORT_RUN, on=subject_of_batch, says=_("{actor} mengurungkan impor {label}"))
def undo_batch(*, actor: Actor, now: datetime, batch: int) -> ImportBatch:
    """Return every row to what it was before the batch.

    Raises ImportRefused after thirty days, and when a later change stands on one of its rows: the sentence names them.
    """
    row = ImportBatch.objects.get(pk=batch)
    if row.state == "undone":
        return row
    if row.state != "applied" or row.applied_at is None:
        raise ImportRefused(f"Impor {row.number} belum diterapkan.")
    if now > row.applied_at + timedelta(days=UNDO_DAYS):
        raise ImportRefused(
            f"Impor {row.number} lebih tua dari {UNDO_DAYS} hari. Impor data yang benar sebagai gantinya."
        )
    try:
        restored = take_back(batch)
    except Blocked as blocked:
        raise ImportRefused(str(blocked)) from None
    row.state, row.undone_at = "undone", now
    row.save(update_fields=["state", "undone_at"])
    today = actor.today(now)
    format_of(row.format).undone(actor=actor, now=now, batch=batch, today=today)
    note(restored=restored)
    return row


def _counts(checked: Checked, compared: Compared) -> dict[str, int]:
    changes = list(compared.change.values())
    problems = sum(index not in checked.skipped and not checked.is_ready(index) for index in range(len(checked.lines)))
    warned = sum(
        checked.is_ready(index) and any(not one.is_problem for one in found)
        for index, found in checked.findings.items()
    )
    return {
        "rows": len(checked.lines),
        "ready": len(checked.lines) - problems - len(checked.skipped),
        "problems": problems,
        "warnings": warned,
        "skipped": len(checked.skipped),
        "new": changes.count("new"),
        "changed": changes.count("changed"),
        "same": changes.count("same"),
        "missing": len(compared.missing),
    }
