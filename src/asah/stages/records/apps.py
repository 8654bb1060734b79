"""Stage records: listens to what makes the yearly counters stale."""

from typing import Any

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Label `records`."""

    name = "asah.stages.records"
    label = "records"

    def ready(self) -> None:
        """Bodies of jobs, and the facts after which the years are counted anew."""
        from asah.foundation.imports.formats import register
        from asah.foundation.jobs.handles import subscribe
        from asah.stages.agency.events import RuleChanged
        from asah.stages.people.events import PeopleImported, UnitsChanged
        from asah.stages.records import events, jobs
        from asah.stages.records.imports import HistoryFormat

        def again(_fact: Any) -> events.RefreshArgs:
            return events.RefreshArgs()

        for fact in (events.HistoryChanged, RuleChanged, PeopleImported, UnitsChanged):
            subscribe(fact, events.REFRESH, again)
        register(HistoryFormat())
        assert jobs
