"""Deeds of completed development: records kept and withdrawn, histories imported, years counted."""

from asah.stages.records.services.counting import refresh_jp
from asah.stages.records.services.entries import SameCertificate, add_record, withdraw_record
from asah.stages.records.services.exporting import export_hours, file_hours
from asah.stages.records.services.history import BadRecord, Completed, record_history

__all__ = [
    "BadRecord",
    "Completed",
    "SameCertificate",
    "add_record",
    "export_hours",
    "file_hours",
    "record_history",
    "refresh_jp",
    "withdraw_record",
]
