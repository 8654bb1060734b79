"""One's own notices."""

from asah.foundation.access.actor import Actor
from asah.foundation.notices.models import Muted, Notice


def unread_count(actor: Actor) -> int:
    """Number on the bell."""
    return Notice.objects.filter(account=actor.account, read_at=None).count() if actor.account else 0


def newest(actor: Actor, most: int = 30) -> list[Notice]:
    """Own notices, newest first."""
    return list(Notice.objects.filter(account=actor.account).order_by("-pk")[:most]) if actor.account else []


def muted_topics(actor: Actor) -> list[str]:
    """Topics somebody muted."""
    return list(Muted.objects.filter(account=actor.account or 0).order_by("topic").values_list("topic", flat=True))
