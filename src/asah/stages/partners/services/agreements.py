"""Agreements: signed, ended, and their end told in time."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, note, use_case
from asah.foundation.documents.models import Document
from asah.foundation.documents.services import issue_document
from asah.foundation.notices.services import tell
from asah.stages.partners.events import AgreementChanged
from asah.stages.partners.models import Agreement, AgreementReminder, Partner
from asah.stages.partners.queries import RemindRow, due_reminders
from asah.stages.partners.rules import AGREEMENT_KINDS, AgreementDays, faults_of_days
from asah.stages.partners.services.partners import subject_of_partner
from asah.stages.people import queries as people
from asah_basics.formats import date_long

TOLD_ROLES = ("planner",)


class AgreementRefused(ValueError):
    """An agreement that cannot be kept as typed. `field` names the box it speaks of."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class AgreementInput:
    """What was signed: kind (key of rules.AGREEMENT_KINDS), number, subject, days, and its file as PDF (or none)."""

    kind: str
    number: str
    subject: str
    signed_on: date
    starts_on: date
    ends_on: date
    content: bytes = b""
    filename: str = ""


def subject_of_agreement(agreement: str) -> Subject:
    """The agreement, locked, by the id that stands in addresses."""
    row = Agreement.objects.select_for_update().filter(uid=agreement).first()
    if row is None:
        raise NotThere(f"agreement {agreement}")
    return Subject(partner=row.partner_id, label=row.number, kind="agreement", key=str(row.uid), row=row)


@use_case(
    Permission.PARTNER_EDIT, on=subject_of_partner, says=gettext_lazy("{actor} mencatat perjanjian dengan {label}")
)
def sign_agreement(*, actor: Actor, now: datetime, partner: str, agreement: AgreementInput) -> Agreement:
    """Keep an agreement with its file. Raises AgreementRefused for contradictory dates or a number already kept."""
    owner = Partner.objects.get(uid=partner)
    days = AgreementDays(agreement.signed_on, agreement.starts_on, agreement.ends_on)
    for field, sentence in faults_of_days(days):
        raise AgreementRefused(field, sentence)
    if agreement.signed_on > actor.today(now):
        raise AgreementRefused("signed_on", _("Tanggal tanda tangan belum terjadi."))
    document = _filed(actor, now, owner, agreement) if agreement.content else None
    try:
        with transaction.atomic():
            row = Agreement.objects.create(
                agency_id=actor.agency, uid=uuid.uuid4(), partner=owner, kind=agreement.kind,
                number=agreement.number.strip(), subject=agreement.subject.strip(), signed_on=agreement.signed_on,
                starts_on=agreement.starts_on, ends_on=agreement.ends_on, document=document,
                recorded_by=actor.account, recorded_at=now,
            )  # fmt: skip
    except IntegrityError:
        words = _("Nomor %(number)s sudah tercatat.") % {"number": agreement.number}
        raise AgreementRefused("number", words) from None
    note(kind=row.kind, number=row.number, starts_on=str(row.starts_on), ends_on=str(row.ends_on))
    announce(AgreementChanged(owner.pk))
    return row


def _filed(actor: Actor, now: datetime, owner: Partner, agreement: AgreementInput) -> Document:
    title = f"{AGREEMENT_KINDS[agreement.kind]} {agreement.number.strip()}, {owner.name}"
    return issue_document(
        actor=actor, now=now, kind="perjanjian", title=title, content=agreement.content,
        name=agreement.filename or "perjanjian.pdf",
    )  # fmt: skip


@use_case(Permission.PARTNER_EDIT, on=subject_of_agreement, says=gettext_lazy("{actor} mengakhiri perjanjian {label}"))
def end_agreement(*, actor: Actor, now: datetime, agreement: str, ended_on: date, reason: str) -> Agreement:
    """End an agreement before its day, with a reason. Raises AgreementRefused for a day outside its time."""
    row = Agreement.objects.get(uid=agreement)
    if not row.starts_on <= ended_on <= row.ends_on:
        words = {"first": date_long(row.starts_on), "last": date_long(row.ends_on)}
        raise AgreementRefused("ended_on", _("Pilih hari antara %(first)s dan %(last)s.") % words)
    if not reason.strip():
        raise AgreementRefused("reason", _("Tulis alasan mengakhiri perjanjian."))
    note(ended_on=str(ended_on), before=str(row.ended_on or row.ends_on))
    row.ended_on, row.ended_reason, row.version = ended_on, reason.strip(), row.version + 1
    row.save(update_fields=["ended_on", "ended_reason", "version"])
    announce(AgreementChanged(row.partner_id))
    return row


@use_case(Permission.NOTICE_SEND, says=gettext_lazy("{actor} mengingatkan perjanjian yang segera berakhir"))
def remind_ending(*, actor: Actor, now: datetime, today: date) -> int:
    """Tell whoever plans of agreements that end soon, each once at each distance. Returns how many were told of."""
    due = due_reminders(today)
    accounts = people.accounts_holding(TOLD_ROLES, today)
    for one in due:
        _told(actor, now, one, accounts)
    note(told=[one.agreement.number for one in due])
    return len(due)


def _told(actor: Actor, now: datetime, one: RemindRow, accounts: Sequence[int]) -> None:
    row = one.agreement
    AgreementReminder.objects.get_or_create(
        agency_id=actor.agency, agreement_id=row.id, ends_on=row.ends_on, days=one.days, defaults={"told_at": now}
    )
    words = {
        "kind": row.kind_label,
        "number": row.number,
        "partner": one.partner_name,
        "day": date_long(row.ends_on),
        "left": row.days_left,
    }
    text = _("%(kind)s %(number)s dengan %(partner)s berakhir %(day)s, %(left)s hari lagi.") % words
    link = reverse("partner_dossier", args=[one.partner_uid])
    tell(actor=actor, now=now, accounts=accounts, topic="perjanjian", text=text, link=link, by_email=one.days <= 30)
