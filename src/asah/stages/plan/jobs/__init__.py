"""Bodies of the stage's jobs."""

from asah.stages.plan.jobs import answering, equality, exporting, frontier, record, solving

__all__ = ["answering", "equality", "exporting", "frontier", "record", "solving"]
