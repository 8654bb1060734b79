"""Notices: label `notices`."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Bell and post."""

    name = "asah.foundation.notices"
    label = "notices"

    def ready(self) -> None:
        """The caretaker of each worker sends what waits."""
        from asah.foundation.jobs.worker import every_round
        from asah.foundation.notices.post import send_waiting

        every_round(send_waiting)
