"""Bodies of this stage's jobs."""

from asah.stages.needs.jobs import filing, refreshing

__all__ = ["filing", "refreshing"]
