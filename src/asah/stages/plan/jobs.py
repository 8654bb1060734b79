"""Bodies of the jobs."""
