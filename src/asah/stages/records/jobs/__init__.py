"""Bodies of this stage's jobs."""

from asah.stages.records.jobs.exporting import export
from asah.stages.records.jobs.refreshing import refresh

__all__ = ["export", "refresh"]
