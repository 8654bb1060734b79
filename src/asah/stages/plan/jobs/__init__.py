"""Bodies of the stage's jobs."""

from asah.stages.plan.jobs import equality, exporting, frontier, record, solving

__all__ = ["equality", "exporting", "frontier", "record", "solving"]
