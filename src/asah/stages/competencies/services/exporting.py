"""The map of gaps as a file to take away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import note, use_case
from asah.foundation.documents.models import Document
from asah.foundation.documents.services import issue_document
from asah.foundation.jobs.models import JobRun
from asah.stages.competencies.events import EXPORT, ExportArgs
from asah.stages.people import queries as people

KIND = "competencies.map"


@dataclass(frozen=True)
class MapFile:
    """One finished file: its title in the list of documents, name, media type and bytes."""

    title: str
    name: str
    media_type: str
    content: bytes


def map_subject(actor: Actor, now: datetime, unit: str) -> Subject:
    """The unit below which the map is drawn, or the whole agency."""
    if not unit:
        return Subject(label="seluruh instansi", kind="unit")
    found = next((one for one in people.units_on(actor.today(now)) if one.code == unit), None)
    if found is None:
        raise NotThere(f"unit {unit}")
    return Subject(unit=found.path, label=found.name, kind="unit", key=found.code)


@use_case(Permission.COMPETENCY_READ, on=map_subject, says=_("{actor} meminta berkas peta kesenjangan {label}"))
def export_map(*, actor: Actor, now: datetime, unit: str, kind: str, form: str) -> JobRun:
    """Queue the making of the file (form: xlsx or csv). Whoever asks twice gets the run that is under way.

    Raises ValueError for another form.
    """
    if form not in ("xlsx", "csv"):
        raise ValueError("form must be xlsx or csv")
    key = f"{actor.account}:{unit}:{kind}:{form}"
    return EXPORT.enqueue(ExportArgs(unit, kind, form), actor=actor, now=now, dedupe=key)


@use_case(Permission.COMPETENCY_READ, on=map_subject, says=_("{actor} menerbitkan berkas peta kesenjangan {label}"))
def file_map(*, actor: Actor, now: datetime, unit: str, files: Sequence[MapFile]) -> list[Document]:
    """File the finished files as documents of whoever asked for them."""
    note(unit=unit, files=[one.name for one in files])
    path = map_subject(actor, now, unit).unit or ""
    return [
        issue_document(
            actor=actor, now=now, kind=KIND, title=one.title, content=one.content, name=one.name,
            media_type=one.media_type, unit_path=path, person=actor.person,
        )
        for one in files
    ]  # fmt: skip
