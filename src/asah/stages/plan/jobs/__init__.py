"""Bodies of the stage's jobs."""

from asah.stages.plan.jobs import solving

__all__ = ["solving"]
