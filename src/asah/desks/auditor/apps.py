"""Desk auditor."""

from django.apps import AppConfig


class AuditorConfig(AppConfig):
    """Label `desk_auditor`; owns no table."""

    name = "asah.desks.auditor"
    label = "desk_auditor"

    def ready(self) -> None:
        """Put the auditor's part on the home page."""
        from asah.desks.auditor.home import part
        from asah.desks.shell.home import desk

        desk("auditor", part)
