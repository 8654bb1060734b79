"""Desk leader."""

from django.apps import AppConfig


class LeaderConfig(AppConfig):
    """Label `desk_leader`; owns no table."""

    name = "asah.desks.leader"
    label = "desk_leader"

    def ready(self) -> None:
        """Put this desk's part on the home page."""
        from asah.desks.leader.home import part
        from asah.desks.shell.home import desk

        for role in ("head_of_agency", "pyb", "ppk"):
            desk(role, part)
