"""Stage partners: its spreadsheet, and the reminders of its caretaker's duty."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """Label `partners`."""

    name = "asah.stages.partners"
    label = "partners"

    def ready(self) -> None:
        """Register the format and the daily duty."""
        from asah.foundation.imports.formats import register
        from asah.foundation.jobs.handles import subscribe
        from asah.foundation.jobs.worker import every_round
        from asah.stages.partners import events, jobs
        from asah.stages.partners.imports import PartnerFormat

        register(PartnerFormat())
        subscribe(events.PartnersImported, events.REFRESH_SEARCH, lambda _fact: events.Nothing())
        every_round(jobs.remind_when_due)
