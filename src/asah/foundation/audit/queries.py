"""Who changed what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, OuterRef, Subquery

from asah.foundation.access.actor import Actor, require
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.models import Event, EventDetail, SealedEvent


@dataclass(frozen=True)
class TrailFilter:
    """What to look for: an account, a verb, an object, a period; empty fields do not filter."""

    account: int | None = None
    verb: str = ""
    kind: str = ""
    key: str = ""
    since: datetime | None = None
    until: datetime | None = None


def trail(actor: Actor, wanted: TrailFilter, page: int = 1, per_page: int = 50) -> Page[Any]:
    """Events of the agency, newest first, with sentence, values and the number of their seal. Needs audit.read."""
    require(actor, Permission.AUDIT_READ)
    detail = EventDetail.objects.filter(event=OuterRef("pk"))
    rows = Event.objects.annotate(
        says=Subquery(detail.values("says")[:1]),
        values_=Subquery(detail.values("values")[:1]),
        seal=Subquery(SealedEvent.objects.filter(event=OuterRef("pk")).values(n=F("seal__number"))[:1]),
    ).order_by("-pk")
    for field, value in (
        ("account", wanted.account),
        ("verb", wanted.verb),
        ("kind", wanted.kind),
        ("key", wanted.key),
    ):
        if value:
            rows = rows.filter(**{field: value})
    if wanted.since:
        rows = rows.filter(at__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(at__lt=wanted.until)
    return Paginator(rows, per_page).get_page(page)


def verbs_seen() -> list[str]:
    """Verbs that occur in the trail, for the filter."""
    return list(Event.objects.order_by("verb").values_list("verb", flat=True).distinct())


def history_of(kind: str, key: str, limit: int = 20) -> list[tuple[datetime, str]]:
    """The last sentences about one object, newest first; for dossiers, whose access was decided on the object."""
    detail = EventDetail.objects.filter(event=OuterRef("pk")).values("says")[:1]
    rows = Event.objects.filter(kind=kind, key=key).annotate(says=Subquery(detail)).order_by("-pk")[:limit]
    return [(row.at, row.says or "") for row in rows]


def newest(limit: int) -> list[tuple[datetime, str]]:
    """The newest deeds of the agency as sentences, consequences left out; for desks that read the whole agency."""
    detail = EventDetail.objects.filter(event=OuterRef("pk")).values("says")[:1]
    rows = Event.objects.filter(parent=None).exclude(detail_hash="").annotate(says=Subquery(detail)).order_by("-pk")
    return [(row.at, row.says or "") for row in rows[:limit]]
