"""Stage performance."""

from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    """Label `performance`."""

    name = "asah.stages.performance"
    label = "performance"
