"""How the door finds a batch, and what it refuses."""

from asah.foundation.access.actor import AGENCY_WIDE, Actor, NotThere, Subject, require
from asah.foundation.imports.formats import format_of
from asah.foundation.imports.models import ImportBatch


class ImportRefused(Exception):
    """The step cannot be taken now; its text says what to do next."""


def subject_of_batch(*, actor: Actor, batch: int) -> Subject:
    """The batch, locked. Needs the verb of its format as well as the verb of importing."""
    row = ImportBatch.objects.select_for_update().filter(pk=batch).first()
    if row is None:
        raise NotThere(f"batch {batch}")
    require(actor, format_of(row.format).permission, AGENCY_WIDE)
    return Subject(label=row.number, kind="import", key=row.number, row=row)


def subject_of_format(*, actor: Actor, format: str) -> Subject:
    """No batch yet: the format's verb is needed."""
    require(actor, format_of(format).permission, AGENCY_WIDE)
    return Subject(label=str(format_of(format).title), kind="import")


def open_row(batch: int) -> ImportBatch:
    """The batch of the running use case, refused once it is over."""
    row = ImportBatch.objects.get(pk=batch)
    if row.state not in ("uploaded", "checked", "refused"):
        raise ImportRefused(f"Impor {row.number} sudah {row.get_state_display().lower()}. Mulai impor baru.")
    return row
