"""The list of hours as a file."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import note, use_case
from asah.foundation.documents.models import Document
from asah.foundation.documents.services import issue_document
from asah.foundation.jobs.models import JobRun
from asah.stages.people import queries as people
from asah.stages.records.events import EXPORT, ExportArgs

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def place_subject(actor: Actor, now: datetime, unit: str) -> Subject:
    """The unit whose people are listed, or the whole agency."""
    if not unit:
        return Subject(label="seluruh instansi", kind="unit")
    found = next((one for one in people.units_on(actor.today(now)) if one.code == unit), None)
    if found is None:
        raise NotThere(f"unit {unit}")
    return Subject(unit=found.path, label=found.name, kind="unit", key=found.code)


@use_case(Permission.RECORD_READ, on=place_subject, says=_("{actor} meminta daftar JP {year} {label}"))
def export_hours(*, actor: Actor, now: datetime, year: int, unit: str) -> JobRun:
    """Queue the making of the list. Whoever asks twice gets the run that is under way."""
    title = f"Menyiapkan daftar JP {year}"
    return EXPORT.enqueue(ExportArgs(year, unit), actor=actor, now=now, dedupe=f"{year}:{unit}", title=title)


@use_case(Permission.RECORD_READ, on=place_subject, says=_("{actor} menerbitkan daftar JP {year} {label}"))
def file_hours(*, actor: Actor, now: datetime, year: int, unit: str, content: bytes, rows: int) -> Document:
    """File the finished list as a document of whoever asked for it."""
    note(year=year, unit=unit, rows=rows)
    name = f"jp-{year}{'-' + unit.lower() if unit else ''}.xlsx"
    return issue_document(
        actor=actor,
        now=now,
        kind="records.hours",
        title=f"Daftar JP {year}",
        content=content,
        name=name,
        media_type=XLSX,
        unit_path=place_subject(actor, now, unit).unit or "",
        person=actor.person,
    )
