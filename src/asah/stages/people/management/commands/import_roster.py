"""`import_roster FILE --agency SLUG [--dry-run]`: the six steps through the same use cases as the pages."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from asah.foundation.access import queries as access
from asah.foundation.access.actor import Actor, Held
from asah.foundation.access.clock import now_for
from asah.foundation.imports.headless import Outcome, import_rows
from asah.foundation.imports.services import ImportRefused
from asah.foundation.text.tables import LARGEST_FILE, Unreadable
from asah_basics.formats.numbers import number

_SHOWN = 20
_WORDS = (
    ("rows", "baris"), ("ready", "siap"), ("problems", "perlu_diperbaiki"), ("warnings", "peringatan"),
    ("new", "baru"), ("changed", "berubah"), ("same", "tetap"), ("missing", "hilang"),
)  # fmt: skip


class Command(BaseCommand):
    """Import a roster from the command line."""

    help = "Impor daftar pegawai (XLSX atau CSV dengan kolom SIASN)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options."""
        parser.add_argument("file", type=Path, help="berkas XLSX atau CSV")
        parser.add_argument("--agency", required=True, help="kode instansi, misalnya sorong")
        parser.add_argument("--dry-run", action="store_true", help="periksa dan bandingkan saja, tanpa menerapkan")
        parser.add_argument("--skip-problems", action="store_true", help="lewati baris yang perlu diperbaiki")
        parser.add_argument("--accept-volume", action="store_true", help="terapkan walau perubahannya tidak biasa")
        parser.add_argument(
            "--missing",
            choices=["leave", "moved", "deactivate"],
            default="leave",
            help="pegawai yang hilang dari berkas",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, compare, apply; every count stands on a line of its own."""
        agency = access.agency_by_slug(options["agency"])
        if agency is None:
            raise CommandError(f"Instansi {options['agency']} tidak ada. Tulis kode instansi, misalnya sorong.")
        actor = Actor(agency.pk, None, "Baris perintah", roles=(Held("planner"),), zone=agency.zone)
        try:
            outcome = import_rows(
                "roster",
                self._content(options["file"]),
                options["file"].name,
                actor=actor,
                now=now_for(agency),
                dry_run=options["dry_run"],
                skip_problems=options["skip_problems"],
                accept_volume=options["accept_volume"],
                missing=options["missing"],
            )
        except (Unreadable, ImportRefused) as refused:
            raise CommandError(str(refused)) from None
        self._tell(outcome, dry_run=options["dry_run"])

    def _content(self, path: Path) -> bytes:
        try:
            if path.stat().st_size > LARGEST_FILE:
                raise CommandError("Berkas lebih dari 50 MB. Bagi menjadi beberapa berkas.")
            return path.read_bytes()
        except OSError as error:
            raise CommandError(f"Berkas {path} tidak dapat dibaca: {error.strerror}.") from None

    def _tell(self, outcome: Outcome, *, dry_run: bool) -> None:
        batch = outcome.batch
        self.stdout.write(f"impor: {batch.number}")
        if batch.refusal:
            raise CommandError(batch.refusal)
        for name, word in _WORDS:
            self.stdout.write(f"{word}: {number(int(batch.counts.get(name, 0)))}")
        for sentence in outcome.problems[:_SHOWN]:
            self.stdout.write(sentence)
        if len(outcome.problems) > _SHOWN:
            self.stdout.write(f"... dan {number(len(outcome.problems) - _SHOWN)} lagi")
        if outcome.applied:
            self.stdout.write("diterapkan: ya")
            return
        self.stdout.write("diterapkan: tidak")
        if outcome.problems and not dry_run:
            raise CommandError("Perbaiki baris di atas, atau pakai --skip-problems untuk melewatinya.")
        if not dry_run:
            self.stdout.write("Tidak ada yang perlu diterapkan.")
