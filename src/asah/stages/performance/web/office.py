"""Units over time and side by side, for those who see units."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from asah.foundation.access.actor import NotAllowed, extent
from asah.foundation.access.permissions import Permission
from asah.foundation.imports import queries as imports
from asah.foundation.pages.components import Link
from asah.foundation.pages.tables import Column, Filter, TableSpec, build
from asah.stages.performance import queries
from asah.stages.performance.rules import INDICATORS, SATISFACTION
from asah.stages.performance.web import pictures
from asah_basics.formats import date_table, number

PLAIN = tuple(row for row in INDICATORS.values() if row.code != SATISFACTION)


@require_GET
def overview(request: Any) -> HttpResponse:
    """How do units stand, and where are people rated below "Baik"?"""
    reach = extent(request.actor, Permission.PERFORMANCE_READ)
    if not (reach.everything or reach.unit_paths):
        return _elsewhere(request)
    today = request.actor.today(request.now)
    years = queries.rated_years(today)
    year = _year(request, years)
    found = queries.overview(request.actor, today, year)
    least = queries.least_shown(today)
    survey = _("Sumber: laporan SKM unit, %(units)s unit dengan survei dua tahun terakhir") % {
        "units": found.units_surveyed
    }
    rated = _("Sumber: predikat tahunan SKP %(year)s, %(people)s pegawai") % {
        "year": year,
        "people": number(found.whole.people),
    }
    context = {
        "found": found,
        "least": least,
        "lead": pictures.lead(found, least),
        "years": [Link(str(one), f"?tahun={one}", one == year) for one in years],
        "index": pictures.index_chart(found, least, survey),
        "predicates": pictures.predicate_chart(found, least, rated),
        "table": build(_units(least), list(found.standings), request.GET, request.path),
        "may_import": request.actor.holds(Permission.PERFORMANCE_IMPORT),
    }
    return render(request, "performance/overview.html", context)


@require_GET
def unit(request: Any, uid: uuid.UUID) -> HttpResponse:
    """One unit over time: satisfaction by element, service time, punctuality, complaints, predicates."""
    today = request.actor.today(request.now)
    page = queries.unit_page(request.actor, str(uid), today)
    least = queries.least_shown(today)
    source = _("Sumber: laporan SKM %(unit)s") % {"unit": page.unit.name}
    batches = {one.batch for one in page.surveys} | {row.batch for rows in page.figures.values() for row in rows}
    origins = imports.sources_of(request.actor, {batch for batch in batches if batch is not None})
    context = {
        "page": page,
        "least": least,
        "lead": pictures.unit_lead(page, least),
        "surveys": [(one, pictures.enough(one, least), origins.get(one.batch or 0)) for one in reversed(page.surveys)],
        "last": next((one for one in reversed(page.surveys) if pictures.enough(one, least)), None),
        "index": pictures.index_line(page.surveys, least, source),
        "elements": pictures.element_chart(page.surveys, least, source),
        "figures": [_figure(kind.code, page, origins) for kind in PLAIN if kind.code in page.figures],
        "years": [
            (year, pictures.shown_counts(counts, least), counts.people >= least)
            for year, counts in sorted(page.counts.items(), reverse=True)
        ],
    }
    return render(request, "performance/unit.html", context)


def _figure(code: str, page: queries.UnitPage, origins: dict[int, tuple[str, str]]) -> dict[str, Any]:
    rows, kind = page.figures[code], INDICATORS[code]
    source = _("Sumber: %(source)s") % {"source": rows[-1].source or _("angka unit")}
    shown = [(row, origins.get(row.batch or 0)) for row in rows[::-1]]
    return {"kind": kind, "rows": shown, "chart": pictures.figure_line(code, rows, source)}


def _units(least: int) -> TableSpec:
    columns = [
        Column("unit", _("Unit"), lambda row: row.unit.name, hint=lambda row: _hint(row)),
        Column("ikm", "IKM", lambda row: _index(row, least), is_numeric=True),
        Column("ubah", _("Perubahan"), lambda row: pictures.change_words(row, least), is_numeric=True),
        *(
            Column(kind.code, kind.label, _value_of(kind.code), unit=kind.measure, is_numeric=True, is_small=True)
            for kind in PLAIN
        ),
        Column("predikat", _("Di bawah Baik"), lambda row: pictures.shown_counts(row.counts, least)),
    ]
    return TableSpec(
        name="kinerja",
        caption=_("Kinerja per unit"),
        columns=columns,
        row_key=lambda row: row.unit.uid,
        row_url=lambda row: reverse("performance_unit", args=[row.unit.uid]),
        search=lambda rows, words: [row for row in rows if words.casefold() in row.unit.name.casefold()],
        search_label=_("Cari unit"),
        filters=(
            Filter(
                "ada",
                _("Tampilkan"),
                (("survei", _("Unit dengan survei")), ("angka", _("Unit dengan indikator lain"))),
                lambda rows, value: [row for row in rows if (row.latest if value == "survei" else row.figures)],
            ),
        ),
        empty_text=_("Belum ada unit dengan angka kinerja di sini."),
    )


def _hint(row: queries.Standing) -> str:
    parts = [row.opd] if row.opd != row.unit.name else []
    if row.latest:
        words = {"n": number(row.latest.respondents), "day": date_table(row.latest.last_on)}
        parts.append(_("%(n)s responden, %(day)s") % words)
    return " · ".join(parts)


def _index(row: queries.Standing, least: int) -> str:
    if row.latest is None:
        return "–"
    if not pictures.enough(row.latest, least):
        return _("terlalu sedikit")
    letter = row.latest.service_class.letter if row.latest.service_class else "–"
    return f"{number(row.latest.index, 2)} ({letter})"


def _value_of(code: str) -> Any:
    def value(row: queries.Standing) -> str:
        known = row.figures.get(code)
        return number(known.value, INDICATORS[code].decimals) if known else "–"

    return value


def _year(request: Any, years: list[int]) -> int:
    text = request.GET.get("tahun", "")
    return int(text) if text in {str(one) for one in years} else years[0]


def _elsewhere(request: Any) -> HttpResponse:
    """Who sees no units sees his own predicates."""
    if request.actor.person is not None and request.actor.holds(Permission.PERFORMANCE_READ):
        return redirect("skp_mine")
    raise NotAllowed(_("Peran Anda tidak mencakup kinerja unit."))
