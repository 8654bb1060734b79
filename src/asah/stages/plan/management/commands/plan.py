"""`plan --agency SLUG --year 2027 [--budget RUPIAH] [--out FILE]`: the same use cases as the page Skenario.

Prints `value:`, `bound:`, `gap:` (per cent), `seats:`, `cost:`, `people:` and `below20:`, a line each, and writes the
frozen problem; `python -m asah_planner solve FILE` then gives the same plan byte for byte.
"""

import math
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from asah.foundation.access.actor import Actor, Held
from asah.foundation.access.clock import now_for
from asah.foundation.access.models import Agency
from asah.foundation.access.scope import agency_scope
from asah.foundation.documents import files
from asah.foundation.jobs import queue
from asah.stages.plan import services
from asah.stages.plan.models import PlanPerson, PlanRun
from asah.stages.plan.rules.settings import LEGAL_FLOOR_JP, SettingsRefused
from asah_basics.formats import FormatError, parse_rupiah


class Command(BaseCommand):
    """Solve a year from the command line."""

    help = "Menyusun rencana tahunan sebuah instansi dan menulis berkas masalahnya."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options."""
        parser.add_argument("--agency", required=True, help="kode instansi, misalnya sorong")
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--budget", help="pagu dalam rupiah; tanpa ini dipakai jumlah sumber dana tahun itu")
        parser.add_argument("--out", type=Path, help="berkas masalah; tanpa ini masalah-KODE-TAHUN.json di folder ini")

    def handle(self, *args: Any, **options: Any) -> None:
        """Open a scenario, ask for a run, do its job here, print what came out."""
        agency = Agency.objects.filter(slug=options["agency"]).first()
        if agency is None:
            known = ", ".join(Agency.objects.order_by("slug").values_list("slug", flat=True)) or "belum ada"
            raise CommandError(f"Instansi {options['agency']} tidak ada. Yang ada: {known}.")
        try:
            run = self._request(agency, options["year"], options["budget"])
        except (SettingsRefused, FormatError) as refused:
            raise CommandError(str(refused)) from None
        queue.execute(agency.pk, run.job or 0)
        target = options["out"] or Path(f"masalah-{agency.slug}-{options['year']}.json")
        with agency_scope(agency.pk):
            self._tell(PlanRun.objects.get(pk=run.pk), target)

    def _request(self, agency: Agency, year: int, budget: str | None) -> PlanRun:
        now = now_for(agency)
        actor = Actor(agency.pk, None, "Baris perintah", roles=(Held("planner"),), zone=agency.zone)
        with agency_scope(agency.pk):
            values = None
            if budget is not None:
                amount = parse_rupiah(budget, what="Pagu")
                values = services.ScenarioInput(name="Baris perintah", budget_rupiah=amount)
            scenario = services.open_scenario(actor=actor, now=now, year=year, values=values)
            return services.request_plan(actor=actor, now=now, scenario=scenario.uid)

    def _tell(self, run: PlanRun, target: Path) -> None:
        if run.status != PlanRun.Status.DONE:
            raise CommandError(run.reason or "Rencana belum selesai dihitung.")
        target.write_bytes(files.read(run.problem_file))
        below = sum(
            1
            for before, planned in PlanPerson.objects.filter(run=run, barred="").values_list("jp_before", "jp_planned")
            if before + planned < LEGAL_FLOOR_JP
        )
        bound = math.ceil((run.bound or 0.0) * 1e6) / 1e6  # a bound is rounded to the safe side
        gap = math.ceil((run.gap_percent or 0.0) * 1e4) / 1e4
        self.stdout.write(f"value: {run.value:.6f}")
        self.stdout.write(f"bound: {bound:.6f}")
        self.stdout.write(f"gap: {gap:.4f}")
        self.stdout.write(f"seats: {run.seats}")
        self.stdout.write(f"cost: {run.cost_rupiah}")
        self.stdout.write(f"people: {run.people}")
        self.stdout.write(f"below20: {below}")
        self.stderr.write(f"masalah: {target}")
