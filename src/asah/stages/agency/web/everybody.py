"""The rules in force, for everybody: whoever is measured by a figure may see where it comes from."""

import json
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from asah.foundation.access.actor import NotThere
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.components import Status
from asah.foundation.pages.tables import Column, Filter, TableSpec, build
from asah.stages.agency import queries
from asah.stages.agency.rules import field_word, rule_tables, value_word


@require_GET
def tables(request: Any) -> HttpResponse:
    """All tables, and which figures nobody has confirmed."""
    rows = queries.tables(request.actor.today(request.now))
    spec = TableSpec(
        name="tabel",
        caption=_("Tabel aturan"),
        columns=(
            Column("nama", _("Tabel"), lambda row: row.title, sort="title"),
            Column("baris", _("Baris"), lambda row: row.rows, sort="rows", is_numeric=True),
            Column("belum", _("Belum dikonfirmasi"), lambda row: row.unconfirmed, sort="unconfirmed", is_numeric=True),
            Column("sendiri", _("Aturan sendiri"), lambda row: row.own, sort="own", is_numeric=True),
        ),
        row_key=lambda row: row.kind,
        row_url=lambda row: reverse("agency_rule_table", args=[row.kind]),
        filters=(
            Filter(
                "status",
                _("Status"),
                (("belum", _("Ada yang belum dikonfirmasi")), ("sendiri", _("Ada aturan sendiri"))),
                lambda listed, value: [row for row in listed if (row.unconfirmed if value == "belum" else row.own)],
            ),
        ),
    )
    context = {
        "table": build(spec, rows, request.GET, request.path),
        "total": sum(row.rows for row in rows),
        "unconfirmed": sum(row.unconfirmed for row in rows),
        "may_edit": request.actor.holds(Permission.RULES_EDIT),
    }
    return render(request, "agency/tables.html", context)


@require_GET
def table(request: Any, kind: str) -> HttpResponse:
    """The rows of one table in force today."""
    known = rule_tables().get(kind)
    if known is None:
        raise NotThere(f"table {kind}")
    rows = list(queries.rules(kind, request.actor.today(request.now)).values())
    names = queries.legal_basis_names(row.legal_basis for row in rows)
    spec = TableSpec(
        name="aturan",
        caption=known.title,
        columns=(
            Column("kunci", _("Baris"), lambda row: row.key, sort="key"),
            Column("nilai", _("Nilai"), lambda row: value_words(row.values)),
            Column("dasar", _("Dasar hukum"), lambda row: names[row.legal_basis], is_small=True),
            Column("status", _("Status"), confirmed_word),
        ),
        row_key=lambda row: row.key,
        row_url=lambda row: reverse("agency_rule", args=[kind, row.key]),
        page_size=100,
    )
    context = {
        "known": known,
        "table": build(spec, rows, request.GET, request.path),
        "unconfirmed": sum(not row.confirmed for row in rows),
        "total": len(rows),
        "may_edit": request.actor.holds(Permission.RULES_EDIT),
    }
    return render(request, "agency/table.html", context)


def value_words(values: dict[str, Any]) -> str:
    """`JP: 20 · masa: tahun`: every filled field of a row in one line."""
    return " · ".join(
        f"{field_word(name)}: {_word(value)}" for name, value in values.items() if value not in (None, "")
    )


def confirmed_word(row: queries.RuleRow) -> Status:
    """Whether somebody has confirmed the figure, and whose it is."""
    if row.adopted:
        return Status(_("Dikonfirmasi instansi"), "ok", "full")
    if row.own:
        return Status(_("Aturan sendiri"), "info", "full")
    return Status(_("Dikonfirmasi"), "ok", "full") if row.confirmed else Status(_("Belum dikonfirmasi"), "warn", "half")


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, list) and all(isinstance(one, str | int) for one in value):
        return ", ".join(map(str, value))
    return value_word(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
