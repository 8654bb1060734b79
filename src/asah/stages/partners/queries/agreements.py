"""Agreements: which stand, which carry a period, whose end is to be told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from asah.foundation.access.actor import NotThere
from asah.stages.partners.models import Agreement, AgreementReminder, Partner
from asah.stages.partners.queries.partners import PartnerRow, partner_by_uid
from asah.stages.partners.rules import (
    AGREEMENT_KINDS,
    REMIND_DAYS,
    NoAgreement,
    Standing,
    carries,
    due_reminder,
    last_day,
    refusal,
    standing_of,
)


@dataclass(frozen=True)
class AgreementRow:
    """An agreement as it stands on the day of the question. days_left: to its last day; negative when over."""

    id: int
    uid: str
    partner: int
    kind: str
    kind_label: str
    number: str
    subject: str
    signed_on: date
    starts_on: date
    ends_on: date
    ended_on: date | None
    ended_reason: str
    document: str
    standing: Standing
    days_left: int
    version: int


def agreements_of(partners: Collection[int], on: date) -> dict[int, list[AgreementRow]]:
    """Agreements by partner, the one that ends last first; one query."""
    rows = Agreement.objects.filter(partner__in=list(partners)).select_related("document").order_by("-ends_on", "-pk")
    found: dict[int, list[AgreementRow]] = {}
    for row in rows:
        found.setdefault(row.partner_id, []).append(_row(row, on))
    return found


def require_agreement(partner: int, first: date, last: date) -> AgreementRow:
    """The contract that carries something running from `first` to `last` with a partner.

    Raises NoAgreement with a sentence that names the agreement, its end, and the way out.
    """
    rows = agreements_of([partner], first).get(partner, [])
    fitting = [row for row in rows if carries(row, first, last)]
    if not fitting:
        name = Partner.objects.get(pk=partner).name
        raise NoAgreement(refusal(name, rows, first, last))
    return fitting[0]


def without_agreement(partners: Collection[int], first: date, last: date) -> dict[int, str]:
    """Partners with no contract over a period: id -> why, with the way out; the others are left out. Two queries."""
    rows = agreements_of(partners, first)
    names = dict(Partner.objects.filter(pk__in=list(partners)).values_list("pk", "name"))
    told = {partner: refusal(name, rows.get(partner, []), first, last) for partner, name in names.items()}
    return {partner: sentence for partner, sentence in told.items() if sentence}


def agreement_by_uid(uid: str, on: date) -> tuple[AgreementRow, PartnerRow]:
    """One agreement with its partner; the caller has checked his reach. Raises NotThere."""
    row = Agreement.objects.select_related("document", "partner").filter(uid=uid).first()
    if row is None:
        raise NotThere(f"agreement {uid}")
    return _row(row, on), partner_by_uid(str(row.partner.uid))


@dataclass(frozen=True)
class RemindRow:
    """An agreement whose end is to be told now, at one of the distances of rules.REMIND_DAYS."""

    agreement: AgreementRow
    partner_uid: str
    partner_name: str
    days: int


def due_reminders(on: date) -> list[RemindRow]:
    """Whose end is to be told today and was not told at this distance yet; two queries, usually of no row."""
    horizon = on + timedelta(days=max(REMIND_DAYS))
    rows = Agreement.objects.filter(ends_on__gte=on, ends_on__lte=horizon).select_related("document", "partner")
    found = list(rows.order_by("ends_on", "pk"))
    told: dict[int, list[int]] = {}
    for one in AgreementReminder.objects.filter(agreement__in=found):
        if any(row.pk == one.agreement_id and row.ends_on == one.ends_on for row in found):
            told.setdefault(one.agreement_id, []).append(one.days)
    answer = []
    for row in found:
        line = _row(row, on)
        days = due_reminder(line, on, told.get(row.pk, ())) if row.ended_on is None else None
        if days is not None:
            answer.append(RemindRow(line, str(row.partner.uid), row.partner.name, days))
    return answer


def _row(row: Agreement, on: date) -> AgreementRow:
    return AgreementRow(
        row.pk,
        str(row.uid),
        row.partner_id,
        row.kind,
        AGREEMENT_KINDS[row.kind],
        row.number,
        row.subject,
        row.signed_on,
        row.starts_on,
        row.ends_on,
        row.ended_on,
        row.ended_reason,
        str(row.document.uid) if row.document is not None else "",
        standing_of(row, on),
        (last_day(row) - on).days,
        row.version,
    )
