"""Proposals: whoever may ask asks, another person decides, the plan answers."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from asah.foundation.access.actor import NotAllowed, allowed, extent
from asah.foundation.access.permissions import Permission
from asah.foundation.documents.files import FileRefused
from asah.foundation.pages.components import Status, Tile, Tone
from asah.foundation.pages.responses import render_form
from asah.foundation.pages.tables import Column, Filter, TableSpec, build
from asah.foundation.pages.toasts import toast
from asah.stages.needs import queries, services
from asah.stages.needs.web.choices import competency_choices, year_of
from asah.stages.needs.web.forms import DecideForm, ProposalForm
from asah.stages.people import queries as people
from asah_basics.formats import date_table

TONES: dict[str, Tone] = {
    "diajukan": "info",
    "diterima": "ok",
    "dikembalikan": "warn",
    "ditolak": "",
    "ditarik": "",
}
ANSWER_TONES: dict[str, Tone] = {"terpilih": "ok", "menunggu": "info", "belum": "warn"}


@require_GET
def listed(request: Any) -> HttpResponse:
    """Who asked for whom, what was decided, what the plan answered?"""
    today = request.actor.today(request.now)
    page = queries.proposals_page(request.actor, year_of(request), today)
    here = reverse("needs_proposals")
    tiles = [
        Tile(page.waiting, _("menunggu pemeriksaan"), f"{here}?status=diajukan"),
        Tile(page.counts.get("diterima", 0), _("diterima"), f"{here}?status=diterima"),
        Tile(page.counts.get("dikembalikan", 0), _("perlu perbaikan"), f"{here}?status=dikembalikan"),
        Tile(page.answered, _("dijawab rencana"), f"{here}?jawaban=ada"),
    ]
    reach = extent(request.actor, Permission.PROPOSAL_MAKE)
    context = {
        "page": page,
        "tiles": tiles,
        "table": build(_spec(), list(page.rows), request.GET, request.path),
        "may_decide": request.actor.holds(Permission.PROPOSAL_DECIDE),
        "own": _own(request) if reach.person is not None else "",
        "from_list": bool(reach.everything or reach.unit_paths or reach.team_of),
    }
    return render(request, "needs/proposals.html", context)


def _own(request: Any) -> str:
    place = people.where_was(request.actor.person or 0, request.actor.today(request.now))
    return reverse("needs_propose", args=[place.uid]) if place else ""


def _spec() -> TableSpec:
    return TableSpec(
        name="usulan",
        caption=_("Usulan"),
        columns=(
            Column("nama", _("Pegawai"), lambda row: row.person, hint=lambda row: row.unit, sort="person"),
            Column("kompetensi", _("Kompetensi"), lambda row: row.competency, sort="competency"),
            Column("pengusul", _("Pengusul"), lambda row: f"{row.voice_word}: {row.proposer_name}", is_small=True),
            Column("dasar", _("Dasar"), _basis, is_small=True),
            Column("status", _("Status"), lambda row: Status(row.status_word, TONES[row.status])),
            Column("jawaban", _("Jawaban rencana"), _answer),
        ),
        row_key=lambda row: str(row.uid),
        row_url=lambda row: reverse("needs_proposal", args=[row.uid]),
        filters=[
            Filter(
                "status", _("Status"),
                [("diajukan", _("Diajukan")), ("diterima", _("Diterima")), ("dikembalikan", _("Perlu perbaikan")),
                 ("ditolak", _("Ditolak")), ("ditarik", _("Ditarik"))],
                lambda rows, value: [row for row in rows if row.status == value],
            ),
            Filter(
                "pengusul", _("Pengusul"),
                [("atasan", _("Atasan langsung")), ("opd", _("Perangkat daerah")), ("diri", _("Pegawai sendiri"))],
                lambda rows, value: [row for row in rows if row.voice == value],
            ),
            Filter(
                "jawaban", _("Jawaban"), [("ada", _("Sudah dijawab")), ("belum", _("Belum dijawab"))],
                lambda rows, value: [row for row in rows if bool(row.answer) == (value == "ada")],
            ),
        ],
        empty_text=_("Belum ada usulan. Kebutuhan tetap dihitung tanpa usulan."),
    )  # fmt: skip


def _basis(row: queries.ProposalRow) -> str:
    if not row.letter:
        return row.basis
    return f"{row.basis} {row.letter}" + (f", {date_table(row.letter_on)}" if row.letter_on else "")


def _answer(row: queries.ProposalRow) -> Status:
    return Status(row.answer_word or _("Menunggu rencana"), ANSWER_TONES.get(row.answer, ""))


@require_http_methods(["GET", "POST"])
def new(request: Any, uid: uuid.UUID) -> HttpResponse:
    """Ask for somebody."""
    today, year = request.actor.today(request.now), year_of(request)
    card = queries.needs_of_person(request.actor, str(uid), today)
    place = card.place
    subject = people.as_subject(place, people.superior_of(place.id, today))
    if not allowed(request.actor, Permission.PROPOSAL_MAKE, subject):
        raise NotAllowed(_("Peran Anda tidak mencakup usulan untuk pegawai ini."))
    is_mine = request.actor.person == place.id
    form = ProposalForm(
        request.POST or None, request.FILES or None, choices=competency_choices(), is_mine=is_mine,
        programmes=[(row.code, row.name) for row in queries.programme_choices()],
        initial={"competency": request.GET.get("kompetensi", ""), "basis": "akpk"},
    )  # fmt: skip
    if form.is_valid():
        try:
            row = services.propose(actor=request.actor, now=request.now, year=year, person=place.id, **form.values())
        except (services.ProposalRefused, FileRefused) as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _("Usulan terkirim. Orang lain memeriksanya, lalu rencana menjawabnya."))
            return redirect("needs_proposal", proposal=row.uid)
    context = {"place": place, "year": year, "is_mine": is_mine, "needs": card.needs[:5]}
    return render_form(request, "needs/propose.html", form, context)


@require_GET
def shown(request: Any, proposal: uuid.UUID) -> HttpResponse:
    """One proposal, its decisions and its answer."""
    return render(request, "needs/proposal.html", _context(request, proposal))


def _context(request: Any, proposal: uuid.UUID) -> dict[str, Any]:
    row = queries.proposal_of(request.actor, proposal, request.actor.today(request.now))
    is_mine = row.proposer == request.actor.account
    return {
        "row": row,
        "basis": _basis(row),
        "status": Status(row.status_word, TONES[row.status]),
        "answer": _answer(row),
        "form": DecideForm(),
        "is_mine": is_mine,
        "may_withdraw": is_mine and row.status in ("diajukan", "diterima", "dikembalikan") and not row.answer,
    }


@require_POST
def decide(request: Any, proposal: uuid.UUID) -> HttpResponse:
    """Accept, return or refuse it."""
    form = DecideForm(request.POST)
    if form.is_valid():
        try:
            services.decide_proposal(actor=request.actor, now=request.now, proposal=proposal, **form.cleaned_data)
        except services.ProposalRefused as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _("Keputusan tersimpan. Pengusul dapat membacanya."))
            return redirect("needs_proposals")
    context = _context(request, proposal)
    return render(request, "needs/proposal.html", context | {"form": form}, status=422)


@require_POST
def take_back(request: Any, proposal: uuid.UUID) -> HttpResponse:
    """Send a returned proposal again, or withdraw it."""
    try:
        if request.POST.get("tindakan") == "kirim":
            services.send_again(
                actor=request.actor, now=request.now, proposal=proposal, reason=request.POST.get("reason", "")
            )
            toast(request, _("Usulan terkirim lagi."))
        else:
            services.withdraw(actor=request.actor, now=request.now, proposal=proposal)
            toast(request, _("Usulan ditarik."))
    except services.ProposalRefused as refused:
        toast(request, str(refused))
    return redirect("needs_proposal", proposal=proposal)
