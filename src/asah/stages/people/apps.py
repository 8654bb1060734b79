"""Stage people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Label `people`."""

    name = "asah.stages.people"
    label = "people"

    def ready(self) -> None:
        """Register the roster and hear our own news: search entries follow it."""
        from asah.foundation.imports.formats import register
        from asah.foundation.jobs.handles import subscribe
        from asah.foundation.jobs.worker import every_round
        from asah.stages.people import events, jobs
        from asah.stages.people.imports import RosterFormat

        register(RosterFormat())
        every_round(jobs.erase_when_due)
        for fact in (events.PeopleImported, events.UnitsChanged, events.PersonLeft):
            subscribe(fact, events.REFRESH_SEARCH, lambda _fact: events.Nothing())
