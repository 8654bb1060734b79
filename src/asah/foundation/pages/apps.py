"""The kit as a Django app."""

import logging

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Label `pages`; owns no table."""

    name = "asah.foundation.pages"
    label = "pages"

    def ready(self) -> None:
        """Let failures be logged once, with the code that the page shows, instead of twice."""
        from asah.foundation.pages.errors import OncePerFailure

        logging.getLogger("django.request").addFilter(OncePerFailure())
