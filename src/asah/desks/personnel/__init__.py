"""The desk of an OPD's personnel officer: his own people."""
