"""Stage performance: its three spreadsheets."""

from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    """Label `performance`."""

    name = "asah.stages.performance"
    label = "performance"

    def ready(self) -> None:
        """Register the formats."""
        from asah.foundation.imports.formats import register
        from asah.stages.performance.imports import FigureFormat, RatingFormat, SurveyFormat

        for one in (RatingFormat(), SurveyFormat(), FigureFormat()):
            register(one)
