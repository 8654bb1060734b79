"""Stage needs: listens to what changes a need."""

from typing import Any

from django.apps import AppConfig


class NeedsConfig(AppConfig):
    """Label `needs`."""

    name = "asah.stages.needs"
    label = "needs"

    def ready(self) -> None:
        """Bodies of jobs, and the facts after which needs are computed anew: everybody's, or those of one unit."""
        from asah.foundation.jobs.handles import subscribe
        from asah.stages.competencies.events import GapsRefreshed, UnitGapsChanged
        from asah.stages.needs import events, jobs
        from asah.stages.performance.events import IndicatorsChanged, RatingsChanged
        from asah.stages.questionnaires.events import LevelsChanged, SurveyClosed

        def everybody(_fact: Any) -> events.RefreshArgs:
            return events.RefreshArgs()

        def one_unit(fact: UnitGapsChanged) -> events.RefreshArgs:
            return events.RefreshArgs(fact.unit)

        def some_units(fact: events.VoicesChanged) -> events.RefreshArgs:
            return events.RefreshArgs(fact.unit, fact.below)

        for fact in (GapsRefreshed, RatingsChanged, IndicatorsChanged, SurveyClosed, LevelsChanged):
            subscribe(fact, events.REFRESH, everybody)
        subscribe(UnitGapsChanged, events.REFRESH, one_unit)
        subscribe(events.VoicesChanged, events.REFRESH, some_units)
        subscribe(events.WeightsChanged, events.REFRESH, everybody)
        assert jobs
