"""`load_rules`: bring the national tables of rules in line with the files that ship with Asah."""

from typing import Any

from django.core.management.base import BaseCommand

from asah.stages.agency.management.seeds import load_seeds


class Command(BaseCommand):
    """Run as owner; also runs by itself after every migrate."""

    help = "Memuat tabel aturan nasional."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and tell how many rows changed."""
        self.stdout.write(f"{load_seeds()} baris berubah.")
