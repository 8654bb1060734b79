"""Stage catalogue."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Label `catalogue`."""

    name = "asah.stages.catalogue"
    label = "catalogue"
