"""Questions about documents."""

from asah.foundation.access.actor import Actor, Subject, allowed
from asah.foundation.access.permissions import Permission
from asah.foundation.documents.models import Document


def may_open(actor: Actor, document: Document) -> bool:
    """Whether a link to the document is worth showing."""
    subject = Subject(unit=document.unit_path or None, person=document.person, account=document.account)
    return allowed(actor, Permission.DOCUMENT_READ, subject)


def documents_of_kind(actor: Actor, kind: str, most: int = 30) -> list[Document]:
    """The newest documents of a kind that the actor may open."""
    rows = Document.objects.filter(kind=kind).order_by("-pk")[: most * 3]
    return [row for row in rows if may_open(actor, row)][:most]


def newest_documents(actor: Actor, most: int = 50) -> list[Document]:
    """The newest documents of any kind that the actor may open."""
    rows = Document.objects.order_by("-pk")[: most * 3]
    return [row for row in rows if may_open(actor, row)][:most]
