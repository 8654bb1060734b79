"""Bodies of the stage's jobs."""

from asah.stages.plan.jobs import exporting, frontier, record, solving

__all__ = ["exporting", "frontier", "record", "solving"]
