"""The shell tells jobs how an account becomes an actor."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """Label `shell`; owns no table."""

    name = "asah.desks.shell"
    label = "shell"

    def ready(self) -> None:
        """Register the actor builder with the queue."""
        from asah.desks.shell.actor import actor_of
        from asah.foundation.jobs.queue import actors_from

        actors_from(actor_of)
