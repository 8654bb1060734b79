"""Who signs, from when to when."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import name_subject, note, use_case
from asah.stages.agency.models import Official


class OfficeTaken(Exception):
    """Two officials of the same kind would sign for one office on the same day."""

    def __init__(self, who: str) -> None:
        super().__init__(
            _("%(who)s sudah tercatat pada jabatan dan waktu itu. Pilih tanggal mulai yang lebih akhir.") % {"who": who}
        )


def official_subject(official: int) -> Subject:
    """The locked row of an official."""
    row = Official.objects.select_for_update().filter(pk=official).first()
    if row is None:
        raise NotThere
    return Subject(label=f"{row.name}, {row.post}", kind="official", key=str(row.pk), row=row)


@use_case(Permission.AGENCY_SETUP, says=gettext_lazy("{actor} menetapkan pejabat {label}"))
def appoint_official(
    *,
    actor: Actor,
    now: datetime,
    office: str,
    kind: str,
    post: str,
    name: str,
    from_on: date,
    until_on: date | None = None,
    nip: str = "",
    rank: str = "",
) -> int:
    """Let somebody sign for an office from a day on; whoever did so in the same way stops the day before.

    office: ppk, pyb, head_of_agency or an OPD code; until_on: first day he no longer signs. Returns the row's id.
    Raises OfficeTaken when the period meets one that starts later or on the same day.
    """
    before = (
        Official.objects.select_for_update()
        .filter(office=office, kind=kind, valid__startswith__lt=from_on, valid__contains=from_on)
        .first()
    )
    if before is not None:
        before.valid = DateRange(before.valid.lower, from_on)
        before.save(update_fields=["valid"])
    row = Official(
        agency_id=actor.agency,
        office=office,
        kind=kind,
        post=post.strip(),
        name=name.strip(),
        nip=nip,
        rank=rank.strip(),
        valid=DateRange(from_on, until_on),
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        clash = Official.objects.filter(office=office, kind=kind, valid__overlap=row.valid).first()
        raise OfficeTaken(clash.name if clash else office) from error
    name_subject(f"{row.name}, {row.post}")
    note(office=office, kind=kind, from_on=str(from_on), replaced=before.pk if before else None)
    return row.pk


@use_case(
    Permission.AGENCY_SETUP, on=official_subject, says=gettext_lazy("{actor} mengakhiri wewenang {label} per {on_day}")
)
def end_official(*, actor: Actor, now: datetime, official: int, on_day: date) -> None:
    """Let somebody's authority to sign end; on_day is the first day on which he no longer signs.

    Raises NotThere for another agency's row, OfficeTaken for a day before he began.
    """
    row = Official.objects.get(pk=official)
    if row.valid.lower and on_day <= row.valid.lower:
        raise OfficeTaken(row.name)
    row.valid = DateRange(row.valid.lower, on_day)
    row.save(update_fields=["valid"])
    note(until=str(on_day))
