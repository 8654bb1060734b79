"""Desk superior."""

from django.apps import AppConfig


class SuperiorConfig(AppConfig):
    """Label `desk_superior`; owns no table."""

    name = "asah.desks.superior"
    label = "desk_superior"

    def ready(self) -> None:
        """Put this desk's part on the home page."""
        from asah.desks.shell.home import desk
        from asah.desks.superior.home import part

        for role in ("superior",):
            desk(role, part)
