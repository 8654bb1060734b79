"""Stage budget."""

from django.apps import AppConfig


class BudgetConfig(AppConfig):
    """Label `budget`."""

    name = "asah.stages.budget"
    label = "budget"

    def ready(self) -> None:
        """The spreadsheet of budget lines."""
        from asah.foundation.imports.formats import register
        from asah.stages.budget.imports import BudgetFormat

        register(BudgetFormat())
