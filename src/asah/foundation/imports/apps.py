"""Imports: label `imports`."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """The kit; stages register their formats in their own apps.py."""

    name = "asah.foundation.imports"
    label = "imports"
