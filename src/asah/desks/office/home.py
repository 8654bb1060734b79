"""What a planner sees first."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from asah.desks.shell.cycle import chosen_year
from asah.desks.shell.home import Change, HomePart, Task
from asah.foundation.access.actor import Actor, NotThere
from asah.foundation.access.models import Agency
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.queries import newest
from asah.stages.competencies import queries as competencies
from asah.stages.people import queries as people
from asah.stages.plan import queries as plan
from asah.stages.questionnaires import queries as questionnaires
from asah.stages.records import queries as records
from asah_basics.charts import Bar, Chart, Swarm, ordered_bars, swarm
from asah_basics.formats import date_table, number, percent, rupiah_short

_LEAST = 5


def part(actor: Actor, agency: Agency, now: datetime, request: Any) -> HomePart:
    """The year in one sentence, the next steps, and who stays behind."""
    on = actor.today(now)
    year = chosen_year(request)
    rows = plan.scenarios_of(actor, year.year) if year else []
    best = next((row for row in reversed(rows) if row.run is not None), None)
    count = people.headcount(actor, on)
    return HomePart(
        lead=_lead(year, best, count),
        action=_action(best, rows, count),
        tasks=tuple(_tasks(actor, on, rows, count, year)),
        figure=_key_picture(actor, on, best) if count else None,
        changes=tuple(Change(at, says) for at, says in newest(5)),
    )


def _lead(year: Any, best: Any, count: int) -> str:
    if not count:
        return _("Belum ada pegawai. Mulai dengan mengunggah daftar dari SIASN atau Excel.")
    if year is None:
        return _("%(count)s pegawai tercatat. Buka siklus tahunan untuk mulai merencanakan.") % {"count": number(count)}
    if best is None:
        return _("Siklus %(year)s: %(count)s pegawai tercatat, rencana belum disusun.") % {
            "year": year.year, "count": number(count),
        }  # fmt: skip
    return _("%(title)s menutup %(share)s kesenjangan dengan %(money)s.") % {
        "title": best.title,
        "share": percent(plan.closed_percent(best.run) / 100, 0),
        "money": rupiah_short(best.scenario.budget_rupiah),
    }


def _action(best: Any, rows: list[Any], count: int) -> tuple[str, str]:
    if not count:
        return _("Unggah daftar pegawai"), reverse("import_list")
    if best is not None:
        letter = best.title.split(":")[0]
        return _("Lanjutkan %(name)s") % {"name": letter}, reverse("plan_scenario", args=[best.scenario.uid])
    return _("Susun rencana"), reverse("plan_scenarios")


def _tasks(actor: Actor, on: date, rows: list[Any], count: int, year: Any) -> list[Task]:
    due = year.phase_until if year else None
    alone = max(0, len(people.orphans(on)) - 1) if count else 0
    submitted = any(row.scenario.status not in ("draf", "dikembalikan") for row in rows)
    solved = any(row.run is not None for row in rows)
    tasks = [
        Task(_("Impor daftar pegawai"), reverse("import_list"), is_done=count > 0),
        *_survey_tasks(actor, year.year if year else None),
        Task(_("Susun skenario rencana"), reverse("plan_scenarios"), is_done=solved),
        Task(
            _("Ajukan rencana"), reverse("plan_scenarios"), _("Disetujui orang lain daripada yang mengajukan"), due,
            is_done=submitted,
        ),
    ]  # fmt: skip
    if alone:
        hint = _("%(n)s pegawai belum punya atasan") % {"n": number(alone)}
        tasks.append(Task(_("Periksa unit dan atasan"), reverse("unit_tree"), hint))
    return tasks


def _survey_tasks(actor: Actor, year: int | None) -> list[Task]:
    """The surveys of the year that run, with how many offices are still silent."""
    if year is None or not actor.holds(Permission.SURVEY_READ):
        return []
    rows = [row for row in questionnaires.surveys_of_year(actor, year) if row.state == "dibuka"]
    answered = questionnaires.responses(actor, [row.id for row in rows])
    return [
        Task(
            row.title, reverse("survey_detail", args=[row.uid]),
            _("%(share)s sudah menjawab") % {"share": percent(answered[row.id].share, 0)}, row.closes_on,
        )
        for row in rows
        if row.id in answered
    ]  # fmt: skip


def _key_picture(actor: Actor, on: date, best: Any) -> Chart | None:
    """Who stays behind, unit by unit, recorded last year and under the plan; while no hours are known the gaps."""
    return _floor_by_unit(actor, on, best) or _largest_gaps(actor, on)


def _floor_by_unit(actor: Actor, on: date, best: Any) -> Chart | None:
    year = on.year - 1
    try:
        found = records.jp_map(actor, year, on)
    except NotThere:
        return None
    floor, _bound, source = records.floor_on(on)
    names = {unit.path: unit.name for unit in people.units_on(on)}
    before = [(names.get(row.path, row.name), row.share) for row in found.rows if row.code and row.people >= _LEAST]
    if not before:
        return None
    rows = [Swarm(str(year), before, found.total.share)]
    planned, mean = plan.floor_by_unit(best.run) if best else ({}, 0.0)
    if planned:
        rows.append(Swarm(_("Rencana"), [*planned.items()], mean))
    return swarm(
        rows, measure=_("pegawai yang mencapai %(floor)s JP") % {"floor": floor}, noun=_("perangkat daerah"),
        sub=_("Tiap titik satu perangkat daerah; bagian pegawai yang mencapai %(floor)s JP") % {"floor": floor},
        source=_("Sumber: riwayat JP %(year)s; %(basis)s") % {"year": year, "basis": source},
    )  # fmt: skip


def _largest_gaps(actor: Actor, on: date) -> Chart | None:
    try:
        found = competencies.gap_map(actor, on)
    except NotThere:
        return None
    names = {column.id: column.name for column in found.columns}
    bars = [
        Bar(names[key], mean.value, mean.low, mean.high, sums.answered)
        for key, sums in found.totals().items()
        if key in names and sums.answered >= _LEAST and (mean := sums.mean)
    ]
    if not bars:
        return None
    source = _("Sumber: penilaian kompetensi, %(day)s. Garis: selang kepercayaan 95%%.") % {"day": date_table(on)}
    return ordered_bars(
        bars, measure=_("Kesenjangan (level)"), sub=_("Rata-rata level di bawah syarat jabatan"), source=source,
        decimals=1,
    )  # fmt: skip
