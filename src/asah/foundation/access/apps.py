"""Policies and grants are renewed after every migrate, as owner."""

from typing import Any

from django.apps import AppConfig, apps
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import post_migrate


def _secure(sender: AppConfig, **kwargs: Any) -> None:
    from django.conf import settings

    from asah.foundation.access.tenancy import apply_policies

    last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
    if sender.label == last.label and connection.settings_dict["USER"] != settings.ASAH_APP_ROLE:
        call_command("createcachetable", verbosity=0)
        apply_policies(settings.ASAH_APP_ROLE)


class AccessConfig(AppConfig):
    """Access: label `access`."""

    name = "asah.foundation.access"
    label = "access"

    def ready(self) -> None:
        """The last app to migrate finds all tables there; repeated calls are harmless."""
        post_migrate.connect(_secure, dispatch_uid="asah.access.policies")
