"""Desk admin."""

from django.apps import AppConfig


class AdminDeskConfig(AppConfig):
    """Label `desk_admin`; owns no table."""

    name = "asah.desks.admin"
    label = "desk_admin"

    def ready(self) -> None:
        """Put the administrator's part on the home page."""
        from asah.desks.admin.home import part
        from asah.desks.shell.home import desk

        desk("admin", part)
