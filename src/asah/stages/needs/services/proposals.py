"""Asking for a competency: for one's team, one's OPD, or oneself; decided by another person, answered by the plan."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, note, use_case
from asah.foundation.documents.services import issue_document
from asah.stages.catalogue import queries as catalogue
from asah.stages.competencies import queries as competencies
from asah.stages.needs.events import ProposalDecided, VoicesChanged
from asah.stages.needs.models import Proposal, ProposalAnswer, ProposalDecision
from asah.stages.needs.rules import first_class, fits, way_out
from asah.stages.people import queries as people
from asah.stages.people.queries.subjects import subject_of_person


class ProposalRefused(Exception):
    """The proposal cannot be made, sent again or decided like this; the text says why and what to do."""


@dataclass(frozen=True)
class Letter:
    """The letter behind a proposal: its number and date, and the scanned file when there is one."""

    number: str = ""
    on: date | None = None
    content: bytes = b""
    name: str = ""
    media_type: str = "application/pdf"


def proposed_subject(actor: Actor, now: datetime, person: int) -> Subject:
    """The locked person for whom somebody asks."""
    return subject_of_person(actor=actor, now=now, person=person)


def subject_of_proposal(actor: Actor, now: datetime, proposal: uuid.UUID) -> Subject:
    """A locked proposal, seen as a thing of the person it is about. Raises NotThere."""
    row = Proposal.objects.select_for_update().filter(uid=proposal).first()
    if row is None:
        raise NotThere("Usulan ini tidak ada.")
    boss = people.superior_of(row.person_id, actor.today(now))
    name = f"usulan {row.competency.name}"
    return Subject(
        unit=row.path, person=row.person_id, superior=boss, label=name, kind="proposal", key=str(row.uid), row=row
    )


@use_case(Permission.PROPOSAL_MAKE, on=proposed_subject, says=_("{actor} mengusulkan {competency} untuk {label}"))
def propose(
    *,
    actor: Actor,
    now: datetime,
    year: int,
    person: int,
    competency: str,
    basis: str,
    reason: str,
    programme: str = "",
    letter: Letter | None = None,
) -> Proposal:
    """Ask for a competency (code), perhaps by a certain programme (code), for a year.

    The voice follows from who asks for whom: oneself, one's team, or else the OPD. Raises ProposalRefused with a
    sentence: a basis that does not fit, a missing letter, somebody who leaves before the first class, a second time.
    """
    if actor.account is None:
        raise ProposalRefused("Usulan dikirim oleh orang yang masuk dengan akunnya sendiri.")
    today, paper = actor.today(now), letter or Letter()
    place = people.where_was(person, today)
    key = competencies.competency_ids().get(competency)
    if place is None or key is None:
        raise ProposalRefused("Pilih pegawai yang masih bertugas dan kompetensi yang ada di kamus.")
    voice = _voice(actor, person, today)
    _judge(voice, basis, reason, paper)
    _refuse_leavers(place, key, programme, year, today)
    values: dict[str, Any] = {
        "year": year, "voice": voice, "person_id": person, "unit_id": place.unit, "path": place.path,
        "competency_id": key, "programme_id": _programme_id(programme), "basis": basis, "reason": reason.strip(),
        "letter_number": paper.number.strip(), "letter_on": paper.on, "proposer": actor.account,
        "proposer_name": actor.name, "proposed_at": now, "document_id": _file(actor, now, paper, place.path),
    }  # fmt: skip
    try:
        with transaction.atomic():
            row = Proposal.objects.create(agency_id=actor.agency, uid=uuid.uuid4(), **values)
    except IntegrityError:
        raise ProposalRefused(
            f"{place.name} sudah diusulkan untuk kompetensi ini pada {year}. Buka usulan yang ada untuk mengubahnya."
        ) from None
    note(year=year, competency=competency, voice=voice, basis=basis, letter=paper.number)
    announce(VoicesChanged(place.unit))
    return row


@use_case(Permission.PROPOSAL_MAKE, on=subject_of_proposal, says=_("{actor} memperbaiki dan mengirim lagi {label}"))
def send_again(*, actor: Actor, now: datetime, proposal: uuid.UUID, reason: str, letter: Letter | None = None) -> None:
    """Send a returned proposal again, with a better reason or letter. Raises ProposalRefused."""
    row = Proposal.objects.get(uid=proposal)
    if row.status != Proposal.Status.RETURNED or actor.account != row.proposer:
        raise ProposalRefused("Hanya pengusul yang dapat mengirim lagi usulan yang dikembalikan.")
    paper = letter or Letter(row.letter_number, row.letter_on)
    _judge(row.voice, row.basis, reason, paper)
    row.reason, row.letter_number, row.letter_on = reason.strip(), paper.number.strip(), paper.on
    row.document_id = _file(actor, now, paper, row.path) or row.document_id
    row.status, row.round, row.proposed_at = Proposal.Status.SENT, row.round + 1, now
    row.save()
    announce(VoicesChanged(row.unit_id))


@use_case(Permission.PROPOSAL_MAKE, on=subject_of_proposal, says=_("{actor} menarik {label}"))
def withdraw(*, actor: Actor, now: datetime, proposal: uuid.UUID) -> None:
    """Take a proposal back before the plan answered it. Raises ProposalRefused."""
    row = Proposal.objects.get(uid=proposal)
    if actor.account != row.proposer:
        raise ProposalRefused(f"Usulan ini ditarik oleh pengusulnya, {row.proposer_name}.")
    if row.answer:
        raise ProposalRefused("Rencana sudah menjawab usulan ini. Sampaikan sanggahan bila tidak setuju.")
    Proposal.objects.filter(pk=row.pk).update(status=Proposal.Status.WITHDRAWN)
    announce(VoicesChanged(row.unit_id))


@use_case(Permission.PROPOSAL_DECIDE, on=subject_of_proposal, says=_("{actor} memutuskan {label}: {kind}"))
def decide_proposal(*, actor: Actor, now: datetime, proposal: uuid.UUID, kind: str, reason: str) -> ProposalDecision:
    """Accept ("diterima"), return ("dikembalikan") or refuse ("ditolak") a proposal; never one's own.

    Raises ProposalRefused; the database refuses proposer = decider, too.
    """
    row = Proposal.objects.get(uid=proposal)
    if actor.account is None or kind not in ProposalDecision.Kind.values:
        raise ProposalRefused("Usulan diputuskan oleh orang yang masuk dengan akunnya sendiri.")
    if row.proposer == actor.account:
        raise ProposalRefused(
            "Usulan ini Anda ajukan sendiri, jadi orang lain yang memeriksanya. Minta rekan pengelola kepegawaian "
            "atau perencana BKPSDM membukanya."
        )
    if row.status != Proposal.Status.SENT:
        raise ProposalRefused(f"Usulan ini sudah diputuskan: {row.get_status_display()}. Muat ulang halaman.")
    if not reason.strip():
        raise ProposalRefused("Tulis alasannya. Pengusul membaca kalimat ini.")
    decision = ProposalDecision.objects.create(
        agency_id=actor.agency, proposal=row, round=row.round, proposer=row.proposer, decider=actor.account,
        decider_name=actor.name, kind=kind, reason=reason.strip(), decided_at=now,
    )  # fmt: skip
    Proposal.objects.filter(pk=row.pk).update(status=kind)
    note(kind=kind, reason=reason)
    announce(ProposalDecided(row.pk))
    announce(VoicesChanged(row.unit_id))
    return decision


@dataclass(frozen=True)
class Answered:
    """What a plan gave a proposal (id): "terpilih", "menunggu" or "belum", and why in a sentence."""

    proposal: int
    outcome: str
    reason: str


@use_case(says=_("{actor} menjawab usulan menurut {plan}"), pipe=True)
def answer_proposals(*, actor: Actor, now: datetime, plan: str, answers: Iterable[Answered]) -> int:
    """The pipe of the plan: write its answers beside the proposals. Returns how many were answered."""
    rows = {row.proposal: row for row in answers}
    ProposalAnswer.objects.bulk_create(
        ProposalAnswer(
            agency_id=actor.agency, proposal_id=row.proposal, outcome=row.outcome, reason=row.reason[:400], plan=plan,
            answered_at=now,
        )
        for row in rows.values()
    )  # fmt: skip
    known = list(Proposal.objects.select_for_update().filter(pk__in=rows))
    for one in known:
        one.answer, one.answer_reason, one.answered_at = rows[one.pk].outcome, rows[one.pk].reason[:400], now
    Proposal.objects.bulk_update(known, ["answer", "answer_reason", "answered_at"], batch_size=500)
    note(answered=len(known))
    return len(known)


def _voice(actor: Actor, person: int, today: date) -> str:
    if actor.person == person:
        return Proposal.Voice.PERSON
    if actor.person is not None and people.superior_of(person, today) == actor.person:
        return Proposal.Voice.SUPERIOR
    return Proposal.Voice.OPD


def _judge(voice: str, basis: str, reason: str, letter: Letter) -> None:
    if not fits(voice, basis):
        raise ProposalRefused(
            "Minat sendiri tidak membutuhkan dasar lain."
            if voice == Proposal.Voice.PERSON
            else "Pilih dasar usulan: AKPK, HCDP, atau surat penawaran."
        )
    if basis == Proposal.Basis.OFFER and not (letter.number.strip() and letter.on):
        raise ProposalRefused("Surat penawaran membutuhkan nomor dan tanggal. Keduanya ada di kepala surat.")
    if not reason.strip():
        raise ProposalRefused("Tulis alasannya: pekerjaan apa yang akan lebih baik?")


def _refuse_leavers(place: people.PersonRow, competency: int, programme: str, year: int, today: date) -> None:
    """Refuse when the person is gone before the first class; name programmes that end in time."""
    teaching = [
        row
        for row in catalogue.programmes_in_force()
        if (row.code == programme if programme else any(gain.competency == competency for gain in row.gains))
    ]
    if programme and not teaching:
        raise ProposalRefused(f"Program {programme} tidak ada di katalog. Pilih program lain.")
    months = {month for row in teaching for month in row.months}
    first = first_class(months, year, today)
    if first is None:
        raise ProposalRefused(f"Semua kelas program ini pada {year} sudah lewat. Usulkan untuk tahun berikutnya.")
    fate = people.trainability([place], today, first.ends_on)[place.id]
    if fate.is_so:
        return
    last = min(filter(None, (place.retires_on, place.contract_until)), default=None)
    others = [] if last is None or last.year < year else _in_time(competency, programme, last)
    name = teaching[0].name if programme else ""
    raise ProposalRefused(way_out(place.name, fate.why_not.rstrip("."), first.ends_on, name, others))


def _in_time(competency: int, programme: str, last: date) -> list[str]:
    found = [
        row.name
        for row in catalogue.programmes_in_force()
        if row.code != programme
        and any(gain.competency == competency for gain in row.gains)
        and row.months
        and min(row.months) < last.month
    ]
    return found[:3]


def _programme_id(code: str) -> int | None:
    if not code:
        return None
    return next(row.programme for row in catalogue.programmes_in_force() if row.code == code)


def _file(actor: Actor, now: datetime, letter: Letter, path: str) -> int | None:
    if not letter.content:
        return None
    document = issue_document(
        actor=actor, now=now, kind="needs.letter", title=f"Surat usulan {letter.number}".strip(),
        content=letter.content, name=letter.name, media_type=letter.media_type, unit_path=path,
    )  # fmt: skip
    return document.pk
