"""One record at a time: added by an officer, or withdrawn."""

import uuid
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, name_subject, note, use_case
from asah.stages.agency import queries as agency
from asah.stages.people.queries.subjects import subject_of_person
from asah.stages.records.events import RecordAdded
from asah.stages.records.models import Record
from asah.stages.records.rules import NotConvertible
from asah.stages.records.services.counters import count_year
from asah.stages.records.services.history import COLUMNS, BadRecord, Completed, Converter, enter_ledger


class SameCertificate(BadRecord):
    """The person already has this certificate."""

    def __init__(self, number: str) -> None:
        super().__init__(_("Sertifikat %(number)s sudah tercatat untuk pegawai ini.") % {"number": number})


def person_of(completed: Completed, now: datetime, actor: Actor) -> Subject:
    """The person a new record is about."""
    return subject_of_person(actor=actor, now=now, person=completed.person)


def record_subject(record: uuid.UUID, now: datetime, actor: Actor) -> Subject:
    """The locked record and its person."""
    row = Record.objects.select_for_update().filter(uid=record, withdrawn_at=None).first()
    if row is None:
        raise NotThere
    who = subject_of_person(actor=actor, now=now, person=row.person_id)
    return replace(who, label=f"{row.title} ({who.label})", row=row)


@use_case(Permission.RECORD_ADD, on=person_of, says=gettext_lazy("{actor} mencatat riwayat {label}"))
def add_record(*, actor: Actor, now: datetime, completed: Completed) -> Record:
    """Keep one record and its JP. Raises SameCertificate, or BadRecord when it cannot be converted."""
    try:
        columns = Converter().columns(completed, "isian", None, now)
    except (NotConvertible, agency.NoRule) as error:
        raise BadRecord(str(error)) from error
    try:
        with transaction.atomic():
            row = Record.objects.create(agency_id=actor.agency, **dict(zip(COLUMNS, columns, strict=True)))
    except IntegrityError as error:
        raise SameCertificate(completed.certificate_no) from error
    enter_ledger([row.uid])
    count_year(row.year, actor.today(now), now, [row.person_id])
    name_subject(row.title)
    note(person=row.person_id, form=row.form_id, jp=str(row.jp), rule=[row.rule_key, str(row.rule_from)])
    announce(RecordAdded(row.person_id, row.year, row.programme_code))
    return row


@use_case(Permission.RECORD_ADD, on=record_subject, says=gettext_lazy("{actor} menarik riwayat {label}: {reason}"))
def withdraw_record(*, actor: Actor, now: datetime, record: uuid.UUID, reason: str) -> None:
    """Take a wrong record out of the counters. The record and both lines of the ledger stay to be seen.

    Raises BadRecord without a reason, NotThere when it was withdrawn before.
    """
    if not reason.strip():
        raise BadRecord(_("Tulis alasan penarikannya."))
    row = Record.objects.get(uid=record)
    row.withdrawn_at, row.withdrawn_reason = now, reason.strip()
    row.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    take_back([row.uid], reason.strip(), now)
    count_year(row.year, actor.today(now), now, [row.person_id])


def take_back(uids: list[uuid.UUID], reason: str, now: datetime) -> None:
    """Write the opposite of what records still have in the ledger; called by use cases that withdraw records."""
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO records_jpentry (agency_id, person_id, record, year, "on", form_id, jp, has_certificate,'
            " reason, recorded_at)"
            ' SELECT agency_id, person_id, record, year, "on", form_id, -sum(jp), has_certificate, %s, %s'
            " FROM records_jpentry WHERE record = ANY(%s)"
            ' GROUP BY agency_id, person_id, record, year, "on", form_id, has_certificate HAVING sum(jp) <> 0',
            [reason, now, uids],
        )


def return_orphans(reason: str, now: datetime) -> None:
    """Take back what records still have in the ledger that are there no more; called when an import is undone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT record FROM records_jpentry e"
            " WHERE NOT EXISTS (SELECT 1 FROM records_record r WHERE r.uid = e.record)"
            " GROUP BY record HAVING sum(jp) <> 0"
        )
        gone = [row[0] for row in cursor.fetchall()]
    take_back(gone, reason, now)
