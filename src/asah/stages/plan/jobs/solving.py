"""Solve a plan: freeze in one transaction, solve in a child process outside any, judge, keep in another."""

import logging
from collections.abc import Callable
from datetime import date

from asah.foundation.access.actor import system_actor
from asah.foundation.access.clock import today_in
from asah.foundation.access.models import Agency
from asah.foundation.access.scope import agency_scope
from asah.foundation.documents import files
from asah.foundation.documents.files import DiskFull, FileRefused
from asah.foundation.jobs.handles import Cancelled, Failed, JobContext, body
from asah.foundation.jobs.queue import reference
from asah.stages.plan import engine
from asah.stages.plan.engine.answer import BrokenPlan
from asah.stages.plan.events import SOLVE, SolveArgs
from asah.stages.plan.models import PlanRun
from asah.stages.plan.queries import orders_of
from asah.stages.plan.rules.settings import Settings
from asah.stages.plan.services import end_run, freeze_problem, keep_answer
from asah.stages.records import queries as records

log = logging.getLogger("asah.plan")
STEPS = 100
STAGES = {
    "gather": "Mengumpulkan data",
    "fair": "Menimbang pemerataan",
    "greedy": "Menyusun rencana awal",
    "prices": "Menghitung batas terbaik",
    "classes": "Memilih kelas",
    "assign": "Membagi kursi",
    "repair": "Memperbaiki pembagian",
    "keep": "Menyimpan hasil",
}


@body(SOLVE)
def solve_plan(context: JobContext, args: SolveArgs) -> None:
    """The whole run. Whatever ends it, the run's row says so in a sentence, and nothing is half stored."""
    try:
        _solve(context, args.run)
    except Cancelled:
        _end(context, args.run, PlanRun.Status.CANCELLED, "Dibatalkan. Hasil sebelumnya tetap ada.")
        raise
    except (engine.NothingToPlan, DiskFull, FileRefused) as stopped:
        _end(context, args.run, PlanRun.Status.FAILED, str(stopped))
        raise Failed(str(stopped)) from stopped
    except (BrokenPlan, engine.ChildFailed, ValueError) as broken:
        code = reference()
        log.error("plan run %s failed, reference %s: %s", args.run, code, broken)
        sentence = f"Rencana belum dapat disusun dan tidak ada yang disimpan. Sebutkan kode {code} kepada admin."
        _end(context, args.run, PlanRun.Status.FAILED, sentence)
        raise Failed(sentence) from broken
    except Exception:
        _end(context, args.run, PlanRun.Status.FAILED, "Asah gagal menghitung. Tidak ada yang disimpan.")
        raise  # the queue logs it once, with the reference number that the drawer shows


def _solve(context: JobContext, run: int) -> None:
    context.progress(0, STEPS, STAGES["gather"])
    agency = Agency.objects.get(pk=context.agency)
    actor = system_actor(agency.pk, agency.zone)
    with agency_scope(context.agency):
        row = PlanRun.objects.select_related("scenario").get(pk=run)
        if row.status not in (PlanRun.Status.QUEUED, PlanRun.Status.RUNNING):
            return
        settings = Settings.read(row.settings)
        gathered = gathered_year(settings, today_in(agency, context.now()), f"{agency.slug} {settings.year}")
        last_year = {person: float(jp) for person, jp in records.hours_of_year(settings.year - 1).items()}

    def tell(share: float, stage: str) -> None:
        context.progress(5 + int(85 * min(1.0, max(0.0, share))), STEPS, STAGES.get(stage, "Menyusun rencana"))

    if settings.fairness:
        context.progress(2, STEPS, STAGES["fair"])
        gathered = engine.with_text(gathered, engine.work_out_in_child(gathered.text, tell))
    with agency_scope(context.agency):
        freeze_problem(
            actor=actor, now=context.now(), run=run, text=gathered.text, problem_digest=gathered.problem.digest
        )
    context.progress(5, STEPS, STAGES["greedy"])
    plan = engine.solve_in_child(gathered.text, tell)
    answer = engine.read_answer(gathered, plan, settings, last_year)
    context.progress(95, STEPS, STAGES["keep"])
    with agency_scope(context.agency):
        kept = keep_answer(actor=actor, now=context.now(), run=run, answer=answer, plan=plan)
    context.result = {"seats": kept.seats, "cost_rupiah": kept.cost_rupiah}


def gathered_year(settings: Settings, on: date, name: str) -> engine.Gathered:
    """The frozen year of these settings; a change starts from the enacted plan. Runs inside the agency's scope."""
    if settings.changes is None:
        return engine.gather(settings, on, name, drawn=_drawn(settings))
    before = PlanRun.objects.get(pk=settings.changes)
    enacted = engine.Enacted.read(files.read(before.problem_file), files.read(before.plan_file))
    gathered = engine.gather(settings, on, name, since=date(settings.year, 1, 1))
    return engine.changed(gathered, enacted, date.fromisoformat(settings.from_on))


def _drawn(settings: Settings) -> Callable[[engine.Chances], engine.Chances] | None:
    """The lotteries of these settings, as what they do to the chances."""
    if not settings.draws:
        return None
    orders = orders_of(settings.draws.values())
    return lambda chances: engine.with_draws(chances, orders)


def _end(context: JobContext, run: int, status: str, reason: str) -> None:
    agency = Agency.objects.get(pk=context.agency)
    with agency_scope(agency.pk):
        end_run(actor=system_actor(agency.pk, agency.zone), now=context.now(), run=run, status=status, reason=reason)
