"""`work`: one worker. Any number of machines may run it beside each other."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from asah.foundation.jobs.worker import run_worker


class Command(BaseCommand):
    """Run jobs and the caretaker until stopped."""

    help = "Run one job worker."

    def add_arguments(self, parser: CommandParser) -> None:
        """--once empties the queue and returns."""
        parser.add_argument("--once", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run."""
        run_worker(once=options["once"])
