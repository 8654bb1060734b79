"""Stage plan."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    """Label `plan`."""

    name = "asah.stages.plan"
    label = "plan"

    def ready(self) -> None:
        """Register the bodies of the jobs, and the answers to proposals once a plan is enacted."""
        from asah.foundation.jobs.handles import subscribe
        from asah.stages.plan import events, jobs

        def answers(fact: events.PlanEnacted) -> events.AnswerArgs:
            return events.AnswerArgs(fact.run)

        subscribe(events.PlanEnacted, events.ANSWER, answers)
        assert jobs
