"""Questions about documents."""

from typing import Any

from django.db.models import Q, QuerySet

from asah.foundation.access.actor import Actor, Subject, allowed, extent
from asah.foundation.access.permissions import Permission
from asah.foundation.documents.models import Document


def may_open(actor: Actor, document: Document) -> bool:
    """Whether a link to the document is worth showing."""
    subject = Subject(unit=document.unit_path or None, person=document.person, account=document.account)
    return allowed(actor, Permission.DOCUMENT_READ, subject)


def readable(actor: Actor) -> "QuerySet[Document, Any]":
    """Every document the actor may open, newest first, with its file: the same reach as `may_open`, as one query."""
    reach = extent(actor, Permission.DOCUMENT_READ)
    rows = Document.objects.select_related("file").order_by("-pk")
    if reach.everything:
        return rows
    found = Q(pk__in=[])
    for path in reach.unit_paths:
        # The path ends in "/", and "0" is the character after it in collation C.
        found |= Q(unit_path__gte=path, unit_path__lt=f"{path[:-1]}0")
    if actor.account is not None:
        found |= Q(account=actor.account)
    if actor.person is not None:
        found |= Q(person=actor.person)
    return rows.filter(found)


def documents_of_kind(actor: Actor, kind: str, most: int = 30) -> list[Document]:
    """The newest documents of a kind that the actor may open."""
    return list(readable(actor).filter(kind=kind)[:most])
