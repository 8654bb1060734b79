"""`demo_logins`: who can sign in, printed when Asah starts."""

from typing import Any

from django.core.management.base import BaseCommand

from asah.foundation.access import queries as access


class Command(BaseCommand):
    """Print the log-ins of the sample town, or how the first administrator gets in."""

    help = "Tampilkan akun contoh."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print."""
        samples = [agency for agency in access.agencies() if agency.is_sample]
        if not samples:
            self.stdout.write("Buka /aktivasi/ dengan kode administrator, atau masuk dengan akun Anda.")
            return
        from demo.cast import CAST, PASSWORD

        self.stdout.write(f"Akun data contoh (hanya dari komputer ini), kata sandi {PASSWORD}:")
        for part in CAST:
            self.stdout.write(f"  {part.username:<9} {part.about}")
