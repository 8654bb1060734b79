"""Questions about documents."""

from asah.foundation.access.actor import Actor, Subject, allowed
from asah.foundation.access.permissions import Permission
from asah.foundation.documents.models import Document


def may_open(actor: Actor, document: Document) -> bool:
    """Whether a link to the document is worth showing."""
    subject = Subject(unit=document.unit_path or None, person=document.person, account=document.account)
    return allowed(actor, Permission.DOCUMENT_READ, subject)
