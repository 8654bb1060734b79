"""Siapkan Asah: nine tasks, each as the stage that owns it sees it."""

from datetime import date

from django.urls import NoReverseMatch, reverse

from asah.foundation.access import queries as access
from asah.foundation.access.models import Agency
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


def sample_log_ins(agency: Agency) -> tuple[list[tuple[str, str]], str]:
    """(user name, who that is) of the invented people who can sign in, and their password; empty in a real town."""
    if not agency.is_sample:
        return [], ""
    from demo.cast import CAST, PASSWORD

    there = access.usernames_in(agency.pk)
    known = [(f"{part.username}{end}", part.about) for part in CAST for end in (f"-{agency.slug}", "")]
    return [(name, about) for name, about in known if name in there], PASSWORD


def _address(route: str) -> str:
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""
