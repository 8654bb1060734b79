"""My own history and hours."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from asah.foundation.access.actor import NotThere
from asah.foundation.pages.components import Link
from asah.stages.people import queries as people
from asah.stages.records import queries
from asah_basics.charts import Bar, Chart, ordered_bars
from asah_basics.formats import date_long, number


@require_GET
def mine(request: Any) -> HttpResponse:
    """What have I completed, and how far am I this year?"""
    place = people.where_was(request.actor.person or 0, request.actor.today(request.now))
    if place is None:
        raise NotThere("no post of one's own")
    return render(request, "records/person.html", person_context(request, place) | {"is_mine": True})


def person_context(request: Any, place: people.PersonRow) -> dict[str, Any]:
    """Everything the page of one person's history shows."""
    today = request.actor.today(request.now)
    year = _year(request, today.year)
    hours = queries.hours_of(place.id, year, today)
    return {
        "place": place,
        "year": year,
        "hours": hours,
        "lead": _lead(hours, year == today.year),
        "records": queries.records_of(place.id, today),
        "three": [row for row in hours.counters if row.key != "ip_seminar"],
        "seminar": next(row for row in hours.counters if row.key == "ip_seminar"),
        "year_links": [Link(str(one), f"?tahun={one}", one == year) for one in range(today.year - 3, today.year + 1)],
        "figure": _years_chart(place.id, today.year, date_long(today)),
    }


def _lead(hours: queries.OwnHours, running: bool) -> str:
    done, floor = hours.legal.jp, hours.legal.floor
    words: dict[str, Any] = {"done": number(done), "year": hours.year}
    if floor is None:
        return _("%(done)s JP tercatat pada %(year)s.") % words
    if done >= floor:
        words["floor"] = floor
        return _("%(done)s JP tercatat pada %(year)s: kewajiban %(floor)s JP sudah terpenuhi.") % words
    left = words | {"left": number(floor - done), "floor": floor}
    if running:
        return _("%(done)s dari %(floor)s JP tercatat pada %(year)s, kurang %(left)s JP lagi.") % left
    return _("%(done)s dari %(floor)s JP tercatat pada %(year)s, kurang %(left)s JP.") % left


def _years_chart(person: int, this_year: int, day: str) -> Chart | None:
    totals = dict(queries.years_of(person))
    if not totals:
        return None
    shown = range(max(min(totals), this_year - 5), this_year + 1)
    bars = [Bar(str(year), float(totals.get(year, 0)), highlight=year == this_year) for year in shown]
    return ordered_bars(
        bars,
        measure="JP",
        sub=_("JP tercatat tiap tahun, dari yang terbanyak"),
        source=_("Sumber: riwayat pengembangan kompetensi sampai %(day)s") % {"day": day},
        title=_("JP terbanyak pada %(year)s") % {"year": max(totals, key=lambda year: totals[year])},
    )


def _year(request: Any, otherwise: int) -> int:
    text = request.GET.get("tahun", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else otherwise
