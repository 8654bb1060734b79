"""Stage records."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Label `records`."""

    name = "asah.stages.records"
    label = "records"
