"""Needs for those who see units: the summary and the ranked list."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from asah.foundation.access.actor import extent, require
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.components import Link, Tile
from asah.foundation.pages.tables import Column, Filter, TableSpec, build
from asah.stages.agency import queries as agency
from asah.stages.competencies import queries as competencies
from asah.stages.needs import queries
from asah.stages.needs.events import REFRESH, RefreshArgs
from asah.stages.needs.queries import NeedRow
from asah.stages.needs.web import pictures
from asah.stages.people import queries as people
from asah_basics.formats import number

KINDS = (
    ("", "Semua"),
    ("manajerial", "Manajerial"),
    ("sosiokultural", "Sosial kultural"),
    ("pemerintahan", "Pemerintahan"),
    ("teknis", "Teknis"),
)


@require_GET
def home(request: Any) -> HttpResponse:
    """What is needed most, where, made of which voices, and who has not been heard?"""
    reach = extent(request.actor, Permission.NEED_READ)
    if not (reach.everything or reach.unit_paths) and (reach.team_of is not None or reach.person is not None):
        return redirect("needs_list" if reach.team_of is not None else "needs_mine")
    today = request.actor.today(request.now)
    kind = request.GET.get("jenis", "")
    page = queries.needs_page(request.actor, today, kind=kind if kind in dict(KINDS) else "")
    source = pictures.source_of(page, request.agency)
    least = int(agency.rule("batas_tampil", "dalam", today).values["people"])
    context = {
        "page": page,
        "lead": pictures.lead(page),
        "top": pictures.top_chart(page, source),
        "mix": pictures.parts_chart(page.parts, source),
        "tiles": _tiles(page),
        "kinds": [Link(_(word), f"?jenis={value}" if value else "?", kind == value) for value, word in KINDS],
        "source": source,
        "units": [row for row in page.units if row.staff >= least][:15],
        "least": least,
        "may_refresh": request.actor.holds(Permission.NEED_REFRESH),
        "may_compile": request.actor.holds(Permission.AKPK_COMPILE),
        "report": queries.latest_report(request.actor, page.year),
    }
    return render(request, "needs/home.html", context)


def _tiles(page: queries.NeedsPage) -> list[Tile]:
    ranked = reverse("needs_list")
    return [
        Tile(page.needs, _("kebutuhan"), ranked),
        Tile(page.silent, _("tanpa usulan siapa pun"), f"{ranked}?suara=tanpa"),
        Tile(page.contradicting, _("sumber bertentangan"), f"{ranked}?sumber=beda"),
        Tile(page.unassessed, _("pegawai belum dinilai"), reverse("gap_map")),
    ]


@require_GET
def ranked(request: Any) -> HttpResponse:
    """Every need within reach, the heaviest first, with filters."""
    today = request.actor.today(request.now)
    rows = queries.ranked_needs(request.actor, today)
    view = build(_spec(request, today), rows, request.GET, request.path)
    first = view.rows[0] if view.rows else None
    return render(request, "needs/list.html", {"table": view, "first": first, "total": view.pages.total})


def _spec(request: Any, today: Any) -> TableSpec:
    entries = [row for row in competencies.entries() if row.is_active]
    ids = {row.code: row.id for row in entries}
    units = people.visible_tree(request.actor, today).units.values()
    opds = sorted((unit for unit in units if unit.opd == unit.id), key=lambda unit: unit.name)
    paths = {unit.code: unit.path for unit in opds}
    filters = [
        Filter(
            "kompetensi", _("Kompetensi"), [(row.code, row.name) for row in entries],
            lambda rows, code: rows.filter(competency=ids[code]),
        ),
        Filter(
            "suara", _("Usulan"), [("ada", _("Ada usulan")), ("tanpa", _("Tanpa usulan"))],
            lambda rows, value: rows.filter(asked=value == "ada", weight__gt=0),
        ),
        Filter(
            "sumber", _("Sumber"), [("beda", _("Bertentangan"))], lambda rows, _value: rows.filter(contradicts=True)
        ),
    ]  # fmt: skip
    if len(opds) > 1:
        choices = [(unit.code, unit.short_name or unit.name) for unit in opds]
        filters.insert(0, Filter("unit", _("Perangkat daerah"), choices, lambda rows, code: rows.below(paths[code])))
    return TableSpec(
        name="kebutuhan",
        caption=_("Kebutuhan, dari yang terberat"),
        columns=(
            Column("nama", _("Pegawai"), lambda row: row.name, hint=lambda row: f"{row.job} · {row.unit}"),
            Column("kompetensi", _("Kompetensi"), lambda row: row.competency),
            Column("gap", _("Kesenjangan"), lambda row: row.gap, unit=_("level"), is_numeric=True, sort="gap"),
            Column("asal", _("Terdiri dari"), made_of, is_small=True),
            Column("faktor", _("Layanan"), lambda row: f"× {number(row.factor, at_most=2)}", is_small=True),
            Column(
                "bobot", _("Bobot"), lambda row: row.weight, unit=_("poin"), is_numeric=True, sort="weight", decimals=2
            ),
        ),
        row_url=lambda row: reverse("needs_person", args=[row.uid]),
        row_tone=lambda row: "warn" if row.contradicts else "",
        filters=filters,
        default_sort="-bobot",
        empty_text=_("Belum ada kebutuhan. Kebutuhan muncul setelah ada standar jabatan dan penilaian."),
    )


def made_of(row: NeedRow) -> str:
    """`kesenjangan 2, usulan 0,5`: the parts that say anything; and whether sources contradict each other."""
    words = (_("kesenjangan"), _("kinerja"), _("survei"), _("wawancara"), _("usulan"), _("temuan"))
    told = [f"{word} {number(value, at_most=2)}" for word, value in zip(words, row.parts, strict=True) if value]
    if row.contradicts:
        told.append(_("sumber bertentangan"))
    return ", ".join(told) or _("belum ada yang berbobot")


@require_POST
def refresh(request: Any) -> HttpResponse:
    """Ask for needs to be computed anew; the job runs in the drawer."""
    require(request.actor, Permission.NEED_REFRESH)
    REFRESH.enqueue(RefreshArgs(), actor=request.actor, now=request.now, dedupe="all", link=reverse("needs_home"))
    return redirect("needs_home")
