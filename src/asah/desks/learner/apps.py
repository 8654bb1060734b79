"""Desk learner."""

from django.apps import AppConfig


class LearnerConfig(AppConfig):
    """Label `desk_learner`; owns no table."""

    name = "asah.desks.learner"
    label = "desk_learner"

    def ready(self) -> None:
        """Put this desk's part on the home page."""
        from asah.desks.learner.home import part
        from asah.desks.shell.home import desk

        for role in ("asn",):
            desk(role, part)
