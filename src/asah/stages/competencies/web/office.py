"""The map of gaps for those who see units: planners, officers of OPD, evaluators, leaders, auditors."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from asah.foundation.access.actor import NotAllowed, NotThere, extent
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.components import Link
from asah.foundation.pages.tables import Column, Shown, TableSpec, build
from asah.stages.agency import queries as agency
from asah.stages.competencies import queries, services
from asah.stages.competencies.events import REFRESH, RefreshArgs
from asah.stages.competencies.queries import GapRow
from asah.stages.competencies.web import pictures
from asah.stages.people import queries as people
from asah_basics.formats import moment, number

KINDS = (
    ("", "Semua"),
    ("manajerial", "Manajerial"),
    ("sosiokultural", "Sosial kultural"),
    ("pemerintahan", "Pemerintahan"),
    ("teknis", "Teknis"),
)
SHOWN_PEOPLE = 6


@dataclass(frozen=True)
class PersonLine:
    """Somebody in a list behind a cell. sources: what each source says; words: "1 dari 3"."""

    uid: str
    name: str
    unit: str
    gap: GapRow
    words: str
    sources: str


@require_GET
def gap_map(request: Any) -> HttpResponse:
    """Where are the gaps, how sure are we, and who are the people behind a figure?"""
    reach = extent(request.actor, Permission.COMPETENCY_READ)
    if not (reach.everything or reach.unit_paths):
        return _elsewhere(request)
    today = request.actor.today(request.now)
    query = {name: request.GET[name] for name in ("unit", "jenis", "semua") if request.GET.get(name)}
    found = queries.gap_map(request.actor, today, under=query.get("unit", ""), kind=query.get("jenis", ""))
    least = _least(today)
    chosen = request.GET.get("sel", "")
    cell = _cell(request, found, chosen, today, least) if chosen else None
    close_url = f"{request.path}?{_without(request, 'sel')}"
    if request.headers.get("HX-Target") == "rincian":
        shown = {"found": found, "cell": cell, "close_url": close_url, "least": least}
        return render(request, "competencies/cell.html", shown)
    top = pictures.top_gaps(found, least)
    everything = bool(query.get("semua"))
    columns = pictures.chosen_columns(found, everything)
    rows = pictures.chosen_rows(found, columns, everything, least)
    source = _source(request, found)
    context = {
        "found": found,
        "lead": pictures.lead(found, top, least),
        "heat": pictures.heat(rows, columns, least, query, chosen),
        "rows": rows,
        "columns": columns,
        "everything": everything,
        "cell": cell,
        "close_url": close_url,
        "all_url": f"{request.path}?{_without(request, 'sel', semua='1')}",
        "export_url": _export_url(request, found, reach.everything),
        "kinds": _kinds(request, query),
        "crumbs": _crumbs(request, found),
        "source": source,
        "least": least,
        "top": pictures.top_chart(top, chosen, source) if top else None,
        "mix": pictures.source_chart(found.mix, source) if found.mix.people else None,
        "views": pictures.view_chart(found, least, source),
        "may_refresh": request.actor.holds(Permission.GAP_REFRESH),
        "may_edit": request.actor.holds(Permission.COMPETENCY_EDIT),
    }
    return render(request, "competencies/map.html", context)


@require_GET
def people_of_cell(request: Any) -> HttpResponse:
    """Everybody behind a cell, from the largest gap; opening it is remembered."""
    today = request.actor.today(request.now)
    unit = queries.unit_seen(request.actor, request.GET.get("unit", ""), today)
    competency = queries.competency_by_code(request.GET.get("kompetensi", ""), today)
    gaps = queries.gaps_in_cell(request.actor, unit.path, competency.id)
    services.look_at_people(actor=request.actor, now=request.now, unit=unit.unit, competency=competency.name)
    lines = Shown(gaps, lambda shown: person_lines(queries.gap_rows(shown), today))
    spec = TableSpec(
        name="orang",
        caption=_("Pegawai dan kesenjangannya"),
        columns=(
            Column("nama", _("Nama"), lambda row: row.name, hint=lambda row: row.unit),
            Column("level", _("Level sekarang"), lambda row: row.words),
            Column("gap", _("Kesenjangan"), lambda row: row.gap.gap, unit=_("level"), is_numeric=True, decimals=2),
            Column("sumber", _("Menurut"), lambda row: row.sources, is_small=True),
        ),
        row_key=lambda row: row.uid,
        row_url=lambda row: reverse("gap_person", args=[row.uid]),
        empty_text=_("Belum ada pegawai yang jabatannya meminta kompetensi ini."),
    )
    context = {
        "unit": unit,
        "competency": competency,
        **gaps.aggregate(total=Count("id"), below=Count("id", filter=Q(gap__gt=0)), known=Count("gap")),
        "table": build(spec, lines, request.GET, request.get_full_path().split("&hal=")[0]),
    }
    return render(request, "competencies/people.html", context)


@require_POST
def refresh(request: Any) -> HttpResponse:
    """Ask for all gaps to be computed anew; the job runs in the drawer."""
    if not request.actor.holds(Permission.GAP_REFRESH):
        raise NotAllowed(_("Peran Anda tidak mencakup penghitungan kesenjangan."))
    REFRESH.enqueue(RefreshArgs(), actor=request.actor, now=request.now, dedupe="all", link=reverse("gap_map"))
    return redirect("gap_map")


@require_POST
def export(request: Any) -> HttpResponse:
    """Ask for the map as a file; the drawer says when it is ready."""
    form = "csv" if request.POST.get("bentuk") == "csv" else "xlsx"
    kind = request.GET.get("jenis", "")
    run = services.export_map(
        actor=request.actor, now=request.now, unit=request.GET.get("unit", ""), form=form,
        kind=kind if kind in dict(KINDS) else "",
    )  # fmt: skip
    return redirect("job", uid=run.uid)


def person_lines(gaps: list[GapRow], on: date) -> list[PersonLine]:
    """Rows of people with their names, in the order given; people who left since the last computing fall out."""
    known = {row.id: row for row in people.people_where(on, {gap.person for gap in gaps})}
    return [
        PersonLine(
            known[gap.person].uid,
            known[gap.person].name,
            known[gap.person].unit_name,
            gap,
            level_words(gap),
            source_words(gap),
        )
        for gap in gaps
        if gap.person in known
    ]


def level_words(gap: GapRow) -> str:
    """`1,5 dari 3`, or that nobody has assessed."""
    if gap.held is None:
        return _("belum dinilai")
    return _("%(held)s dari %(required)s") % {"held": number(gap.held), "required": number(gap.required)}


def source_words(gap: GapRow) -> str:
    """`Diri 2 · Atasan 1 · Uji 1`, and whether the two views differ."""
    names = (
        (_("Pusat penilaian"), gap.centre),
        (_("Uji"), gap.test),
        (_("Atasan"), gap.superior),
        (_("Diri"), gap.own),
    )
    parts = [f"{name} {number(level)}" for name, level in names if level is not None]
    return " · ".join(parts + ([_("berbeda pandangan")] if gap.differs else []))


def _cell(request: HttpRequest, found: queries.GapMap, chosen: str, today: date, least: int) -> dict[str, Any] | None:
    unit_id, _sep, code = chosen.partition(":")
    row = next((row for row in found.rows if str(row.unit) == unit_id), None)
    column = next((column for column in found.columns if column.code == code), None)
    if row is None or column is None or column.id not in row.cells:
        raise NotThere(f"cell {chosen}")
    sums = row.cells[column.id]
    lacking = queries.gaps_in_cell(_actor(request), row.path, column.id).filter(gap__gt=0)
    enough = sums.answered >= least
    if enough:
        services.look_at_people(actor=_actor(request), now=_now(request), unit=row.unit, competency=column.name)
    mean = sums.mean
    return {
        "row": row,
        "column": column,
        "sums": sums,
        "enough": enough,
        "mean": mean,
        "text": pictures.with_interval(mean) if mean else "",
        "title": f"{column.name}: {number(mean.value, 1)}" if enough and mean else column.name,
        "people": person_lines(queries.gap_rows(lacking[:SHOWN_PEOPLE]), today) if enough else [],
        "all": f"{reverse('gap_people')}?unit={row.code}&kompetensi={column.code}" if row.code else "",
    }


def _actor(request: Any) -> Any:
    return request.actor


def _now(request: Any) -> Any:
    return request.now


def _elsewhere(request: Any) -> HttpResponse:
    """Who sees no units sees his team, or himself."""
    reach = extent(request.actor, Permission.COMPETENCY_READ)
    if reach.team_of is not None:
        return redirect("gap_team")
    if reach.person is not None:
        return redirect("competency_mine")
    raise NotAllowed(_("Peran Anda tidak mencakup peta kesenjangan."))


def _least(on: date) -> int:
    return int(agency.rule("batas_tampil", "dalam", on).values["people"])


def _source(request: Any, found: queries.GapMap) -> str:
    words = {"answered": number(found.mix.answered), "people": number(found.mix.people)}
    text = _("Sumber: penilaian kompetensi; %(answered)s dari %(people)s pegawai sudah dinilai.") % words
    if found.computed_at:
        text += _(" Dihitung %(at)s.") % {"at": moment(found.computed_at, request.agency.zone)}
    return text


def _kinds(request: Any, query: dict[str, str]) -> list[Link]:
    return [
        Link(
            _(label),
            f"{request.path}?{_without(request, 'sel', jenis=value)}",
            query.get("jenis", "") == value,
        )
        for value, label in KINDS
    ]


def _export_url(request: Any, found: queries.GapMap, everything: bool) -> str:
    """Where the shown map is asked for as a file; nowhere for who sees several subtrees and has opened none."""
    if found.parent is None and not everything:
        return ""
    unit = found.parent.code if found.parent and (found.parent.parent or not everything) else ""
    return f"{reverse('gap_export')}?{_without(request, 'sel', 'semua', unit=unit)}"


def _crumbs(request: Any, found: queries.GapMap) -> list[Link]:
    if not request.GET.get("unit") or found.parent is None:
        return []
    return [Link(_("Kesenjangan"), reverse("gap_map")), Link(found.parent.name)]


def _without(request: Any, *names: str, **more: str) -> str:
    left = request.GET.copy()
    for name in names:
        left.pop(name, None)
    for name, value in more.items():
        left[name] = value
        if not value:
            del left[name]
    return str(left.urlencode())
