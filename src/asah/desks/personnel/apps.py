"""Desk personnel."""

from django.apps import AppConfig


class PersonnelConfig(AppConfig):
    """Label `desk_personnel`; owns no table."""

    name = "asah.desks.personnel"
    label = "desk_personnel"

    def ready(self) -> None:
        """Put this desk's part on the home page."""
        from asah.desks.personnel.home import part
        from asah.desks.shell.home import desk

        for role in ("personnel_officer",):
            desk(role, part)
