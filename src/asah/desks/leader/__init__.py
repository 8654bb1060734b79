"""The leaders' desk: what waits for a decision, in three minutes."""
