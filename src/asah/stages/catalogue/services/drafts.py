"""Drafts: the one part of a programme that may change. Every change keeps what stood before, for one step back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import name_subject, note, use_case
from asah.stages.catalogue.models import Programme, ProgrammeVersion
from asah.stages.catalogue.queries import content_of, versions_by_id
from asah.stages.catalogue.rules import Curriculum, differences, to_plain


class ProgrammeExists(Exception):
    """There is a programme with this code already."""


class NothingToUndo(Exception):
    """No change of the draft can be taken back."""


class DraftChanged(Exception):
    """Somebody else saved the draft since it was opened. `conflicts`: the fields that differ, theirs and yours."""

    def __init__(self, version: int, conflicts: Sequence[Any]) -> None:
        super().__init__("Rancangan ini berubah sejak Anda membukanya. Pilih nilai yang dipakai.")
        self.version = version
        self.conflicts = list(conflicts)


def subject_of_programme(code: str) -> Subject:
    """The programme, locked: two deeds on one programme follow each other."""
    row = Programme.objects.select_for_update().filter(code=code).first()
    if row is None:
        raise NotThere("Program ini tidak ada.")
    return Subject(label=row.name, kind="programme", key=row.code, row=row)


@use_case(Permission.CATALOGUE_EDIT, says=_("{actor} membuat program {label}"))
def draft_programme(*, actor: Actor, now: datetime, code: str, curriculum: Curriculum) -> Programme:
    """Begin a programme with a first draft. Raises ProgrammeExists."""
    name_subject(curriculum.name)
    try:
        with transaction.atomic():
            return Programme.objects.create(
                agency_id=actor.agency,
                code=code.strip().upper(),
                name=curriculum.name,
                draft=to_plain(curriculum),
                edited_by=actor.account,
                edited_at=now,
            )
    except IntegrityError:
        raise ProgrammeExists(f"Kode program {code} sudah dipakai. Pilih kode lain.") from None


@use_case(Permission.CATALOGUE_EDIT, on=subject_of_programme, says=_("{actor} mengubah rancangan program {label}"))
def edit_draft(*, actor: Actor, now: datetime, code: str, version: int, curriculum: Curriculum) -> Programme:
    """Save a draft opened at `version`. Raises DraftChanged with the fields that differ."""
    row = Programme.objects.get(code=code)
    new = to_plain(curriculum)
    if row.version != version:
        raise DraftChanged(row.version, differences(row.draft or {}, new))
    note(changed=[difference.label for difference in differences(row.draft or {}, new)])
    return _save(row, new, actor, now)


@use_case(Permission.CATALOGUE_EDIT, on=subject_of_programme, says=_("{actor} membuang rancangan program {label}"))
def discard_draft(*, actor: Actor, now: datetime, code: str) -> Programme:
    """Throw the draft away; the published versions stand. A programme never published is taken out of the lists."""
    row = Programme.objects.get(code=code)
    if row.draft is None:
        raise NothingToUndo("Program ini tidak punya rancangan.")
    return _save(row, None, actor, now)


@use_case(
    Permission.CATALOGUE_EDIT, on=subject_of_programme, says=_("{actor} mengurungkan perubahan rancangan {label}")
)
def undo_draft(*, actor: Actor, now: datetime, code: str) -> Programme:
    """Bring back the draft as it stood before the last change of it; again, and the change is there again."""
    row = Programme.objects.get(code=code)
    if row.draft_before is None:
        raise NothingToUndo("Tidak ada perubahan rancangan yang dapat diurungkan.")
    return _save(row, row.draft_before["draft"], actor, now)


@use_case(
    Permission.CATALOGUE_EDIT, on=subject_of_programme, says=_("{actor} menyiapkan kembali versi {number} {label}")
)
def restore_version(*, actor: Actor, now: datetime, code: str, number: int) -> Programme:
    """Make an old version the draft of the next one: a published version is never taken back, only followed."""
    row = Programme.objects.get(code=code)
    found = ProgrammeVersion.objects.filter(programme=row, number=number).first()
    if found is None:
        raise NotThere(f"version {number} of {code}")
    note(number=number)
    return _save(row, to_plain(content_of(versions_by_id([found.pk])[found.pk])), actor, now)


@use_case(Permission.CATALOGUE_EDIT, on=subject_of_programme, says=_("{actor} mengarsipkan program {label}"))
def archive_programme(*, actor: Actor, now: datetime, code: str) -> Programme:
    """Take a programme out of planning, or bring it back; its versions and what was planned with them stay."""
    row = Programme.objects.get(code=code)
    row.archived_at = None if row.archived_at else now
    row.version, row.edited_by, row.edited_at = row.version + 1, actor.account, now
    row.save()
    note(archived=row.archived_at is not None)
    return row


def _save(row: Programme, draft: dict[str, Any] | None, actor: Actor, now: datetime) -> Programme:
    row.draft_before = {"draft": row.draft}
    row.draft = draft
    if draft is not None and not row.latest:
        row.name = draft["name"]
    row.version, row.edited_by, row.edited_at = row.version + 1, actor.account, now
    row.save()
    return row
