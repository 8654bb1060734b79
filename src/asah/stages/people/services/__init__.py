"""Deeds about people and units, one file per family of use cases."""
