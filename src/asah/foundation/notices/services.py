"""Tell people, and let them say they have heard enough."""

from collections.abc import Sequence
from datetime import datetime

from asah.foundation.access.actor import Actor, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import note, use_case
from asah.foundation.notices.models import Muted, Notice


@use_case(says="Asah mengabari {topic}", pipe=True)
def tell(
    *,
    actor: Actor,
    now: datetime,
    accounts: Sequence[int],
    topic: str,
    text: str,
    link: str,
    by_email: bool = False,
    is_urgent: bool = False,
) -> int:
    """Put a notice on the bell of each account that did not mute the topic; returns how many."""
    muted = set(Muted.objects.filter(account__in=accounts, topic=topic).values_list("account", flat=True))
    rows = [
        Notice(
            agency_id=actor.agency,
            account=account,
            topic=topic,
            text=text[:300],
            link=link,
            by_email=by_email,
            is_urgent=is_urgent,
            created_at=now,
        )
        for account in dict.fromkeys(accounts)
        if account not in muted
    ]
    Notice.objects.bulk_create(rows, batch_size=2000)
    note(told=len(rows), muted=len(muted))
    return len(rows)


def _myself(actor: Actor) -> Subject:
    return Subject(account=actor.account, kind="account", key=str(actor.account or ""))


@use_case(Permission.NOTICE_READ, on=_myself, says="{actor} membaca kabar")
def mark_read(*, actor: Actor, now: datetime, notices: Sequence[int]) -> int:
    """Mark own notices as read."""
    return Notice.objects.filter(account=actor.account or 0, pk__in=notices, read_at=None).update(read_at=now)


@use_case(Permission.NOTICE_READ, on=_myself, says="{actor} tidak ingin diingatkan lagi tentang {topic}")
def mute(*, actor: Actor, now: datetime, topic: str) -> None:
    """Never again a notice about this topic to this account."""
    Muted.objects.get_or_create(
        agency_id=actor.agency, account=actor.account or 0, topic=topic, defaults={"since": now}
    )


@use_case(Permission.NOTICE_READ, on=_myself, says="{actor} ingin diingatkan lagi tentang {topic}")
def unmute(*, actor: Actor, now: datetime, topic: str) -> None:
    """Take a mute back."""
    Muted.objects.filter(account=actor.account or 0, topic=topic).delete()
