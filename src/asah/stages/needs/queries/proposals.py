"""Proposals within reach: the office's list, one proposal with its decisions and the plan's answer."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from asah.foundation.access.actor import Actor, NotThere, Subject, allowed
from asah.foundation.access.permissions import Permission
from asah.stages.catalogue import queries as catalogue
from asah.stages.needs.models import Proposal, ProposalDecision
from asah.stages.needs.queries.reach import seen
from asah.stages.people import queries as people

ANSWERS = {"terpilih": "Terpilih", "menunggu": "Daftar tunggu", "belum": "Belum terpilih"}


@dataclass(frozen=True)
class ProposalRow:
    """A proposal with its names; `may_decide` for the actor who asked."""

    uid: uuid.UUID
    year: int
    voice: str
    voice_word: str
    person_uid: str
    person: str
    unit: str
    competency: str
    code: str
    programme: str
    basis: str
    letter: str
    letter_on: date | None
    document: uuid.UUID | None
    reason: str
    proposer: int
    proposer_name: str
    proposed_at: datetime
    status: str
    status_word: str
    decision: str
    decider: str
    answer: str
    answer_word: str
    answer_reason: str
    may_decide: bool


@dataclass(frozen=True)
class ProposalsPage:
    """Proposals of a year within reach. counts: status -> how many; answered: how many the plan answered."""

    year: int
    rows: tuple[ProposalRow, ...]
    counts: dict[str, int]
    answered: int
    waiting: int
    total: int


MOST = 500


def proposals_page(actor: Actor, year: int, on: date, *, status: str = "", voice: str = "") -> ProposalsPage:
    """The newest 500 proposals that match, those that wait for a decision first. Raises NotAllowed."""
    within = Proposal.objects.filter(seen(actor, on), year=year)
    counts = dict(within.values_list("status").annotate(n=Count("pk")))
    rows = within
    for name, value in (("status", status), ("voice", voice)):
        if value:
            rows = rows.filter(**{name: value})
    found = rows.select_related("competency", "programme", "document").order_by("-status", "-proposed_at")[:MOST]
    named = _named(actor, list(found), on)
    ordered = sorted(named, key=lambda row: row.status != Proposal.Status.SENT)
    answered = within.exclude(answer="").count()
    return ProposalsPage(year, tuple(ordered), counts, answered, counts.get("diajukan", 0), sum(counts.values()))


def proposals_of_person(actor: Actor, person: int, on: date) -> list[ProposalRow]:
    """What was ever asked for somebody, newest first. The caller has checked his reach."""
    rows = Proposal.objects.filter(person=person).select_related("competency", "programme", "document")
    return _named(actor, list(rows.order_by("-proposed_at")), on)


def proposal_of(actor: Actor, uid: uuid.UUID, on: date) -> ProposalRow:
    """One proposal within reach. Raises NotThere."""
    rows = Proposal.objects.filter(Q(uid=uid) & seen(actor, on)).select_related("competency", "programme", "document")
    found = _named(actor, list(rows), on)
    if not found:
        raise NotThere("Usulan ini tidak ada.")
    return found[0]


def _named(actor: Actor, rows: list[Proposal], on: date) -> list[ProposalRow]:
    places = {row.id: row for row in people.people_where(on, {row.person_id for row in rows})}
    decisions = {row.proposal_id: row for row in ProposalDecision.objects.filter(proposal__in=rows).order_by("round")}
    return [_row(actor, row, places.get(row.person_id), decisions.get(row.pk)) for row in rows]


def _row(actor: Actor, row: Proposal, place: people.PersonRow | None, decision: ProposalDecision | None) -> ProposalRow:
    subject = Subject(unit=row.path, person=row.person_id)
    may = row.status == Proposal.Status.SENT and allowed(actor, Permission.PROPOSAL_DECIDE, subject)
    return ProposalRow(
        uid=row.uid, year=row.year, voice=row.voice, voice_word=str(row.get_voice_display()),
        person_uid=place.uid if place else "", person=place.name if place else "Sudah tidak bertugas",
        unit=place.unit_name if place else "", competency=row.competency.name, code=row.competency.code,
        programme=row.programme.name if row.programme else "", basis=str(row.get_basis_display()),
        letter=row.letter_number, letter_on=row.letter_on, document=row.document.uid if row.document else None,
        reason=row.reason, proposer=row.proposer, proposer_name=row.proposer_name, proposed_at=row.proposed_at,
        status=row.status, status_word=str(row.get_status_display()), decision=decision.reason if decision else "",
        decider=decision.decider_name if decision else "", answer=row.answer,
        answer_word=ANSWERS.get(row.answer, ""), answer_reason=row.answer_reason, may_decide=may,
    )  # fmt: skip


@dataclass(frozen=True)
class CatalogueChoice:
    """A programme that teaches a competency, for a form."""

    code: str
    name: str
    competencies: tuple[str, ...]


def programme_choices() -> list[CatalogueChoice]:
    """Programmes in force by name, with the codes of what they teach."""
    rows = catalogue.programmes_in_force()
    found = [CatalogueChoice(row.code, row.name, tuple(gain.code for gain in row.gains)) for row in rows]
    return sorted(found, key=lambda row: row.name)
