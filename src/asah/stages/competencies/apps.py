"""Stage competencies: listens to what makes gaps stale."""

from typing import Any

from django.apps import AppConfig


class CompetenciesConfig(AppConfig):
    """Label `competencies`."""

    name = "asah.stages.competencies"
    label = "competencies"

    def ready(self) -> None:
        """Bodies of jobs, and the facts after which every gap is computed anew."""
        from asah.foundation.jobs.handles import subscribe
        from asah.stages.agency.events import RuleChanged
        from asah.stages.competencies import events, jobs

        def again(_fact: Any) -> events.RefreshArgs:
            return events.RefreshArgs()

        for fact in (events.AssessmentsChanged, events.StandardsChanged, RuleChanged):
            subscribe(fact, events.REFRESH, again)
        assert jobs
