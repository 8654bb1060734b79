"""Objections: filed by the person within the deadline, answered once by a named official who did not decide."""

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, note, use_case
from asah.foundation.documents.services import issue_document
from asah.foundation.notices.services import tell
from asah.stages.plan.events import ObjectionAnswered, ObjectionFiled
from asah.stages.plan.models import Objection, ObjectionAnswer, Submission
from asah.stages.plan.queries.objecting import deadline, deciders, file_until
from asah.stages.plan.queries.own import own_choice
from asah_basics.formats import date_weekday


class ObjectionRefused(Exception):
    """The objection cannot be filed or answered like this; the text says why."""


def subject_of_own(actor: Actor) -> Subject:
    """The actor himself."""
    return Subject(person=actor.person, account=actor.account, label=actor.name, kind="person", key=str(actor.person))


def subject_of_objection(objection: uuid.UUID) -> Subject:
    """Load and lock an objection. Raises NotThere."""
    row = Objection.objects.select_related("programme").filter(uid=objection).first()
    if row is None:
        raise NotThere("Sanggahan ini tidak ada.")
    return Subject(label=f"sanggahan {row.programme.name}", kind="objection", key=str(row.uid), row=row)


@use_case(Permission.OBJECTION_FILE, on=subject_of_own, says=_("{actor} mengajukan sanggahan untuk {code}"))
def file_objection(
    *, actor: Actor, now: datetime, code: str, text: str, evidence: tuple[str, bytes] | None = None
) -> Objection:
    """Object to not being selected for a programme; evidence: (file name, bytes of a PDF) or None.

    Raises ObjectionRefused after the deadline, for an empty text, or a second time; NotThere when there is nothing to
    object to; FileRefused.
    """
    decision, choice = own_choice(actor, code)
    if not text.strip():
        raise ObjectionRefused("Tulis apa yang menurut Anda keliru. Satu kalimat cukup.")
    today, last = actor.today(now), file_until(decision, actor)
    if today > last:
        raise ObjectionRefused(f"Sanggahan diterima sampai {date_weekday(last)}. Tenggat itu sudah lewat.")
    document = None
    if evidence is not None:
        document = issue_document(
            actor=actor, now=now, kind="plan.evidence", title=f"Bukti sanggahan {choice.name}", content=evidence[1],
            name=evidence[0], person=actor.person,
        )  # fmt: skip
    try:
        with transaction.atomic():
            row = Objection.objects.create(
                agency_id=actor.agency,
                uid=uuid.uuid4(),
                run=choice.run,
                programme=choice.programme,
                person_id=actor.person or 0,
                account=actor.account or 0,
                text=text.strip(),
                evidence=document.uid if document else None,
                card={"rank": choice.rank, "of": choice.candidates, "quota": choice.quota, "reason": choice.reason},
                filed_at=now,
                due_on=deadline("jawab", today),
            )
    except IntegrityError:
        raise ObjectionRefused("Anda sudah mengajukan sanggahan untuk program ini.") from None
    planner = Submission.objects.filter(run=choice.run).order_by("-pk").values_list("requester", flat=True).first()
    told = f"Sanggahan baru untuk {choice.name}. Jawab paling lambat {date_weekday(row.due_on)}."
    link = f"/rencana/sanggahan/{row.uid}/"
    tell(actor=actor, now=now, accounts=[planner or 0], topic="sanggahan", text=told, link=link)
    note(objection=str(row.uid), programme=code, due=row.due_on.isoformat())
    announce(ObjectionFiled(row.pk))
    return row


@use_case(Permission.OBJECTION_ANSWER, on=subject_of_objection, says=_("{actor} menjawab {label}"))
def answer_objection(*, actor: Actor, now: datetime, objection: uuid.UUID, outcome: str, text: str) -> ObjectionAnswer:
    """Answer an objection once, by somebody who neither filed it nor decided the plan. Raises ObjectionRefused."""
    row = Objection.objects.select_related("programme", "run").get(uid=objection)
    if not text.strip():
        raise ObjectionRefused("Tulis alasan jawaban. Yang menyanggah membacanya apa adanya.")
    if actor.account is None or actor.account in {*deciders(row.run), row.account}:
        raise ObjectionRefused("Sanggahan dijawab oleh orang yang tidak ikut memutuskan rencana.")
    try:
        with transaction.atomic():
            answer = ObjectionAnswer.objects.create(
                agency_id=actor.agency,
                objection=row,
                filer=row.account,
                answerer=actor.account,
                answerer_name=actor.name,
                outcome=outcome,
                text=text.strip(),
                answered_at=now,
            )
    except IntegrityError:
        raise ObjectionRefused("Sanggahan ini sudah dijawab. Muat ulang halaman.") from None
    told = f"Sanggahan Anda untuk {row.programme.name} sudah dijawab oleh {actor.name}."
    link = f"/rencana/keputusan-saya/{row.programme.code}/"
    tell(actor=actor, now=now, accounts=[row.account], topic="sanggahan", text=told, link=link)
    note(objection=str(row.uid), outcome=outcome)
    announce(ObjectionAnswered(row.pk))
    return answer
