"""Deeds of an import, in the order of its six steps."""

from asah.foundation.imports.services.applying import apply_batch, keep_check, refuse_batch, request_apply, undo_batch
from asah.foundation.imports.services.fixing import edit_cells, forget_edits, repair_from_file, skip_rows
from asah.foundation.imports.services.opening import (
    accept_volume,
    cancel_batch,
    choose_columns,
    choose_missing,
    open_batch,
    request_check,
)
from asah.foundation.imports.subjects import ImportRefused

__all__ = [
    "ImportRefused",
    "accept_volume",
    "apply_batch",
    "cancel_batch",
    "choose_columns",
    "choose_missing",
    "edit_cells",
    "forget_edits",
    "keep_check",
    "open_batch",
    "refuse_batch",
    "repair_from_file",
    "request_apply",
    "request_check",
    "skip_rows",
    "undo_batch",
]
