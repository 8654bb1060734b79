"""Stage agency: loads the national tables of rules after each migrate."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def _load(sender: Any, using: str, **_kwargs: Any) -> None:
    from asah.stages.agency.management.seeds import load_seeds

    if using == "default":
        load_seeds()


class AgencyConfig(AppConfig):
    """Label `agency`."""

    name = "asah.stages.agency"
    label = "agency"

    def ready(self) -> None:
        """The handler runs after a migrate and after a flush, so the tables are never empty."""
        post_migrate.connect(_load, sender=self, dispatch_uid="agency.load_seeds")
