"""All six steps in one call, for the command line and the story of the sample towns: the same use cases, no pages."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from asah.foundation.access.actor import Actor
from asah.foundation.access.scope import agency_scope
from asah.foundation.imports import services
from asah.foundation.imports.models import ImportBatch, ImportRow
from asah.foundation.imports.running import Progress, run_check
from asah.foundation.imports.standing import things_to_apply


@dataclass(frozen=True)
class Outcome:
    """What became of an import. applied: whether rows were written; problems: "Baris 118: ..." sentences."""

    batch: ImportBatch
    applied: bool
    problems: tuple[str, ...]


def import_rows(
    format: str,
    content: bytes,
    filename: str,
    *,
    actor: Actor,
    now: datetime,
    dry_run: bool = False,
    skip_problems: bool = False,
    accept_volume: bool = False,
    missing: str = "leave",
    progress: Progress | None = None,
) -> Outcome:
    """Upload, match, check and apply. Opens its own transactions: call it outside `agency_scope`.

    dry_run: stop after the check; skip_problems: leave faulty rows out instead of stopping at them;
    accept_volume: go on although unusually much changes; missing: code of the choice for rows the file lacks.

    Raises Unreadable for a file that is no table and ImportRefused for what stands in the way of applying it.
    """
    with agency_scope(actor.agency):
        batch = services.open_batch(
            actor=actor, now=now, format=format, filename=filename, content=content, form_key=uuid.uuid4()
        )
    batch = run_check(batch.pk, actor=actor, now=now, progress=progress)
    if batch.refusal:
        return Outcome(batch, False, (batch.refusal,))
    with agency_scope(actor.agency):
        problems = _problems(batch)
        faulty = list(ImportRow.objects.filter(batch=batch, status="problem").values_list("number", flat=True))
    if faulty and skip_problems and not dry_run:
        with agency_scope(actor.agency):
            services.skip_rows(actor=actor, now=now, batch=batch.pk, lines=faulty)
        batch = run_check(batch.pk, actor=actor, now=now)
    if dry_run or (faulty and not skip_problems):
        return Outcome(batch, False, problems)
    with agency_scope(actor.agency):
        if missing != batch.missing_choice:
            batch = services.choose_missing(actor=actor, now=now, batch=batch.pk, choice=missing)
        if batch.volume and accept_volume:
            services.accept_volume(actor=actor, now=now, batch=batch.pk)
        if not things_to_apply(batch):
            return Outcome(batch, False, problems)
        batch = services.apply_batch(actor=actor, now=now, batch=batch.pk)
    return Outcome(batch, True, problems)


def _problems(batch: ImportBatch) -> tuple[str, ...]:
    rows = ImportRow.objects.filter(batch=batch, status="problem").order_by("number")
    return tuple(
        f"Baris {number}: {found['message']}"
        for number, findings in rows.values_list("number", "findings")
        for found in findings
        if found["is_problem"]
    )
