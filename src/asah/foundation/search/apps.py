"""Search: label `search`."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Entries and the function that reads them."""

    name = "asah.foundation.search"
    label = "search"
