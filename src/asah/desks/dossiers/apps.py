"""Desk dossiers."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """Label `desk_dossiers`; owns no table."""

    name = "asah.desks.dossiers"
    label = "desk_dossiers"
