"""Siapkan Asah: nine tasks, each as the stage that owns it sees it."""

from datetime import date

from django.urls import NoReverseMatch, reverse

from asah.foundation.pages.components import Status, Task
from asah.stages.agency import queries as agencies
from asah.stages.agency.queries import SetupTask
from asah.stages.budget import queries as budget
from asah.stages.competencies import queries as competencies
from asah.stages.people import queries as people


def nine_tasks(on: date) -> list[SetupTask]:
    """The tasks in their order; a stage answers for its own."""
    tasks = [*agencies.setup_tasks(on), *people.setup_tasks(on), *competencies.setup_tasks(on), *budget.setup_tasks(on)]
    return sorted(tasks, key=lambda task: task.order)


def shown(tasks: list[SetupTask]) -> list[Task]:
    """As lines of a task list: finished ones fade, half-finished ones say what is missing."""
    return [
        Task(
            task.title,
            _address(task.route),
            task.hint,
            Status("Sebagian", "warn", "half") if task.status == "sebagian" else "",
            task.status == "selesai",
        )
        for task in tasks
    ]


def _address(route: str) -> str:
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""
