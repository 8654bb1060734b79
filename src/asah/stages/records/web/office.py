"""Hours of units and of single people, for those who see more than themselves."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from asah.foundation.access.actor import NotAllowed, NotThere, Subject, allowed, extent
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.components import Link, Status
from asah.foundation.pages.tables import Column, Shown, TableSpec, build
from asah.stages.agency import queries as agency
from asah.stages.people import queries as people
from asah.stages.records import queries, services
from asah.stages.records.web import pictures
from asah.stages.records.web.forms import RecordForm, WithdrawForm
from asah.stages.records.web.learner import person_context


@dataclass(frozen=True)
class BelowLine:
    """Somebody below the floor, as the list shows him."""

    uid: str
    name: str
    unit: str
    legal: Any
    technical: Any
    own: Any


@require_GET
def overview(request: Any) -> HttpResponse:
    """Is learning time shared, and who gets nothing?"""
    reach = extent(request.actor, Permission.RECORD_READ)
    if not (reach.everything or reach.unit_paths):
        return _elsewhere(request)
    today = request.actor.today(request.now)
    year = _year(request, today)
    found = queries.jp_map(request.actor, year, today, under=request.GET.get("unit", ""))
    floor, _bound, source = queries.floor_on(today)
    text = pictures.source_text(found, source, request.agency.zone)
    context = {
        "found": found,
        "year": year,
        "years": _years(request, today, year),
        "floor": floor,
        "lead": pictures.lead(found, year, floor),
        "source": text,
        "share": pictures.share_chart(found, floor, text),
        "dots": _dots(request, found, year, today, floor, text),
        "table": build(_units(request, floor), list(found.rows), request.GET, request.get_full_path()),
        "ceiling": _ceiling(request, year, today, found),
        "below_url": f"{reverse('jp_below')}?{_query(request, tahun=str(year))}",
        "export_url": f"{reverse('jp_export')}?{_query(request, tahun=str(year), unit=_code(found, reach.everything))}",
        "crumbs": [Link(_("JP pegawai"), reverse("jp_overview")), Link(found.parent.name)]
        if request.GET.get("unit") and found.parent
        else [],
    }
    return render(request, "records/overview.html", context)


@require_GET
def below(request: Any) -> HttpResponse:
    """Everybody below the floor, those with nothing first."""
    today = request.actor.today(request.now)
    year = _year(request, today)
    unit = next((one for one in people.units_on(today) if one.code == request.GET.get("unit", "")), None)
    rows = queries.below_floor(request.actor, year, today, unit.path if unit else "")
    floor, _bound, source = queries.floor_on(today)
    spec = TableSpec(
        name="belum",
        caption=_("Pegawai di bawah %(floor)s JP") % {"floor": floor},
        columns=(
            Column("nama", _("Nama"), lambda row: row.name, sort="name", hint=lambda row: row.unit),
            Column("jp", "JP", lambda row: row.legal, sort="legal", is_numeric=True),
            Column("teknis", _("Diklat teknis (IP ASN)"), lambda row: row.technical, sort="technical", is_numeric=True),
            Column("instansi", _("Indikator instansi"), lambda row: row.own, sort="own", is_numeric=True),
        ),
        row_key=lambda row: row.uid,
        row_url=lambda row: reverse("records_person", args=[row.uid]),
        empty_text=_("Semua pegawai yang wajib sudah mencapai batas."),
        default_sort="jp",
    )
    context = {
        "table": build(spec, Shown(rows, lambda shown: _lines(shown, today)), request.GET, request.path),
        "unit": unit,
        "year": year,
        "floor": floor,
        **rows.aggregate(count=Count("id"), zeros=Count("id", filter=Q(legal__lte=0))),
        "source": source,
    }
    return render(request, "records/below.html", context)


@require_POST
def export(request: Any) -> HttpResponse:
    """Ask for the list as a workbook; the drawer says when it is ready."""
    year = _year(request, request.actor.today(request.now))
    run = services.export_hours(actor=request.actor, now=request.now, year=year, unit=request.GET.get("unit", ""))
    return redirect("job", uid=run.uid)


@require_GET
def person(request: Any, uid: uuid.UUID) -> HttpResponse:
    """One person's history, for whoever may see it."""
    place, subject = _place(request, uid)
    context = person_context(request, place) | {"may_add": allowed(request.actor, Permission.RECORD_ADD, subject)}
    return render(request, "records/person.html", context)


@require_http_methods(["GET", "POST"])
def add(request: Any, uid: uuid.UUID) -> HttpResponse:
    """Add a record to somebody's history."""
    place, subject = _place(request, uid)
    if not allowed(request.actor, Permission.RECORD_ADD, subject):
        raise NotAllowed(_("Peran Anda tidak mencakup pencatatan riwayat pegawai ini."))
    forms = agency.rules("jenis_bangkom", request.actor.today(request.now))
    choices = [(key, row.values["name"]) for key, row in forms.items()]
    form = RecordForm(request.POST or None, forms_of_development=choices)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_record(actor=request.actor, now=request.now, completed=form.completed(place.id))
            return redirect("records_person", uid=uid)
        except services.SameCertificate as refusal:
            form.add_error("certificate_no", str(refusal))
        except services.BadRecord as refusal:
            form.add_error("quantity", str(refusal))
    context = {"form": form, "place": place}
    return render(request, "records/add.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def withdraw(request: Any, record: uuid.UUID) -> HttpResponse:
    """Take a wrong record back, with a reason; it stays to be seen."""
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.withdraw_record(
            actor=request.actor, now=request.now, record=record, reason=form.cleaned_data["reason"]
        )
        return redirect("jp_overview")
    return render(request, "records/withdraw.html", {"form": form}, status=422 if form.errors else 200)


def _place(request: Any, uid: uuid.UUID) -> tuple[people.PersonRow, Subject]:
    today = request.actor.today(request.now)
    place = people.person_by_uid(request.actor, str(uid), today)
    subject = Subject(unit=place.path, person=place.id, superior=people.superior_of(place.id, today))
    if not allowed(request.actor, Permission.RECORD_READ, subject):
        raise NotThere(f"person {uid}")
    return place, subject


def _elsewhere(request: Any) -> HttpResponse:
    """Who sees no units sees his own history."""
    if extent(request.actor, Permission.RECORD_READ).person is not None:
        return redirect("records_mine")
    raise NotAllowed(_("Peran Anda tidak mencakup JP pegawai."))


def _units(request: Any, floor: int) -> TableSpec:
    return TableSpec(
        name="unit",
        caption=_("JP per unit"),
        columns=(
            Column("nama", _("Unit"), lambda row: row.name, sort="name"),
            Column("wajib", _("Pegawai"), lambda row: row.people, sort="people", is_numeric=True),
            Column(
                "capai",
                _("Minimal %(floor)s JP") % {"floor": floor},
                lambda row: 100 * row.share,
                sort="share",
                unit="%",
                is_numeric=True,
                decimals=0,
            ),
            Column("nol", _("Tanpa JP"), lambda row: row.zeros, sort="zeros", is_numeric=True),
            Column("median", _("Median"), lambda row: row.median, sort="median", unit="JP", is_numeric=True),
        ),
        row_key=lambda row: row.code or "langsung",
        row_url=lambda row: f"{request.path}?{_query(request, unit=row.code)}" if row.code else "",
        empty_text=_("Belum ada pegawai wajib JP di sini."),
    )


def _lines(rows: list[Any], on: date) -> list[BelowLine]:
    known = {row.id: row for row in people.people_where(on, {row.person for row in rows})}
    return [
        BelowLine(
            known[row.person].uid,
            known[row.person].name,
            known[row.person].unit_name,
            row.legal,
            row.technical,
            row.own,
        )
        for row in rows
        if row.person in known
    ]


def _dots(request: Any, found: queries.JpMap, year: int, today: date, floor: int, source: str) -> Any:
    """A dot is a person: only where one unit is open, so that a page never draws a whole government."""
    if not request.GET.get("unit") or not found.rows:
        return None
    return pictures.dots(found, queries.values_by_unit(request.actor, year, today, found.rows[:12]), floor, source)


def _ceiling(
    request: Any, year: int, today: date, found: queries.JpMap
) -> list[tuple[Any, queries.CeilingRow, Status]]:
    rows = queries.near_ceiling(request.actor, year, today, found.parent.path if found.parent else "")[:10]
    known = {row.id: row for row in people.people_where(today, {row.person for row in rows})}
    over, near = Status(_("Melewati batas"), "warn", "full"), Status(_("Mendekati batas"), "info", "half")
    return [(known[row.person], row, over if row.is_over else near) for row in rows if row.person in known]


def _year(request: Any, today: date) -> int:
    text = request.GET.get("tahun", "")
    chosen = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    # In January the finished year is what people ask about.
    return chosen or (today.year - 1 if today.month == 1 else today.year)


def _years(request: Any, today: date, year: int) -> list[Link]:
    return [
        Link(str(one), f"{request.path}?{_query(request, tahun=str(one))}", one == year)
        for one in (today.year - 1, today.year)
    ]


def _code(found: queries.JpMap, everything: bool) -> str:
    """Code of the unit that is exported; the whole agency has none."""
    return (
        "" if everything and found.parent and not found.parent.parent else (found.parent.code if found.parent else "")
    )


def _query(request: Any, **more: str) -> str:
    kept = {name: request.GET[name] for name in ("unit", "tahun") if request.GET.get(name)}
    return urlencode(kept | more)
