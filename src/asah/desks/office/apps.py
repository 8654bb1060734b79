"""Desk office."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Label `desk_office`; owns no table."""

    name = "asah.desks.office"
    label = "desk_office"

    def ready(self) -> None:
        """Put this desk's part on the home page."""
        from asah.desks.office.home import part
        from asah.desks.shell.home import desk

        for role in ("planner",):
            desk(role, part)
