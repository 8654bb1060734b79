"""Pages: label `pages`."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """The kit; owns no table."""

    name = "asah.foundation.pages"
    label = "pages"
