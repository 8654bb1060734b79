"""Begin bare, fill with the sample, take the sample out: invented people go, settings stay, the town becomes real."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.models import Account, Activation, Agency, Membership
from asah.foundation.access.permissions import Permission
from asah.foundation.access.tenancy import agency_tables
from asah.foundation.audit.door import name_subject, note, use_case
from asah.foundation.jobs.models import JobRun
from asah.stages.agency import queries as agencies
from asah.stages.people.events import LOAD_SAMPLE, SampleArgs
from asah.stages.people.models import Grant, Unit
from asah.stages.people.queries import code_hash
from asah.stages.people.services.activation import LASTS, new_code

# What is no sample: how the government is set up, and what has been done.
_STAYS = {"agency", "audit"}


class NotBare(Exception):
    """The agency holds something already; invented people are never mixed with real ones."""


class NotRemoved(Exception):
    """The name typed is another one, or the new password is weak. The text says what to do."""


@use_case(Permission.AGENCY_FOUND, says=_("Asah menunjuk {label} sebagai admin pertama"))
def found_administrator(*, actor: Actor, now: datetime, membership: int) -> str:
    """Grant the first administrator of a bare agency his role; returns his activation code."""
    member = Membership.objects.select_related("account").get(pk=membership, agency=actor.agency)
    name_subject(member.account.name)
    Grant.objects.create(
        agency_id=actor.agency, membership=membership, role="admin", valid=(actor.today(now), None), reason="Pendirian"
    )
    code = new_code()
    Activation.objects.create(
        membership=member, code_hash=code_hash(code), channel="paper", issued_at=now, expires_at=now + LASTS
    )
    return code


def _bare(actor: Actor) -> Subject:
    """The locked agency, which must hold neither people nor units nor settings."""
    row = Agency.objects.select_for_update().get(pk=actor.agency)
    if row.is_sample or Unit.objects.exists() or agencies.identity() or agencies.years():
        raise NotBare(_("Data contoh hanya masuk ke instansi yang masih kosong."))
    return Subject(label=row.name, kind="agency", key=row.slug, row=row)


@use_case(Permission.SAMPLE_LOAD, on=_bare, says=_("{actor} meminta data contoh untuk {label}"))
def request_sample(*, actor: Actor, now: datetime, size: int, link: str) -> JobRun:
    """Put the loading of the sample town into the queue. size: invented people. Raises NotBare."""
    note(size=size)
    return LOAD_SAMPLE.enqueue(SampleArgs(size=size), actor=actor, now=now, dedupe="sample", link=link)


@use_case(Permission.SAMPLE_LOAD, on=_bare, says=_("{actor} mengisi {label} dengan data contoh"))
def begin_sample(*, actor: Actor, now: datetime, clock_shift_seconds: int) -> None:
    """Mark a bare agency as a sample that lives at the date of its story; the caller tells it. Raises NotBare."""
    Agency.objects.filter(pk=actor.agency).update(is_sample=True, clock_shift_seconds=clock_shift_seconds)


def _sample(actor: Actor) -> Subject:
    row = Agency.objects.select_for_update().filter(pk=actor.agency, is_sample=True).first()
    if row is None:
        raise NotThere("Tidak ada data contoh di sini.")
    return Subject(label=row.name, kind="agency", key=row.slug, row=row)


@use_case(Permission.SAMPLE_REMOVE, on=_sample, says=_("{actor} menghapus data contoh {label}"))
def remove_sample(*, actor: Actor, now: datetime, typed_name: str, new_password: str) -> int:
    """Delete every invented row; returns how many. The administrator keeps his log-in with a new password.

    The names of the other sample log-ins are known to everybody, so they are closed. The clock runs truly again.
    Raises NotRemoved, and then nothing is changed.
    """
    agency = Agency.objects.get(pk=actor.agency)
    if typed_name.strip().casefold() != agency.name.casefold():
        raise NotRemoved(f"Tulis “{agency.name}” persis untuk menghapus.")
    me = Account.objects.get(pk=actor.account or 0)
    try:
        validate_password(new_password, me)
    except ValidationError as error:
        raise NotRemoved(" ".join(error.messages)) from error
    own = Membership.objects.get(account=me, agency=agency)
    mine = list(Grant.objects.filter(membership=own.pk, unit=None).values_list("role", "valid", "reason"))
    gone = _empty()
    Grant.objects.bulk_create(
        Grant(agency=agency, membership=own.pk, role=role, valid=valid, reason=reason) for role, valid, reason in mine
    )
    closed = _close_log_ins(agency, own)
    me.set_password(new_password)
    me.save(update_fields=["password"])
    agency.is_sample, agency.clock_shift_seconds = False, 0
    agency.save(update_fields=["is_sample", "clock_shift_seconds"])
    note(rows=gone, accounts=closed)
    return gone


def _empty() -> int:
    """Empty every table of the agency but its settings and its trail, through a function of the owner."""
    tables = [model._meta.db_table for model in agency_tables() if model._meta.app_label not in _STAYS]
    with connection.cursor() as cursor:
        cursor.execute("select sample_delete(%s)", [tables])
        return int(cursor.fetchone()[0])


def _close_log_ins(agency: Agency, own: Membership) -> int:
    others = Membership.objects.filter(agency=agency).exclude(pk=own.pk)
    accounts = list(others.values_list("account", flat=True))
    others.delete()
    Account.objects.filter(pk__in=accounts, memberships__isnull=True).delete()
    return len(accounts)
