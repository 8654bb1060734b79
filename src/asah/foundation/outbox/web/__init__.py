"""The address to which phones send."""
