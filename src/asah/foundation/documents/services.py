"""Keep a file, issue a document."""

import uuid
from datetime import datetime

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import name_subject, note, use_case
from asah.foundation.documents import files
from asah.foundation.documents.models import Document, File


@use_case(says="{actor} menyimpan berkas {name}", pipe=True)
def keep_file(*, actor: Actor, now: datetime, content: bytes, name: str, media_type: str) -> File:
    """Check and store a file of the agency, as the consequence of another deed.

    Raises FileRefused or DiskFull, whose texts are fit to be shown.
    """
    files.check(content, name, media_type)
    stored = files.store(content)
    note(digest=stored.digest, size=stored.size)
    return File.objects.create(
        agency_id=actor.agency,
        digest=stored.digest,
        name=name[:200],
        media_type=media_type,
        size=stored.size,
        stored_at=now,
        account=actor.account,
    )


@use_case(says="{actor} menerbitkan {label}", pipe=True)
def issue_document(
    *,
    actor: Actor,
    now: datetime,
    kind: str,
    title: str,
    content: bytes,
    name: str,
    media_type: str = "application/pdf",
    number: str = "",
    unit_path: str = "",
    person: int | None = None,
) -> Document:
    """File a finished document, as the consequence of the deed that had it made."""
    name_subject(title)
    file = keep_file(actor=actor, now=now, content=content, name=name, media_type=media_type)
    return Document.objects.create(
        agency_id=actor.agency,
        uid=uuid.uuid4(),
        kind=kind,
        title=title,
        number=number,
        file=file,
        unit_path=unit_path,
        person=person,
        account=actor.account,
        issued_at=now,
    )


def _subject_of_document(uid: uuid.UUID) -> Subject:
    row = Document.objects.select_related("file").filter(uid=uid).first()
    if row is None:
        raise NotThere("document")
    return Subject(
        unit=row.unit_path or None,
        person=row.person,
        account=row.account,
        label=row.title,
        kind="document",
        key=str(uid),
        row=row,
    )


@use_case(Permission.DOCUMENT_READ, on=_subject_of_document, says="{actor} mengunduh {label}")
def open_document(*, actor: Actor, now: datetime, uid: uuid.UUID) -> tuple[Document, bytes]:
    """The bytes of a document for somebody who may read it; the download is remembered."""
    row = Document.objects.select_related("file").get(uid=uid)
    return row, files.read(row.file.digest)
