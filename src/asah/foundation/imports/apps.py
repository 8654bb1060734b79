"""Imports: label `imports`."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """The kit; stages register their formats in their own apps.py."""

    name = "asah.foundation.imports"
    label = "imports"

    def ready(self) -> None:
        """The caretaker forgets files and journals whose time to undo is over."""
        from asah.foundation.imports.forgetting import forget_old
        from asah.foundation.jobs.worker import every_round

        every_round(forget_old)
