"""Stage competencies: listens to what makes gaps stale."""

from typing import Any

from django.apps import AppConfig


class CompetenciesConfig(AppConfig):
    """Label `competencies`."""

    name = "asah.stages.competencies"
    label = "competencies"

    def ready(self) -> None:
        """Bodies of jobs, and the facts after which every gap is computed anew."""
        from asah.foundation.imports.formats import register
        from asah.foundation.jobs.handles import subscribe
        from asah.stages.agency.events import RuleChanged, RulesConfirmed
        from asah.stages.competencies import events, jobs
        from asah.stages.competencies.imports import AssessmentFormat
        from asah.stages.people.events import PeopleImported, UnitsChanged

        def again(_fact: Any) -> events.RefreshArgs:
            return events.RefreshArgs()

        for fact in (events.AssessmentsChanged, events.StandardsChanged, RuleChanged, PeopleImported, UnitsChanged):
            subscribe(fact, events.REFRESH, again)
        subscribe(RulesConfirmed, events.CONFIRM, lambda _fact: events.Nothing())
        register(AssessmentFormat())
        assert jobs
