"""Jobs: label `jobs`. Finds the bodies of all stages."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps


class JobsConfig(AppConfig):
    """The queue and what became of each run."""

    name = "asah.foundation.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Import every app's jobs.py, so that each handle has its body wherever it is enqueued or run."""
        for config in apps.get_app_configs():
            if config.name.startswith("asah.") and config.name != self.name and find_spec(f"{config.name}.jobs"):
                import_module(f"{config.name}.jobs")
