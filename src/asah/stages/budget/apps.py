"""Stage budget."""

from django.apps import AppConfig


class BudgetConfig(AppConfig):
    """Label `budget`."""

    name = "asah.stages.budget"
    label = "budget"
