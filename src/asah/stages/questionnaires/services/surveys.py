"""The life of a survey: prepared, opened with invitations, reminded, extended, closed; or taken back at once."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asah.foundation.access import queries as access
from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, name_subject, note, use_case
from asah.foundation.notices.services import tell
from asah.stages.people import queries as people
from asah.stages.questionnaires.events import THEMES, SurveyArgs, SurveyClosed, SurveyOpened
from asah.stages.questionnaires.models import Instrument, InstrumentVersion, Invitation, Survey
from asah.stages.questionnaires.queries.audience import Asked, audience
from asah.stages.questionnaires.rules import REMINDS_AFTER, WITHDRAWN_WITHIN, date_faults
from asah.stages.questionnaires.services.mixing import mix
from asah_basics.formats import date_long

TOPIC = "survei"


class NotNow(Exception):
    """The survey is in another state than the deed needs. The text says what to do."""


class BadSurvey(ValueError):
    """A survey that cannot be prepared or opened so. The text says what to change."""


def survey_subject(survey: uuid.UUID, actor: Actor, now: datetime) -> Subject:
    """The locked survey; the subtree it asks decides who may edit it."""
    row = Survey.objects.select_for_update().filter(uid=survey).first()
    if row is None:
        raise NotThere(f"survey {survey}")
    path = None
    if row.unit_id is not None:
        unit = people.tree(actor.today(now)).units.get(row.unit_id)
        path = unit.path if unit else None
    return Subject(unit=path, label=row.title, kind="survey", key=str(row.uid), row=row)


def unit_subject(unit: int | None, actor: Actor, now: datetime) -> Subject:
    """The subtree a new survey would ask."""
    if unit is None:
        return Subject()
    found = people.tree(actor.today(now)).units.get(unit)
    if found is None:
        raise NotThere(f"unit {unit}")
    return Subject(unit=found.path)


@use_case(Permission.SURVEY_EDIT, on=unit_subject, says=gettext_lazy("{actor} menyiapkan survei {label}"))
def prepare_survey(
    *,
    actor: Actor,
    now: datetime,
    year: int,
    title: str,
    version: int,
    opens_on: date,
    closes_on: date,
    unit: int | None = None,
    employments: Sequence[str] = (),
    job_kinds: Sequence[str] = (),
) -> Survey:
    """A draft: nobody is asked yet. version: id of a published version. Raises BadSurvey."""
    chosen = InstrumentVersion.objects.filter(pk=version).first()
    if chosen is None or not Instrument.objects.filter(pk=chosen.instrument_id, is_active=True).exists():
        raise BadSurvey(_("Pilih kuesioner yang sudah diterbitkan."))
    fault = date_faults(opens_on, closes_on, actor.today(now))
    if fault:
        raise BadSurvey(fault)
    name_subject(title)
    note(version=version, unit=unit, opens_on=str(opens_on), closes_on=str(closes_on))
    return Survey.objects.create(
        agency_id=actor.agency, uid=uuid.uuid4(), year=year, title=title.strip(), version=chosen, about=chosen.about,
        unit_id=unit, employments=list(employments), job_kinds=list(job_kinds), opens_on=opens_on, closes_on=closes_on,
    )  # fmt: skip


@use_case(Permission.SURVEY_EDIT, on=survey_subject, says=gettext_lazy("{actor} membuka survei {label}"))
def open_survey(*, actor: Actor, now: datetime, survey: uuid.UUID) -> int:
    """Invite everybody in scope as of today and tell those with an account. Returns how many were invited.

    Raises NotNow unless it is a draft, BadSurvey when nobody is in scope or its last day has passed.
    """
    row = Survey.objects.get(uid=survey)
    if row.state != Survey.State.DRAFT:
        raise NotNow(_("Survei ini sudah dibuka."))
    today = actor.today(now)
    fault = date_faults(row.opens_on, row.closes_on, today)
    if fault:
        raise BadSurvey(fault)
    found = audience(today, row.about, row.unit_id, row.employments, row.job_kinds)
    if not found.asked:
        raise BadSurvey(_("Tidak ada pegawai dalam cakupan ini. Ubah unit atau statusnya."))
    _invite(row, found.asked, now)
    row.state, row.opened_at = Survey.State.OPEN, now
    row.save(update_fields=["state", "opened_at"])
    told = _tell(actor, now, row, [one.person for one in found.asked], _("Survei baru: %(title)s, sampai %(day)s."))
    note(invited=len(found.asked), told=told, without_superior=len(found.without_superior))
    announce(SurveyOpened(row.pk))
    return len(found.asked)


@use_case(Permission.SURVEY_EDIT, on=survey_subject, says=gettext_lazy("{actor} menarik kembali survei {label}"))
def withdraw_survey(*, actor: Actor, now: datetime, survey: uuid.UUID) -> None:
    """Take invitations back within five minutes, while nobody has begun. Raises NotNow afterwards."""
    row = Survey.objects.get(uid=survey)
    if row.state != Survey.State.OPEN or row.opened_at is None or now - row.opened_at > WITHDRAWN_WITHIN:
        raise NotNow(_("Undangan hanya dapat ditarik dalam 5 menit. Tutup survei ini sebagai gantinya."))
    if Invitation.objects.filter(survey=row, started_at__isnull=False).exists():
        raise NotNow(_("Sudah ada yang mulai menjawab. Tutup survei ini sebagai gantinya."))
    Invitation.objects.filter(survey=row).delete()
    row.state, row.opened_at = Survey.State.DRAFT, None
    row.save(update_fields=["state", "opened_at"])


@use_case(
    Permission.SURVEY_EDIT, on=survey_subject, says=gettext_lazy("{actor} mengingatkan yang belum menjawab {label}")
)
def remind(*, actor: Actor, now: datetime, survey: uuid.UUID, office: int | None = None) -> int:
    """Tell everybody who has not finished, of one office or of all; returns how many were told.

    Nobody is reminded twice within two days. Raises NotNow unless it is open.
    """
    row = Survey.objects.get(uid=survey)
    if row.state != Survey.State.OPEN or row.closes_on < actor.today(now):
        raise NotNow(_("Survei ini tidak sedang dibuka, jadi tidak ada yang diingatkan."))
    waiting = Invitation.objects.filter(survey=row, finished_at=None)
    if office is not None:
        waiting = waiting.filter(opd=office)
    elif row.reminded_at is not None and now - row.reminded_at < REMINDS_AFTER:
        raise NotNow(_("Pengingat terakhir belum dua hari. Coba lagi besok."))
    people_ = list(waiting.filter(reminders__lt=3).values_list("person_id", flat=True))
    told = _tell(actor, now, row, people_, _("Survei %(title)s belum selesai. Ditutup %(day)s."))
    waiting.update(reminders=F("reminders") + 1)
    if office is None:
        row.reminded_at = now
        row.save(update_fields=["reminded_at"])
    note(waiting=len(people_), told=told, office=office)
    return len(people_)


@use_case(Permission.SURVEY_EDIT, on=survey_subject, says=gettext_lazy("{actor} memperpanjang survei {label}"))
def extend_survey(*, actor: Actor, now: datetime, survey: uuid.UUID, closes_on: date) -> None:
    """Move the last day of a survey that was opened; a closed one opens again. Raises NotNow, BadSurvey."""
    row = Survey.objects.get(uid=survey)
    if row.state == Survey.State.DRAFT:
        raise NotNow(_("Survei ini belum dibuka. Ubah tanggalnya saat membukanya."))
    fault = date_faults(row.opens_on, closes_on, actor.today(now))
    if fault:
        raise BadSurvey(fault)
    note(before=str(row.closes_on), after=str(closes_on))
    row.closes_on, row.state, row.closed_at = closes_on, Survey.State.OPEN, None
    row.save(update_fields=["closes_on", "state", "closed_at"])


@use_case(Permission.SURVEY_EDIT, on=survey_subject, says=gettext_lazy("{actor} menutup survei {label}"))
def close_survey(*, actor: Actor, now: datetime, survey: uuid.UUID) -> None:
    """No more answers. The unnamed ones lose their day and their order; open answers are grouped by a job."""
    row = Survey.objects.get(uid=survey)
    if row.state != Survey.State.OPEN:
        raise NotNow(_("Survei ini tidak sedang dibuka."))
    today = actor.today(now)
    row.state, row.closed_at, row.closes_on = Survey.State.CLOSED, now, min(row.closes_on, max(today, row.opens_on))
    row.save(update_fields=["state", "closed_at", "closes_on"])
    mix(row, today, keeps_day=False)
    THEMES.enqueue(SurveyArgs(row.pk), actor=actor, now=now, dedupe=str(row.pk))
    announce(SurveyClosed(row.pk))


def _invite(row: Survey, asked: Sequence[Asked], now: datetime) -> None:
    Invitation.objects.bulk_create(
        (
            Invitation(
                agency_id=row.agency_id, survey=row, person_id=one.person, unit_id=one.unit, opd_id=one.opd,
                path=one.path, invited_at=now,
            )
            for one in asked
        ),
        batch_size=2000,
    )  # fmt: skip


def _tell(actor: Actor, now: datetime, row: Survey, people_: Sequence[int], sentence: str) -> int:
    accounts = access.accounts_of_people(actor.agency, people_)
    text = sentence % {"title": row.title, "day": date_long(row.closes_on)}
    route = "survey_team" if row.about == "tim" else "survey_answer"
    told: int = tell(
        actor=actor, now=now, accounts=sorted(accounts.values()), topic=TOPIC, text=text,
        link=reverse(route, args=[row.uid]), by_email=True,
    )  # fmt: skip
    return told
