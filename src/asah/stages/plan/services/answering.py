"""The plan answers every proposal: chosen, waiting, or not, with the reason that stands in the plan."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import note, use_case
from asah.stages.catalogue import queries as catalogue
from asah.stages.needs import queries as needs
from asah.stages.needs import services as needs_services
from asah.stages.plan.engine.people import BARRED
from asah.stages.plan.models import PlanPerson, PlanProgramme, PlanRun, PlanSeat, PlanWait
from asah.stages.plan.rules.words import MONTHS, programme_reason, waiting_reason
from asah.stages.plan.services.running import subject_of_run
from asah.stages.plan.services.scenarios import title_of


@use_case(Permission.PLAN_KEEP, on=subject_of_run, says=_("{actor} menjawab usulan menurut {label}"))
def answer_proposals(*, actor: Actor, now: datetime, run: int) -> int:
    """Answer every open proposal of the plan's year from an approved run. Returns how many were answered."""
    row = PlanRun.objects.select_related("scenario").get(pk=run)
    asks = needs.open_proposals(row.scenario.year)
    answers = list(_answers(row, asks))
    note(answered=len(answers))
    if answers:
        needs_services.answer_proposals(actor=actor, now=now, plan=title_of(row.scenario), answers=answers)
    return len(answers)


def _answers(run: PlanRun, asks: list[needs.AskRow]) -> Iterable[needs_services.Answered]:
    programmes = {row.pk: row for row in PlanProgramme.objects.filter(run=run)}
    versions = catalogue.versions_by_id([row.version_id for row in programmes.values()])
    teaching: dict[int, list[int]] = {}
    of_programme: dict[int, list[int]] = {}
    for key, row in programmes.items():
        version = versions[row.version_id]
        of_programme.setdefault(version.programme, []).append(key)
        for gain in version.gains:
            teaching.setdefault(gain.competency, []).append(key)
    people = sorted({ask.person for ask in asks})
    seats = {(row.person_id, row.programme_id): row for row in PlanSeat.objects.filter(run=run, person__in=people)}
    waits = {(row.person_id, row.programme_id): row for row in PlanWait.objects.filter(run=run, person__in=people)}
    barred = dict(PlanPerson.objects.filter(run=run, person__in=people).values_list("person", "barred"))
    for ask in asks:
        keys = of_programme.get(ask.programme, []) if ask.programme else teaching.get(ask.competency, [])
        outcome, reason = _outcome(ask.person, keys, programmes, seats, waits, barred)
        yield needs_services.Answered(ask.id, outcome, reason)


def _outcome(
    person: int,
    keys: list[int],
    programmes: Mapping[int, PlanProgramme],
    seats: Mapping[tuple[int, int], PlanSeat],
    waits: Mapping[tuple[int, int], PlanWait],
    barred: Mapping[int, str],
) -> tuple[str, str]:
    """The best answer among the programmes that teach what was asked for."""
    for key in keys:
        seat = seats.get((person, key))
        if seat is not None:
            return "terpilih", f"Terpilih untuk {programmes[key].name}, {MONTHS[seat.month - 1]}."
    if barred.get(person):
        return "belum", f"{BARRED[barred[person]]}."
    waiting = [waits[person, key] for key in keys if (person, key) in waits]
    if waiting:
        best = min(waiting, key=lambda row: (row.rank, row.pk))
        name = programmes[best.programme_id].name
        return "menunggu", f"{name}: {waiting_reason(best.reason, best.facts)}"
    if not keys:
        return (
            "belum",
            "Belum ada program di katalog untuk kompetensi ini. BKPSDM mencatatnya sebagai kebutuhan terbuka.",
        )
    left_out = [programmes[key] for key in keys if not programmes[key].seats]
    if left_out:
        return (
            "belum",
            f"{left_out[0].name} tidak masuk rencana: {programme_reason(left_out[0].reason, left_out[0].facts)}.",
        )
    return "belum", "Sasaran programnya jabatan lain, atau kompetensi ini sudah terpenuhi menurut penilaian terakhir."
