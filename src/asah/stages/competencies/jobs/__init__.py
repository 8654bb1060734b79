"""Bodies of this stage's jobs."""

from asah.stages.competencies.jobs.exporting import export
from asah.stages.competencies.jobs.refreshing import refresh

__all__ = ["export", "refresh"]
