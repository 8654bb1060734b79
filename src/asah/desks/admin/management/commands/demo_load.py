"""`demo_load`: tell the story of the sample town into this database."""

import time
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from asah.foundation.access import queries as access


class Command(BaseCommand):
    """Load the sample town, or a larger one for benchmarks."""

    help = "Isi kota contoh."

    def add_arguments(self, parser: CommandParser) -> None:
        """--size people; --slug another name, so that two sizes can stand beside each other."""
        parser.add_argument("--size", type=int, default=4905)
        parser.add_argument("--slug", default="sorong")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load."""
        from demo import story

        slug = options["slug"]
        if access.agency_by_slug(slug) is not None:
            raise CommandError(f"Kota {slug} sudah ada. Pilih nama lain: ./asah demo --slug {slug}-2")
        start = time.monotonic()
        now = settings.ASAH_CLOCK or datetime.now(UTC)
        with transaction.atomic():  # a story half told leaves nothing behind
            stage = story.found(slug, "Kota Sorong", options["size"], now)
            story.tell(stage, lambda title: self.stdout.write(f"  {title} ({time.monotonic() - start:.0f} s)"))
        self.stdout.write(f"Kota contoh siap: {len(stage.workers)} pegawai, {time.monotonic() - start:.0f} detik.")
