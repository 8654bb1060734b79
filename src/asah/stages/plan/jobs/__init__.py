"""Bodies of the stage's jobs."""

from asah.stages.plan.jobs import exporting, solving

__all__ = ["exporting", "solving"]
