"""Stage catalogue: its spreadsheet, and a search that follows what is published."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Label `catalogue`."""

    name = "asah.stages.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        """Register the format, the body of the job, and what it listens to."""
        from asah.foundation.imports.formats import register
        from asah.foundation.jobs.handles import subscribe
        from asah.stages.catalogue import events, jobs
        from asah.stages.catalogue.imports import CatalogueFormat

        register(CatalogueFormat())
        subscribe(events.CurriculumPublished, events.REFRESH_SEARCH, lambda _fact: events.Nothing())
        assert jobs
