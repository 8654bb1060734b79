"""Imports: label `imports`."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """The kit; stages register their formats in their own apps.py."""

    name = "asah.foundation.imports"
    label = "imports"

    def ready(self) -> None:
        """Give the handles their bodies."""
        from asah.foundation.imports import jobs

        assert jobs
