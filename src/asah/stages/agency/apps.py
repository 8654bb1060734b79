"""Stage agency."""

from django.apps import AppConfig


class AgencyConfig(AppConfig):
    """Label `agency`."""

    name = "asah.stages.agency"
    label = "agency"
