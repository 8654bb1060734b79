"""Stage questionnaires: label `questionnaires`; bodies of its jobs, what phones send, what recurs."""

from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    """Label `questionnaires`."""

    name = "asah.stages.questionnaires"
    label = "questionnaires"

    def ready(self) -> None:
        """Bodies of jobs, and unnamed answers that lose their order once their day is over."""
        from asah.foundation.jobs.worker import every_round
        from asah.foundation.outbox.receiving import receives
        from asah.stages.questionnaires import jobs
        from asah.stages.questionnaires.web import keeping

        every_round(jobs.mix_when_due)
        receives("survey.answer", keeping.take_answer)
        receives("survey.finish", keeping.take_finish)
