"""Pages of completed development."""
