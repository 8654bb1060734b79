"""Stage people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Label `people`."""

    name = "asah.stages.people"
    label = "people"
