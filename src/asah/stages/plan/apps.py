"""Stage plan."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    """Label `plan`."""

    name = "asah.stages.plan"
    label = "plan"

    def ready(self) -> None:
        """Register the bodies of the jobs."""
        from asah.stages.plan import jobs  # noqa: F401
