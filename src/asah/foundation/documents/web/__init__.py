"""Downloads go through access and are remembered."""
