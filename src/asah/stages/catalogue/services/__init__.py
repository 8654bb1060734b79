"""Deeds of the stage catalogue."""

from asah.stages.catalogue.services.drafts import (
    DraftChanged,
    NothingToUndo,
    ProgrammeExists,
    archive_programme,
    discard_draft,
    draft_programme,
    edit_draft,
    restore_version,
    undo_draft,
)
from asah.stages.catalogue.services.evidence import record_evidence
from asah.stages.catalogue.services.publishing import (
    adopt_starting_catalogue,
    publish_drafts,
    publish_version,
)
from asah.stages.catalogue.services.seeking import refresh_search

__all__ = [
    "DraftChanged",
    "NothingToUndo",
    "ProgrammeExists",
    "adopt_starting_catalogue",
    "archive_programme",
    "discard_draft",
    "draft_programme",
    "edit_draft",
    "publish_drafts",
    "publish_version",
    "record_evidence",
    "refresh_search",
    "restore_version",
    "undo_draft",
]
