"""Stage competencies."""

from django.apps import AppConfig


class CompetenciesConfig(AppConfig):
    """Label `competencies`."""

    name = "asah.stages.competencies"
    label = "competencies"
