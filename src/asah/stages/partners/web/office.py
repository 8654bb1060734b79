"""The list of partners, and who they are."""

import uuid
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from asah.foundation.access.actor import require
from asah.foundation.access.permissions import Permission
from asah.foundation.pages.components import Status, Tone
from asah.foundation.pages.responses import render_form
from asah.foundation.pages.tables import Column, Filter, TableSpec, build
from asah.foundation.pages.toasts import toast
from asah.stages.partners import queries, services
from asah.stages.partners.rules import KINDS, Standing
from asah.stages.partners.web.forms import PartnerForm, initial_of
from asah_basics.formats import date_table

STANDINGS: dict[Standing, tuple[str, Tone]] = {
    Standing.COMING: (gettext_noop("Akan berlaku"), "info"),
    Standing.IN_FORCE: (gettext_noop("Berlaku"), "ok"),
    Standing.ENDING: (gettext_noop("Hampir berakhir"), "warn"),
    Standing.OVER: (gettext_noop("Berakhir"), "err"),
    Standing.ENDED_EARLY: (gettext_noop("Diakhiri"), "err"),
}


def standing_status(standing: Standing) -> Status:
    """The word and tone of where an agreement stands."""
    word, tone = STANDINGS[standing]
    return Status(_(word), tone)


@require_GET
def partners(request: Any) -> HttpResponse:
    """With whom may we work today, and whose agreement ends soon?"""
    today = request.actor.today(request.now)
    cards = queries.partners_page(request.actor, today, archived=bool(request.GET.get("arsip")))
    ending = [card for card in cards if card.agreement and card.agreement.standing is Standing.ENDING]
    context = {
        "cards": cards,
        "lead": _lead(cards, ending),
        "ending": ending,
        "table": build(_spec(), cards, request.GET, request.path),
        "may_edit": request.actor.holds(Permission.PARTNER_EDIT),
        "may_import": request.actor.holds(Permission.PARTNER_IMPORT),
    }
    return render(request, "partners/list.html", context)


@require_http_methods(["GET", "POST"])
def add(request: Any) -> HttpResponse:
    """A new partner."""
    require(request.actor, Permission.PARTNER_EDIT)
    form = PartnerForm(request.POST or None)
    if form.is_valid():
        try:
            with transaction.atomic():
                row = services.add_partner(actor=request.actor, now=request.now, partner=form.partner())
        except services.PartnerExists as refused:
            form.add_error("code", str(refused))
        else:
            toast(request, _("Mitra tercatat."))
            return redirect("partner_dossier", uid=row.uid)
    return render_form(request, "partners/edit.html", form)


@require_http_methods(["GET", "POST"])
def edit(request: Any, uid: uuid.UUID) -> HttpResponse:
    """Change a partner; a conflict shows both values and keeps what was typed."""
    require(request.actor, Permission.PARTNER_EDIT)
    row = queries.partner_by_uid(str(uid))
    form = PartnerForm(request.POST or None, initial=initial_of(row))
    if form.is_valid():
        version = form.cleaned_data["version"] or row.version
        try:
            with transaction.atomic():
                services.edit_partner(
                    actor=request.actor, now=request.now, partner=row.uid, version=version, values=form.partner()
                )
        except services.PartnerChangedMeanwhile as changed:
            context = {"form": form, "partner": row, "conflicts": changed.conflicts, "version": changed.version}
            return render(request, "partners/edit.html", context, status=409)
        except services.PartnerExists as refused:
            form.add_error("code", str(refused))
        else:
            toast(request, _("Data mitra tersimpan."))
            return redirect("partner_dossier", uid=uid)
    return render_form(request, "partners/edit.html", form, {"partner": row, "version": row.version})


@require_POST
def archive(request: Any, uid: uuid.UUID) -> HttpResponse:
    """Put a partner aside, or take it back."""
    row = services.archive_partner(actor=request.actor, now=request.now, partner=str(uid))
    toast(request, _("Mitra diarsipkan.") if row.archived_at else _("Mitra dipakai lagi."), undo=request.path)
    return redirect("partner_dossier", uid=uid)


def _lead(cards: list[queries.PartnerCard], ending: list[queries.PartnerCard]) -> str:
    if not cards:
        return _("Belum ada mitra yang tercatat.")
    carrying = sum(card.carries for card in cards)
    words = {"all": len(cards), "carrying": carrying}
    text = _("%(carrying)s dari %(all)s mitra punya perjanjian kerja sama yang berlaku.") % words
    if ending:
        soon = ngettext(
            "%(count)s perjanjian berakhir dalam 90 hari.", "%(count)s perjanjian berakhir dalam 90 hari.", len(ending)
        )
        text += " " + soon % {"count": len(ending)}
    return text


def _agreement_words(card: queries.PartnerCard) -> str:
    row = card.agreement
    if row is None:
        return _("belum ada perjanjian")
    return _("%(kind)s sampai %(day)s") % {"kind": row.kind_label, "day": date_table(row.ended_on or row.ends_on)}


def _spec() -> TableSpec:
    return TableSpec(
        name="mitra",
        caption=_("Mitra dan perjanjiannya"),
        columns=(
            Column("nama", _("Mitra"), lambda card: card.partner.name, hint=lambda card: card.partner.kind_label),
            Column("bidang", _("Bidang"), lambda card: "; ".join(card.partner.fields) or "–", is_small=True),
            Column(
                "status",
                _("Perjanjian"),
                lambda card: standing_status(card.agreement.standing) if card.agreement else "–",
            ),
            Column("sampai", _("Masa berlaku"), _agreement_words, is_small=True),
            Column("pengajar", _("Pengajar"), lambda card: card.instructors, is_numeric=True),
        ),
        row_key=lambda card: card.partner.uid,
        row_url=lambda card: reverse("partner_dossier", args=[card.partner.uid]),
        search=lambda cards, words: [
            card
            for card in cards
            if words.casefold() in " ".join((card.partner.name, card.partner.code, *card.partner.fields)).casefold()
        ],
        search_label=_("Cari mitra atau bidang"),
        filters=(
            Filter(
                "jenis",
                _("Jenis"),
                tuple(KINDS.items()),
                lambda cards, value: [card for card in cards if card.partner.kind == value],
            ),
        ),
        empty_text=_("Belum ada mitra di sini."),
    )
