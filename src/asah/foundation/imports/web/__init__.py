"""Pages of the six steps."""
